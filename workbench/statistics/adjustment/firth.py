"""Firth's penalised logistic regression on counts, for outcomes too few for maximum likelihood."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from scipy.optimize import brentq
from scipy.special import expit

from workbench.statistics.adjustment.design_columns import Floats
from workbench.statistics.adjustment.logistic_design import LogisticDesign
from workbench.statistics.adjustment.penalised_likelihood import maximise


@dataclass(frozen=True, eq=False, slots=True)
class FirthFit:
    """Coefficients of a logistic model with Firth's penalty.

    Attributes
    ----------
    coefficients : ndarray of float, shape (columns,)
        Log odds of the intercept and log odds ratios of the design's columns; NaN where the
        fit did not converge.
    covariance : ndarray of float, shape (columns, columns)
        Inverse of the Fisher information at the coefficients; NaN where there are none.
    intercept : float
        The intercept with which the fitted passes add up to those seen (FLIC); NaN where the
        fit did not converge or everybody has the same outcome.
    log_likelihood : float
        Penalised log-likelihood of the cells, without the binomial coefficients.
    converged : bool
        Whether the coefficients are a maximum.
    """

    coefficients: Floats
    covariance: Floats
    intercept: float
    log_likelihood: float
    converged: bool


def fit_firth(design: LogisticDesign) -> FirthFit:
    """Fit a logistic model to cells by penalised maximum likelihood.

    Parameters
    ----------
    design : LogisticDesign
        Cells and columns of the model.

    Returns
    -------
    FirthFit
        Finite even where the outcomes are separated.

    Notes
    -----
    Firth (1993), Biometrika 80, 27-38; Heinze and Schemper (2002), Stat. Med. 21, 2409-2419. The
    penalty draws rates towards a half; the intercept of Puhr et al. (2017), Stat. Med. 36,
    2302-2317, takes that back for the rates as a whole. For two groups alone the odds ratio is
    that of Haldane and Anscombe, with a half added to each count.

    Examples
    --------
    >>> from workbench.statistics.adjustment.logistic_design import logistic_design
    >>> design = logistic_design(
    ...     [0, 1], [[], []], [15, 0], [72, 16], group_levels=2, covariate_levels=[], comparator=0
    ... )
    >>> print(np.exp(fit_firth(design).coefficients[1]).round(6))
    0.112414
    """
    columns = design.matrix.shape[1]
    point = maximise(design, np.zeros(columns))
    if point is None:
        nothing = np.full((columns, columns), np.nan)
        return FirthFit(nothing[0], nothing, float("nan"), float("nan"), converged=False)
    return FirthFit(
        coefficients=point.coefficients,
        covariance=point.covariance,
        intercept=calibrated_intercept(design, point.coefficients),
        log_likelihood=point.log_likelihood,
        converged=True,
    )


def calibrated_intercept(design: LogisticDesign, coefficients: Floats) -> float:
    """Move the intercept until the fitted passes add up to those seen.

    Parameters
    ----------
    design : LogisticDesign
        Cells and columns of the model.
    coefficients : ndarray of float, shape (columns,)
        The intercept, which is moved, and the log odds ratios, which are kept.

    Returns
    -------
    float
        Log odds; NaN where everybody has the same outcome, or there are no coefficients.

    Notes
    -----
    Puhr, Heinze, Nold, Lusa and Geroldinger (2017), Stat. Med. 36, 2302-2317: FLIC.

    Examples
    --------
    >>> from workbench.statistics.adjustment.logistic_design import logistic_design
    >>> design = logistic_design(
    ...     [0, 1], [[], []], [3, 1], [8, 8], group_levels=2, covariate_levels=[], comparator=0
    ... )
    >>> print(round(calibrated_intercept(design, np.zeros(2)), 6), round(float(np.log(1 / 3)), 6))
    -1.098612 -1.098612
    """
    seen = int(design.passed.sum())
    if seen in (0, int(design.entered.sum())) or not np.isfinite(coefficients).all():
        return float("nan")
    without = design.matrix[:, 1:] @ coefficients[1:]
    # At these ends every cell's rate is on one side of the rate seen.
    overall = np.log(seen / (design.entered.sum() - seen))
    ends = overall - without.max() - 1, overall - without.min() + 1
    return float(
        brentq(lambda moved: design.entered @ expit(moved + without) - seen, *ends, xtol=1e-12)
    )
