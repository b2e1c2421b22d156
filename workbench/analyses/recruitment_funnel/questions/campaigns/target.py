"""A published aim beside the campaigns, and a group's share of those who got through."""

from __future__ import annotations

from collections.abc import Mapping

import numpy as np
import pandas as pd

from workbench.analyses.recruitment_funnel.circumstance import Target
from workbench.findings import ShownCounts
from workbench.measures.shown import enough
from workbench.statistics.comparison.rates import selection_rate
from workbench.statistics.estimate import Estimate
from workbench.vocabulary.terms import OVERALL

SHARE = "share of starters"


def towards_target(
    counts: Mapping[str, ShownCounts],
    *,
    rows: pd.DataFrame,
    campaigns: int,
    target: Target,
    level: float,
) -> dict[str, Estimate]:
    """Put the aim into the last campaign's row of its group, and the shares it is about.

    Parameters
    ----------
    counts : mapping of str to ShownCounts
        ``passed``, one row a cell and campaign, campaigns running fastest.
    rows : DataFrame
        ``group`` and ``stage`` of the rows; every group that was declared is among them.
    campaigns : int
        How many there are.
    target : Target
        The aim.
    level : float
        Confidence level of a share.

    Returns
    -------
    dict of str to Estimate
        ``target``, under the name of what it is an aim for, its source as the method; and
        ``share_of_starters`` of the group in each campaign where the aim is one.
    """
    here = ((rows["group"] == target.group) & (rows["stage"] == OVERALL)).to_numpy()
    last = np.zeros(len(rows), dtype=bool)
    last[np.flatnonzero(here)[-1:]] = True
    aim = np.where(last, target.value, np.nan)
    if target.measure != SHARE:
        return {"target_ratio": Estimate(aim, aim, aim, level, target.citation)}
    overall = (rows["stage"] == OVERALL).to_numpy()
    return {
        "target_share": Estimate(aim, aim, aim, level, target.citation),
        "share_of_starters": _shares(counts["passed"], here, overall, campaigns, level),
    }


def _shares(
    passed: ShownCounts, here: np.ndarray, overall: np.ndarray, campaigns: int, level: float
) -> Estimate:
    """Return the group's share of all declared who got through, from counts as shown."""
    blank = np.full((3, len(here)), np.nan)
    if not here.any():
        return Estimate(blank[0], blank[1], blank[2], level, "")
    own, rest = passed.at(here), passed.at(overall & ~here)
    others = _added_up(rest, campaigns)
    everyone = ShownCounts(
        own.value + others.value, own.banded, own.low + others.low, own.high + others.high
    )
    known = enough(own, everyone)
    share = selection_rate(own.value, everyone.value, level=level)
    least = selection_rate(own.low, own.low + others.high, level=level)
    most = selection_rate(own.high, own.high + others.low, level=level)
    for row, part in zip(blank, (share.value, least.lower, most.upper), strict=True):
        row[here] = np.where(known, part, np.nan)
    return Estimate(blank[0], blank[1], blank[2], level, share.method)


def _added_up(rows: ShownCounts, campaigns: int) -> ShownCounts:
    """Add the groups of each campaign up."""
    shape = (-1, campaigns)
    return ShownCounts(
        rows.value.reshape(shape).sum(axis=0),
        np.asarray(rows.banded.reshape(shape).any(axis=0)),
        rows.low.reshape(shape).sum(axis=0),
        rows.high.reshape(shape).sum(axis=0),
    )
