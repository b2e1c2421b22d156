"""Pooled rates of cells and their ratios to the comparator's, with sigma integrated out."""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray
from scipy.special import expit

from workbench.statistics.estimate import Estimate
from workbench.statistics.intersections.cell_posterior import cell_logits, joined_logits
from workbench.statistics.intersections.cell_variation import SIGMAS
from workbench.statistics.intersections.main_effects import MainEffects, at_sigmas
from workbench.statistics.intersections.quadrature import log_rate
from workbench.statistics.intersections.weighted_quantiles import weighted_quantiles

Floats = NDArray[np.float64]

NEGLIGIBLE = 1e-4
"""Weight below which a standard deviation of cell effects is passed over."""

CHUNK = 50
"""Cells worked at a time, to bound the memory."""


def pooled_rates(
    fit: MainEffects, passed: Floats, entered: Floats, *, weight: Floats, level: float
) -> Estimate:
    """Posterior means of the cells' rates, with equal tails.

    Parameters
    ----------
    fit : MainEffects
        Fitted at `SIGMAS`.
    passed, entered : ndarray of float, shape (cells,)
        The counts that were fitted.
    weight : ndarray of float, shape (21,)
        Posterior weight of each of `SIGMAS`.
    level : float
        Posterior probability of each interval, above 0 and below 1.

    Returns
    -------
    Estimate
        Shape (cells,).
    """
    used = weight > NEGLIGIBLE
    logit, within = cell_logits(at_sigmas(fit, used), passed, entered, sigma=SIGMAS[used])
    rate = expit(logit[:, :, 0])
    points, weights = _rows(rate), _rows(within * weight[used, None, None])
    mean = (points * weights).sum(axis=-1) / weights.sum(axis=-1)
    lower, upper = weighted_quantiles(points, weights, ((1 - level) / 2, (1 + level) / 2)).T
    return _estimate(mean, lower, upper, level)


def pooled_ratios(
    fit: MainEffects,
    passed: Floats,
    entered: Floats,
    *,
    weight: Floats,
    comparator: int,
    level: float,
) -> Estimate:
    """Posterior medians of the cells' rates over the comparator's, with equal tails.

    Parameters
    ----------
    fit : MainEffects
        Fitted at `SIGMAS`.
    passed, entered : ndarray of float, shape (cells,)
        The counts that were fitted.
    weight : ndarray of float, shape (21,)
        Posterior weight of each of `SIGMAS`.
    comparator : int
        Row of the comparator's cell, whose own ratio is exactly 1.
    level : float
        Posterior probability of each interval, above 0 and below 1.

    Returns
    -------
    Estimate
        Shape (cells,).
    """
    used = weight > NEGLIGIBLE
    slim, sigma = at_sigmas(fit, used), SIGMAS[used]
    others = np.delete(np.arange(len(passed)), comparator)
    ratios = np.ones((len(passed), 3))
    for cells in np.array_split(others, -(-len(others) // CHUNK)):
        logit, within = joined_logits(
            slim, passed, entered, sigma=sigma, cells=cells, comparator=comparator
        )
        log_ratio = _rows(log_rate(logit[:, :, 0]) - log_rate(logit[:, :, 1]))
        weights = _rows(within * weight[used, None, None])
        chances = (0.5, (1 - level) / 2, (1 + level) / 2)
        ratios[cells] = np.exp(weighted_quantiles(log_ratio, weights, chances))
    value, lower, upper = ratios.T
    return _estimate(value, lower, upper, level)


def _rows(points: Floats) -> Floats:
    """Put the points of all standard deviations of a cell into one row."""
    return np.moveaxis(points, 0, 1).reshape(points.shape[1], -1)


def _estimate(value: Floats, lower: Floats, upper: Floats, level: float) -> Estimate:
    return Estimate(
        value=value, lower=lower, upper=upper, level=level, method="posterior, partially pooled"
    )
