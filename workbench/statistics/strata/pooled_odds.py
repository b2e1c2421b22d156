"""One odds ratio over strata, and whether one is enough."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from numpy.typing import ArrayLike, NDArray

from workbench.statistics.estimate import Estimate
from workbench.statistics.inputs import Counts
from workbench.statistics.strata.pooling import chi_squared_p, log_normal_ratio, stratified_counts

Floats = NDArray[np.float64]


@dataclass(frozen=True, eq=False, slots=True)
class PooledOddsRatio:
    """Pooled odds ratio of a group against its comparator over strata.

    Attributes
    ----------
    odds_ratio : Estimate
        Mantel-Haenszel odds ratio of passing, with the Robins-Breslow-Greenland interval.
    statistic, p_value : ndarray of float
        Cochran-Mantel-Haenszel chi-squared on 1 degree of freedom, no continuity correction.
    corrected_statistic, corrected_p_value : ndarray of float
        The same with the continuity correction.
    homogeneity_statistic, homogeneity_p_value : ndarray of float
        Breslow-Day chi-squared with Tarone's adjustment, of one odds ratio in all strata, on
        one degree of freedom fewer than the strata.
    strata : ndarray of int64
        Strata used.
    """

    odds_ratio: Estimate
    statistic: Floats
    p_value: Floats
    corrected_statistic: Floats
    corrected_p_value: Floats
    homogeneity_statistic: Floats
    homogeneity_p_value: Floats
    strata: Counts


def pooled_odds_ratio(
    passed: ArrayLike,
    entered: ArrayLike,
    comparator_passed: ArrayLike,
    comparator_entered: ArrayLike,
    *,
    level: float = 0.95,
) -> PooledOddsRatio:
    """Pool the odds ratio of passing over strata.

    Parameters
    ----------
    passed, entered, comparator_passed, comparator_entered : array_like of int
        Broadcastable counts of people, shape (..., strata); at most as many passed as entered.
    level : float
        Confidence level, above 0 and below 1.

    Returns
    -------
    PooledOddsRatio
        Shape (...). Strata that hold no information are left out: nobody entered on a side,
        or no one or everyone passed on both. Value 0 or infinite, with limits 0 and infinity,
        where every stratum left lacks a cell that the ratio needs; NaN with the same limits
        where no stratum is left. The tests are NaN where no stratum is left, that of
        homogeneity also for a single stratum and where the value is 0 or infinite.

    Raises
    ------
    EstimationError
        Impossible counts or level, or no axis of strata.

    Notes
    -----
    Mantel and Haenszel (1959), J. Natl Cancer Inst. 22, 719-748; Robins, Breslow and Greenland
    (1986), Biometrics 42, 311-323; Tarone (1985), Biometrika 72, 91-95. The correction takes
    away at most the whole distance from the expectation. The homogeneity test wants large
    strata: expected counts of about 5.

    Examples
    --------
    >>> pooled = pooled_odds_ratio([10, 30], [30, 40], [15, 50], [30, 62])
    >>> print(pooled.odds_ratio.value.round(3), pooled.p_value.round(3))
    0.609 0.167
    """
    counts = stratified_counts(passed, entered, comparator_passed, comparator_entered)
    informative = _informative(*counts)
    strata = np.asarray(informative.sum(axis=-1))
    x, n, x0, n0 = (np.where(informative, side, 0) for side in counts)
    odds_ratio = _odds_ratio(x, n, x0, n0, level=level)
    statistic, corrected = _association(x, n, x0, n0)
    homogeneity = _homogeneity(x, n, x0, n0, odds_ratio.value)
    return PooledOddsRatio(
        odds_ratio=odds_ratio,
        statistic=statistic,
        p_value=chi_squared_p(statistic, 1),
        corrected_statistic=corrected,
        corrected_p_value=chi_squared_p(corrected, 1),
        homogeneity_statistic=np.where(strata > 1, homogeneity, np.nan),
        homogeneity_p_value=chi_squared_p(homogeneity, strata - 1),
        strata=strata,
    )


def _informative(x: Counts, n: Counts, x0: Counts, n0: Counts) -> NDArray[np.bool_]:
    return np.asarray((n > 0) & (n0 > 0) & (x + x0 > 0) & (x + x0 < n + n0))


def _odds_ratio(x: Counts, n: Counts, x0: Counts, n0: Counts, *, level: float) -> Estimate:
    everyone = np.maximum(n + n0, 1)
    # Products of whole numbers, so that equal odds in every stratum give exactly 1.
    above, below = x * (n0 - x0) / everyone, x0 * (n - x) / everyone
    along = (x + n0 - x0) / everyone
    across = 1 - along
    total, other = above.sum(axis=-1), below.sum(axis=-1)
    with np.errstate(divide="ignore", invalid="ignore"):
        variance = (
            (along * above).sum(axis=-1) / total**2
            + (along * below + across * above).sum(axis=-1) / (total * other)
            + (across * below).sum(axis=-1) / other**2
        ) / 2
    method = "Mantel-Haenszel, Robins-Breslow-Greenland"
    return log_normal_ratio(total, other, variance, level=level, method=method)


def _association(x: Counts, n: Counts, x0: Counts, n0: Counts) -> tuple[Floats, Floats]:
    """Cochran-Mantel-Haenszel statistic without and with the continuity correction."""
    # A stratum left out holds zeros; 2 people in it keep its divisions defined.
    everyone, drawn = np.maximum(n + n0, 2), x + x0
    distance = np.abs(((x * n0 - x0 * n) / everyone).sum(axis=-1))
    terms = (n * n0 / everyone) * (drawn / everyone) * ((n + n0 - drawn) / (everyone - 1))
    variance = terms.sum(axis=-1)
    variance = np.where(variance > 0, variance, np.nan)
    corrected = np.maximum(distance - 0.5, 0) ** 2 / variance
    return np.asarray(distance**2 / variance), np.asarray(corrected)


def _homogeneity(x: Counts, n: Counts, x0: Counts, n0: Counts, odds_ratio: Floats) -> Floats:
    """Breslow-Day statistic less Tarone's term, NaN where the odds ratio is 0 or infinite."""
    ratio = np.where((odds_ratio > 0) & np.isfinite(odds_ratio), odds_ratio, np.nan)
    expected = _expected(n, n0, x + x0, ratio[..., None])
    cells = np.stack([expected, n - expected, x + x0 - expected, n0 - x - x0 + expected])
    used = n > 0
    with np.errstate(divide="ignore", invalid="ignore"):
        variance = 1 / (1 / cells).sum(axis=0)
        plain = ((x - expected) ** 2 / variance).sum(axis=-1, where=used)
        excess = (x - expected).sum(axis=-1, where=used)
        statistic = plain - excess**2 / variance.sum(axis=-1, where=used)
    return np.where(np.isfinite(statistic), np.maximum(statistic, 0), np.nan)


def _expected(n: Counts, n0: Counts, drawn: Counts, ratio: Floats) -> Floats:
    """Compute the group's expected passes given the margins and the odds ratio of a stratum."""
    linear = n0 - drawn + ratio * (n + drawn)
    # The discriminant as a sum of terms that are not negative.
    root = np.sqrt((n0 - drawn + ratio * (n - drawn)) ** 2 + 4 * ratio * drawn * (n + n0 - drawn))
    with np.errstate(invalid="ignore"):
        return np.asarray(2 * ratio * n * drawn / (linear + root))
