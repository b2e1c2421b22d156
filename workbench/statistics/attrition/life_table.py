"""How long people stay: survival by months of service from a table of those at risk."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from numpy.typing import ArrayLike, NDArray

from workbench.errors import EstimationError
from workbench.statistics.attrition.risk_window import LEAST_AT_RISK, RiskWindow, risk_window
from workbench.statistics.comparison.rates import wilson_limits
from workbench.statistics.estimate import Estimate
from workbench.statistics.inputs import Counts, critical_value, whole_counts

Floats = NDArray[np.float64]


@dataclass(frozen=True, slots=True, eq=False)
class LifeTable:
    """Share still in post by the end of each month of service.

    Attributes
    ----------
    survival : Estimate
        Shape (..., months), from 0 to 1: of those who reach the month of service `start`, at the
        end of each month. NaN in months that are not followed.
    at_risk, exits : ndarray of int, shape (..., months)
        As given.
    window : RiskWindow
        The months followed.
    """

    survival: Estimate
    at_risk: Counts
    exits: Counts
    window: RiskWindow


def life_table(
    at_risk: ArrayLike,
    exits: ArrayLike,
    *,
    level: float = 0.95,
    least_at_risk: int = LEAST_AT_RISK,
) -> LifeTable:
    """Estimate survival by months of service, as Kaplan and Meier do, with late entry.

    Parameters
    ----------
    at_risk : array_like of int, shape (..., months)
        People in post in each month of service, from month 0: each only in months in which they
        were seen, which is what late entry is.
    exits : array_like of int, shape (..., months)
        Those of them who left in that month.
    level : float
        Confidence level, above 0 and below 1, of each month taken alone.
    least_at_risk : int
        Months are followed from the first to the last before fewer were at risk.

    Returns
    -------
    LifeTable
        Shape (..., months).

    Raises
    ------
    EstimationError
        Impossible counts or level, shapes that do not fit, or more exits than at risk.

    Notes
    -----
    Kaplan and Meier (1958), J. Am. Stat. Assoc. 53, 457-481; with late entry Tsai, Jewell and
    Wang (1987), Biometrika 74, 883-886. Greenwood's variance, limits on the scale of
    ``log(-log S)`` (Kalbfleisch and Prentice, 2002, section 1.4). At 1 and 0, where that scale
    ends, they are Wilson's of everyone and of no one among the fewest at risk so far.

    Examples
    --------
    >>> table = life_table([5, 20, 30, 25, 8], [1, 2, 3, 0, 1])
    >>> print(table.survival.value.round(3), table.window.start)
    [ nan 0.9  0.81 0.81  nan] 1
    >>> print(table.survival.lower.round(3))
    [  nan 0.656 0.597 0.597   nan]
    """
    critical = critical_value(level)
    people, left = checked_risk(at_risk, exits)
    window = risk_window(people, least_at_risk=least_at_risk)
    there = np.where(window.followed, people, 1)
    gone = np.where(window.followed, left, 0)
    value: Floats = np.cumprod((there - gone) / there, axis=-1, dtype=np.float64)
    spread = np.cumsum(greenwood_terms(there, gone), axis=-1)
    lower, upper = _limits(value, spread, window.least, critical, level)
    value, lower, upper = (
        np.where(window.followed, side, np.nan) for side in (value, lower, upper)
    )
    method = "Kaplan-Meier, late entry, Greenwood, log(-log)"
    return LifeTable(Estimate(value, lower, upper, level, method), people, left, window)


def checked_risk(at_risk: ArrayLike, exits: ArrayLike) -> tuple[Counts, Counts]:
    """Check exits against those at risk.

    Parameters
    ----------
    at_risk, exits : array_like of int, shape (..., months)
        See `life_table`.

    Returns
    -------
    tuple of ndarray of int64
        ``at_risk, exits``, of one shape.

    Raises
    ------
    EstimationError
        As `life_table`.

    Examples
    --------
    >>> checked_risk([9, 8], [1, 0])
    (array([9, 8]), array([1, 0]))
    """
    people, left = whole_counts(at_risk=at_risk, exits=exits)
    if not people.ndim or not people.shape[-1]:
        raise EstimationError("at_risk must have at least one month along its last axis.")
    excess = int((left > people).sum())
    if excess:
        raise EstimationError(f"More people left than were at risk in {excess} months.")
    return people, left


def greenwood_terms(at_risk: Counts, exits: Counts) -> Floats:
    """Variance of the logarithm of each month's share who stayed.

    Parameters
    ----------
    at_risk, exits : ndarray of int64
        Checked counts of one shape.

    Returns
    -------
    ndarray of float
        ``d / (n (n - d))``; 0 where everyone left, since nothing follows that it acts on.

    Notes
    -----
    Greenwood (1926), The Errors of Sampling of the Survivorship Tables.

    Examples
    --------
    >>> greenwood_terms(np.array([20, 5]), np.array([2, 5])).round(5)
    array([0.00556, 0.     ])
    """
    stayed = at_risk - exits
    return np.where(stayed > 0, exits / np.maximum(at_risk * stayed.astype(float), 1), 0.0)


def _limits(
    value: Floats, spread: Floats, least: Counts, critical: float, level: float
) -> tuple[Floats, Floats]:
    all_stay, none_stay = value == 1, value == 0
    inner = np.where(all_stay | none_stay, 0.5, value)
    factor = np.exp(critical * np.sqrt(spread) / -np.log(inner))
    lower_of_all, _ = wilson_limits(least, least, level)
    _, upper_of_none = wilson_limits(np.zeros_like(least), least, level)
    lower = np.where(all_stay, lower_of_all, np.where(none_stay, 0.0, inner**factor))
    upper = np.where(all_stay, 1.0, np.where(none_stay, upper_of_none, inner ** (1 / factor)))
    return lower, upper


def at_risk_table(table: LifeTable, months: ArrayLike) -> Counts:
    """People at risk at the start of stated months of service, for under the curve.

    Parameters
    ----------
    table : LifeTable
        Of shape (..., months).
    months : array_like of int, shape (stated,)
        Months of service from 0, below the number of months of the table.

    Returns
    -------
    ndarray of int, shape (..., stated)

    Raises
    ------
    EstimationError
        A month that the table does not have.

    Examples
    --------
    >>> at_risk_table(life_table([40, 30, 22], [1, 1, 1]), [0, 2])
    array([40, 22])
    """
    (stated,) = whole_counts(months=months)
    if stated.size and stated.max() >= table.at_risk.shape[-1]:
        raise EstimationError(
            f"The table has months 0 to {table.at_risk.shape[-1] - 1}; found {stated.max()}."
        )
    return np.asarray(table.at_risk[..., stated])
