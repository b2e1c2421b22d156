"""How far those who did not declare could move a comparison, from counts as they are shown."""

from __future__ import annotations

from collections.abc import Mapping
from functools import partial

import numpy as np
from numpy.typing import NDArray

from workbench.findings import ShownCounts, TableMeasure
from workbench.measures.shown import added_up, enough, hull
from workbench.statistics.comparison.relative_rate import relative_rate_index
from workbench.statistics.comparison.tipping_point import tipping_point
from workbench.statistics.comparison.undeclared_bounds import ranged_undeclared_bounds
from workbench.statistics.estimate import Estimate

COUNTS = (
    "passed",
    "entered",
    "comparator_passed",
    "comparator_entered",
    "undeclared_passed",
    "undeclared_entered",
)
SIDES = COUNTS[:2]


def if_they_were_different(level: float, line: float) -> TableMeasure:
    """Return the measure of the least and greatest ratio, whichever group each could be of.

    Parameters
    ----------
    level : float
        Confidence level that the numbers carry; the bounds are no interval of chance.
    line : float
        Ratios below this or above its inverse are no longer small.
    """
    return TableMeasure(COUNTS, partial(_could_be, level=level, line=line), as_compared=True)


def _could_be(
    counts: Mapping[str, ShownCounts], *, level: float, line: float
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
    return {"ratio_whoever_they_are": bounds} | _to_cross(counts, shown, level, line)


def _to_cross(
    counts: Mapping[str, ShownCounts], shown: np.ndarray, level: float, line: float
) -> dict[str, Estimate]:
    """Return how many of the undeclared would have to be of the group to change the reading."""
    values = dict(zip(COUNTS, (counts[name].value for name in COUNTS), strict=True))
    for side in ("", "comparator_", "undeclared_"):
        # Rounded apart, more could be shown to have passed than entered.
        values[f"{side}passed"] = np.minimum(values[f"{side}passed"], values[f"{side}entered"])
    found = tipping_point(*(values[name] for name in COUNTS), line=line)
    method = f"fewest to cross {line:g} or {1 / line:g}, by shown counts"

    def of(passers: np.ndarray) -> Estimate:
        people = np.where(shown & passers, found.people, np.nan)
        return Estimate(people, people, people, level, method)

    return {"passers_to_cross": of(found.passers), "others_to_cross": of(~found.passers)}


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
