"""How panels differ, from counts as they are shown and from no exact one.

A model of exact counts would tell more of each panel than is shown of it. So models are fitted to
what is shown, and to the furthest tables that what is shown could stand for.
"""

from __future__ import annotations

from collections.abc import Mapping
from itertools import product

import numpy as np
from numpy.typing import NDArray

from workbench.findings import ShownCounts
from workbench.measures.shown import enough
from workbench.statistics.comparison.exact_test import fisher_mid_p
from workbench.statistics.estimate import Estimate
from workbench.statistics.multiplicity import adjust
from workbench.statistics.units.shrunken_rates import SMALL_UNIT, shrunken_rates
from workbench.statistics.units.units import unit_variation

Counts = NDArray[np.int64]
Floats = NDArray[np.float64]
Table = tuple[Counts, Counts]
SIDES = ("passed", "entered")


def panels_as_shown(
    counts: Mapping[str, ShownCounts], *, panels: int, level: float
) -> dict[str, Estimate]:
    """Compare panels by what is shown of them, with limits as wide as rounding makes them.

    Parameters
    ----------
    counts : mapping of str to ShownCounts
        ``passed`` and ``entered``: all panels together, each panel, then other rows.
    panels : int
        How many there are.
    level : float
        Confidence level.

    Returns
    -------
    dict of str to Estimate
        In the first row ``deviation_between_panels`` (logits) and ``deviation_p`` (the largest that
        rounding allows); in each panel's ``shrunken_rate`` and ``p_beside_the_others`` (likewise,
        adjusted by Holm). Panels that judged fewer than 20, as shown, are in none of it; where too
        few passed or failed to be shown, nothing is said of that panel alone.
    """
    rows = np.arange(len(counts["passed"].value))
    first, compared = rows == 0, (rows > 0) & (rows <= panels)
    compared &= counts["entered"].value >= SMALL_UNIT
    passed, entered = (counts[name].at(compared) for name in SIDES)
    tables = tables_of(passed, entered)
    spread, p_value = _spread(tables[:3], level)
    rate = _widest([shrunken_rates(*table, level=level).rate for table in tables])
    tested = _beside_the_others(passed, entered, *(counts[name].at(first) for name in SIDES))
    apart = _point(adjust(tested, "holm"), level, "Fisher mid-p, Holm")
    told = enough(passed, entered)
    return {
        "deviation_between_panels": _placed(spread, first),
        "deviation_p": _placed(_point(p_value, level, "likelihood ratio"), first),
        "shrunken_rate": _placed(rate, compared, told),
        "p_beside_the_others": _placed(apart, compared, told),
    }


def _spread(tables: list[Table], level: float) -> tuple[Estimate, Floats]:
    """Return the deviation between panels, and the largest p-value, of some tables."""
    found = [unit_variation(*table, level=level) for table in tables]
    deviation = _widest([one.deviation for one in found])
    p_values = [1.0 if np.isnan(one.p_value) else one.p_value for one in found]
    return deviation, np.where(np.isfinite(deviation.value), max(p_values), np.nan)


def _placed(
    one: Estimate, where: NDArray[np.bool_], told: NDArray[np.bool_] | bool = True
) -> Estimate:
    """Put an estimate into its rows, missing in all others and where nothing may be said."""

    def place(values: Floats) -> Floats:
        placed = np.full(len(where), np.nan)
        placed[where] = np.where(told, values, np.nan)
        return placed

    return Estimate(place(one.value), place(one.lower), place(one.upper), one.level, one.method)


def tables_of(passed: ShownCounts, entered: ShownCounts) -> list[Table]:
    """Return the likeliest table of panels, then those that are furthest from it.

    Rates as near to each other as rounding allows, as far from each other, all high, all low. One
    table where every count is shown as it is.
    """
    people = entered.value
    likely = np.minimum(np.where(passed.banded, passed.high // 2, passed.value), people)
    if (passed.low == passed.high).all() and (entered.low == entered.high).all():
        return [(likely, people)]
    high = (np.minimum(passed.high, entered.low), entered.low)
    low = (np.minimum(passed.low, entered.high), entered.high)
    centre = likely.sum() / max(people.sum(), 1)
    above, below = low[0] > centre * low[1], high[0] < centre * high[1]
    middle = np.clip(np.rint(centre * people), passed.low, np.minimum(passed.high, people))
    together = _choose([above, below], [low, high], (middle.astype(np.int64), people))
    far_up = high[0] / np.maximum(high[1], 1) - centre > centre - low[0] / np.maximum(low[1], 1)
    return [(likely, people), together, _choose([far_up], [high], low), high, low]


def _choose(where: list[NDArray[np.bool_]], tables: list[Table], otherwise: Table) -> Table:
    sides = (
        np.select(where, [table[side] for table in tables], otherwise[side]) for side in (0, 1)
    )
    passed, entered = sides
    return passed, entered


def _beside_the_others(
    passed: ShownCounts, entered: ShownCounts, all_passed: ShownCounts, all_entered: ShownCounts
) -> Floats:
    """Test each panel beside all others: the largest p-value that what is shown allows."""
    parts = (passed, entered, all_passed, all_entered)
    reach = max((int((part.high - part.low).max(initial=0)) for part in parts), default=0)
    steps = np.array(list(product(range(reach + 1), repeat=len(parts))), np.int64)
    own, people, whole, everyone = (
        np.minimum(part.low[:, None] + steps[:, at], part.high[:, None])
        for at, part in enumerate(parts)
    )
    sides = np.broadcast_arrays(own, people, whole - own, everyone - people)
    possible = (sides[0] <= sides[1]) & (sides[2] >= 0) & (sides[2] <= sides[3])
    tested = fisher_mid_p(*(np.where(possible, side, 0) for side in sides))
    return np.where(possible, tested, 0.0).max(axis=-1)


def _widest(found: list[Estimate]) -> Estimate:
    """Return the first estimate with the furthest limits of all."""
    first = found[0]
    lower = np.min([one.lower for one in found], axis=0)
    upper = np.max([one.upper for one in found], axis=0)
    told = f"{first.method}{', over rounding' if len(found) > 1 else ''}"
    return Estimate(first.value, lower, upper, first.level, told)


def _point(values: Floats, level: float, method: str) -> Estimate:
    return Estimate(values, values, values, level, method)
