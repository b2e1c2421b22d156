"""A group beside its comparator over campaigns, from counts as they are shown."""

from __future__ import annotations

from collections.abc import Mapping
from functools import partial

import numpy as np
from numpy.typing import NDArray

from workbench.analyses.recruitment_funnel.questions.campaigns.usual import LAST
from workbench.findings import ShownCounts
from workbench.measures.comparison import TWO_SIDES
from workbench.measures.shown import (
    Floats,
    added_up,
    by_campaign,
    enough,
    hull,
    in_last_rows,
    of_campaigns,
)
from workbench.statistics.comparison.relative_rate import relative_rate_index
from workbench.statistics.estimate import Estimate
from workbench.statistics.times.hybrid_difference import hybrid_difference

Sides = tuple[ShownCounts, ShownCounts, ShownCounts, ShownCounts]


def compared_over_time(
    counts: Mapping[str, ShownCounts], *, campaigns: int, places: int, level: float
) -> dict[str, Estimate]:
    """Put the last few campaigns together, and compare this one with the one before.

    Parameters
    ----------
    counts : mapping of str to ShownCounts
        ``passed`` and ``entered`` of a group, and with ``comparator_`` of its comparator; one row
        a cell and campaign, campaigns running fastest, in order of time.
    campaigns, places : int
        How many there are; the comparator's own rows are the last, one a place and campaign.
    level : float
        Confidence level.

    Returns
    -------
    dict of str to Estimate
        In the last campaign's rows ``recent_ratio``, of the last few campaigns together, and
        ``ratio_to_last``, this campaign's rate ratio divided by the last one's. Missing where too
        little is shown, and in the comparator's own rows.
    """
    shown = tuple(by_campaign(counts[name], campaigns) for name in TWO_SIDES)
    sides: Sides = (shown[0], shown[1], shown[2], shown[3])
    cells = len(sides[0].value)
    other = np.arange(cells) < cells - places
    told = {
        "recent_ratio": _recent(sides, other, level),
        "ratio_to_last": _to_last(sides, other, level),
    }
    return {name: in_last_rows(one, campaigns) for name, one in told.items()}


def _enough(sides: Sides) -> NDArray[np.bool_]:
    return np.asarray(enough(sides[0], sides[1]) & enough(sides[2], sides[3]))


def _recent(sides: Sides, other: NDArray[np.bool_], level: float) -> Estimate:
    recent = tuple(added_up(of_campaigns(one, slice(-LAST, None))) for one in sides)
    summed: Sides = (recent[0], recent[1], recent[2], recent[3])
    unbanded = ~np.logical_or.reduce([one.banded for one in summed])
    ratio = partial(relative_rate_index, level=level)
    return hull(ratio, summed, other & unbanded & _enough(summed))


def _to_last(sides: Sides, other: NDArray[np.bool_], level: float) -> Estimate:
    ratios = []
    for which in (-1, -2):
        picked = tuple(of_campaigns(one, which) for one in sides)
        one: Sides = (picked[0], picked[1], picked[2], picked[3])
        ratios.append(hull(partial(relative_rate_index, level=level), one, other & _enough(one)))
    now, last = (_logarithm(one) for one in ratios)
    difference = hybrid_difference(now, last)
    with np.errstate(over="ignore"):
        value, lower, upper = (
            np.exp(part) for part in (difference.value, difference.lower, difference.upper)
        )
    return Estimate(value, lower, upper, level, f"{difference.method}, logarithms")


def _logarithm(one: Estimate) -> Estimate:
    """Return logarithms; a ratio of 0 or without an end has none."""
    known = np.isfinite(one.value) & (one.value > 0)

    def log(part: Floats, end: float) -> Floats:
        with np.errstate(divide="ignore", invalid="ignore"):
            return np.where(known, np.log(part), end)

    return Estimate(
        log(one.value, np.nan),
        log(one.lower, -np.inf),
        log(one.upper, np.inf),
        one.level,
        one.method,
    )
