"""How far those who did not declare could move a comparison, from counts as they are shown."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from functools import partial

import numpy as np
from numpy.typing import NDArray

from workbench.findings import ShownCounts, TableMeasure
from workbench.measures.shown import added_up, enough, hull
from workbench.statistics.comparison.relative_rate import relative_rate_index
from workbench.statistics.comparison.tipping_point import tipping_point
from workbench.statistics.comparison.tipping_ways import tipping_ways
from workbench.statistics.comparison.undeclared_bounds import ranged_undeclared_bounds
from workbench.statistics.estimate import Estimate

Floats = NDArray[np.float64]
COUNTS = (
    "passed",
    "entered",
    "comparator_passed",
    "comparator_entered",
    "undeclared_passed",
    "undeclared_entered",
)
SIDES = COUNTS[:2]


def if_they_were_different(level: float, line: float, *, every_way: bool = False) -> TableMeasure:
    """Return the measure of the least and greatest ratio, whichever group each could be of.

    Parameters
    ----------
    level : float
        Confidence level that the numbers carry; the bounds are no interval of chance.
    line : float
        Ratios below this or above its inverse are no longer small.
    every_way : bool
        Whether to tell how few would carry the ratio over the next line on every way: up and down,
        by people of the group and of its comparator; else on the way of `tipping_point` alone.
    """
    measure = partial(_could_be, level=level, line=line, every_way=every_way)
    return TableMeasure(COUNTS, measure, as_compared=True)


def _could_be(
    counts: Mapping[str, ShownCounts], *, level: float, line: float, every_way: bool
) -> dict[str, Estimate]:
    """Return the rate ratio with the lowest and highest it could be for any exact counts."""
    ranges = [np.stack([counts[name].low, counts[name].high]) for name in COUNTS]
    found = ranged_undeclared_bounds(*ranges)
    shown = ~(counts["passed"].banded | counts["comparator_passed"].banded)
    with np.errstate(divide="ignore", invalid="ignore"):
        rate = counts["passed"].value / counts["entered"].value
        other = counts["comparator_passed"].value / counts["comparator_entered"].value
        ratio = np.where(shown, rate / other, np.nan)
    method = "sharp bounds over every group the undeclared could be of"
    bounds = Estimate(ratio, found.ratio_lower, found.ratio_upper, level, method)
    crossing = _every_way if every_way else _one_way
    method = f"fewest to cross {line:g} or {1 / line:g}, by shown counts"
    fewest = {
        name: np.where(shown, people, np.nan)
        for name, people in crossing(_possible(counts), line).items()
    }
    told = {name: Estimate(one, one, one, level, method) for name, one in fewest.items()}
    return {"ratio_whoever_they_are": bounds} | told


def _possible(counts: Mapping[str, ShownCounts]) -> list[NDArray[np.int64]]:
    """Return the counts as shown, of which no more may have passed than entered."""
    values = [counts[name].value for name in COUNTS]
    for place in range(0, len(COUNTS), 2):
        values[place] = np.minimum(values[place], values[place + 1])
    return values


def _one_way(counts: Sequence[NDArray[np.int64]], line: float) -> dict[str, Floats]:
    found = tipping_point(*counts, line=line)
    return {
        "passers_to_cross": np.where(found.passers, found.people, np.nan),
        "others_to_cross": np.where(found.passers, np.nan, found.people),
    }


def _every_way(counts: Sequence[NDArray[np.int64]], line: float) -> dict[str, Floats]:
    found = tipping_ways(*counts, line=line)
    return {
        "passers_to_cross": found.passers,
        "others_to_cross": found.others,
        "comparator_passers_to_cross": found.comparator_passers,
        "comparator_others_to_cross": found.comparator_others,
    }


def beside_those_who_declared(
    silent: Mapping[str, NDArray[np.int64]],
    declared: Mapping[str, NDArray[np.int64]],
    level: float,
) -> TableMeasure:
    """Return the measure of the rate ratio of those who did not declare to all who did.

    Parameters
    ----------
    silent : mapping of str to int array, shape (cells,)
        Who ``passed`` and ``entered`` without declaring.
    declared : mapping of str to int array, shape (cells, groups)
        The same of each group that declared.
    level : float
        Confidence level.
    """
    beside = {side: silent[side] for side in SIDES}
    beside |= {f"declared_{side}": declared[side] for side in SIDES}
    return TableMeasure((), partial(_to_declared, level=level), beside=beside)


def _to_declared(counts: Mapping[str, ShownCounts], *, level: float) -> dict[str, Estimate]:
    """Return the rate ratio of the undeclared to all who declared, added up as they are shown.

    All who declared are a sum of counts that stand elsewhere; rounded by itself it would narrow
    what each of them can be.
    """
    silent = [counts[side] for side in SIDES]
    spoke = [added_up(counts[f"declared_{side}"]) for side in SIDES]
    where = enough(*silent) & enough(*spoke)
    ratio = partial(relative_rate_index, level=level)
    return {"ratio_to_declared": hull(ratio, (*silent, *spoke), where)}
