"""Share of the variation between cells that the characteristics do not add up to."""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray
from scipy.interpolate import RectBivariateSpline

from workbench.statistics.estimate import Estimate
from workbench.statistics.intersections.cell_variation import (
    LARGEST_SIGMA,
    PRIOR_SCALE,
    ROOTS,
    SIGMAS,
)
from workbench.statistics.intersections.main_effects import MainEffects
from workbench.statistics.intersections.weighted_quantiles import weighted_quantiles

Floats = NDArray[np.float64]

_FINE_STEPS = 200
# Without 0: the share of nothing in nothing is not defined, and the density there is 0.
_FINE_ROOTS: Floats = np.linspace(0, 1, _FINE_STEPS + 1)[1:]


def non_additive_share(fit: MainEffects, *, level: float) -> Estimate:
    """Divide the variance of the cells' own effects by theirs and the main effects' together.

    Both are variances between cells on the logit scale, each cell counted once. For this number
    alone the main effects too are normal, with a variance between cells of tau squared, under
    the same prior as sigma: the data apart, any share and what it leaves are equally likely.

    Parameters
    ----------
    fit : MainEffects
        Fitted at `SIGMAS`.
    level : float
        Posterior probability of the interval, above 0 and below 1.

    Returns
    -------
    Estimate
        Shape (), from 0 to 1: the posterior median and equal tails of sigma squared over sigma
        squared plus tau squared, from their joint posterior. The limits are never 0 and 1.

    Notes
    -----
    Evans, Williams, Onnela and Subramanian (2018), Soc. Sci. Med. 203, 64-73, divide the
    variances of two models, with main effects and without; sigma squared plus tau squared is
    the variance in the latter. One joint model keeps the share between 0 and 1 and gives it an
    interval. The main effects' likelihood is their normal approximation at each sigma.
    """
    sigma, tau = np.meshgrid(*[LARGEST_SIGMA * _FINE_ROOTS**2] * 2, indexing="ij")
    surface = RectBivariateSpline(ROOTS, ROOTS, _log_evidence(fit))
    log_density = surface(_FINE_ROOTS, _FINE_ROOTS) - (sigma**2 + tau**2) / (2 * PRIOR_SCALE**2)
    # The roots are the variables that are integrated over: they are also the Jacobian.
    density = np.exp(log_density - log_density.max()) * np.outer(_FINE_ROOTS, _FINE_ROOTS)
    share = sigma**2 / (sigma**2 + tau**2)
    chances = (0.5, (1 - level) / 2, (1 + level) / 2)
    value, lower, upper = weighted_quantiles(share.ravel(), density.ravel(), chances)
    return Estimate(
        value=np.asarray(value),
        lower=np.asarray(lower),
        upper=np.asarray(upper),
        level=level,
        method="joint posterior of two variances, half-normal priors",
    )


def _log_evidence(fit: MainEffects) -> Floats:
    """Log-likelihood at each of `SIGMAS` and, across, at each tau of the same values."""
    centred = fit.linear - fit.linear.mean(axis=-1, keepdims=True)
    root = fit.root - fit.root.mean(axis=-2, keepdims=True)
    left, singular, _ = np.linalg.svd(root[0], full_matrices=False)
    axes = left[:, singular > 1e-9 * singular.max()]
    along = np.swapaxes(root, -1, -2) @ axes
    own_variance, turn = np.linalg.eigh(np.swapaxes(along, -1, -2) @ along)
    effects = (centred @ axes)[:, None, :] @ turn
    # Scaled so that the main effects' variance between cells is expected to be tau squared.
    scale = (len(axes) - 1) / axes.shape[1]
    variance = own_variance[:, None, :] + scale * (SIGMAS**2)[:, None]
    fitted = -(np.log(variance) + effects**2 / variance).sum(axis=-1) / 2
    return np.asarray(fit.log_marginal[:, None] + fitted)
