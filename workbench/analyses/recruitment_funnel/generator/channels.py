"""What was spent on each advertising channel; every figure is made up."""

from __future__ import annotations

import pandas as pd

from workbench.analyses.recruitment_funnel.generator import plan
from workbench.analyses.recruitment_funnel.generator.words import CHANNELS

CHANNEL_WITHOUT_APPLICANTS = "Local radio"
SPEND = {  # pounds, in the order of the intakes
    "Civil Service Jobs": (4_000, 5_000, 5_500, 6_000),
    "Probation careers website": (18_000, 22_000, 24_000, 27_000),
    "Job board": (32_000, 40_000, 45_000, 50_000),
    "Social media": (36_000, 45_000, 51_000, 58_000),
    "University careers event": (24_000, 30_000, 34_000, 38_000),
    "Word of mouth": (0, 0, 0, 0),
    CHANNEL_WITHOUT_APPLICANTS: (8_000, 10_000, 11_000, 12_000),
}
CAMPAIGNS = tuple(intake.campaign for intake in (*plan.EARLIER_INTAKES, plan.INTAKE))


def channel_spend() -> pd.DataFrame:
    """Return one row for each intake and channel: `channel`, `campaign`, `spend_pounds`.

    One channel cost money and brought nobody, and one brought people and cost nothing.

    Examples
    --------
    >>> channel_spend().query("campaign == '2023-03'")["spend_pounds"].sum().item()
    191000
    """
    rows = [
        (channel, campaign, SPEND[channel][position])
        for position, campaign in enumerate(CAMPAIGNS)
        for channel in (*CHANNELS, CHANNEL_WITHOUT_APPLICANTS)
    ]
    return pd.DataFrame(rows, columns=["channel", "campaign", "spend_pounds"])
