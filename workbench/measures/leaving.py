"""Leaving rates from leavers and the mean number of people in post, as their counts are shown."""

from __future__ import annotations

from collections.abc import Mapping
from functools import partial

import numpy as np
from numpy.typing import NDArray

from workbench.findings import ShownCounts, TableMeasure
from workbench.measures.ranges import ranges, rounded_people, where_told
from workbench.measures.shown import ROUNDED, is_exact
from workbench.statistics.attrition.leaving_rate import Ranged, leaving_rate
from workbench.statistics.estimate import Estimate

AT_RISK = "at_risk"
"""The count of mean headcount, or of years in post: of people, and yet of none in particular."""


def leaving_rates(
    rates: Mapping[str, str], *, months: int, level: float, people: str = AT_RISK
) -> TableMeasure:
    """Return the measure of leavers a year of every one in post.

    Parameters
    ----------
    rates : mapping of str to str
        The name of each rate, and of the count of leavers that it is of.
    months : int
        Length of the period.
    level : float
        Confidence level.
    people : str
        The count of the mean headcount.
    """
    counts = (*dict.fromkeys(rates.values()), people)
    measure = partial(_rates, rates=rates, months=months, level=level, people=people)
    return TableMeasure(counts, measure, cell_by_cell=True)


def enough_leavers(left: ShownCounts, headcount: Ranged) -> NDArray[np.bool_]:
    """Tell where a rate may be shown: of exact counts wherever there is anybody in post."""
    if is_exact(left):
        return ~left.banded & (headcount.value > 0)
    many = headcount.value >= ROUNDED.minimum_entered
    return ~left.banded & (left.value >= ROUNDED.minimum_cell) & many


def _rates(
    counts: Mapping[str, ShownCounts],
    *,
    rates: Mapping[str, str],
    months: int,
    level: float,
    people: str,
) -> dict[str, Estimate]:
    shape = counts[people].value.shape
    heads = rounded_people(counts[people], shape)
    found = {}
    for name, of in rates.items():
        rate = leaving_rate(ranges(counts[of], shape), heads, months=months, level=level)
        found[name] = where_told(rate, enough_leavers(counts[of], heads))
    return found
