"""Leaving rates from leavers and people in post on some dates, as their counts are shown."""

from __future__ import annotations

from collections.abc import Mapping
from functools import partial

import numpy as np
from numpy.typing import NDArray

from workbench.findings import ShownCounts, TableMeasure
from workbench.measures.shown import ROUNDED, is_exact
from workbench.statistics.attrition.leaving_rate import Ranged, leaving_rate
from workbench.statistics.estimate import Estimate

Floats = NDArray[np.float64]
IN_POST = "in_post_"


def in_post(dates: int) -> tuple[str, ...]:
    """Return the names of the counts of people in post, one a date.

    Examples
    --------
    >>> in_post(2)
    ('in_post_0', 'in_post_1')
    """
    return tuple(f"{IN_POST}{date}" for date in range(dates))


def leaving_rates(
    rates: Mapping[str, str], weights: tuple[float, ...], *, months: int, level: float
) -> TableMeasure:
    """Return the measure of leavers a year of every one in post.

    Parameters
    ----------
    rates : mapping of str to str
        The name of each rate, and of the count of leavers that it is of.
    weights : tuple of float
        Of each date's people in the mean headcount; they add up to 1.
    months : int
        Length of the period.
    level : float
        Confidence level.
    """
    counts = (*dict.fromkeys(rates.values()), *in_post(len(weights)))
    measure = partial(_rates, rates=rates, weights=weights, months=months, level=level)
    return TableMeasure(counts, measure, cell_by_cell=True)


def mean_headcount(counts: Mapping[str, ShownCounts], weights: tuple[float, ...]) -> Ranged:
    """Return the mean of the people in post on some dates, with what it could be."""
    sides = (
        sum(weight * getattr(counts[name], side) for name, weight in pairs)
        for side in ("low", "value", "high")
        if (pairs := list(zip(in_post(len(weights)), weights, strict=True)))
    )
    low, value, high = (np.asarray(side, dtype=float) for side in sides)
    # A banded count stands for nobody to four, and its value for nobody.
    return Ranged(low, np.clip(value, low, high), high)


def enough_leavers(left: ShownCounts, headcount: Ranged) -> NDArray[np.bool_]:
    """Tell where a rate may be shown: of exact counts wherever there is anybody in post."""
    if is_exact(left):
        return ~left.banded & (headcount.value > 0)
    many = headcount.value >= ROUNDED.minimum_entered
    return ~left.banded & (left.value >= ROUNDED.minimum_cell) & many


def ranged(counts: ShownCounts) -> Ranged:
    """Return counts as shown as ranges."""
    low, value, high = (
        np.asarray(side, dtype=float) for side in (counts.low, counts.value, counts.high)
    )
    return Ranged(low, np.clip(value, low, high), high)


def _rates(
    counts: Mapping[str, ShownCounts],
    *,
    rates: Mapping[str, str],
    weights: tuple[float, ...],
    months: int,
    level: float,
) -> dict[str, Estimate]:
    headcount = mean_headcount(counts, weights)
    found = {"mean_headcount": _headcount(headcount, level)}
    for name, of in rates.items():
        rate = leaving_rate(ranged(counts[of]), headcount, months=months, level=level)
        where = enough_leavers(counts[of], headcount)
        value, lower, upper = (
            np.where(where, side, np.nan) for side in (rate.value, rate.lower, rate.upper)
        )
        found[name] = Estimate(value, lower, upper, level, rate.method)
    return found


def _headcount(headcount: Ranged, level: float) -> Estimate:
    """Return the mean headcount to the nearest person, with what rounding leaves open."""
    known = headcount.value > 0
    low, value, high = (
        np.where(known, np.round(side), np.nan)
        for side in (headcount.low, headcount.value, headcount.high)
    )
    return Estimate(value, low, high, level, "mean of the people in post on the dates counted")
