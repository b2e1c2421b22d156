"""Leaving in units beside what their people's circumstances lead to expect, partially pooled."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from numpy.typing import ArrayLike
from scipy.special import gammainc, gammaln, softmax

from workbench.errors import EstimationError
from workbench.statistics.attrition.hazard_matrix import Floats
from workbench.statistics.estimate import Estimate
from workbench.statistics.inputs import critical_value, whole_counts

PRIOR_SCALE = 0.5
"""Scale of the half-normal prior of the standard deviation between units."""

DEVIATIONS = np.arange(30) * 0.05 + 0.025
"""Standard deviations averaged over: midpoints of 30 steps from 0 to 1.5."""

CENTRES = np.linspace(-8, 8, 33)
"""Centres averaged over, in standard errors from as many leavers as expected."""

NEGLIGIBLE = 1e-9
"""Weight of a deviation and centre below which they are left out."""

FEWEST_UNITS = 3

METHOD = "posterior, centre and deviation averaged over"


@dataclass(frozen=True, eq=False, slots=True)
class UnitEffects:
    """Ratios of leavers to expected leavers of units, each drawn towards the others.

    Attributes
    ----------
    ratio : Estimate
        Posterior mean and equal-tailed limits, shape (units,); 1 is as many as expected. NaN where
        they cannot be estimated.
    above : ndarray of float, shape (units,)
        Posterior probability that more leave than is expected, from 0 to 1.
    deviation : Estimate
        Standard deviation between units, without dimensions: posterior mean and limits.
    expected : ndarray of float, shape (units,)
        Expected leavers, scaled to add up to those who left.
    reason : str
        Why there are no ratios; empty where there are.
    """

    ratio: Estimate
    above: Floats
    deviation: Estimate
    expected: Floats
    reason: str


def unit_effects(left: ArrayLike, expected: ArrayLike, *, level: float = 0.95) -> UnitEffects:
    """Estimate each unit's ratio from its own people and from how alike all units are.

    Parameters
    ----------
    left : array_like of int, shape (units,)
        Leavers.
    expected : array_like of float, shape (units,)
        Leavers that a hazard model without the units expects of their person-months. A unit
        without any gets the ratio of a unit yet to come.
    level : float
        Probability that each interval holds its unit's ratio, above 0 and below 1.

    Returns
    -------
    UnitEffects
        NaN where no one left or there are fewer than three units.

    Raises
    ------
    EstimationError
        Impossible counts or level, shapes that do not fit, or leavers where none are expected.

    Notes
    -----
    Leavers are Poisson about ratio times expected, ratios gamma about a centre: Clayton and
    Kaldor (1987), Biometrics 43, 671-681. The centre, under a flat prior of its logarithm, and the
    deviation between units, relative to it and under a half-normal prior of scale 0.5 cut at 1.5,
    are averaged over (Gelman, 2006, Bayesian Anal. 1, 515-534): limits at the best ones alone are
    too narrow. What is expected of one unit beside another is taken as known.

    Examples
    --------
    >>> found = unit_effects([10, 12, 30, 9, 1], [10, 11, 14, 10, 1])
    >>> print(found.ratio.value.round(2), found.above.round(2))
    [0.85 0.88 1.35 0.8  0.95] [0.22 0.26 0.91 0.17 0.39]
    """
    critical_value(level)
    (gone,) = whole_counts(left=left)
    awaited = np.asarray(expected, dtype=np.float64)
    if gone.ndim != 1 or awaited.shape != gone.shape:
        raise EstimationError(
            f"Leavers and expected leavers must be one to a unit; "
            f"found {gone.shape} and {awaited.shape}."
        )
    if not (np.isfinite(awaited) & (awaited >= 0)).all() or (gone[awaited == 0] > 0).any():
        raise EstimationError(
            "Expected leavers must be numbers from 0, and above 0 where any left."
        )
    reason = _reason(gone, awaited)
    if reason:
        nothing, unknown = np.full(len(gone), np.nan), np.array(np.nan)
        return UnitEffects(
            ratio=Estimate(nothing, nothing, nothing, level, METHOD),
            above=nothing,
            deviation=Estimate(unknown, unknown, unknown, level, METHOD),
            expected=awaited,
            reason=reason,
        )
    return _posterior(gone, awaited * gone.sum() / awaited.sum(), level)


def _reason(left: np.ndarray, expected: Floats) -> str:
    if (expected > 0).sum() < FEWEST_UNITS:
        return "Fewer than three units have anybody at risk."
    return "" if left.sum() else "No one left."


def _posterior(left: np.ndarray, expected: Floats, level: float) -> UnitEffects:
    deviation, centre, weight = _hyperparameters(left, expected)
    shape = 1 / deviation[:, None] ** 2
    shapes, rates = shape + left, shape / centre[:, None] + expected
    tails = ((1 - level) / 2, (1 + level) / 2)
    lower, upper = (_quantile(weight, shapes, rates, tail) for tail in tails)
    by_deviation = [weight[deviation == each].sum() for each in DEVIATIONS]
    reached = np.cumsum(by_deviation)
    between = np.interp(tails, [0, *reached], [0, *DEVIATIONS + 0.025])
    return UnitEffects(
        ratio=Estimate(weight @ (shapes / rates), lower, upper, level, METHOD),
        above=1 - weight @ gammainc(shapes, rates),
        deviation=Estimate(
            np.array(weight @ deviation), np.array(between[0]), np.array(between[1]), level, METHOD
        ),
        expected=expected,
        reason="",
    )


def _hyperparameters(left: np.ndarray, expected: Floats) -> tuple[Floats, Floats, Floats]:
    """Deviations and centres to average over, and their weights; those without weight left out."""
    error = np.sqrt(DEVIATIONS**2 / (expected > 0).sum() + 1 / left.sum())
    deviation = np.repeat(DEVIATIONS, len(CENTRES))
    centre = np.exp(np.outer(error, CENTRES)).ravel()
    likely = _log_marginal(left, expected, 1 / deviation[:, None] ** 2, centre[:, None])
    prior = -((deviation / PRIOR_SCALE) ** 2) / 2 + np.log(np.repeat(error, len(CENTRES)))
    weight = softmax(likely + prior)
    some = weight > NEGLIGIBLE
    return deviation[some], centre[some], weight[some] / weight[some].sum()


def _log_marginal(left: np.ndarray, expected: Floats, shape: Floats, centre: Floats) -> Floats:
    """Negative binomial log-likelihood of all units at each pair, but for a constant."""
    each = (
        gammaln(shape + left)
        - gammaln(shape)
        - shape * np.log1p(centre * expected / shape)
        - left * np.log(shape / centre + expected)
    )
    return np.asarray(each.sum(axis=1))


def _quantile(weight: Floats, shapes: Floats, rates: Floats, tail: float) -> Floats:
    """Where the mixture of gammas reaches a probability, by halving."""
    low = np.zeros(shapes.shape[1])
    high = ((shapes + 40 * np.sqrt(shapes) + 40) / rates).max(axis=0)
    for _ in range(40):
        middle = (low + high) / 2
        below = weight @ gammainc(shapes, rates * middle) < tail
        low, high = np.where(below, middle, low), np.where(below, high, middle)
    return (low + high) / 2
