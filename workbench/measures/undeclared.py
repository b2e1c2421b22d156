"""How far those who did not declare could move a comparison, from counts as they are shown."""

from __future__ import annotations

from collections.abc import Mapping
from functools import partial

import numpy as np

from workbench.findings import ShownCounts, TableMeasure
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
