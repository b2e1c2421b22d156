"""Whether a group gains on its comparator from campaign to campaign."""

from __future__ import annotations

import numpy as np
import pandas as pd

from workbench.analyses.recruitment_funnel.measures import TWO_SIDES
from workbench.findings import Modelled
from workbench.statistics.campaigns.campaign_trend import (
    NOT_CONVERGED,
    SEPARATED,
    TOO_FEW,
    campaign_trend,
)
from workbench.statistics.estimate import Estimate

FINEST = 0.01
"""A change is told to a hundredth of the odds at the finest."""
ENOUGH = 10**9
"""Of rows that say nothing."""
REASONS = {
    TOO_FEW: "fewer than three campaigns can be compared",
    SEPARATED: "too many campaigns have one outcome only on one side",
    NOT_CONVERGED: "the fit did not converge",
}


def trend(cells: pd.DataFrame, campaigns: int, level: float) -> Modelled:
    """Estimate the change of the odds of passing, relative to the comparator's, a campaign.

    Parameters
    ----------
    cells : DataFrame
        ``role`` and the four counts of a comparison, one row a cell and campaign, campaigns in
        order of time and running fastest.
    campaigns : int
        How many there are.
    level : float
        Confidence level.

    Returns
    -------
    Modelled
        ``odds_change`` in the last campaign's rows: 0.1 where the ratio of odds rises by a tenth
        each campaign. It rests on every campaign, so the fewest who passed and who did not are
        those of the smallest side of any of them.

    Notes
    -----
    The residual degrees of freedom are those of people, who are the observations, less a level
    for each campaign, the group's own and its slope. One slope alone is let out, of at least
    twelve counts.
    """
    sides = [cells[name].to_numpy().reshape(-1, campaigns) for name in TWO_SIDES]
    passed, entered, others, all_others = sides
    declared = (cells["role"] == "declared").to_numpy().reshape(-1, campaigns)[:, -1]
    found = campaign_trend(*(side[declared] for side in sides), level=level)
    ratio = found.odds_ratio

    def last_row(values: np.ndarray, otherwise: float) -> np.ndarray:
        rows = np.full((len(declared), campaigns), otherwise, dtype=np.asarray(values).dtype)
        rows[declared, -1] = values
        return rows.ravel()

    value, lower, upper = (
        last_row(part - 1, np.nan) for part in (ratio.value, ratio.lower, ratio.upper)
    )
    method = f"logit of group and campaign, {ratio.method}"
    events = np.minimum(passed, others).min(axis=1)[declared]
    non_events = np.minimum(entered - passed, all_others - others).min(axis=1)[declared]
    people = (entered + all_others).sum(axis=1)[declared]
    reasons = last_row(np.array([REASONS.get(str(why)) for why in found.reason], dtype=object), 0)
    return Modelled(
        {"odds_change": Estimate(value, lower, upper, level, method)},
        events=last_row(events, ENOUGH),
        non_events=last_row(non_events, ENOUGH),
        residual=last_row(people - campaigns - 2, ENOUGH),
        reasons=tuple(why or None for why in reasons),
        finest=FINEST,
    )
