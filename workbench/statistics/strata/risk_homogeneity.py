"""Tests of whether one risk ratio is enough for all strata."""

from __future__ import annotations

import numpy as np
from numpy.typing import ArrayLike, NDArray

from workbench.statistics.inputs import Counts
from workbench.statistics.strata.pooling import stratified_counts

Floats = NDArray[np.float64]


def score_homogeneity(
    passed: ArrayLike,
    entered: ArrayLike,
    comparator_passed: ArrayLike,
    comparator_entered: ArrayLike,
    *,
    ratio: ArrayLike,
) -> tuple[Floats, Counts]:
    """Add up Koopman's statistics of the strata at one risk ratio, with Tarone's adjustment.

    Parameters
    ----------
    passed, entered, comparator_passed, comparator_entered : array_like of int
        Broadcastable counts of people, shape (..., strata); at most as many passed as entered.
    ratio : array_like of float, shape (...)
        Risk ratio that all strata are to have.

    Returns
    -------
    tuple of ndarray, shape (...)
        The chi-squared statistic, on one degree of freedom fewer than the strata, and the
        strata it is taken over: those where someone entered on both sides and someone passed.
        NaN where these are fewer than 2 or the ratio is 0, infinite or not defined.

    Raises
    ------
    EstimationError
        Impossible counts, or no axis of strata.

    Notes
    -----
    Gart (1985), Biometrika 72, 673-677. Tarone (1985), Biometrika 72, 91-95, takes away what
    the statistic gains where the ratio is not the maximum-likelihood one; nothing is taken
    away where it is.

    Examples
    --------
    >>> statistic, strata = score_homogeneity([10, 30], [30, 40], [15, 50], [30, 62], ratio=0.857)
    >>> print(statistic.round(3), strata)
    1.012 2
    """
    x, n, x0, n0 = stratified_counts(passed, entered, comparator_passed, comparator_entered)
    theta = _finite(ratio)
    with np.errstate(divide="ignore", invalid="ignore"):
        rate, others_rate = _restricted(x, n, x0, n0, theta)
        spread = (1 - rate) / (n * rate) + (1 - others_rate) / (n0 * others_rate)
        # Both sides have the same score, but that of a side at a rate of 1 is 0 over 0.
        score = np.where(
            theta < 1,
            (x - n * rate) / (1 - rate),
            (n0 * others_rate - x0) / (1 - others_rate),
        )
        usable = (n > 0) & (n0 > 0) & (x + x0 > 0) & ~(spread == 0)
        plain = (score**2 * spread).sum(axis=-1, where=usable)
        information = (1 / spread).sum(axis=-1, where=usable)
        statistic = plain - score.sum(axis=-1, where=usable) ** 2 / information
    strata = np.asarray(usable.sum(axis=-1))
    return np.where(strata > 1, np.maximum(statistic, 0), np.nan), strata


def _finite(ratio: ArrayLike) -> Floats:
    """Give the ratio an axis of strata, and NaN for a value without a logarithm."""
    theta = np.asarray(ratio, dtype=np.float64)[..., None]
    return np.where((theta > 0) & np.isfinite(theta), theta, np.nan)


def _restricted(
    x: Counts, n: Counts, x0: Counts, n0: Counts, theta: Floats
) -> tuple[Floats, Floats]:
    """Maximum-likelihood rates of the two sides, the first theta times the second."""
    linear, difference = theta * (n + x0) + (x + n0), theta * (n + x0) - (x + n0)
    # The discriminant as a sum of terms that are not negative.
    root = np.sqrt(difference**2 + 4 * theta * (n - x) * (n0 - x0))
    others_rate = np.minimum(2 * (x + x0) / (linear + root), 1)
    return np.minimum(theta * others_rate, 1), others_rate


def wald_homogeneity(
    passed: ArrayLike,
    entered: ArrayLike,
    comparator_passed: ArrayLike,
    comparator_entered: ArrayLike,
    *,
    ratio: ArrayLike,
) -> tuple[Floats, Counts]:
    """Add up the squared differences of the strata's ``ln RR`` from one, each over its variance.

    Parameters
    ----------
    passed, entered, comparator_passed, comparator_entered : array_like of int
        Broadcastable counts of people, shape (..., strata); at most as many passed as entered.
    ratio : array_like of float, shape (...)
        Risk ratio that all strata are to have.

    Returns
    -------
    tuple of ndarray, shape (...)
        The chi-squared statistic, on one degree of freedom fewer than the strata, and the
        strata it is taken over: those where someone passed on both sides and not everyone on
        both, so that the variance ``1/x - 1/n + 1/x_r - 1/n_r`` exists and is not 0. NaN where
        these are fewer than 2 or the ratio is 0, infinite or not defined.

    Raises
    ------
    EstimationError
        Impossible counts, or no axis of strata.

    Notes
    -----
    A stratum where everyone on one side passed, or nearly everyone, is given a variance near 0
    and so a weight without bound: where most people pass or strata are small this test rejects
    far too often. `score_homogeneity` does not.

    Examples
    --------
    >>> statistic, strata = wald_homogeneity([10, 30], [30, 40], [15, 50], [30, 62], ratio=0.857)
    >>> print(statistic.round(3), strata)
    1.178 2
    """
    x, n, x0, n0 = stratified_counts(passed, entered, comparator_passed, comparator_entered)
    usable = (x > 0) & (x0 > 0) & ((x < n) | (x0 < n0))
    with np.errstate(divide="ignore", invalid="ignore"):
        logarithm = np.log((x * n0) / (x0 * n))
        variance = (n - x) / (n * x) + (n0 - x0) / (n0 * x0)
        terms = (logarithm - np.log(_finite(ratio))) ** 2 / variance
    statistic, strata = terms.sum(axis=-1, where=usable), np.asarray(usable.sum(axis=-1))
    return np.where(strata > 1, statistic, np.nan), strata
