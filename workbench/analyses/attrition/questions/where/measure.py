"""How units differ, from counts as they are shown and from no exact one."""

from __future__ import annotations

from collections.abc import Mapping

import numpy as np
from numpy.typing import NDArray

from workbench.findings import ShownCounts
from workbench.measures.leaving import enough_leavers
from workbench.measures.ranges import ranges, rounded_people, where_told
from workbench.measures.shown import ROUNDED
from workbench.statistics.attrition.funnel_limits import funnel_limits
from workbench.statistics.attrition.leaving_rate import Ranged, leaving_rate
from workbench.statistics.attrition.unit_effects import UnitEffects, unit_effects
from workbench.statistics.attrition.unit_funnel import UnitFunnel, unit_funnel
from workbench.statistics.attrition.unit_power import detectable_ratio
from workbench.statistics.estimate import Estimate

Floats = NDArray[np.float64]
Flags = NDArray[np.bool_]
FEWEST_UNITS = 3
"""Of fewer that are large enough nothing is said of how they differ."""
DETECTABLE = "detectable_unit_ratio"
INNER = 0.025
"""Tail on each side of the inner limits, of 95%."""


def units_as_shown(
    counts: Mapping[str, ShownCounts], *, sides: tuple[str, str], units: int, level: float
) -> dict[str, Estimate]:
    """Hold units against the rate of everybody, by what is shown of them.

    Parameters
    ----------
    counts : mapping of str to ShownCounts
        Everybody, each unit, then other rows.
    sides : tuple of str
        The names of the counts of leavers, and of people or of years in post.
    units : int
        How many units there are.
    level : float
        Confidence level.

    Returns
    -------
    dict of str to Estimate
        In each unit's row ``expected_leavers`` at the rate of everybody, ``usual_rate`` (that rate,
        with the limits of 99.8% within which units of this size lie), ``usual_rate_inner`` (of
        95%), ``shrunken_rate`` (drawn towards all), ``detectable_unit_ratio`` (how many times the
        rate of all a unit of this size must have to be named in four of five),
        ``p_beyond_units`` and ``beyond_units`` (−1 fewer, 1 more than chance and the usual spread
        allow, else 0). In the first row ``deviation_between_units`` and ``spread_allowed`` (both
        relative to the rate), and ``units_differ_p``. Units of fewer than 30, as
        shown, are in none of it, nor are those of which a count is hidden.

    Notes
    -----
    Limits are of a Poisson count, a little wider than those of people who each leave or stay. The
    spread is without what rounding adds to it; that each count may be any that is shown so is
    allowed for unit by unit, so that rather too few units are named than too many.
    """
    passed, entered = (counts[name] for name in sides)
    rows = np.arange(len(passed.value))
    hidden = passed.hidden(ROUNDED.band) | entered.hidden(ROUNDED.band)
    judged = (rows > 0) & (rows <= units) & ~hidden
    judged &= entered.value >= ROUNDED.minimum_entered
    if judged.sum() < FEWEST_UNITS or hidden[0] or passed.banded[0]:
        return {}
    people, posts = _ranges(passed, judged), _ranges(entered, judged)
    rate = _rate(passed, entered)
    expected = Ranged(posts.low * rate[1], posts.value * rate[0], posts.high * rate[2])
    funnel = unit_funnel(people, expected)
    found = _units(funnel, expected, rate[0], level)
    found["shrunken_rate"], deviation = _pooled(people, posts, level)
    found[DETECTABLE] = _point(
        detectable_ratio(people, expected, funnel.variation), level, "found in four of five cases"
    )
    return {name: _placed(one, judged) for name, one in found.items()} | {
        name: _placed(one, rows == 0) for name, one in _all(funnel, deviation, level).items()
    }


def leaving_a_year(
    counts: Mapping[str, ShownCounts], *, sides: tuple[str, str], level: float
) -> dict[str, Estimate]:
    """Return leavers of every year in post, in each row by itself."""
    left, years = counts[sides[0]], counts[sides[1]]
    shape = left.value.shape
    there = rounded_people(years, shape)
    rate = leaving_rate(ranges(left, shape), there, level=level)
    return {"leaving_rate": where_told(rate, enough_leavers(left, there))}


def _ranges(counts: ShownCounts, where: Flags) -> Ranged:
    some = counts.at(where)
    return ranges(some, some.value.shape)


def _rate(passed: ShownCounts, entered: ShownCounts) -> tuple[float, float, float]:
    """Return the rate of everybody, and the lowest and the highest that rounding allows."""
    first = [(one.low[0], one.value[0], one.high[0]) for one in (passed, entered)]
    (low, value, high), (fewest, people, most) = first
    return float(value / people), float(low / most), float(high / fewest)


def _units(funnel: UnitFunnel, expected: Ranged, rate: float, level: float) -> dict[str, Estimate]:
    inner = funnel_limits(expected.value, funnel.variation, tail=INNER)
    everyone = np.full(expected.value.shape, rate)
    spread = "negative binomial, mid-p, about the rate of all"
    return {
        "expected_leavers": Estimate(
            expected.value, expected.low, expected.high, level, "at the rate of all"
        ),
        "usual_rate": Estimate(
            everyone, rate * funnel.lower, rate * funnel.upper, 0.998, f"limits of 99.8%, {spread}"
        ),
        "usual_rate_inner": Estimate(
            everyone, rate * inner[0], rate * inner[1], 0.95, f"limits of 95%, {spread}"
        ),
        "p_beyond_units": _point(funnel.p_adjusted, level, "mid-p, Benjamini-Hochberg"),
        "beyond_units": _point(funnel.unusual.astype(float), level, "mid-p, Benjamini-Hochberg"),
    }


def _all(funnel: UnitFunnel, deviation: Estimate, level: float) -> dict[str, Estimate]:
    allowed = np.array([funnel.variation])
    test = np.array([funnel.dispersion_p_value])
    return {
        "deviation_between_units": deviation,
        "spread_allowed": _point(allowed, level, "winsorised scores"),
        "units_differ_p": _point(test, level, "Pearson"),
    }


def _pooled(people: Ranged, posts: Ranged, level: float) -> tuple[Estimate, Estimate]:
    """Draw rates towards that of all; how far units differ, without what rounding adds."""
    found = unit_effects(people, posts.value, level=level)
    return _rates(found, float(people.value.sum() / posts.value.sum())), _row(found.deviation)


def _rates(one: UnitEffects, rate: float) -> Estimate:
    ratio = one.ratio
    value, lower, upper = (rate * side for side in (ratio.value, ratio.lower, ratio.upper))
    return Estimate(value, lower, upper, ratio.level, "gamma-Poisson posterior")


def _row(one: Estimate) -> Estimate:
    value, lower, upper = (np.atleast_1d(side) for side in (one.value, one.lower, one.upper))
    return Estimate(value, lower, upper, one.level, one.method)


def _point(values: Floats, level: float, method: str) -> Estimate:
    return Estimate(values, values, values, level, method)


def _placed(one: Estimate, where: Flags) -> Estimate:
    def place(values: Floats) -> Floats:
        placed = np.full(len(where), np.nan)
        placed[where] = values
        return placed

    return Estimate(place(one.value), place(one.lower), place(one.upper), one.level, one.method)
