"""Leaving by one reason where others compete: cumulative incidence by service."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from numpy.typing import ArrayLike, NDArray

from workbench.errors import EstimationError
from workbench.statistics.attrition.life_table import checked_risk
from workbench.statistics.attrition.risk_window import LEAST_AT_RISK, RiskWindow, risk_window
from workbench.statistics.estimate import Estimate
from workbench.statistics.inputs import Counts, critical_value, whole_counts
from workbench.statistics.times.cumulative_incidence import aalen_johansen, incidence_limits

Floats = NDArray[np.float64]


@dataclass(frozen=True, slots=True, eq=False)
class ReasonIncidence:
    """Share gone by each reason by the end of each month of service.

    Attributes
    ----------
    incidence : Estimate
        Shape (..., reasons, months), from 0 to 1: of those who reach the first month followed.
        NaN in months that are not followed.
    still : ndarray of float, shape (..., months)
        Share gone by none of the reasons; with all reasons it adds up to 1.
    at_risk : ndarray of int, shape (..., months)
        As given.
    window : RiskWindow
        The months followed.
    """

    incidence: Estimate
    still: Floats
    at_risk: Counts
    window: RiskWindow


def reason_incidence(
    at_risk: ArrayLike,
    exits: ArrayLike,
    *,
    level: float = 0.95,
    least_at_risk: int = LEAST_AT_RISK,
) -> ReasonIncidence:
    """Estimate cumulative incidence by reason, as Aalen and Johansen do, with late entry.

    Parameters
    ----------
    at_risk : array_like of int, shape (..., months)
        As for `life_table`.
    exits : array_like of int, shape (..., reasons, months)
        Those at risk who went in each month by each reason: to have left for one, or of learners
        to have qualified, moved elsewhere or left.
    level, least_at_risk
        As for `life_table`.

    Returns
    -------
    ReasonIncidence
        What becomes of people while the other reasons compete, not what would without them.

    Raises
    ------
    EstimationError
        As `life_table`.

    Notes
    -----
    Aalen and Johansen (1978), Scand. J. Stat. 5, 141-150; variance and limits as of
    `workbench.statistics.times.cumulative_incidence`, whose variance takes each month by
    itself, as late entry asks. Where nobody has gone or everybody, limits are Wilson's among
    the fewest at risk so far.

    Examples
    --------
    >>> found = reason_incidence([20, 30, 25, 8], [[2, 3, 1, 0], [0, 3, 0, 1]])
    >>> print(found.incidence.value.round(3), found.still.round(3))
    [[0.1   0.19  0.219   nan]
     [0.    0.09  0.09    nan]] [0.9   0.72  0.691   nan]
    """
    critical = critical_value(level)
    people, left = checked_reasons(at_risk, exits)
    window = risk_window(people, least_at_risk=least_at_risk)
    gone = np.where(window.followed[..., None, :], left, 0)
    there = np.where(window.followed, people, 1)
    value, variance = aalen_johansen(gone, there)
    least = np.broadcast_to(window.least[..., None, :], value.shape)
    lower, upper = incidence_limits(value, variance, least, critical, level)
    shown = np.broadcast_to(window.followed[..., None, :], value.shape)
    value, lower, upper = (np.where(shown, side, np.nan) for side in (value, lower, upper))
    return ReasonIncidence(
        Estimate(value, lower, upper, level, "Aalen-Johansen, late entry, log(-log)"),
        still=1 - value.sum(axis=-2),
        at_risk=people,
        window=window,
    )


def checked_reasons(at_risk: ArrayLike, exits: ArrayLike) -> tuple[Counts, Counts]:
    """Check exits by reason against those at risk.

    Parameters
    ----------
    at_risk, exits : array_like of int
        As for `reason_incidence`.

    Returns
    -------
    tuple of ndarray of int64
        ``at_risk, exits``.

    Raises
    ------
    EstimationError
        As `reason_incidence`.

    Examples
    --------
    >>> checked_reasons([9, 8], [[1, 0], [2, 2]])[1].sum()
    np.int64(5)
    """
    (left,) = whole_counts(exits=exits)
    (people,) = whole_counts(at_risk=at_risk)
    if left.ndim < 2 or people.shape != left.shape[:-2] + left.shape[-1:]:
        raise EstimationError(
            "exits must have the shape (..., reasons, months) and at_risk (..., months); "
            f"found {left.shape} and {people.shape}."
        )
    checked_risk(people, left.sum(axis=-2))
    return people, left
