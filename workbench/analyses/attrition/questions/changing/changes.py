"""Year on year, the trend, and before and after an event: of one series, or within grades."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from functools import partial

import numpy as np
from numpy.typing import NDArray

from workbench.measures.ranges import where_told
from workbench.measures.shown import ROUNDED
from workbench.statistics.attrition.dated_event import event_step
from workbench.statistics.attrition.leaving_rate import Ranged
from workbench.statistics.attrition.log_rates import LogRates
from workbench.statistics.attrition.log_trend import log_change, log_trend
from workbench.statistics.attrition.rate_comparison import rate_ratio
from workbench.statistics.estimate import Estimate

Floats = NDArray[np.float64]
Places = NDArray[np.intp]
Event = tuple[int, int]
"""How many quarters end before an event, and the first that begins after it."""
YEAR = 4


def changes(
    left: Ranged, heads: Ranged, events: Sequence[Event], *, months: int, level: float
) -> dict[str, Estimate]:
    """Return how leaving changed, each number in the row of the quarter it is told of.

    Parameters
    ----------
    left, heads : Ranged, shape (series, quarters)
        Leavers and people in post, as they are shown: of one series, or of each of several grades,
        within which changes are then taken.
    events : sequence of (int, int)
    months : int
        Length of a quarter.
    level : float
        Confidence level.

    Returns
    -------
    dict of str to Estimate, shape (quarters,)
        ``ratio_to_last``, ``trend_a_year``, ``ratio_after_event`` and ``step_after_event``.
    """
    many = left.value.shape[1]
    late = np.arange(many) * 2 >= many
    trend = partial(log_trend, months=months, level=level)
    found = {
        "ratio_to_last": _years(left, heads, level),
        "trend_a_year": in_places({many - 1: _over_rounding(trend, left, heads, late)}, many),
    }
    return found | _events(left, heads, events, months, level)


def in_places(told: dict[int, Estimate], many: int) -> Estimate:
    """Return scalar estimates in their places among many that are missing."""
    found = np.full((3, many), np.nan)
    for place, one in told.items():
        found[:, place] = one.value, one.lower, one.upper
    first = next(iter(told.values()))
    return Estimate(found[0], found[1], found[2], first.level, first.method)


def _years(left: Ranged, heads: Ranged, level: float) -> Estimate:
    """Return the ratio of every four quarters to the four before, counted back from the last."""
    many = left.value.shape[1]
    ends = range(many, 2 * YEAR - 1, -YEAR)
    nothing = np.asarray(np.nan)
    told = {many - 1: Estimate(nothing, nothing, nothing, level, "")} | {
        end - 1: _ratio(
            left, heads, _from(end - YEAR, end), _from(end - 2 * YEAR, end - YEAR), level
        )
        for end in ends
    }
    return in_places(told, many)


def _events(
    left: Ranged, heads: Ranged, events: Sequence[Event], months: int, level: float
) -> dict[str, Estimate]:
    """Return the ratio of all quarters after an event to all before, and the step at it.

    The quarter that holds the event belongs to neither side.
    """
    many = left.value.shape[1]
    ratios, steps = {}, {}
    for before, after in events:
        if not 0 < before <= after < many:
            continue
        now, then = _from(after, many), _from(0, before)
        ratios[after] = _ratio(left, heads, now, then, level)
        kept, late = _joined(then, now)
        step = partial(event_step, first_after=before, months=months, level=level)
        steps[after] = _over_rounding(step, _part(left, kept), _part(heads, kept), late)
    named = (("ratio_after_event", ratios), ("step_after_event", steps))
    return {name: in_places(told, many) for name, told in named if told}


def _ratio(left: Ranged, heads: Ranged, now: Places, then: Places, level: float) -> Estimate:
    """Return the ratio of rates: exact of one series, else that within them."""
    sides = [_sum(one, part) for part in (now, then) for one in (left, heads)]
    if left.value.shape[0] == 1:
        ratio = rate_ratio(*sides, level=level).ratio
    else:
        kept, late = _joined(then, now)
        change = partial(log_change, after=late, level=level)
        ratio = _over_rounding(change, _part(left, kept), _part(heads, kept), late)
    # Quarters of "fewer than" alone add up to a number that nobody has been told.
    few = _is_ranged(left) and min(sides[0].low, sides[2].low) < ROUNDED.minimum_cell
    return where_told(ratio, np.asarray(not few))


def _over_rounding(
    fit: Callable[[Floats, Floats], LogRates], left: Ranged, heads: Ranged, late: NDArray[np.bool_]
) -> Estimate:
    """Return the first ratio of a fit, with limits over what rounding lets rise and fall most."""
    tables = [(left.value, heads.value)]
    if _is_ranged(left) or _is_ranged(heads):
        tables += [_ends(left, heads, late), _ends(left, heads, ~late)]
    found = [fit(*table).ratios[0] for table in tables]
    lower = np.min([one.lower for one in found], axis=0)
    upper = np.max([one.upper for one in found], axis=0)
    told = f"{found[0].method}{', over rounding' if len(found) > 1 else ''}"
    return Estimate(found[0].value, lower, upper, found[0].level, told)


def _ends(left: Ranged, heads: Ranged, high: NDArray[np.bool_]) -> tuple[Floats, Floats]:
    """Return the highest rates that could be shown as these in some quarters, else the lowest."""
    return np.where(high, left.high, left.low), np.where(high, heads.low, heads.high)


def _from(first: int, last: int) -> Places:
    return np.arange(first, last)


def _joined(then: Places, now: Places) -> tuple[Places, NDArray[np.bool_]]:
    """Return the places of both sides, and which of them are of the later."""
    kept = np.concatenate([then, now])
    return kept, np.arange(kept.size) >= then.size


def _part(one: Ranged, places: Places) -> Ranged:
    return Ranged(one.low[:, places], one.value[:, places], one.high[:, places])


def _sum(one: Ranged, places: Places) -> Ranged:
    return Ranged(*(side[:, places].sum() for side in (one.low, one.value, one.high)))


def _is_ranged(one: Ranged) -> bool:
    return bool((one.low != one.high).any())
