"""Two-way fixed effects on a panel with gaps: the contrast to group-time effects."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from numpy.typing import ArrayLike, NDArray

from workbench.errors import EstimationError

Floats = NDArray[np.float64]

LEFT_OVER = 1e-18
"""Share of a treatment's variation left by the effects below which it is rounding, squared."""


@dataclass(frozen=True, slots=True, eq=False)
class TwoWay:
    """A treatment's coefficient beside effects of every unit and of every period.

    Attributes
    ----------
    coefficient : float
        In units of the outcome, for one more of the treatment.
    residuals : ndarray of float, shape (units, periods)
        NaN where the outcome is missing.
    outcome, treatment : ndarray of float, shape (units, periods)
        What is left of each after both effects; NaN where the outcome is missing.
    weights : ndarray of float, shape (units, periods)
        Weight of each cell, 0 where the outcome is missing.
    """

    coefficient: float
    residuals: Floats
    outcome: Floats
    treatment: Floats
    weights: Floats


def treated_indicator(starts: ArrayLike, periods: int) -> Floats:
    """Mark the cells in which each unit is treated.

    Parameters
    ----------
    starts : array_like of int, shape (units,)
        First treated period; `periods` or more where never treated.
    periods : int
        Number of periods.

    Returns
    -------
    ndarray of float, shape (units, periods)
        1 from the start on, otherwise 0.

    Examples
    --------
    >>> treated_indicator([1, 3], 3)
    array([[0., 1., 1.],
           [0., 0., 0.]])
    """
    return (np.arange(periods) >= np.asarray(starts)[:, None]).astype(np.float64)


def two_way(
    outcome: ArrayLike, treatment: ArrayLike, *, weights: ArrayLike | None = None
) -> TwoWay:
    """Regress an outcome on a treatment and on effects of units and of periods.

    Parameters
    ----------
    outcome : array_like of float, shape (units, periods)
        NaN where missing; such cells are left out, never filled.
    treatment : array_like of float, shape (units, periods)
        An indicator (`treated_indicator`) or a dose, known wherever the outcome is.
    weights : array_like of float, shape (units,), optional
        Above 0, people behind each unit; 1 where not given.

    Returns
    -------
    TwoWay

    Raises
    ------
    EstimationError
        Shapes that do not fit, infinite numbers, a treatment missing where the outcome is not,
        weights that are not above 0, or a treatment that does not differ beyond the effects of
        units and periods.

    Notes
    -----
    With effects that grow or differ between cohorts the coefficient is no average of effects:
    some weights are negative (Goodman-Bacon, 2021, J. Econometrics 225, 254-277). It is a
    contrast only. Least squares with both effects taken out exactly, one after the other
    (Frisch and Waugh, 1933; Lovell, 1963).

    Examples
    --------
    >>> outcome = [[1.0, 2.0, 6.0], [2.0, 3.0, 4.0], [0.0, 1.0, 2.0]]
    >>> round(two_way(outcome, treated_indicator([2, 3, 3], 3)).coefficient, 6)
    3.0
    """
    told, treated, cells = checked_cells(outcome, treatment, weights)
    left_outcome, left_treatment = partial_out(np.stack([told, treated]), cells)
    coefficient = slope(left_outcome, left_treatment, treated, cells)
    if np.isnan(coefficient):
        raise EstimationError(
            "The treatment does not differ beyond effects of units and periods, so its "
            "coefficient cannot be told; it must start at different times, or never in some units."
        )
    there = np.where(cells > 0, 1.0, np.nan)
    residuals = left_outcome - coefficient * left_treatment
    return TwoWay(
        coefficient, residuals * there, left_outcome * there, left_treatment * there, cells
    )


