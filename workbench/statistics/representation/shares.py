"""Shares of a whole: checked, and compared with the whole they belong to."""

from __future__ import annotations

from typing import Any

import numpy as np
from numpy.typing import ArrayLike, NDArray

from workbench.errors import EstimationError
from workbench.statistics.comparison.rates import proportion
from workbench.statistics.comparison.relative_rate import relative_rate_index
from workbench.statistics.estimate import Estimate
from workbench.statistics.inputs import Counts, compared_counts, whole_counts

Floats = NDArray[np.float64]


def ratio_to_whole(
    passed: ArrayLike,
    entered: ArrayLike,
    total_passed: ArrayLike,
    total_entered: ArrayLike,
    *,
    level: float = 0.95,
) -> Estimate:
    """Divide the rate of a part by the rate of the whole that the part belongs to.

    Parameters
    ----------
    passed, entered : array_like of int
        Broadcastable counts of the part.
    total_passed, total_entered : array_like of int
        Counts of everybody, the part included.
    level : float
        Confidence level, above 0 and below 1.

    Returns
    -------
    Estimate
        From 0 to ``total_entered / entered``; both limits 1 where the part is the whole. The
        value is NaN where nobody entered the part or nobody passed at all; the limits are then
        the ends of the range, which is unbounded above where nobody entered the part.

    Raises
    ------
    EstimationError
        Impossible counts or level, or a part that is not inside the whole.

    Notes
    -----
    The two rates share people, so an interval for independent rates does not hold. With w the
    part's share of those who entered and r the ratio of its rate to the rate of the rest, which
    are independent, the ratio to the whole is ``1 / (w + (1 - w) / r)``. It rises with r, so its
    limits are those of r carried over: Koopman (1984), Biometrics 40, 513-517. It excludes 1
    exactly when Pearson's uncorrected chi-squared test of part against rest rejects. w is taken
    as given.

    Examples
    --------
    >>> index = ratio_to_whole([7], [34], [8], [68])
    >>> print(index.value, index.lower.round(4), index.upper.round(4))
    [1.75] [1.0994] [1.9541]
    """
    part, of, whole, of_whole = compared_counts(passed, entered, total_passed, total_entered)
    if (part > whole).any() or (of - part > of_whole - whole).any():
        raise EstimationError("A part must be inside the whole it is compared with.")
    to_rest = relative_rate_index(part, of, whole - part, of_whole - of, level=level)
    weight = np.where(of_whole > 0, proportion(of, of_whole), 0.0)
    is_whole = (of == of_whole) & (of > 0)
    with np.errstate(divide="ignore", invalid="ignore"):
        # One division of whole numbers: two equal rates give exactly 1.
        value = (part * of_whole) / (of * whole)
        lower, upper = (
            1 / (weight + (1 - weight) / limit) for limit in (to_rest.lower, to_rest.upper)
        )
    return Estimate(
        value=np.asarray(value),
        lower=np.where(is_whole, 1.0, lower),
        upper=np.where(is_whole, 1.0, upper),
        level=level,
        method="Koopman score, part against rest",
    )


def known_share(benchmark_share: ArrayLike) -> Floats:
    """Check shares of a benchmark that are to be divided by.

    Parameters
    ----------
    benchmark_share : array_like of float
        Shares of any shape.

    Returns
    -------
    ndarray of float
        The shares.

    Raises
    ------
    EstimationError
        A share is missing, not above 0, or above 1.

    Examples
    --------
    >>> known_share([0.25, 1])
    array([0.25, 1.  ])
    """
    share = np.asarray(benchmark_share, dtype=np.float64)
    if not ((share > 0) & (share <= 1)).all():
        raise EstimationError("A benchmark share must be above 0 and at most 1, none missing.")
    return share


def over_known_share(share: Estimate, benchmark: Floats) -> Estimate:
    """Divide estimated shares and their limits by shares that are known exactly.

    Parameters
    ----------
    share : Estimate
        Shares from 0 to 1.
    benchmark : ndarray of float
        Checked shares of the same shape.

    Returns
    -------
    Estimate
        From 0 to ``1 / benchmark``, at the same level.

    Examples
    --------
    >>> half = np.array([0.5])
    >>> share = Estimate(value=half, lower=half - 0.1, upper=half + 0.1, level=0.9, method="none")
    >>> over_known_share(share, np.array([0.25])).value
    array([2.])
    """
    return Estimate(
        value=share.value / benchmark,
        lower=share.lower / benchmark,
        upper=share.upper / benchmark,
        level=share.level,
        method=f"{share.method} over a known share",
    )


def counts_within(**named: ArrayLike) -> tuple[Counts, Counts]:
    """Check a count of people against the count it is part of.

    Parameters
    ----------
    **named : array_like of int
        The smaller count, then the larger, under the names that an error is to use.

    Returns
    -------
    tuple of ndarray of int64
        In the order given, of one shape.

    Raises
    ------
    EstimationError
        Impossible counts, or the first above the second.

    Examples
    --------
    >>> counts_within(group=[3, 4], channel=9)
    (array([3, 4]), array([9, 9]))
    """
    part, whole = whole_counts(**named)
    excess = int((part > whole).sum())
    if excess:
        smaller, larger = named
        raise EstimationError(
            f"{smaller} must not be more than {larger}; it is in {excess} places."
        )
    return part, whole


def fitted(*arrays: NDArray[Any]) -> tuple[NDArray[Any], ...]:
    """Broadcast counts, shares and money against each other.

    Parameters
    ----------
    *arrays : ndarray
        Arrays already checked by themselves.

    Returns
    -------
    tuple of ndarray
        In the order given, all of one shape.

    Raises
    ------
    EstimationError
        The shapes do not fit.

    Examples
    --------
    >>> fitted(np.array([3, 4]), np.array(0.5))[1]
    array([0.5, 0.5])
    """
    try:
        return tuple(np.broadcast_arrays(*arrays))
    except ValueError as error:
        shapes = ", ".join(str(array.shape) for array in arrays)
        raise EstimationError(f"Shapes must fit each other; found {shapes}.") from error
