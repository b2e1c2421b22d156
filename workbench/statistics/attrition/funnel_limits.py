"""Limits within which the leavers of a unit lie by chance and the spread of units."""

from __future__ import annotations

import numpy as np
from numpy.typing import ArrayLike, NDArray
from scipy.stats import nbinom

from workbench.errors import EstimationError

Floats = NDArray[np.float64]

CONTROL = 0.001
"""Tail on each side of control limits of 99.8%."""

NEARLY_NONE = 1e-9
"""Variance that stands for 0: the negative binomial is then the Poisson distribution."""


def _distribution(expected: Floats, variation: float) -> nbinom:
    size = 1 / max(variation**2, NEARLY_NONE)
    return nbinom(size, size / (size + expected))


def units_tail(leavers: Floats, expected: Floats, variation: float) -> Floats:
    """Chance of more leavers than these, and half that of as many.

    Parameters
    ----------
    leavers, expected : ndarray of float
        Of shapes that broadcast.
    variation : float
        Standard deviation of units' true ratios, at least 0.

    Returns
    -------
    ndarray of float
        From 0 to 1, NaN where none are expected.

    Examples
    --------
    >>> units_tail(np.array([3, 9]), np.array([5.0, 5.0]), 0.0).round(4)
    array([0.8052, 0.05  ])
    """
    chance = _distribution(expected, variation)
    return np.asarray(chance.sf(leavers) + chance.pmf(leavers) / 2)


def count_beyond(expected: Floats, variation: float, tail: float) -> Floats:
    """Return the least count whose `units_tail` is at most `tail`.

    Examples
    --------
    >>> float(count_beyond(np.array([5.0]), 0.0, 0.05)[0])
    9.0
    """
    # The mid-p of a count lies between the chance of more and that of as many or more.
    least = _distribution(expected, variation).isf(tail)
    return np.asarray(least + (units_tail(least, expected, variation) > tail))


def funnel_limits(
    expected: ArrayLike, variation: float, *, tail: float = CONTROL
) -> tuple[Floats, Floats]:
    """Control limits of the ratio of leavers to those expected.

    Parameters
    ----------
    expected : array_like of float, shape (...)
        Of units, or of a grid along which limits are drawn.
    variation : float
        See `UnitFunnel`.
    tail : float
        Chance beyond each limit, above 0 and below 0.5; 0.001 by default, limits of 99.8%.

    Returns
    -------
    tuple of ndarray of float
        Lower and upper ones; a count is beyond them exactly where its mid-p tail is below
        `tail`. The lower one is 0 where not even nobody is unusual. NaN where none are expected.

    Raises
    ------
    EstimationError
        A tail outside its range.

    Notes
    -----
    Between whole numbers limits follow a straight line, so that they do not jump.

    Examples
    --------
    >>> lower, upper = funnel_limits([5, 50], 0.0)
    >>> print(lower.round(2), upper.round(2))
    [0.   0.59] [2.68 1.47]
    """
    if not 0 < tail < 0.5:
        raise EstimationError(f"tail must be above 0 and below 0.5; found {tail}.")
    means = np.asarray(expected, dtype=np.float64)
    known = np.where(means > 0, means, 1.0)
    limits = (_quantile(known, variation, share) / known for share in (tail, 1 - tail))
    lower, upper = (np.where(means > 0, limit, np.nan) for limit in limits)
    return lower, upper


def _quantile(expected: Floats, variation: float, share: float) -> Floats:
    """Count, between whole ones too, up to which the mid-p distribution holds a share."""
    # The mid-p distribution reaches the share at the plain one's quantile or the next count.
    first = _distribution(expected, variation).ppf(share) - 1
    counts = first + np.arange(3).reshape(-1, *[1] * expected.ndim)
    chance = _distribution(expected, variation)
    below = chance.cdf(counts) - chance.pmf(counts) / 2
    below = np.where(counts < 0, 0.0, below)
    step = (below[1] < share).astype(int)
    start = np.take_along_axis(below, step[None], axis=0)[0]
    end = np.take_along_axis(below, step[None] + 1, axis=0)[0]
    found = first + step + (share - start) / (end - start)
    # Nobody at all is not unusual: there is no limit below.
    return np.where((first < 0) & (below[1] >= share), 0.0, found)
