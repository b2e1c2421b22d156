"""The likelihood of a logistic model with Firth's penalty, and its maximum."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray
from scipy.linalg import cho_factor, cho_solve
from scipy.special import expit, log_expit

from workbench.statistics.adjustment.design_columns import Floats
from workbench.statistics.adjustment.logistic_design import LogisticDesign

LONGEST = 5.0
"""Longest change of a coefficient in one step."""

CLOSE = 1e-18
"""Square of the last step in standard errors at which the maximum is taken as found."""


@dataclass(frozen=True, eq=False, slots=True)
class Point:
    """The penalised likelihood at given coefficients.

    Attributes
    ----------
    coefficients : ndarray of float, shape (columns,)
        Where it was taken.
    log_likelihood : float
        Log-likelihood plus half the logarithm of the determinant of the Fisher information.
    score : ndarray of float, shape (columns,)
        Its gradient.
    curvature, covariance : ndarray of float, shape (columns, columns)
        What a step is scaled with, and the inverse of the Fisher information.
    """

    coefficients: Floats
    log_likelihood: float
    score: Floats
    curvature: Floats
    covariance: Floats


def penalised(design: LogisticDesign, coefficients: Floats) -> Point:
    """Take the penalised likelihood and its gradient.

    Parameters
    ----------
    design : LogisticDesign
        Cells and columns of the model.
    coefficients : ndarray of float, shape (columns,)
        Log odds ratios.

    Returns
    -------
    Point
        With a log-likelihood of minus infinity where the information is singular to working
        precision.

    Notes
    -----
    Firth (1993), Biometrika 80, 27-38. People of one cell share their leverage, so that of a
    cell is what its people's would add up to.

    Examples
    --------
    >>> from workbench.statistics.adjustment.logistic_design import logistic_design
    >>> design = logistic_design(
    ...     [0, 1], [[], []], [15, 0], [72, 16], group_levels=2, covariate_levels=[], comparator=0
    ... )
    >>> haldane = np.log([15.5 / 57.5, 0.5 / 16.5 / (15.5 / 57.5)])
    >>> bool((abs(penalised(design, haldane).score) < 1e-12).all())
    True
    """
    matrix, linear = design.matrix, design.matrix @ coefficients
    rate, spread = expit(linear), expit(linear) * expit(-linear)
    weighted = (design.entered * spread)[:, None] * matrix
    information = matrix.T @ weighted
    try:
        root = np.linalg.cholesky(information)
        covariance = np.linalg.inv(information)
    except np.linalg.LinAlgError:
        nothing = np.full(len(coefficients), np.nan)
        return Point(coefficients, -np.inf, nothing, information, information)
    leverage = np.einsum("ij,ij->i", weighted @ covariance, matrix)
    failed = design.entered - design.passed
    likelihood = design.passed @ log_expit(linear) + failed @ log_expit(-linear)
    residual = design.passed + leverage / 2 - (design.entered + leverage) * rate
    return Point(
        coefficients=coefficients,
        log_likelihood=float(likelihood + np.log(np.diag(root)).sum()),
        score=matrix.T @ residual,
        curvature=information + matrix.T @ ((leverage * spread)[:, None] * matrix),
        covariance=covariance,
    )


def maximise(design: LogisticDesign, start: Floats, *, held: int | None = None) -> Point | None:
    """Climb to the maximum of the penalised likelihood.

    Parameters
    ----------
    design : LogisticDesign
        Cells and columns of the model.
    start : ndarray of float, shape (columns,)
        Coefficients to start from.
    held : int, optional
        Place of a coefficient that stays as it is at the start.

    Returns
    -------
    Point or None
        The maximum; None where none was found.

    Notes
    -----
    Each step takes the leverages as fixed, as in Heinze and Schemper (2002), Stat. Med. 21,
    2409-2419, and is halved until the penalised likelihood does not fall.

    Examples
    --------
    >>> from workbench.statistics.adjustment.logistic_design import logistic_design
    >>> design = logistic_design(
    ...     [0, 1], [[], []], [15, 0], [72, 16], group_levels=2, covariate_levels=[], comparator=0
    ... )
    >>> print(np.exp(maximise(design, np.zeros(2)).coefficients[1]).round(6))
    0.112414
    """
    free: NDArray[np.bool_] = np.arange(len(start)) != held
    point = penalised(design, start)
    for _ in range(200):
        if not np.isfinite(point.log_likelihood):
            return None
        step = _step(point, free)
        if step @ point.score < CLOSE:
            return point
        climbed = _climb(design, point, step)
        if climbed is None:
            return None
        point = climbed
    return None


def _step(point: Point, free: NDArray[np.bool_]) -> Floats:
    step = np.zeros(len(free))
    factor = cho_factor(point.curvature[np.ix_(free, free)], lower=True)
    step[free] = cho_solve(factor, point.score[free])
    return step * min(1, LONGEST / max(np.abs(step).max(), LONGEST))


def _climb(design: LogisticDesign, point: Point, step: Floats) -> Point | None:
    # Near the maximum of millions of people's likelihood only its rounding is left to compare.
    slack = 1e-12 * max(abs(point.log_likelihood), 1)
    for _ in range(30):
        reached = penalised(design, point.coefficients + step)
        if reached.log_likelihood >= point.log_likelihood - slack:
            return reached
        step = step / 2
    return None
