"""Rates by quarter, their limits, their trend and what came after an event, of shown counts."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from functools import partial
from warnings import catch_warnings, simplefilter

import numpy as np
from numpy.typing import NDArray
from statsmodels.tools.sm_exceptions import PerfectSeparationWarning

from workbench.findings import ShownCounts, TableMeasure
from workbench.measures.leaving import enough_leavers, in_post, mean_headcount
from workbench.measures.ranges import ranges, where_told
from workbench.measures.shown import ROUNDED
from workbench.statistics.attrition.dated_event import event_step
from workbench.statistics.attrition.leaving_rate import Ranged, leaving_rate
from workbench.statistics.attrition.log_trend import log_trend
from workbench.statistics.attrition.quarters import quarter_rates
from workbench.statistics.attrition.rate_comparison import rate_ratio
from workbench.statistics.estimate import Estimate

Floats = NDArray[np.float64]
HALVES = (0.5, 0.5)
"""What the headcounts at both ends of a quarter weigh in its mean."""
YEAR = 4
NAMES = ("left", *in_post(2))
Event = tuple[int, int]
"""How many quarters end before an event, and the first that begins after it."""


def by_quarter(events: Sequence[Event], *, months: int, level: float) -> TableMeasure:
    """Return the measure of a series of quarters, all of one group and in order of time.

    Parameters
    ----------
    events : sequence of (int, int)
        How many quarters end before each event, and the place of the first after it.
    months : int
        Length of a quarter.
    level : float
        Confidence level.

    Returns
    -------
    TableMeasure
        ``leaving_rate`` of each quarter; ``usual_rate``, that of all before it with the limits
        between which it is not unusual; ``beyond_limits`` (−1 below, 1 above, else 0);
        ``ratio_to_earlier``; ``ratio_to_last``, of four quarters to the four before, in the row
        of the last of them, year by year back from the end; ``trend_a_year`` in the last row; and
        in the row of the first quarter after an event ``ratio_after_event`` and
        ``step_after_event``. Nothing but rates is told where a quarter's count is hidden.
    """
    measure = partial(_by_quarter, events=tuple(events), months=months, level=level)
    return TableMeasure(NAMES, measure, cell_by_cell=True)


def _by_quarter(
    counts: Mapping[str, ShownCounts], *, events: tuple[Event, ...], months: int, level: float
) -> dict[str, Estimate]:
    shape = counts["left"].value.shape
    left, heads = ranges(counts["left"], shape), mean_headcount(counts, HALVES)
    own = enough_leavers(counts["left"], heads)
    rate = leaving_rate(left, heads, months=months, level=level)
    found = {"leaving_rate": where_told(rate, own)}
    hidden = any(counts[name].hidden(ROUNDED.band).any() for name in NAMES)
    # A rate of few people is no series: one who leaves is a peak.
    if hidden or (heads.value < ROUNDED.minimum_entered).any() or not left.value.any():
        return found
    series = quarter_rates(left, heads, months=months, level=level)
    found["usual_rate"] = Estimate(series.centre, series.lower, series.upper, level, "limits")
    judged = np.isfinite(series.centre)
    beyond = np.where(judged, series.unusual, np.nan)
    found["beyond_limits"] = Estimate(beyond, beyond, beyond, level, "prediction limits")
    found["ratio_to_earlier"] = series.against_earlier.ratio
    found["ratio_to_last"] = _years(left, heads, level)
    found["trend_a_year"] = _trend(left, heads, months, level)
    return found | _events(left, heads, events, months, level)


def _years(left: Ranged, heads: Ranged, level: float) -> Estimate:
    """Return the ratio of every four quarters to the four before, counted back from the last."""
    many = left.value.size
    ends = list(range(many, 2 * YEAR - 1, -YEAR))
    found = np.full((3, many), np.nan)
    method = ""
    for end in ends:
        now, before = slice(end - YEAR, end), slice(end - 2 * YEAR, end - YEAR)
        one = _ratio(left, heads, now, before, level)
        found[:, end - 1] = one.value, one.lower, one.upper
        method = one.method
    return Estimate(found[0], found[1], found[2], level, method)


def _ratio(left: Ranged, heads: Ranged, now: slice, before: slice, level: float) -> Estimate:
    sides = [_sum(one, part) for part in (now, before) for one in (left, heads)]
    ratio = rate_ratio(*sides, level=level).ratio
    # Quarters of "fewer than" alone add up to a number that nobody has been told.
    few = _is_ranged(left) and min(sides[0].low, sides[2].low) < ROUNDED.minimum_cell
    return where_told(ratio, np.asarray(not few))


def _sum(one: Ranged, part: slice) -> Ranged:
    return Ranged(*(side[part].sum() for side in (one.low, one.value, one.high)))


def _trend(left: Ranged, heads: Ranged, months: int, level: float) -> Estimate:
    """Return the ratio of rates a year apart, in the last row."""
    found = [log_trend(*table, months=months, level=level) for table in _tilted(left, heads)]
    one = _widest([each.ratio for each in found])
    return _at(one, left.value.size, left.value.size - 1)


def _events(
    left: Ranged, heads: Ranged, events: tuple[Event, ...], months: int, level: float
) -> dict[str, Estimate]:
    """Return the ratio of all quarters after an event to all before, and the step at it."""
    many = left.value.size
    ratios, steps = [], []
    for before, after in events:
        if not 0 < before <= after < many:
            continue
        ratio = _ratio(left, heads, slice(after, None), slice(before), level)
        ratios.append(_at(ratio, many, after))
        # The quarter that holds the event belongs to neither side.
        kept = [*range(before), *range(after, many)]
        steps.append(_at(_step(left, heads, kept, before, months, level), many, after))
    return {
        name: _together(parts)
        for name, parts in (("ratio_after_event", ratios), ("step_after_event", steps))
        if parts
    }


def _step(
    left: Ranged, heads: Ranged, kept: list[int], before: int, months: int, level: float
) -> Estimate:
    gone, there = (Ranged(one.low[kept], one.value[kept], one.high[kept]) for one in (left, heads))
    after = np.arange(len(kept)) >= before
    tables = [(gone.value, there.value)]
    if _is_ranged(gone, there):
        tables += [_ends(gone, there, after), _ends(gone, there, ~after)]
    with catch_warnings():
        # Rates that lie on a line are no sign of separation: they are counts, not outcomes.
        simplefilter("ignore", PerfectSeparationWarning)
        found = [
            event_step(*table, first_after=before, months=months, level=level).step
            for table in tables
        ]
    return _widest(found)


def _tilted(left: Ranged, heads: Ranged) -> list[tuple[Floats, Floats]]:
    """Return the counts as shown, and those that rounding lets rise and fall most over time."""
    late = np.arange(left.value.size) * 2 >= left.value.size
    tables = [(left.value, heads.value)]
    if _is_ranged(left, heads):
        tables += [_ends(left, heads, late), _ends(left, heads, ~late)]
    return tables


def _ends(left: Ranged, heads: Ranged, high: NDArray[np.bool_]) -> tuple[Floats, Floats]:
    """Return the highest rates that could be shown as these in some quarters, else the lowest."""
    return np.where(high, left.high, left.low), np.where(high, heads.low, heads.high)


def _is_ranged(*counts: Ranged) -> bool:
    return any(bool((one.low != one.high).any()) for one in counts)


def _widest(found: Sequence[Estimate]) -> Estimate:
    first = found[0]
    lower = np.min([one.lower for one in found], axis=0)
    upper = np.max([one.upper for one in found], axis=0)
    told = f"{first.method}{', over rounding' if len(found) > 1 else ''}"
    return Estimate(first.value, lower, upper, first.level, told)


def _at(one: Estimate, rows: int, row: int) -> Estimate:
    found = np.full((3, rows), np.nan)
    found[:, row] = one.value, one.lower, one.upper
    return Estimate(found[0], found[1], found[2], one.level, one.method)


def _together(parts: list[Estimate]) -> Estimate:
    """Put estimates of different rows into one; two events of one quarter are the same."""
    value, lower, upper = (
        np.fmax.reduce([getattr(one, name) for one in parts])
        for name in ("value", "lower", "upper")
    )
    return Estimate(value, lower, upper, parts[0].level, parts[0].method)
