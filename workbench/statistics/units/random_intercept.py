"""Marginal likelihood of rates that vary from unit to unit, normally on the logit scale."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray
from scipy.special import expit, log_expit

from workbench.statistics.inputs import Counts

Floats = NDArray[np.float64]

NODES, WEIGHTS = np.polynomial.hermite_e.hermegauss(25)
LOG_WEIGHTS = np.log(WEIGHTS) - np.log(2 * np.pi) / 2


@dataclass(frozen=True, eq=False, slots=True)
class Profile:
    """The likelihood of one standard deviation at the centre that suits it best.

    Attributes
    ----------
    centre : float
        Logit of the rate of a typical unit.
    log_likelihood : float
        Without the binomial coefficients, which no parameter moves; NaN if the centre was not
        found.
    centre_error : float
        Standard error of the centre, the standard deviation held; NaN likewise.
    """

    centre: float
    log_likelihood: float
    centre_error: float


def profile(passed: Counts, entered: Counts, deviation: float, *, start: float) -> Profile:
    """Maximise over the centre, in which the log-likelihood is concave (Prekopa, 1973).

    Parameters
    ----------
    passed, entered : ndarray of int64, shape (units,)
        Checked counts; somebody passed and somebody did not.
    deviation : float
        Standard deviation between units on the logit scale, at least 0.
    start : float
        Centre to start from.

    Returns
    -------
    Profile
        At the best centre.
    """
    centre, low, high = start, -np.inf, np.inf
    for _ in range(200):
        height, score, information = _likelihood(passed, entered, centre, deviation)
        low, high = (centre, high) if score > 0 else (low, centre)
        # Away from the maximum the curvature can be all but 0, and the step without bound.
        step = float(np.clip(score / information, -1, 1))
        if not low <= centre + step <= high:
            step = (low + high) / 2 - centre
        if abs(step) < 1e-6:
            error = float(1 / np.sqrt(information))
            return Profile(centre + step, height + score * step / 2, error)
        centre += step
    return Profile(centre, float("nan"), float("nan"))


def _likelihood(
    passed: Counts, entered: Counts, centre: float, deviation: float
) -> tuple[float, float, float]:
    """Log-likelihood with its slope and its curvature, downwards, in the centre."""
    nodes, log_mass = _integrand(passed, entered, centre, deviation)
    highest = log_mass.max(axis=1, keepdims=True)
    mass = np.exp(log_mass - highest)
    total = mass.sum(axis=1, keepdims=True)
    mass /= total
    rate = expit(centre + deviation * nodes)
    residual = passed[:, None] - entered[:, None] * rate
    mean = (mass * residual).sum(axis=1)
    # Louis (1982), J. R. Stat. Soc. B 44, 226-233: complete less missing information.
    complete = (mass * entered[:, None] * rate * (1 - rate)).sum(axis=1)
    missing = (mass * (residual - mean[:, None]) ** 2).sum(axis=1)
    height = float((highest + np.log(total)).sum())
    return height, float(mean.sum()), max(float((complete - missing).sum()), 1e-12)


def _integrand(
    passed: Counts, entered: Counts, centre: float, deviation: float
) -> tuple[Floats, Floats]:
    """Adaptive Gauss-Hermite nodes of each unit and the logarithm of the mass at each."""
    place, spread = _mode(passed, entered, centre, deviation)
    nodes = place[:, None] + spread[:, None] * NODES
    logit = centre + deviation * nodes
    density = passed[:, None] * log_expit(logit) + (entered - passed)[:, None] * log_expit(-logit)
    return nodes, (density - nodes**2 / 2 + NODES**2 / 2 + LOG_WEIGHTS + np.log(spread)[:, None])


def _mode(
    passed: Counts, entered: Counts, centre: float, deviation: float
) -> tuple[Floats, Floats]:
    """Where each unit's integrand is highest, and its standard deviation there."""
    place = np.zeros(passed.shape)
    for _ in range(100):
        rate = expit(centre + deviation * place)
        slope = deviation * (passed - entered * rate) - place
        curvature = deviation**2 * entered * rate * (1 - rate) + 1
        step = np.clip(slope / curvature, -1, 1)
        place = place + step
        # The nodes are right wherever they are centred, and best near the mode.
        if not (np.abs(step) > 1e-4).any():
            break
    return place, 1 / np.sqrt(curvature)
