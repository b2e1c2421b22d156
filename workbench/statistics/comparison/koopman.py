"""Koopman's score limits for a ratio of two rates.

Notation inside this module: the side above the line has ``x`` of ``n`` (``f`` without), the
side below it ``x0`` of ``n0`` (``f0`` without), and ``theta`` is the ratio of their rates.

Given ``p = theta p0``, the restricted maximum-likelihood rates can be written with one number
``s`` as ``p = (x - s) / (n - s)`` and ``p0 = (x0 + s) / (n0 + s)``: ``s`` is the score of
ln theta, and it rises as theta falls. Koopman's chi-squared statistic at that theta becomes
``s**2 (f / (n (x - s)) + f0 / (n0 (x0 + s)))``, which grows with ``s`` on ``0 < s < x``. The
lower limit is where it reaches the critical value. The upper limit is the inverse of the
lower limit of the inverted ratio.
"""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray

from workbench.errors import EstimationError
from workbench.statistics.inputs import Counts

Floats = NDArray[np.float64]


def lower_limit(
    above: Counts, above_of: Counts, below: Counts, below_of: Counts, *, critical: float
) -> Floats:
    """Lower limit of ``(above / above_of) / (below / below_of)``.

    Parameters
    ----------
    above, above_of, below, below_of : ndarray of int64
        Checked counts of one shape.
    critical : float
        Two-sided critical value of the standard normal distribution.

    Returns
    -------
    ndarray of float
        Finite and from 0; 0 where ``above`` is 0 or either side has nobody.

    Raises
    ------
    EstimationError
        A limit did not converge.

    Notes
    -----
    Koopman (1984), Biometrics 40, 513-517.

    Examples
    --------
    >>> counts = (np.array([count]) for count in (7, 34, 1, 34))
    >>> lower_limit(*counts, critical=1.959964).round(4)
    array([1.2209])
    """
    lower = np.zeros(above.shape)
    bounded = (above > 0) & (below_of > 0)
    sides = np.stack([above, above_of, below, below_of]).astype(np.float64)
    some, every = bounded & (above < above_of), bounded & (above == above_of)
    lower[some] = _limit_some(sides[:, some], critical**2)
    lower[every] = _limit_all(sides[:, every], critical**2)
    return lower


def _limit_some(sides: Floats, squared: float) -> Floats:
    """Lower limit where some above the line are without."""
    x, n, x0, n0 = sides
    s = _score_root(x, x0, (n - x) / n, (n0 - x0) / n0, squared)
    return np.asarray((x - s) * (n0 + s) / ((n - s) * (x0 + s)))


def _limit_all(sides: Floats, squared: float) -> Floats:
    """Lower limit where all above the line are with, so that ``p`` can stay at 1.

    As theta falls from its estimate, ``p`` stays at 1 until ``s`` has reached ``n``; if the
    statistic is still too small there, ``s`` stays at ``n`` and ``p`` falls below 1.
    """
    _, n, x0, n0 = sides
    share0 = (n0 - x0) / n0
    s = np.minimum(n, _root_below(x0, share0, squared))
    without_to_with = np.maximum(squared - n**2 * share0 / (x0 + n), 0) / n
    return np.asarray((n0 + s) / (x0 + s) / (1 + without_to_with))


def _score_root(x: Floats, x0: Floats, share: Floats, share0: Floats, squared: float) -> Floats:
    """Solve ``s**2 (share / (x - s) + share0 / (x0 + s)) = squared`` on ``0 < s < x``.

    The left side is convex and increasing. At the smaller of the roots of its two terms it
    lies between one and two times the right side, so Newton's method from there descends to
    the root without a bracket, in about six steps.
    """
    s = np.minimum(_root_above(x, share, squared), _root_below(x0, share0, squared))
    for _ in range(50):
        above, below = share / (x - s), share0 / (x0 + s)
        excess = s**2 * (above + below) - squared
        slope = 2 * s * (above + below) + s**2 * (above / (x - s) - below / (x0 + s))
        step = excess / slope
        s = s - step
        if (np.abs(step) <= 1e-13 * s).all():
            return s
    raise EstimationError("Koopman's interval did not converge.")


def _root_above(x: Floats, share: Floats, squared: float) -> Floats:
    """Solve ``s**2 share / (x - s) = squared`` without cancellation."""
    return 2 * squared * x / (squared + np.sqrt(squared**2 + 4 * squared * x * share))


def _root_below(x0: Floats, share0: Floats, squared: float) -> Floats:
    """Solve ``s**2 share0 / (x0 + s) = squared``; infinite where all below have it."""
    with np.errstate(divide="ignore"):
        root = np.sqrt(squared**2 + 4 * squared * x0 * share0)
        return np.asarray((squared + root) / (2 * share0))
