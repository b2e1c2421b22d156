"""How far rates of cells depart from what their main effects add up to."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray
from scipy.interpolate import Akima1DInterpolator

from workbench.statistics.estimate import Estimate

Floats = NDArray[np.float64]

LARGEST_SIGMA = 1.5
"""Largest standard deviation of cell effects looked at, on the logit scale."""

PRIOR_SCALE = 0.5
"""Scale of the half-normal prior: half of it lies below 0.34, 95% below 0.98."""

_STEPS, _FINE_STEPS = 20, 600
ROOTS: Floats = np.linspace(0, 1, _STEPS + 1)
"""Square roots of `SIGMAS` over the largest: even, so that sigmas are dense near 0."""
SIGMAS: Floats = LARGEST_SIGMA * ROOTS**2
"""Standard deviations at which the model is fitted."""
_FINE_ROOTS: Floats = np.linspace(0, 1, _FINE_STEPS + 1)
_FINE_SIGMAS: Floats = LARGEST_SIGMA * _FINE_ROOTS**2
_HATS = np.stack([np.interp(_FINE_ROOTS, ROOTS, unit) for unit in np.eye(_STEPS + 1)])


@dataclass(frozen=True, eq=False, slots=True)
class SigmaPosterior:
    """Posterior distribution of the standard deviation of cell effects.

    Attributes
    ----------
    weight : ndarray of float, shape (21,)
        Weight of each of `SIGMAS`, adding up to 1.
    sigma, density : ndarray of float, shape (601,)
        A fine grid and the posterior mass at each of its points, adding up to 1.
    """

    weight: Floats
    sigma: Floats
    density: Floats


def sigma_posterior(log_marginal: Floats) -> SigmaPosterior:
    """Weigh the half-normal prior by the marginal likelihood.

    Parameters
    ----------
    log_marginal : ndarray of float, shape (21,)
        Log-likelihood at each of `SIGMAS`, up to one constant.

    Returns
    -------
    SigmaPosterior

    Notes
    -----
    Between two of `SIGMAS` the log-likelihood is Akima's spline, so that a posterior narrower
    than their distance is still met; unlike a cubic one it does not ring where large counts make
    the likelihood fall off a cliff (Akima, 1970, J. ACM 17, 589-602). Half-normal
    prior: Gelman (2006), Bayesian Anal. 1, 515-534.

    Examples
    --------
    >>> prior = sigma_posterior(np.zeros(21))
    >>> print((prior.sigma @ prior.density).round(2))
    0.4
    """
    log_density = Akima1DInterpolator(ROOTS, log_marginal)(_FINE_ROOTS)
    log_density = log_density - _FINE_SIGMAS**2 / (2 * PRIOR_SCALE**2)
    # The square root is the variable that is integrated over: its Jacobian is the root itself.
    density = _FINE_ROOTS * np.exp(log_density - log_density.max())
    density = density / density.sum()
    return SigmaPosterior(weight=_HATS @ density, sigma=_FINE_SIGMAS, density=density)


def sigma_interval(posterior: SigmaPosterior, level: float) -> Estimate:
    """Posterior median of the standard deviation of cell effects, with equal tails.

    Parameters
    ----------
    posterior : SigmaPosterior
        As from `sigma_posterior`.
    level : float
        Posterior probability of the interval, above 0 and below 1.

    Returns
    -------
    Estimate
        Shape (), from 0 to `LARGEST_SIGMA`. The lower limit is never 0: the prior holds no
        mass there.

    Examples
    --------
    >>> interval = sigma_interval(sigma_posterior(np.zeros(21)), 0.95)
    >>> print(interval.value.round(3), interval.lower.round(3), interval.upper.round(3))
    0.336 0.016 1.102
    """
    below = np.cumsum(posterior.density) - posterior.density / 2
    chances = (0.5, (1 - level) / 2, (1 + level) / 2)
    value, lower, upper = np.interp(chances, below, posterior.sigma)
    return Estimate(
        value=np.asarray(value),
        lower=np.asarray(lower),
        upper=np.asarray(upper),
        level=level,
        method="posterior, half-normal prior",
    )
