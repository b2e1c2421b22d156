"""Quantiles of a distribution given as weighted points."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np
from numpy.typing import NDArray

Floats = NDArray[np.float64]


def weighted_quantiles(values: Floats, weights: Floats, chances: Sequence[float]) -> Floats:
    """Quantiles of each row of weighted points.

    Parameters
    ----------
    values, weights : ndarray of float, shape (..., points)
        Weights are not negative and need not add up to 1.
    chances : sequence of float
        Probabilities, from 0 to 1.

    Returns
    -------
    ndarray of float, shape (..., chances)
        Half of a point's weight lies below it, and the distribution is linear between points.

    Examples
    --------
    >>> weighted_quantiles(np.array([3.0, 1.0, 2.0]), np.ones(3), [0.5, 1 / 3])
    array([2. , 1.5])
    """
    order = np.argsort(values, axis=-1)
    ordered = np.take_along_axis(values, order, axis=-1)
    weight = np.take_along_axis(weights, order, axis=-1)
    below = (np.cumsum(weight, axis=-1) - weight / 2) / weight.sum(axis=-1, keepdims=True)
    rows = zip(
        below.reshape(-1, below.shape[-1]),
        ordered.reshape(below.size // below.shape[-1], -1),
        strict=True,
    )
    quantiles = [np.interp(chances, chance, value) for chance, value in rows]
    return np.asarray(quantiles).reshape((*values.shape[:-1], len(chances)))
