"""Counts and levels, checked before any statistic is computed from them."""

from __future__ import annotations

from typing import Any

import numpy as np
from numpy.typing import ArrayLike, NDArray
from scipy.special import ndtri

from workbench.errors import EstimationError

Counts = NDArray[np.int64]

LARGEST = 3_000_000_000
"""Largest count: the product of two is still exact in 64 bits."""


def whole_counts(**named: ArrayLike) -> tuple[Counts, ...]:
    """Broadcast named counts against each other and check that each is whole and not negative.

    Parameters
    ----------
    **named : array_like
        Counts of people under the names that an error is to use.

    Returns
    -------
    tuple of ndarray of int64
        In the order given, all of one shape.

    Raises
    ------
    EstimationError
        A count is negative, missing, not whole or above three thousand million, or the
        shapes do not fit.

    Examples
    --------
    >>> whole_counts(passed=[3, 4], entered=9)
    (array([3, 4]), array([9, 9]))
    """
    arrays = [_whole(name, np.asarray(counts)) for name, counts in named.items()]
    try:
        return tuple(np.broadcast_arrays(*arrays))
    except ValueError as error:
        shapes = ", ".join(
            f"{name} {array.shape}" for name, array in zip(named, arrays, strict=True)
        )
        raise EstimationError(f"Counts must have shapes that fit; found {shapes}.") from error


def _whole(name: str, counts: NDArray[Any]) -> Counts:
    if counts.size and counts.dtype.kind not in "iuf":
        raise EstimationError(f"{name} must be numbers of people; found {counts.dtype}.")
    if counts.dtype.kind == "f" and not (np.isfinite(counts) & (counts == np.floor(counts))).all():
        raise EstimationError(f"{name} must be whole numbers with none missing.")
    if (counts < 0).any():
        raise EstimationError(f"{name} must not be negative; the lowest is {counts.min()}.")
    if (counts > LARGEST).any():
        raise EstimationError(f"{name} must not be above {LARGEST}; found {counts.max()}.")
    return counts.astype(np.int64)


def outcome_counts(passed: ArrayLike, entered: ArrayLike) -> tuple[Counts, Counts]:
    """Check those who passed against those who entered.

    Parameters
    ----------
    passed, entered : array_like of int
        Broadcastable counts of people.

    Returns
    -------
    tuple of ndarray of int64
        ``passed, entered``, of one shape.

    Raises
    ------
    EstimationError
        As `whole_counts`, or more passed than entered.

    Examples
    --------
    >>> outcome_counts([3, 4], 9)
    (array([3, 4]), array([9, 9]))
    """
    passed, entered = whole_counts(passed=passed, entered=entered)
    _refuse_excess("passed", passed, entered)
    return passed, entered


def compared_counts(
    passed: ArrayLike,
    entered: ArrayLike,
    comparator_passed: ArrayLike,
    comparator_entered: ArrayLike,
) -> tuple[Counts, Counts, Counts, Counts]:
    """Check the four counts of a group set against its comparator.

    Parameters
    ----------
    passed, entered, comparator_passed, comparator_entered : array_like of int
        Broadcastable counts of people.

    Returns
    -------
    tuple of ndarray of int64
        The four counts in the order given, of one shape.

    Raises
    ------
    EstimationError
        As `whole_counts`, or more passed than entered on either side.

    Examples
    --------
    >>> [counts.tolist() for counts in compared_counts([1, 2], 5, 3, 7)]
    [[1, 2], [5, 5], [3, 3], [7, 7]]
    """
    group_passed, group_entered, other_passed, other_entered = whole_counts(
        passed=passed,
        entered=entered,
        comparator_passed=comparator_passed,
        comparator_entered=comparator_entered,
    )
    _refuse_excess("passed", group_passed, group_entered)
    _refuse_excess("comparator_passed", other_passed, other_entered)
    return group_passed, group_entered, other_passed, other_entered


def _refuse_excess(name: str, passed: Counts, entered: Counts) -> None:
    excess = int((passed > entered).sum())
    if excess:
        raise EstimationError(f"{name} must not be more than entered; it is in {excess} places.")


def critical_value(level: float) -> float:
    """Two-sided critical value of the standard normal distribution.

    Parameters
    ----------
    level : float
        Confidence level, above 0 and below 1.

    Returns
    -------
    float
        The standard normal quantile at ``(1 + level) / 2``.

    Raises
    ------
    EstimationError
        The level is not above 0 and below 1.

    Examples
    --------
    >>> round(critical_value(0.95), 6)
    1.959964
    """
    if not 0 < level < 1:
        raise EstimationError(f"level must be above 0 and below 1; found {level}.")
    return float(-ndtri((1 - level) / 2))
