"""Binomial likelihood of cells whose own normal effect is integrated out."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray
from scipy.special import expit

Floats = NDArray[np.float64]

NODES = 31
"""Points of the Gauss-Hermite rule."""

LONGEST_STEP = 2.0
"""Furthest a Newton step may go on the logit scale, so that flat tails do not throw it out."""

_ABSCISSAE, _WEIGHTS = np.polynomial.hermite.hermgauss(NODES)
_LOG_WEIGHTS = np.log(_WEIGHTS) + _ABSCISSAE**2 - np.log(np.pi) / 2


@dataclass(frozen=True, eq=False, slots=True)
class IntegratedLikelihood:
    """Log-likelihood of each cell as a function of its main effects, and its two derivatives.

    Attributes
    ----------
    log : ndarray of float
        Log-likelihood less the binomial coefficient, which holds no parameter.
    score : ndarray of float
        First derivative by the main effects, on the logit scale.
    information : ndarray of float
        Second derivative with its sign turned; never negative.
    """

    log: Floats
    score: Floats
    information: Floats


def integrate_cells(
    passed: Floats, entered: Floats, *, linear: Floats, sigma: Floats
) -> IntegratedLikelihood:
    """Integrate each cell's own effect out of its binomial likelihood.

    Parameters
    ----------
    passed, entered : ndarray of float
        Checked counts.
    linear : ndarray of float
        Main effects on the logit scale.
    sigma : ndarray of float
        Standard deviation of the cells' own effects on the logit scale, at least 0. All four
        broadcast against each other.

    Returns
    -------
    IntegratedLikelihood
        Of the broadcast shape.

    Notes
    -----
    Gauss-Hermite quadrature centred and scaled at each integrand's own mode: Liu and Pierce
    (1994), Biometrika 81, 624-629.

    Examples
    --------
    >>> one, twenty = np.array([1.0]), np.array([20.0])
    >>> cell = integrate_cells(one, twenty, linear=np.array([-2.0]), sigma=np.array([0.3]))
    >>> print(cell.log.round(4), cell.score.round(4), cell.information.round(4))
    [-4.5464] [-1.2205] [1.6606]
    """
    middle, width = _mode(passed, entered, linear, sigma)
    standard = middle[..., None] + np.sqrt(2) * width[..., None] * _ABSCISSAE
    logit = linear[..., None] + sigma[..., None] * standard
    log_terms = (
        log_binomial(passed[..., None], entered[..., None], logit)
        - standard**2 / 2
        + _LOG_WEIGHTS
        + np.log(width)[..., None]
    )
    peak = log_terms.max(axis=-1, keepdims=True)
    terms = np.exp(log_terms - peak)
    total = terms.sum(axis=-1)
    weight = terms / total[..., None]
    score, information = _derivatives(weight, logit, passed, entered)
    # In a large cell the two parts of its information cancel; by its own effect they do not.
    large = (sigma > 0) & (width < 0.5)
    own, divisor = _moments(weight, standard), np.where(large, sigma, 1)
    score = np.where(large, own[0] / divisor, score)
    information = np.where(large, (1 - own[1]) / divisor**2, information)
    return IntegratedLikelihood(np.log(total) + peak[..., 0], score, np.maximum(information, 0))


def _moments(weight: Floats, values: Floats) -> tuple[Floats, Floats]:
    mean = (weight * values).sum(axis=-1)
    return mean, (weight * (values - mean[..., None]) ** 2).sum(axis=-1)


def _derivatives(
    weight: Floats, logit: Floats, passed: Floats, entered: Floats
) -> tuple[Floats, Floats]:
    rate = expit(logit)
    excess, spread = _moments(weight, passed[..., None] - entered[..., None] * rate)
    return excess, (weight * entered[..., None] * rate * (1 - rate)).sum(axis=-1) - spread


def log_binomial(passed: Floats, entered: Floats, logit: Floats) -> Floats:
    """Binomial log-likelihood at a logit, less the binomial coefficient.

    Parameters
    ----------
    passed, entered, logit : ndarray of float
        Broadcastable.

    Returns
    -------
    ndarray of float
        At most 0.

    Examples
    --------
    >>> float(np.exp(log_binomial(np.array(1.0), np.array(2.0), np.array(0.0))))
    0.25
    """
    return np.asarray(passed * logit + entered * log_rate(-logit))


def log_rate(logit: Floats) -> Floats:
    """Logarithm of the rate that has a logit.

    Parameters
    ----------
    logit : ndarray of float

    Returns
    -------
    ndarray of float
        At most 0.

    Examples
    --------
    >>> log_rate(np.array([0.0, -1000.0])).round(4)
    array([-6.931e-01, -1.000e+03])
    """
    # Written so that no exponential can overflow.
    return np.asarray(np.minimum(logit, 0) - np.log1p(np.exp(-np.abs(logit))))


def _mode(passed: Floats, entered: Floats, linear: Floats, sigma: Floats) -> tuple[Floats, Floats]:
    """Mode of each integrand in units of sigma, and the width of its normal approximation."""
    middle = np.zeros(np.broadcast_shapes(passed.shape, linear.shape, sigma.shape))
    for _ in range(40):
        rate = expit(linear + sigma * middle)
        curvature = 1 + sigma**2 * entered * rate * (1 - rate)
        step = (sigma * (passed - entered * rate) - middle) / curvature
        longest = LONGEST_STEP / np.maximum(sigma, 0.1)
        step = np.clip(step, -longest, longest)
        middle = middle + step
        if np.abs(step).max() < 1e-8:
            break
    rate = expit(linear + sigma * middle)
    return middle, 1 / np.sqrt(1 + sigma**2 * entered * rate * (1 - rate))
