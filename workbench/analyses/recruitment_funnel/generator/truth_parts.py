"""What the plan implies for single questions: regions, waits, adjustments, channels, panels."""

from __future__ import annotations

from typing import Any

import numpy as np
from numpy.typing import NDArray

from workbench.analyses.recruitment_funnel.generator import plan, population
from workbench.analyses.recruitment_funnel.generator.channels import CHANNEL_WITHOUT_APPLICANTS
from workbench.analyses.recruitment_funnel.generator.expectation import Tally
from workbench.analyses.recruitment_funnel.generator.kinds import ADJUSTMENTS
from workbench.analyses.recruitment_funnel.generator.shares import GROUPS
from workbench.analyses.recruitment_funnel.generator.words import (
    CHANNELS,
    PANEL_MIX,
    PANEL_MIXES,
    PANELS,
    STAGES,
)
from workbench.vocabulary.terms import REGIONS

GROUP, COMPARATOR = (GROUPS["ethnicity"].index(group) for group in ("Black", "White"))
TEST, OFFER = STAGES.index("online_test"), STAGES.index("offer")


def strata(counted: Tally) -> dict[str, Any]:
    """Return why offers look equal: the ratio over all regions, and within each."""
    cells = counted["region of group"][:, OFFER].reshape(2, -1, len(REGIONS))
    entered, passed = cells[:, [GROUP, COMPARATOR]]
    rates = passed / entered
    crude = passed.sum(axis=1) / entered.sum(axis=1)
    shares = entered / entered.sum(axis=1, keepdims=True)
    return {
        "stage": "offer",
        "by": "region",
        "characteristic": "ethnicity",
        "group": "Black",
        "comparator": "White",
        "crude": round(float(crude[0] / crude[1]), 4),
        "within": [
            {
                "region": region,
                "ratio": round(float(rates[0, place] / rates[1, place]), 4),
                "pass_rates": _both(rates[:, place]),
                "shares_of_entrants": _both(shares[:, place]),
            }
            for place, region in enumerate(REGIONS)
        ],
    }


def _both(numbers: NDArray[np.float64]) -> dict[str, float]:
    return dict(zip(("Black", "White"), np.round(numbers, 4).tolist(), strict=True))


def vetting() -> dict[str, Any]:
    """Return how long the pre-employment checks take, whatever comes of them."""
    medians = {
        group: plan.VETTING_MEDIAN_DAYS_BY_ETHNICITY.get(group, plan.VETTING_MEDIAN_DAYS)
        for group in GROUPS["ethnicity"]
    }
    return {
        "median_days": medians,
        "standard_deviation_of_log_days": plan.VETTING_SPREAD,
        "longest_days": plan.VETTING_LONGEST_DAYS,
        "withdrawal": {
            group: plan.CHECKS_WITHDRAWAL_BY_ETHNICITY.get(group, plan.CHECKS_WITHDRAWAL)
            for group in medians
        },
    }


def adjustments(counted: Tally) -> dict[str, Any]:
    """Return what an adjustment does to the rate of passing the test, of disabled applicants."""
    entered, passed = counted["adjustment"][:, TEST]
    rates = passed / entered
    ratios = rates / rates[0]
    return {
        "asked_of_disabled": plan.ADJUSTMENT_ASKED,
        "in_time_of_asked": plan.ADJUSTMENT_IN_TIME,
        "test_pass_rate": dict(zip(ADJUSTMENTS, np.round(rates, 4).tolist(), strict=True)),
        "ratio_to_did_not_ask": {
            "in time": {"ratio": round(float(ratios[1]), 4), "kind": "null"},
            "late": {"ratio": round(float(ratios[2]), 4), "kind": "planted"},
        },
        "disability_confident_scheme": {"stage": "sift", "ratio": 1.0, "kind": "null"},
    }


def channels(counted: Tally) -> dict[str, Any]:
    """Return what channels inherit from who uses them; they have no effect of their own."""
    shares = np.array([population.CHANNEL_SHARES[group] for group in GROUPS["ethnicity"]])
    applied, started = counted["ethnicity"][:, -1]
    by_channel = (started @ shares) / (applied @ shares)
    rates = np.round(by_channel / (started.sum() / applied.sum()), 4).tolist()
    return {
        "kind": "null",
        "shares_of_group": {
            group: dict(zip(CHANNELS, listed, strict=True))
            for group, listed in population.CHANNEL_SHARES.items()
        },
        "start_rate_to_that_of_all": dict(zip(CHANNELS, rates, strict=True)),
        "without_applicants": CHANNEL_WITHOUT_APPLICANTS,
    }


def panels() -> dict[str, Any]:
    """Return that panels do not differ, and which are of each mix."""
    panels_of = {
        mix: [
            panel for panel, code in zip(PANELS, PANEL_MIX, strict=True) if mix == PANEL_MIXES[code]
        ]
        for mix in PANEL_MIXES
    }
    return {
        "kind": "null",
        "standard_deviation_between_panels": 0.0,
        "mix": {"kind": "null", "ratio_of_pass_rates": 1.0, "panels": panels_of},
    }
