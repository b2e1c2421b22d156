"""Comparisons within strata, and what the mix of strata contributes to a gap."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from numpy.typing import ArrayLike, NDArray
from statsmodels.stats.contingency_tables import StratifiedTable

from workbench.errors import EstimationError
from workbench.statistics.estimate import Estimate
from workbench.statistics.inputs import critical_value, whole_counts

Floats = NDArray[np.float64]


@dataclass(frozen=True, eq=False, slots=True)
class MantelHaenszel:
    """Pooled odds ratio of a group against its comparator over strata.

    Attributes
    ----------
    odds_ratio : Estimate
        Mantel-Haenszel odds ratio of passing, with the Robins-Breslow-Greenland interval.
    statistic, p_value : float
        Cochran-Mantel-Haenszel chi-squared on 1 degree of freedom, no continuity correction.
    corrected_statistic, corrected_p_value : float
        The same with the continuity correction.
    homogeneity_statistic, homogeneity_p_value : float
        Breslow-Day chi-squared with Tarone's adjustment, of one odds ratio in all strata, on
        one degree of freedom fewer than the strata; NaN for a single stratum.
    strata : int
        Strata used.
    """

    odds_ratio: Estimate
    statistic: float
    p_value: float
    corrected_statistic: float
    corrected_p_value: float
    homogeneity_statistic: float
    homogeneity_p_value: float
    strata: int


def mantel_haenszel(table: ArrayLike, *, level: float = 0.95) -> MantelHaenszel:
    """Pool the odds ratio of passing over strata.

    Parameters
    ----------
    table : array_like of int, shape (strata, 2, 2)
        In each stratum a row for the group and one for the comparator, of those who passed
        and those who did not.
    level : float
        Confidence level, above 0 and below 1.

    Returns
    -------
    MantelHaenszel
        Strata that hold no information (an empty row or column) are left out.

    Raises
    ------
    EstimationError
        Impossible counts or level, another shape, or strata whose odds ratio is 0, infinite
        or not defined when pooled.

    Notes
    -----
    Mantel and Haenszel (1959), J. Natl Cancer Inst. 22, 719-748; Robins, Breslow and Greenland
    (1986), Biometrics 42, 311-323; Tarone (1985), Biometrika 72, 91-95.

    Examples
    --------
    >>> pooled = mantel_haenszel([[[10, 20], [15, 15]], [[30, 10], [50, 12]]])
    >>> print(pooled.odds_ratio.value.round(3), round(pooled.p_value, 3))
    0.609 0.167
    """
    critical_value(level)
    informative = _informative(table)
    pooled = StratifiedTable(np.moveaxis(informative.astype(np.float64), 0, -1))
    lower, upper = pooled.oddsratio_pooled_confint(alpha=1 - level)
    plain, corrected = pooled.test_null_odds(), pooled.test_null_odds(correction=True)
    homogeneity, homogeneity_p = float("nan"), float("nan")
    if len(informative) > 1:
        equal = pooled.test_equal_odds(adjust=True)
        homogeneity, homogeneity_p = float(equal.statistic), float(equal.pvalue)
    return MantelHaenszel(
        odds_ratio=Estimate(
            value=np.asarray(pooled.oddsratio_pooled),
            lower=np.asarray(lower),
            upper=np.asarray(upper),
            level=level,
            method="Mantel-Haenszel, Robins-Breslow-Greenland",
        ),
        statistic=float(plain.statistic),
        p_value=float(plain.pvalue),
        corrected_statistic=float(corrected.statistic),
        corrected_p_value=float(corrected.pvalue),
        homogeneity_statistic=homogeneity,
        homogeneity_p_value=homogeneity_p,
        strata=len(informative),
    )


def _informative(table: ArrayLike) -> NDArray[np.int64]:
    (counts,) = whole_counts(table=table)
    if counts.ndim != 3 or counts.shape[1:] != (2, 2):
        raise EstimationError(f"table must have the shape (strata, 2, 2); found {counts.shape}.")
    kept = counts[(counts.sum(axis=1) > 0).all(axis=1) & (counts.sum(axis=2) > 0).all(axis=1)]
    # One product above the line and one below it, or the pooled odds ratio has no logarithm.
    if not (kept[:, 0, 0] * kept[:, 1, 1]).any() or not (kept[:, 0, 1] * kept[:, 1, 0]).any():
        raise EstimationError("No finite odds ratio: in every stratum a cell that it needs is 0.")
    return np.asarray(kept)


@dataclass(frozen=True, eq=False, slots=True)
class Kitagawa:
    """A gap in rates as the sum of two parts.

    Attributes
    ----------
    mix : ndarray of float
        Part that goes with which strata people are in.
    rate : ndarray of float
        Part that goes with the rates inside the strata.
    """

    mix: Floats
    rate: Floats


def kitagawa(
    weights: ArrayLike,
    rates: ArrayLike,
    comparator_weights: ArrayLike,
    comparator_rates: ArrayLike,
) -> Kitagawa:
    """Split the group's rate less the comparator's into mix and rate.

    Parameters
    ----------
    weights, comparator_weights : array_like of float, shape (..., strata)
        Share of each side's people in each stratum, adding up to 1.
    rates, comparator_rates : array_like of float, shape (..., strata)
        Rates in each stratum, from 0 to 1; NaN where a side has nobody there.

    Returns
    -------
    Kitagawa
        Shape (...): ``sum((w - w_r) (p + p_r) / 2)`` and ``sum((p - p_r) (w + w_r) / 2)``. They
        add up to the gap. A stratum with nobody on one side takes the other's rate, so it is
        all mix.

    Raises
    ------
    EstimationError
        Weights that are negative, missing or do not add up to 1, rates outside 0 to 1, or a
        rate missing where its weight is not 0.

    Notes
    -----
    Kitagawa (1955), J. Am. Stat. Assoc. 50, 1168-1194.

    Examples
    --------
    >>> parts = kitagawa([0.5, 0.5], [0.4, 0.2], [0.8, 0.2], [0.4, 0.3])
    >>> print(parts.mix.round(3), parts.rate.round(3))
    -0.045 -0.035
    """
    share, rate = _checked_side(weights, rates)
    others_share, others_rate = _checked_side(comparator_weights, comparator_rates)
    own = np.nan_to_num(np.where(np.isnan(rate), others_rate, rate))
    theirs = np.nan_to_num(np.where(np.isnan(others_rate), rate, others_rate))
    mix = ((share - others_share) * (own + theirs) / 2).sum(axis=-1)
    within = ((own - theirs) * (share + others_share) / 2).sum(axis=-1)
    return Kitagawa(mix=np.asarray(mix), rate=np.asarray(within))


def _checked_side(weights: ArrayLike, rates: ArrayLike) -> tuple[Floats, Floats]:
    share, rate = np.asarray(weights, dtype=np.float64), np.asarray(rates, dtype=np.float64)
    if not ((share >= 0).all() and np.isclose(share.sum(axis=-1), 1, rtol=0, atol=1e-9).all()):
        raise EstimationError("Weights must not be negative and must add up to 1.")
    if ((rate < 0) | (rate > 1)).any() or (np.isnan(rate) & (share > 0)).any():
        raise EstimationError("Rates must be from 0 to 1, and known wherever there is a weight.")
    return share, rate
