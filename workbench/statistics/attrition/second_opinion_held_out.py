"""How well months that a model has not seen are told: apart, on the level, and beside another."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray
from scipy.special import logit
from sklearn.metrics import roc_auc_score

from workbench.statistics.attrition.second_opinion_boosting import (
    LEAST_HAZARD,
    negative_log_likelihood,
    recalibration,
)
from workbench.statistics.attrition.second_opinion_cells import Codes, Counts, Floats

TENTHS = 10
YEARLY = 1200
"""From a monthly hazard to leavers per 100 a year."""


@dataclass(frozen=True, slots=True, eq=False)
class HeldOut:
    """How well held-out months were told.

    Attributes
    ----------
    auc : float
        Share of pairs, one who left in a month and one who stayed, in which the one who left was
        told the higher hazard (ties count half): 0.5 is chance.
    log_loss, other_log_loss, base_log_loss : float
        Negative log-likelihood per leaver: of the boosting, of the hazard model (NaN without
        one), and of the same rate for everybody. Smaller is better.
    intercept, slope : float
        Of leaving regressed on the log odds told: 0 and 1 where they are right. NaN where
        almost everybody was told the same (log odds with a standard deviation below 0.02).
    at_risk : ndarray of int64, shape (groups,)
        Person-months in each tenth by what was told; fewer where a tenth is empty.
    expected, observed : ndarray of float, shape (groups,)
        Leavers per 100 a year, told and seen.
    """

    auc: float
    log_loss: float
    other_log_loss: float
    base_log_loss: float
    intercept: float
    slope: float
    at_risk: NDArray[np.int64]
    expected: Floats
    observed: Floats


def judged(
    told: Floats, other: Floats, left: Counts, at_risk: Counts, *, fold: Codes | None = None
) -> HeldOut:
    """Judge the hazards told of held-out cells by what happened.

    Parameters
    ----------
    told, other : ndarray of float, shape (cells,)
        Monthly hazards told by two models; the other's are NaN where there is none.
    left, at_risk : ndarray of int, shape (cells,)
        Leavers and person-months.
    fold : ndarray of int, shape (cells,), optional
        What each cell's model had not seen. Hazards of different models are not ranked against
        each other: a model that has not seen a fold with many leavers expects few in it.

    Returns
    -------
    HeldOut

    Examples
    --------
    >>> one = judged(
    ...     np.array([0.1, 0.3]), np.full(2, np.nan), np.array([5, 30]), np.array([100, 100])
    ... )
    >>> print(round(one.auc, 4), one.expected.round(), one.observed.round())
    0.7165 [120. 360.] [ 60. 360.]
    """
    leavers = int(left.sum())
    rate = np.full(len(told), leavers / at_risk.sum())
    own, others, base = (
        float(negative_log_likelihood(one, left, at_risk).sum()) / leavers
        for one in (told, other, rate)
    )
    odds = np.asarray(logit(np.clip(told, LEAST_HAZARD, 1 - LEAST_HAZARD)))
    intercept, slope = recalibration(odds, left, at_risk)
    months, expected, observed = _tenths(told, left, at_risk)
    return HeldOut(
        _auc(told, left, at_risk, np.zeros(len(told), dtype=np.int64) if fold is None else fold),
        own,
        others,
        base,
        intercept,
        slope,
        months,
        expected,
        observed,
    )


def _auc(told: Floats, left: Counts, at_risk: Counts, fold: Codes) -> float:
    """Return the mean over folds, each by its leavers."""
    areas = []
    for part in (fold == one for one in np.unique(fold)):
        weights = np.concatenate([left[part], (at_risk - left)[part]])
        both, outcome = np.tile(told[part], 2), np.repeat([1, 0], part.sum())
        areas.append(roc_auc_score(outcome, both, sample_weight=weights))
    return float(np.average(areas, weights=np.bincount(fold, left)[np.unique(fold)]))


def _tenths(
    told: Floats, left: Counts, at_risk: Counts
) -> tuple[NDArray[np.int64], Floats, Floats]:
    order = np.argsort(told, kind="stable")
    middle = np.cumsum(at_risk[order]) - at_risk[order] / 2
    tenth = np.minimum((TENTHS * middle / at_risk.sum()).astype(np.int64), TENTHS - 1)
    months = np.bincount(tenth, at_risk[order], minlength=TENTHS)
    expected = np.bincount(tenth, (at_risk * told)[order], minlength=TENTHS)
    observed = np.bincount(tenth, left[order], minlength=TENTHS)
    some = months > 0
    rates = [YEARLY * leavers[some] / months[some] for leavers in (expected, observed)]
    return months[some].astype(np.int64), rates[0], rates[1]
