"""One ratio of selection rates over strata, and whether one is enough."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from numpy.typing import ArrayLike, NDArray

from workbench.statistics.estimate import Estimate
from workbench.statistics.inputs import Counts
from workbench.statistics.strata.pooling import chi_squared_p, log_normal_ratio, stratified_counts
from workbench.statistics.strata.risk_homogeneity import score_homogeneity, wald_homogeneity

Floats = NDArray[np.float64]


@dataclass(frozen=True, eq=False, slots=True)
class PooledRiskRatio:
    """Pooled risk ratio of passing of a group against its comparator over strata.

    Attributes
    ----------
    risk_ratio : Estimate
        Mantel-Haenszel risk ratio of passing, with the Greenland-Robins interval.
    score_homogeneity_statistic, score_homogeneity_p_value : ndarray of float
        Chi-squared score test of one risk ratio in all strata, on one degree of freedom fewer
        than the strata used; the one to decide by.
    wald_homogeneity_statistic, wald_homogeneity_p_value : ndarray of float
        The Wald test of the same, on one degree of freedom fewer than ``wald_strata``. It
        rejects far too often where most people pass or strata are small.
    strata : ndarray of int64
        Strata used for the ratio.
    wald_strata : ndarray of int64
        Strata whose own ratio has a logarithm with a variance.
    """

    risk_ratio: Estimate
    score_homogeneity_statistic: Floats
    score_homogeneity_p_value: Floats
    wald_homogeneity_statistic: Floats
    wald_homogeneity_p_value: Floats
    strata: Counts
    wald_strata: Counts


def pooled_risk_ratio(
    passed: ArrayLike,
    entered: ArrayLike,
    comparator_passed: ArrayLike,
    comparator_entered: ArrayLike,
    *,
    level: float = 0.95,
) -> PooledRiskRatio:
    """Pool the ratio of the group's selection rate to the comparator's over strata.

    Parameters
    ----------
    passed, entered, comparator_passed, comparator_entered : array_like of int
        Broadcastable counts of people, shape (..., strata); at most as many passed as entered.
    level : float
        Confidence level, above 0 and below 1.

    Returns
    -------
    PooledRiskRatio
        Shape (...). Strata that hold no information are left out: nobody entered on a side,
        or no one passed on either. Value 0 or infinite where no one passed on one side of the
        strata left, NaN where none is left; the limits are then 0 and infinity, and also
        where everyone passed in every stratum left (value 1). The tests of homogeneity are
        NaN where the value is 0, infinite or NaN, or fewer than 2 strata are left to test.

    Raises
    ------
    EstimationError
        Impossible counts or level, or no axis of strata.

    Notes
    -----
    Greenland and Robins (1985), Biometrics 41, 55-68: the ratio of ``sum(x n_r / N)`` to
    ``sum(x_r n / N)``. The tests are those of `score_homogeneity` and `wald_homogeneity`. The
    interval is that of a ratio common to all strata; where fewer than about ten of the group did
    not pass, over all strata, it holds the true ratio less often than it says.

    Examples
    --------
    >>> pooled = pooled_risk_ratio([10, 30], [30, 40], [15, 50], [30, 62])
    >>> ratio = pooled.risk_ratio
    >>> print(ratio.value.round(3), ratio.lower.round(3), ratio.upper.round(3))
    0.857 0.686 1.071
    """
    counts = stratified_counts(passed, entered, comparator_passed, comparator_entered)
    x, n, x0, n0 = counts
    informative = (n > 0) & (n0 > 0) & (x + x0 > 0)
    ratio = _risk_ratio(*(np.where(informative, side, 0) for side in counts), level=level)
    score, score_strata = score_homogeneity(*counts, ratio=ratio.value)
    wald, wald_strata = wald_homogeneity(*counts, ratio=ratio.value)
    return PooledRiskRatio(
        risk_ratio=ratio,
        score_homogeneity_statistic=score,
        score_homogeneity_p_value=chi_squared_p(score, score_strata - 1),
        wald_homogeneity_statistic=wald,
        wald_homogeneity_p_value=chi_squared_p(wald, wald_strata - 1),
        strata=np.asarray(informative.sum(axis=-1)),
        wald_strata=wald_strata,
    )


def _risk_ratio(x: Counts, n: Counts, x0: Counts, n0: Counts, *, level: float) -> Estimate:
    everyone = np.maximum(n + n0, 1)
    # Products of whole numbers, so that equal rates in every stratum give exactly 1.
    above, below = (x * n0 / everyone).sum(axis=-1), (x0 * n / everyone).sum(axis=-1)
    # (n n0 (x + x0) - x x0 N) / N² without a difference between large numbers.
    terms = (x * n / everyone) * ((n0 - x0) / everyone)
    terms = terms + (x0 * n0 / everyone) * ((n - x) / everyone)
    with np.errstate(divide="ignore", invalid="ignore"):
        variance = terms.sum(axis=-1) / (above * below)
    method = "Mantel-Haenszel, Greenland-Robins"
    return log_normal_ratio(above, below, variance, level=level, method=method)
