"""Logistic regression on counts of cells, by maximum likelihood."""

from __future__ import annotations

import warnings
from dataclasses import dataclass
from typing import Literal

import numpy as np
from scipy.special import expit
from statsmodels.genmod.families import Binomial
from statsmodels.genmod.generalized_linear_model import GLM

from workbench.statistics.adjustment.design_columns import Floats
from workbench.statistics.adjustment.logistic_design import LogisticDesign
from workbench.statistics.adjustment.separation import separated

Problem = Literal["separation", "no convergence"]


@dataclass(frozen=True, eq=False, slots=True)
class LogisticFit:
    """Coefficients of a logistic model.

    Attributes
    ----------
    coefficients : ndarray of float, shape (columns,)
        Log odds of the intercept and log odds ratios of the design's columns; NaN where the
        fit did not converge.
    covariance : ndarray of float, shape (columns, columns)
        Inverse of the Fisher information at the coefficients; NaN where there are none.
    converged : bool
        Whether the coefficients are a maximum.
    problem : {"separation", "no convergence"} or None
        Why there are no coefficients.
    residual_degrees_of_freedom : int
        Cells less columns.
    """

    coefficients: Floats
    covariance: Floats
    converged: bool
    problem: Problem | None
    residual_degrees_of_freedom: int


def fit_logistic(design: LogisticDesign) -> LogisticFit:
    """Fit a logistic model by maximum likelihood to cells.

    The cost follows the number of cells, whatever the number of people in them.

    Parameters
    ----------
    design : LogisticDesign
        Cells and columns of the model.

    Returns
    -------
    LogisticFit
        Without coefficients where the outcomes are separated, since then they are infinite.

    Notes
    -----
    McCullagh and Nelder (1989), Generalized Linear Models, 2nd edition, chapter 4, by
    iteratively reweighted least squares. A grouped fit has the coefficients and covariance of
    the fit on people.

    Examples
    --------
    >>> from workbench.statistics.adjustment.logistic_design import logistic_design
    >>> design = logistic_design(
    ...     [0, 1], [[], []], [40, 30], [80, 90], group_levels=2, covariate_levels=[], comparator=0
    ... )
    >>> print(fit_logistic(design).coefficients.round(6) + 0.0)
    [ 0.       -0.693147]
    """
    if separated(design):
        return _without(design, "separation")
    outcomes = np.column_stack([design.passed, design.entered - design.passed])
    with warnings.catch_warnings():
        # Its warnings say in prose what the flag says; the covariance is taken afresh below.
        warnings.simplefilter("ignore")
        fitted = GLM(outcomes, design.matrix, family=Binomial()).fit(maxiter=50)
    if not fitted.converged or not np.isfinite(fitted.params).all():
        return _without(design, "no convergence")
    coefficients = np.asarray(fitted.params)
    return LogisticFit(
        coefficients=coefficients,
        covariance=_covariance(design, coefficients),
        converged=True,
        problem=None,
        residual_degrees_of_freedom=design.matrix.shape[0] - design.matrix.shape[1],
    )


def _covariance(design: LogisticDesign, coefficients: Floats) -> Floats:
    linear = design.matrix @ coefficients
    weights = design.entered * expit(linear) * expit(-linear)
    information = design.matrix.T @ (weights[:, None] * design.matrix)
    return np.asarray(np.linalg.inv(information), dtype=np.float64)


def _without(design: LogisticDesign, problem: Problem) -> LogisticFit:
    cells, columns = design.matrix.shape
    return LogisticFit(
        coefficients=np.full(columns, np.nan),
        covariance=np.full((columns, columns), np.nan),
        converged=False,
        problem=problem,
        residual_degrees_of_freedom=cells - columns,
    )
