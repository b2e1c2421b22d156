"""Posterior distribution of cells' logits, each joined with its own binomial likelihood."""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray
from scipy.special import expit

from workbench.statistics.intersections.main_effects import MainEffects
from workbench.statistics.intersections.quadrature import LONGEST_STEP, log_binomial

Floats = NDArray[np.float64]

POINTS_ALONE, POINTS_JOINED = 161, 377
"""Points for one cell alone and for a cell joined with the comparator's."""

REACH = 2.8
"""Points reach sinh(2.8) = 8 standard deviations, for a cell nobody passed has a long tail."""


def cell_logits(
    fit: MainEffects, passed: Floats, entered: Floats, *, sigma: Floats
) -> tuple[Floats, Floats]:
    """Points and weights of each cell's logit at each standard deviation of cell effects.

    The other cells speak through the normal approximation of the main effects, the cell itself
    through its exact likelihood, so that a cell of few people keeps its skewness.

    Parameters
    ----------
    fit : MainEffects
        Of shape (sigmas, cells).
    passed, entered : ndarray of float, shape (cells,)
        The counts that were fitted.
    sigma : ndarray of float, shape (sigmas,)
        The standard deviations that were fitted.

    Returns
    -------
    tuple of ndarray of float, shape (sigmas, cells, 1, points) and (sigmas, cells, points)
        Logits, and weights that add up to 1 over the points.
    """
    variance = (fit.root**2).sum(axis=-1)
    return _posterior(
        np.stack([passed, entered])[:, None, :, None],
        fit.linear[..., None],
        -fit.cells.score[..., None],
        precision=(1 / variance - fit.cells.information)[..., None, None],
        sigma=sigma,
        points=POINTS_ALONE,
    )


def joined_logits(
    fit: MainEffects,
    passed: Floats,
    entered: Floats,
    *,
    sigma: Floats,
    cells: NDArray[np.int64],
    comparator: int,
) -> tuple[Floats, Floats]:
    """Points and weights of cells' logits, each together with the comparator's.

    Parameters
    ----------
    fit : MainEffects
        Of shape (sigmas, cells).
    passed, entered : ndarray of float, shape (cells,)
        The counts that were fitted.
    sigma : ndarray of float, shape (sigmas,)
        The standard deviations that were fitted.
    cells : ndarray of int, shape (some,)
        Rows wanted, without the comparator's own.
    comparator : int
        Row of the comparator's cell.

    Returns
    -------
    tuple of ndarray of float, shape (sigmas, some, 2, points) and (sigmas, some, points)
        Logits of the cell and of the comparator, and weights that add up to 1 over the points.
    """

    def pairs(values: Floats) -> Floats:
        own = values[..., cells]
        return np.stack([own, np.broadcast_to(values[..., [comparator]], own.shape)], axis=-1)

    root = fit.root[:, np.stack([cells, np.full_like(cells, comparator)], axis=-1)]
    spread = root @ np.swapaxes(root, -1, -2)
    own = pairs(fit.cells.information)[..., None] * np.eye(2)
    return _posterior(
        np.stack([pairs(passed), pairs(entered)])[:, None],
        pairs(fit.linear),
        -pairs(fit.cells.score),
        precision=np.linalg.inv(spread) - own,
        sigma=sigma,
        points=POINTS_JOINED,
    )


def _posterior(
    counts: Floats,
    linear: Floats,
    pull: Floats,
    *,
    precision: Floats,
    sigma: Floats,
    points: int,
) -> tuple[Floats, Floats]:
    """Spread points over exp(likelihood + pull'd - d'precision d / 2), d the logit less linear.

    The precision and the pull are those of the main effects without the cell's own part; the
    cell effects widen them first.
    """
    unit = np.eye(linear.shape[-1])
    widening = unit + (sigma**2)[:, None, None, None] * precision
    precision = np.asarray(np.linalg.solve(widening, precision), dtype=np.float64)
    pull = np.asarray(np.linalg.solve(widening, pull[..., None])[..., 0], dtype=np.float64)
    mode, curvature = _mode(counts, linear, pull, precision)
    root = np.swapaxes(np.linalg.inv(np.linalg.cholesky(curvature)), -1, -2)
    standard, spacing = _lattice(points, len(unit), len(sigma))
    shift = mode[..., None] + root @ standard
    logit = linear[..., None] + shift
    log_density = (
        log_binomial(counts[0][..., None], counts[1][..., None], logit).sum(axis=-2)
        + (pull[..., None] * shift).sum(axis=-2)
        - (shift * (precision @ shift)).sum(axis=-2) / 2
        + spacing
    )
    weight = np.exp(log_density - log_density.max(axis=-1, keepdims=True))
    return logit, weight / weight.sum(axis=-1, keepdims=True)


def _lattice(points: int, axes: int, sigmas: int) -> tuple[Floats, Floats]:
    """Points dense in the middle and far-reaching, with the logarithm of their spacing.

    On two axes a Fibonacci lattice: in whichever direction it is looked at, no two points lie
    behind each other. Each standard deviation has it shifted, so that theirs too fall between
    each other and a quantile is met closely.
    """
    golden = (np.sqrt(5) - 1) / 2
    shift, number = np.arange(sigmas)[:, None], np.arange(points)
    places = [(number + np.mod(0.5 + shift * golden, 1)) / points]
    places += [np.mod((number + shift / sigmas) * golden, 1)] * (axes - 1)
    lattice = REACH * (2 * np.stack(places, axis=1) - 1)
    return np.sinh(lattice)[:, None], np.log(np.cosh(lattice)).sum(axis=1)[:, None]


def _mode(counts: Floats, linear: Floats, pull: Floats, precision: Floats) -> tuple[Floats, Floats]:
    passed, entered = counts
    shift = np.zeros_like(linear)
    for _ in range(60):
        gradient, curvature = _derivatives(passed, entered, linear, shift, pull, precision)
        step = np.linalg.solve(curvature, gradient[..., None])[..., 0]
        furthest = np.abs(step).max(axis=-1, keepdims=True)
        shift = shift + step * np.minimum(1, LONGEST_STEP / np.maximum(furthest, 1e-12))
        if furthest.max() < 1e-6:
            break
    return shift, _derivatives(passed, entered, linear, shift, pull, precision)[1]


def _derivatives(
    passed: Floats,
    entered: Floats,
    linear: Floats,
    shift: Floats,
    pull: Floats,
    precision: Floats,
) -> tuple[Floats, Floats]:
    rate = expit(linear + shift)
    gradient = passed - entered * rate + pull - (precision @ shift[..., None])[..., 0]
    curvature = precision + (entered * rate * (1 - rate))[..., None] * np.eye(linear.shape[-1])
    return gradient, curvature
