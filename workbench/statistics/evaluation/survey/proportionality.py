"""Whether one odds ratio serves every cut between answers, as proportional odds supposes."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from numpy.typing import ArrayLike, NDArray
from scipy.special import chdtrc, expit

from workbench.statistics.evaluation.survey.ordered_likelihood import fit_ordered_logit

Floats = NDArray[np.float64]


@dataclass(frozen=True, slots=True, eq=False)
class Proportionality:
    """Brant's test of proportional odds; NaN where it cannot be done.

    Attributes
    ----------
    log_odds : ndarray of float, shape (cuts, columns)
        Log odds ratios of an answer above each cut, each from a logistic model of its own; NaN
        where that has no finite fit.
    statistic, p_value : float
        Of all columns together.
    degrees_of_freedom : int
        ``(cuts - 1) * columns``; 0 where only two answers were given and nothing is supposed.
    column_statistic, column_p_value : ndarray of float, shape (columns,)
        Of each column alone.
    """

    log_odds: Floats
    statistic: float
    p_value: float
    degrees_of_freedom: int
    column_statistic: Floats
    column_p_value: Floats


def proportionality(matrix: ArrayLike, people: ArrayLike) -> Proportionality:
    """Test whether odds are proportional: a caveat beside an odds ratio, never a gate.

    Parameters
    ----------
    matrix : array_like of float, shape (cells, columns)
        As of `fit_ordered_logit`.
    people : array_like of float, shape (cells, answers)
        People, not weighted; likeness of those of one unit is not allowed for.

    Returns
    -------
    Proportionality

    Raises
    ------
    EstimationError
        As `fit_ordered_logit`.

    Notes
    -----
    Brant (1990), Biometrics 46, 1171-1178: the slopes of logistic models of ``Y > j`` at each cut
    are set against those at the first, with their joint covariance. It rejects too often where
    answers are sparse.

    Examples
    --------
    >>> test = proportionality([[0.0], [1.0]], [[40, 30, 30], [40, 10, 50]])
    >>> print(test.log_odds.T.round(3), test.degrees_of_freedom, round(test.p_value, 5))
    [[0.    0.847]] 1 0.00037
    """
    columns, counts = np.asarray(matrix, np.float64), np.asarray(people, np.float64)
    counts = counts[:, fit_ordered_logit(columns, counts).answers]
    cuts, width = counts.shape[1] - 1, columns.shape[1]
    above = [
        np.column_stack([counts[:, : cut + 1].sum(1), counts[:, cut + 1 :].sum(1)])
        for cut in range(cuts)
    ]
    fits = [fit_ordered_logit(columns, pair) for pair in above]
    log_odds = np.array([fit.slopes for fit in fits])
    whole = np.column_stack([np.ones(len(columns)), columns])
    inner = np.array([[-fit.thresholds[0], *fit.slopes] for fit in fits])
    shares = expit(inner @ whole.T)
    covariance = _covariance(whole, counts.sum(axis=1), shares)
    alone = [_wald(log_odds[:, [k]], covariance[:, [k]][:, :, :, [k]]) for k in range(width)]
    statistic = _wald(log_odds, covariance)
    freedom = (cuts - 1) * width
    return Proportionality(
        log_odds,
        statistic,
        float(chdtrc(freedom, statistic)) if freedom else np.nan,
        freedom,
        np.array(alone),
        np.asarray(chdtrc(cuts - 1, np.array(alone))) if freedom else np.full(width, np.nan),
    )


def _covariance(whole: Floats, people: Floats, shares: Floats) -> Floats:
    """Of the slopes at two cuts, shape (cuts, columns, cuts, columns)."""
    cuts, width = len(shares), whole.shape[1]
    if not np.isfinite(shares).all():
        return np.full((cuts, width - 1, cuts, width - 1), np.nan)
    # Who is above the higher of two cuts is above both.
    both = shares[np.maximum.outer(np.arange(cuts), np.arange(cuts))]
    joint = both - shares[:, None] * shares[None]
    crossed = np.einsum("mlc,c,cp,cq->mlpq", joint, people, whole, whole)
    bread = np.linalg.inv(crossed[np.arange(cuts), np.arange(cuts)])
    found = np.einsum("mpr,mlrs,lsq->mplq", bread, crossed, bread)
    return np.asarray(found[:, 1:, :, 1:])


def _wald(log_odds: Floats, covariance: Floats) -> float:
    cuts, width = log_odds.shape
    size = (cuts - 1) * width
    if not size or not np.isfinite(covariance).all():
        return np.nan
    contrast = np.kron(np.column_stack([-np.ones(cuts - 1), np.eye(cuts - 1)]), np.eye(width))
    gaps = contrast @ log_odds.ravel()
    spread = contrast @ covariance.reshape(cuts * width, -1) @ contrast.T
    return float(gaps @ np.linalg.solve(spread, gaps))
