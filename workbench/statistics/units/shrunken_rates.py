"""Rates of units, each drawn towards what the others say."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from numpy.typing import ArrayLike, NDArray
from scipy.special import expit, log_expit, ndtr, softmax

from workbench.statistics.estimate import Estimate
from workbench.statistics.inputs import Counts, critical_value, outcome_counts
from workbench.statistics.units.random_intercept import profile
from workbench.statistics.units.units import (
    FEWEST_UNITS,
    NOT_CONVERGED,
    ONE_OUTCOME,
    TOO_FEW,
    checked_units,
)

Floats = NDArray[np.float64]

SMALL_UNIT = 20
"""People below whom a unit's own rate is not to be shown without its neighbours' help."""

PRIOR_SCALE = 0.5
"""Scale of the half-normal prior of the standard deviation between units, in logits."""

DEVIATIONS = np.arange(30) * 0.05 + 0.025
"""Standard deviations averaged over: midpoints of 30 steps from 0 to 1.5."""

CENTRES = np.linspace(-6, 6, 31)
"""Centres averaged over, in standard errors from the best one."""


@dataclass(frozen=True, eq=False, slots=True)
class ShrunkenRates:
    """Rates of units, partially pooled.

    Attributes
    ----------
    rate : Estimate
        Posterior mean and equal-tailed limits, from 0 to 1, shape (units,); NaN where they
        cannot be estimated.
    small : ndarray of bool, shape (units,)
        Whether fewer than 20 people entered, so that the rate says more of the other units
        than of this one.
    reason : str
        Why there are no rates; empty where there are.
    """

    rate: Estimate
    small: NDArray[np.bool_]
    reason: str


def shrunken_rates(passed: ArrayLike, entered: ArrayLike, *, level: float = 0.95) -> ShrunkenRates:
    """Estimate each unit's rate from its own people and from how alike all units are.

    Parameters
    ----------
    passed, entered : array_like of int, shape (units,)
        Counts of people. A unit that nobody entered gets the rate of a unit yet to come.
    level : float
        Probability that each interval holds its unit's rate, above 0 and below 1.

    Returns
    -------
    ShrunkenRates
        Where no one or everyone passed, or fewer than three units were entered, NaN.

    Raises
    ------
    EstimationError
        Impossible counts or level, or another shape.

    Notes
    -----
    Passes are binomial and logits normal around one centre. The centre, under a flat prior, and
    the standard deviation between units, under a half-normal one of scale 0.5 cut at 1.5, are
    averaged over (Gelman, 2006, Bayesian Anal. 1, 515-534): limits at the best standard
    deviation alone are too narrow.

    Examples
    --------
    >>> shrunken = shrunken_rates([12, 5, 9, 16, 1], [20, 20, 20, 20, 1])
    >>> print(shrunken.rate.value.round(2), shrunken.small)
    [0.58 0.36 0.49 0.69 0.58] [False False False False  True]
    """
    critical_value(level)
    passed_counts, entered_counts = outcome_counts(passed, entered)
    reason = _reason(passed_counts, entered_counts)
    value, lower, upper = np.full((3, *passed_counts.shape), np.nan)
    if not reason:
        likely = _hyperparameters(passed_counts, entered_counts)
        if np.isfinite(likely).all():
            value, lower, upper = _posterior(passed_counts, entered_counts, likely, level)
        else:
            reason = NOT_CONVERGED
    return ShrunkenRates(
        rate=Estimate(value, lower, upper, level, "posterior, deviation averaged over"),
        small=entered_counts < SMALL_UNIT,
        reason=reason,
    )


def _reason(passed: Counts, entered: Counts) -> str:
    seen, _ = checked_units(passed, entered)
    if len(seen) < FEWEST_UNITS:
        return TOO_FEW
    return "" if 0 < passed.sum() < entered.sum() else ONE_OUTCOME


def _posterior(
    passed: Counts, entered: Counts, hyperparameters: Floats, level: float
) -> tuple[Floats, Floats, Floats]:
    centre, deviation, log_prior = hyperparameters
    # Half the standard error of the largest unit, at its least, lies between two grid points.
    step = float(np.clip(1 / np.sqrt(entered.max()), 0.002, 0.05))
    grid = np.arange(centre.min() - 9, centre.max() + 9, step)
    height = np.outer(log_expit(grid), passed) + np.outer(log_expit(-grid), entered - passed)
    likelihood = np.exp(height - height.max(axis=0))
    edges = np.append(grid - step / 2, grid[-1] + step / 2)
    prior = np.diff(ndtr((edges - centre[:, None]) / deviation[:, None]), axis=1)
    marginal = np.maximum(prior @ likelihood, 1e-300)
    weight = softmax(log_prior + np.log(marginal).sum(axis=1))
    posterior = likelihood * (prior.T @ (weight[:, None] / marginal))
    posterior /= posterior.sum(axis=0)
    tails = ((1 - level) / 2, (1 + level) / 2)
    reached = np.cumsum(posterior, axis=0)
    limits = np.array([[np.interp(tail, unit, edges[1:]) for unit in reached.T] for tail in tails])
    return expit(grid) @ posterior, *expit(limits)


def _hyperparameters(passed: Counts, entered: Counts) -> Floats:
    """Centres and deviations to average over and the logarithm of their weights, in three rows."""
    seen, seen_entered = checked_units(passed, entered)
    start = float(np.log(seen.sum() / (seen_entered - seen).sum()))
    best = [profile(seen, seen_entered, float(each), start=start) for each in DEVIATIONS]
    error = np.array([each.centre_error for each in best])
    centre = np.array([each.centre for each in best])[:, None] + np.outer(error, CENTRES)
    log_prior = -0.5 * (DEVIATIONS / PRIOR_SCALE) ** 2 + np.log(error)
    repeated = np.repeat([DEVIATIONS, log_prior], CENTRES.size, axis=1)
    return np.stack([centre.ravel(), *repeated])
