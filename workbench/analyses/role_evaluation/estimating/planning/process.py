"""An autoregressive process of order 1, fitted to series too short for the usual estimate."""

from __future__ import annotations

from dataclasses import dataclass
from functools import lru_cache

import numpy as np

MOST_KEPT = 0.95
"""Most that a month keeps of the last: beyond it a short series cannot be told from a trend."""
STEPS = 40


@dataclass(frozen=True, slots=True)
class Process:
    """A stationary series.

    Attributes
    ----------
    deviation : float
        Its standard deviation, 0 and up.
    autocorrelation : float
        Between neighbouring months.
    """

    deviation: float
    autocorrelation: float


@lru_cache(maxsize=4096)
def variance_kept(autocorrelation: float, months: int) -> tuple[float, float]:
    """Return what is left of a variance of 1 once the mean over months is taken off.

    Parameters
    ----------
    autocorrelation : float
    months : int
        2 and up.

    Returns
    -------
    tuple of float
        The expected mean square, and the expected mean product of neighbours.

    Examples
    --------
    >>> kept, product = variance_kept(0.0, 5)
    >>> round(kept, 6), round(product, 6)
    (0.8, -0.2)
    """
    lags = np.abs(np.subtract.outer(np.arange(months), np.arange(months)))
    centring = np.eye(months) - 1 / months
    left = centring @ (float(autocorrelation) ** lags) @ centring
    return float(np.diag(left).mean()), float(np.diag(left, 1).mean())


def fitted_process(variance: float, covariance: float, months: int) -> Process:
    """Return the process whose series would show these moments once their means are taken off.

    Parameters
    ----------
    variance, covariance : float
        Mean square, and mean product of neighbours, of series less their means.
    months : int
        In each series.

    Returns
    -------
    Process
        With an autocorrelation from 0 to 0.95.

    Notes
    -----
    Taking off its mean makes a short series look less lasting than it is (Nickell, 1981,
    Econometrica 49, 1417-1426). The ratio of both expected moments rises with the autocorrelation,
    so that halving finds the one that fits; the deviation follows from it.

    Examples
    --------
    >>> found = fitted_process(0.8, -0.2, 5)
    >>> round(found.deviation, 6), found.autocorrelation
    (1.0, 0.0)
    """
    if not variance > 0:
        return Process(0.0, 0.0)
    low, high = 0.0, MOST_KEPT
    for _ in range(STEPS):
        middle = (low + high) / 2
        if _ratio(middle, months) < covariance / variance:
            low = middle
        else:
            high = middle
    found = round(high, 9)
    return Process(float(np.sqrt(variance / variance_kept(found, months)[0])), found)


def _ratio(autocorrelation: float, months: int) -> float:
    kept, product = variance_kept(autocorrelation, months)
    return product / kept