def checked_cells(
    outcome: ArrayLike, treatment: ArrayLike, weights: ArrayLike | None
) -> tuple[Floats, Floats, Floats]:
    """Check a panel and its treatment, and weigh its cells.

    Parameters
    ----------
    outcome, treatment, weights : array_like
        See `two_way`.

    Returns
    -------
    tuple of ndarray of float, shape (units, periods)
        Outcome and treatment, 0 where the outcome is missing, and the weights, there 0.

    Raises
    ------
    EstimationError
        As `two_way`, but for what cannot be told of the treatment.

    Examples
    --------
    >>> checked_cells([[1.0, np.nan]], [[0.0, 1.0]], [3.0])[2]
    array([[3., 0.]])
    """
    told, treated = (np.asarray(given, dtype=np.float64) for given in (outcome, treatment))
    people = np.ones(len(told)) if weights is None else np.asarray(weights, dtype=np.float64)
    if told.ndim != 2 or treated.shape != told.shape or people.shape != told.shape[:1]:
        raise EstimationError(
            "outcome and treatment must be units by periods and weights one for each unit; found "
            f"shapes {told.shape}, {treated.shape} and {people.shape}."
        )
    seen = ~np.isnan(told)
    problems = {
        "infinite outcomes": np.isinf(told).sum(),
        "treatments missing or infinite where the outcome is not missing": (
            ~np.isfinite(treated) & seen
        ).sum(),
        "weights that are not above 0 or not finite": (~(people > 0) | np.isinf(people)).sum(),
    }
    found = [f"{count} {problem}" for problem, count in problems.items() if count]
    if found or not seen.any():
        raise EstimationError(f"The panel has {'; '.join(found) or 'no outcome at all'}.")
    return np.where(seen, told, 0.0), np.where(seen, treated, 0.0), seen * people[:, None]


def partial_out(variables: Floats, weights: Floats) -> Floats:
    """Take effects of units and of periods out of variables, exactly.

    Parameters
    ----------
    variables : ndarray of float, shape (..., units, periods)
        Finite everywhere.
    weights : ndarray of float, shape (units, periods)
        0 where a cell is missing.

    Returns
    -------
    ndarray of float, shape (..., units, periods)
        Residuals of the weighted regression on both effects, 0 where the weight is.

    Notes
    -----
    Effects of units are taken out of the normal equations, which leaves one of each period; their
    solution of least length is used, since only their sums with the units' are determined.

    Examples
    --------
    >>> partial_out(np.array([[1.0, 2.0], [3.0, 6.0]]), np.ones((2, 2)))
    array([[ 0.5, -0.5],
           [-0.5,  0.5]])
    """
    total = weights.sum(axis=1, keepdims=True)
    shares = np.divide(weights, total, out=np.zeros_like(weights), where=total > 0)
    centred = variables - (variables * shares).sum(axis=-1, keepdims=True)
    normal = np.diag(weights.sum(axis=0)) - shares.T @ weights
    moments = (weights * centred).sum(axis=-2)
    effects = moments @ np.linalg.pinv(normal, rcond=1e-12, hermitian=True)
    level = (shares * effects[..., None, :]).sum(axis=-1, keepdims=True)
    left: Floats = np.where(weights > 0, centred - effects[..., None, :] + level, 0.0)
    return left


def slope(outcome: Floats, treatment: Floats, before: Floats, weights: Floats) -> float:
    """Coefficient of a partialled-out treatment.

    Parameters
    ----------
    outcome, treatment : ndarray of float, shape (units, periods)
        After `partial_out`.
    before : ndarray of float, shape (units, periods)
        The treatment as it was, to tell rounding from variation.
    weights : ndarray of float, shape (units, periods)

    Returns
    -------
    float
        NaN where nothing of the treatment is left.

    Examples
    --------
    >>> left = np.array([[0.5, -0.5], [-0.5, 0.5]])
    >>> slope(3 * left, left, left, np.ones((2, 2)))
    3.0
    """
    information = float((weights * treatment**2).sum())
    if information <= LEFT_OVER * float((weights * before**2).sum()):
        return float("nan")
    return float((weights * treatment * outcome).sum()) / information
