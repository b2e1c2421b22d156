"""The least coverage of an interval for two rates, looked for where coverage falls.

With the comparator's rate held, coverage jumps only where the true value passes a limit of some
table. So it is looked at just beside every limit, and not on a grid that steps over the falls.
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray
from scipy.stats import binom

from benchmarks.validity.questions import claims
from benchmarks.validity.rate_coverage import HIGHEST, LOWEST, STEP

Floats = NDArray[np.float64]


@dataclass(frozen=True, slots=True)
class Least:
    """The least coverage found, and the rates it was found at."""

    coverage: float
    rate: float
    comparator_rate: float


def least_coverage(measure: str, entered: int, comparator_entered: int, others: Floats) -> Least:
    """Search every jump in coverage beside each of some rates of the comparator.

    Parameters
    ----------
    measure : {"relative_rate_index", "rate_difference"}
        Whose interval, of exact counts.
    entered, comparator_entered : int
        People on each side.
    others : ndarray of float
        Rates of the comparator. The group's are all from 0.03 to 0.97.
    """
    shape = entered + 1, comparator_entered + 1
    passed, also = (side.ravel() for side in np.indices(shape))
    sides = passed, np.full(passed.size, entered), also, np.full(passed.size, comparator_entered)
    asked = claims(sides, "analyst")
    lower, upper = (
        asked[f"{measure}_{end}"].to_numpy().reshape(shape) for end in ("lower", "upper")
    )
    found = [_least_beside(lower, upper, other, measure == "rate_difference") for other in others]
    return min(found, key=lambda least: least.coverage)


def _least_beside(lower: Floats, upper: Floats, other: float, differs: bool) -> Least:
    entered, comparator_entered = (size - 1 for size in lower.shape)
    ends = np.concatenate([(lower - STEP).ravel(), (upper + STEP).ravel()])
    rates = np.sort(ends[np.isfinite(ends)] + other if differs else ends[np.isfinite(ends)] * other)
    rates = rates[(rates > LOWEST) & (rates < HIGHEST)]
    values = rates - other if differs else rates / other
    weights = binom.pmf(np.arange(comparator_entered + 1), comparator_entered, other)
    coverage = np.zeros(rates.size)
    for passed in range(entered + 1):
        covering = _at_most(lower[passed], weights, values, "right")
        covering -= _at_most(upper[passed], weights, values, "left")
        coverage += binom.pmf(passed, entered, rates) * covering
    place = int(coverage.argmin())
    return Least(float(coverage[place]), float(rates[place]), float(other))


def _at_most(ends: Floats, weights: Floats, values: Floats, side: str) -> Floats:
    """Total weight of the ends that each value has reached."""
    order = np.argsort(ends)
    total = np.concatenate([[0.0], np.cumsum(weights[order])])
    return total[np.searchsorted(ends[order], values, side=side)]
