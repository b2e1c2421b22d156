"""Leaving in units beside what their people's circumstances lead to expect, partially pooled."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from numpy.typing import ArrayLike
from scipy.optimize.elementwise import find_root
from scipy.special import gammainc, gammaln, logsumexp, softmax, xlogy

from workbench.errors import EstimationError
from workbench.statistics.attrition.hazard_matrix import Floats
from workbench.statistics.attrition.leaving_rate import Ranged
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


def unit_effects(
    left: ArrayLike | Ranged, expected: ArrayLike, *, level: float = 0.95
) -> UnitEffects:
    """Estimate each unit's ratio from its own people and from how alike all units are.

    Parameters
    ----------
    left : array_like of int, shape (units,), or Ranged
        Leavers; of ranges, every whole number in each is as likely as the unit's ratio makes it.
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
    too narrow. Counts known as ranges add up the likelihood of all that they hold, so that
    rounding is neither spread nor news. What is expected of one unit beside another is taken as
    known.

    Examples
    --------
    >>> found = unit_effects([10, 12, 30, 9, 1], [10, 11, 14, 10, 1])
    >>> print(found.ratio.value.round(2), found.above.round(2))
    [0.85 0.88 1.35 0.8  0.95] [0.22 0.26 0.91 0.17 0.39]
    """
    critical_value(level)
    gone = left if isinstance(left, Ranged) else Ranged.exact(*whole_counts(left=left))
    awaited = np.asarray(expected, dtype=np.float64)
    _refuse(gone, awaited)
    reason = _reason(gone, awaited)
    if reason:
        nothing, unknown = np.full(len(awaited), np.nan), np.array(np.nan)
        return UnitEffects(
            ratio=Estimate(nothing, nothing, nothing, level, METHOD),
            above=nothing,
            deviation=Estimate(unknown, unknown, unknown, level, METHOD),
            expected=awaited,
            reason=reason,
        )
    return _posterior(gone, awaited * gone.value.sum() / awaited.sum(), level)


def _refuse(left: Ranged, expected: Floats) -> None:
    if left.value.ndim != 1 or expected.shape != left.value.shape:
        raise EstimationError(
            f"Leavers and expected leavers must be one to a unit; "
            f"found {left.value.shape} and {expected.shape}."
        )
    if not (np.isfinite(expected) & (expected >= 0)).all() or (left.low[expected == 0] > 0).any():
        raise EstimationError(
            "Expected leavers must be numbers from 0, and above 0 where any left."
        )


def _reason(left: Ranged, expected: Floats) -> str:
    if (expected > 0).sum() < FEWEST_UNITS:
        return "Fewer than three units have anybody at risk."
    return "" if left.value.sum() else "No one left."


def _posterior(left: Ranged, expected: Floats, level: float) -> UnitEffects:
    deviation, centre, weight = _hyperparameters(left, expected)
    counts, shape = _counts(left), 1 / deviation[:, None] ** 2
    likely = _log_marginal(counts, expected, shape, centre[:, None])
    # Of each pair and unit, then of each count that the unit's range holds.
    weights = weight[:, None] * softmax(likely, axis=0)
    # A count that is none has no weight, and any number will do for it.
    shapes = shape + np.nan_to_num(counts)[:, None]
    rates = shape / centre[:, None] + expected
    tails = ((1 - level) / 2, (1 + level) / 2)
    lower, upper = (_quantile(weights, shapes, rates, tail) for tail in tails)
    by_deviation = [weight[deviation == each].sum() for each in DEVIATIONS]
    reached = np.cumsum(by_deviation)
    between = np.interp(tails, [0, *reached], [0, *DEVIATIONS + 0.025])
    return UnitEffects(
        ratio=Estimate(_mean(weights, shapes / rates), lower, upper, level, METHOD),
        above=1 - _mean(weights, gammainc(shapes, rates)),
        deviation=Estimate(
            np.array(weight @ deviation), np.array(between[0]), np.array(between[1]), level, METHOD
        ),
        expected=expected,
        reason="",
    )


def _counts(left: Ranged) -> Floats:
    """Return the counts that each range holds, shape (counts, units), NaN beyond its end."""
    most = int((left.high - left.low).max())
    counts = left.low + np.arange(most + 1.0)[:, None]
    return np.where(counts <= left.high, counts, np.nan)


def _hyperparameters(left: Ranged, expected: Floats) -> tuple[Floats, Floats, Floats]:
    """Deviations and centres to average over, and their weights; those without weight left out."""
    error = np.sqrt(DEVIATIONS**2 / (expected > 0).sum() + 1 / left.value.sum())
    deviation = np.repeat(DEVIATIONS, len(CENTRES))
    centre = np.exp(np.outer(error, CENTRES)).ravel()
    each = _log_marginal(_counts(left), expected, 1 / deviation[:, None] ** 2, centre[:, None])
    likely = logsumexp(each, axis=0).sum(axis=1)
    prior = -((deviation / PRIOR_SCALE) ** 2) / 2 + np.log(np.repeat(error, len(CENTRES)))
    weight = softmax(likely + prior)
    some = weight > NEGLIGIBLE
    return deviation[some], centre[some], weight[some] / weight[some].sum()


def _log_marginal(counts: Floats, expected: Floats, shape: Floats, centre: Floats) -> Floats:
    """Negative binomial log-likelihood, shape (counts, pairs, units); none where no count is."""
    left = counts[:, None]
    each = (
        gammaln(shape + left)
        - gammaln(shape)
        - gammaln(left + 1)
        - shape * np.log1p(centre * expected / shape)
        - left * np.log(shape / centre + expected)
        + xlogy(left, expected)
    )
    return np.where(np.isnan(each), -np.inf, each)


def _mean(weights: Floats, values: Floats) -> Floats:
    """Average over counts and pairs."""
    return np.asarray((weights * values).sum(axis=(0, 1)))


def _quantile(weights: Floats, shapes: Floats, rates: Floats, tail: float) -> Floats:
    """Where the mixture of gammas of each unit reaches a probability."""

    def beyond(ratio: Floats, unit: np.ndarray) -> Floats:
        reached = gammainc(shapes[..., unit], rates[:, unit] * ratio)
        return _mean(weights[..., unit], reached) - tail

    high = ((shapes + 40 * np.sqrt(shapes) + 40) / rates).max(axis=(0, 1))
    units = np.arange(rates.shape[1])
    return np.asarray(find_root(beyond, (np.zeros(len(units)), high), args=(units,)).x)
