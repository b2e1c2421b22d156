"""What pooled ratios share: counts by stratum, log-normal limits, chi-squared tails."""

from __future__ import annotations

import numpy as np
from numpy.typing import ArrayLike, NDArray
from scipy.special import chdtrc

from workbench.errors import EstimationError
from workbench.statistics.estimate import Estimate
from workbench.statistics.inputs import Counts, compared_counts, critical_value

Floats = NDArray[np.float64]


def stratified_counts(
    passed: ArrayLike,
    entered: ArrayLike,
    comparator_passed: ArrayLike,
    comparator_entered: ArrayLike,
) -> tuple[Counts, Counts, Counts, Counts]:
    """Check the four counts of a group set against its comparator in each stratum.

    Parameters
    ----------
    passed, entered, comparator_passed, comparator_entered : array_like of int
        Broadcastable counts of people, shape (..., strata).

    Returns
    -------
    tuple of ndarray of int64
        The four counts in the order given, of one shape.

    Raises
    ------
    EstimationError
        Impossible counts, or no axis of strata.

    Examples
    --------
    >>> [counts.tolist() for counts in stratified_counts([1, 2], 5, 3, 7)]
    [[1, 2], [5, 5], [3, 3], [7, 7]]
    """
    counts = compared_counts(passed, entered, comparator_passed, comparator_entered)
    if counts[0].ndim == 0:
        raise EstimationError("Counts must have the strata on their last axis; found one number.")
    return counts


def log_normal_ratio(
    above: ArrayLike, below: ArrayLike, variance: ArrayLike, *, level: float, method: str
) -> Estimate:
    """Divide two sums, with an interval that is symmetric on the logarithm.

    Parameters
    ----------
    above, below : array_like of float
        Sums over strata, not negative.
    variance : array_like of float
        Variance of the ratio's logarithm; anything where it does not exist.
    level : float
        Confidence level, above 0 and below 1.
    method : str
        Name of the interval's method.

    Returns
    -------
    Estimate
        Ratios from 0 to infinity, NaN where both sums are 0. The limits are 0 and infinity
        wherever a sum is 0, or the variance is 0 or does not exist.

    Raises
    ------
    EstimationError
        Impossible level.

    Examples
    --------
    >>> ratio = log_normal_ratio([4.0, 0.0], [2.0, 3.0], [0.04, np.nan], level=0.95, method="Wald")
    >>> print(ratio.value, ratio.lower.round(3), ratio.upper.round(3))
    [2. 0.] [1.351 0.   ] [2.96  inf]
    """
    critical = critical_value(level)
    numerator, denominator, spread = (
        np.asarray(part, dtype=np.float64) for part in (above, below, variance)
    )
    with np.errstate(divide="ignore", invalid="ignore"):
        value = np.asarray(numerator / denominator)
    bounded = (numerator > 0) & (denominator > 0) & np.isfinite(spread) & (spread > 0)
    factor = np.exp(critical * np.sqrt(np.where(bounded, spread, 0.0)))
    point = np.where(bounded, value, 1.0)
    lower = np.where(bounded, point / factor, 0.0)
    upper = np.where(bounded, point * factor, np.inf)
    return Estimate(value=value, lower=lower, upper=upper, level=level, method=method)


def chi_squared_p(statistic: ArrayLike, degrees: ArrayLike) -> Floats:
    """Upper tail of the chi-squared distribution.

    Parameters
    ----------
    statistic : array_like of float
        Statistics, not negative; NaN where there is none.
    degrees : array_like of int
        Degrees of freedom.

    Returns
    -------
    ndarray of float
        From 0 to 1; NaN where there is no statistic or no degree of freedom.

    Examples
    --------
    >>> chi_squared_p([3.8415, np.nan], [1, 1]).round(3)
    array([0.05,  nan])
    """
    found, freedom = np.asarray(statistic, dtype=np.float64), np.asarray(degrees)
    return np.asarray(np.where(freedom > 0, chdtrc(np.maximum(freedom, 1), found), np.nan))
