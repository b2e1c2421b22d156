"""What a rate and a rate ratio could be if people who did not declare belonged anywhere.

Nobody is assigned to a group: bounds say what every possible assignment would give.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import ArrayLike, NDArray

from workbench.errors import EstimationError
from workbench.statistics.inputs import Counts, compared_counts, whole_counts

Floats = NDArray[np.float64]


@dataclass(frozen=True, eq=False, slots=True)
class UndeclaredBounds:
    """Lowest and highest values over all assignments of those who did not declare.

    Attributes
    ----------
    rate_lower, rate_upper : ndarray of float
        The group's selection rate, from 0 to 1; NaN where nobody declared in the group.
    ratio_lower, ratio_upper : ndarray of float
        Its ratio to the comparator's, from 0 to infinity; NaN where nobody declared on a side,
        or nobody could have passed on either.
    """

    rate_lower: Floats
    rate_upper: Floats
    ratio_lower: Floats
    ratio_upper: Floats


def undeclared_bounds(
    passed: ArrayLike,
    entered: ArrayLike,
    comparator_passed: ArrayLike,
    comparator_entered: ArrayLike,
    undeclared_passed: ArrayLike,
    undeclared_entered: ArrayLike,
) -> UndeclaredBounds:
    """Bound the group's rate and rate ratio over every way to place the undeclared.

    Parameters
    ----------
    passed, entered, comparator_passed, comparator_entered : array_like of int
        Broadcastable counts of people who declared.
    undeclared_passed, undeclared_entered : array_like of int
        Counts of people who did not.

    Returns
    -------
    UndeclaredBounds
        Sharp: each bound is reached when each of the undeclared is in the group, in its
        comparator or in neither.

    Raises
    ------
    EstimationError
        Impossible counts.

    Notes
    -----
    Horowitz and Manski (1998), J. Econom. 84, 37-58, for missing covariates. The ratio is
    lowest with all undeclared who did not pass in the group and all who passed in the
    comparator, highest the other way round. Not a confidence interval: it says nothing of
    chance.

    Examples
    --------
    >>> bounds = undeclared_bounds(30, 100, 400, 1000, 10, 40)
    >>> print(bounds.rate_lower.round(3), bounds.rate_upper.round(3))
    0.231 0.364
    >>> print(bounds.ratio_lower.round(3), bounds.ratio_upper.round(3))
    0.568 0.936
    """
    counts = declared_and_not(
        passed,
        entered,
        comparator_passed,
        comparator_entered,
        undeclared_passed,
        undeclared_entered,
    )
    return _outer(counts, counts)


def ranged_undeclared_bounds(
    passed: ArrayLike,
    entered: ArrayLike,
    comparator_passed: ArrayLike,
    comparator_entered: ArrayLike,
    undeclared_passed: ArrayLike,
    undeclared_entered: ArrayLike,
) -> UndeclaredBounds:
    """Bound as `undeclared_bounds` does when each count is known only to lie in a range.

    Parameters
    ----------
    passed, entered, comparator_passed, comparator_entered : array_like of int
        Shape (2, ...), broadcastable: the lowest and the highest the count can be.
    undeclared_passed, undeclared_entered : array_like of int
        The same of people who did not declare.

    Returns
    -------
    UndeclaredBounds
        Shape (...). No counts in the ranges have bounds outside these. Sharp where the
        undeclared counts are single numbers; otherwise they can be a little wide, since most
        who passed and most who did not are taken together.

    Raises
    ------
    EstimationError
        Impossible counts, a lowest above its highest, or ranges in which more passed than
        entered throughout.

    Notes
    -----
    In numbers who passed and who did not, each bound moves one way with each count, so the
    extremes lie at the ends of the ranges. (At a fixed number of undeclared it does not: one
    more of them who passed is one fewer who did not.) Counts with nobody entered have no rate
    and are left out of the range.

    Examples
    --------
    >>> bounds = ranged_undeclared_bounds(
    ...     [28, 32], [98, 102], [398, 402], [998, 1002], [8, 12], [38, 42])
    >>> print(bounds.ratio_lower.round(3), bounds.ratio_upper.round(3))
    0.502 1.041
    """
    counts = whole_counts(
        passed=passed,
        entered=entered,
        comparator_passed=comparator_passed,
        comparator_entered=comparator_entered,
        undeclared_passed=undeclared_passed,
        undeclared_entered=undeclared_entered,
    )
    if counts[0].ndim == 0 or counts[0].shape[0] != 2:
        raise EstimationError("Ranges must have the lowest and the highest as their first axis.")
    low, high = [count[0] for count in counts], [count[1] for count in counts]
    if any((least > most).any() for least, most in zip(low, high, strict=True)):
        raise EstimationError("The lowest of a range must not be above its highest.")
    if any((low[place] > high[place + 1]).any() for place in (0, 2, 4)):
        raise EstimationError("passed must be able to be at most entered in every range.")
    return _outer(low, high)


def declared_and_not(
    passed: ArrayLike,
    entered: ArrayLike,
    comparator_passed: ArrayLike,
    comparator_entered: ArrayLike,
    undeclared_passed: ArrayLike,
    undeclared_entered: ArrayLike,
) -> tuple[Counts, ...]:
    """Check the six counts of a group, its comparator and the undeclared.

    Parameters
    ----------
    passed, entered, comparator_passed, comparator_entered : array_like of int
        Broadcastable counts of people who declared.
    undeclared_passed, undeclared_entered : array_like of int
        Counts of people who did not.

    Returns
    -------
    tuple of ndarray of int64
        The six counts in the order given, of one shape.

    Raises
    ------
    EstimationError
        Impossible counts.

    Examples
    --------
    >>> [int(count) for count in declared_and_not(30, 100, 400, 1000, 10, 40)]
    [30, 100, 400, 1000, 10, 40]
    """
    counts = whole_counts(
        passed=passed,
        entered=entered,
        comparator_passed=comparator_passed,
        comparator_entered=comparator_entered,
        undeclared_passed=undeclared_passed,
        undeclared_entered=undeclared_entered,
    )
    compared_counts(*counts[:4])
    if (counts[4] > counts[5]).any():
        raise EstimationError("undeclared_passed must not be more than undeclared_entered.")
    return counts


def _outer(low: Sequence[Counts], high: Sequence[Counts]) -> UndeclaredBounds:
    """Bounds for counts from `low` to `high`, each of six in the order of the signatures."""
    most_passed = np.minimum(high[4], high[5])
    most_failed = high[5] - low[4]
    rates, others = (
        _rates(most_passed, most_failed, *low[at : at + 2], *high[at : at + 2]) for at in (0, 2)
    )
    with np.errstate(divide="ignore", invalid="ignore"):
        lower, upper = rates[0] / others[1], rates[1] / others[0]
    # 0/0 at one end only: the ratio is infinite, or 0, for all counts that have one.
    one_end = np.isnan(lower) != np.isnan(upper)
    return UndeclaredBounds(
        rate_lower=rates[0],
        rate_upper=rates[1],
        ratio_lower=np.where(one_end & np.isnan(lower), np.inf, lower),
        ratio_upper=np.where(one_end & np.isnan(upper), 0.0, upper),
    )


def _rates(
    most_passed: Counts,
    most_failed: Counts,
    passed: Counts,
    entered: Counts,
    passed_high: Counts,
    entered_high: Counts,
) -> tuple[Floats, Floats]:
    # Fewest who entered that leave room for the most who passed, and somebody.
    fewest = np.maximum(np.maximum(entered, passed_high), 1)
    somebody = np.where(entered_high > 0, 1.0, np.nan)
    with np.errstate(invalid="ignore"):
        lower = passed / (entered_high + most_failed)
    return somebody * lower, somebody * (passed_high + most_passed) / (fewest + most_passed)
