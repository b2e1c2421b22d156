"""What each row alone says of each atom in it, until no row says more."""

from __future__ import annotations

import numpy as np
from scipy import sparse

from workbench.disclosure.linear.system import Floats

EDGE = 1e-6
"""A whole number missed by less than this is that whole number."""
ROUNDS = 30


def row_extremes(rows: sparse.csr_array, least: Floats, most: Floats) -> tuple[Floats, Floats]:
    """Return the least and greatest of each row where each atom lies between two bounds.

    Examples
    --------
    >>> rows = sparse.csr_array([[1.0, -1.0], [1.0, 1.0]])
    >>> smallest, largest = row_extremes(rows, np.array([0.0, 1]), np.array([3.0, np.inf]))
    >>> smallest.tolist(), largest.tolist()
    ([-inf, 1.0], [2.0, inf])
    """
    entries = rows.tocoo()
    down, up = _ends(entries.data, least[entries.col], most[entries.col])
    return tuple(
        np.bincount(entries.row, weights=end, minlength=rows.shape[0]) for end in (down, up)
    )  # type: ignore[return-value]


def propagate(
    rows: sparse.csr_array, low: Floats, high: Floats, *, least: Floats, most: Floats
) -> tuple[Floats, Floats]:
    """Tighten the bounds of atoms by each row in turn.

    Bounds are rounded inwards, as atoms are whole: the result can be narrower than linear
    programming alone would give, never narrower than the truth.

    Parameters
    ----------
    rows : sparse array, shape (rows, atoms)
    low, high : float array, shape (rows,)
        ``low <= rows @ atoms <= high``.
    least, most : float array, shape (atoms,)
        What is known of each atom before.

    Returns
    -------
    tuple of two float arrays, shape (atoms,)
        A least above its most tells that no atoms meet all rows.

    Examples
    --------
    >>> rows = sparse.csr_array([[1.0, 1.0], [0.0, 1.0]])
    >>> least, most = propagate(rows, np.array([9.0, 4]), np.array([9.0, 6]),
    ...                         least=np.zeros(2), most=np.full(2, np.inf))
    >>> least.tolist(), most.tolist()
    ([3.0, 4.0], [5.0, 6.0])
    """
    entries = rows.tocoo()
    for _ in range(ROUNDS):
        lower, upper = _implied(entries, low, high, least=least, most=most)
        new_least, new_most = least.copy(), most.copy()
        np.maximum.at(new_least, entries.col, np.ceil(lower - EDGE))
        np.minimum.at(new_most, entries.col, np.floor(upper + EDGE))
        if np.array_equal(new_least, least) and np.array_equal(new_most, most):
            break
        least, most = new_least, new_most
        if (least > most).any():
            break
    return least, most


def _implied(
    entries: sparse.coo_array, low: Floats, high: Floats, *, least: Floats, most: Floats
) -> tuple[Floats, Floats]:
    row, value = entries.row, entries.data
    down, up = _ends(value, least[entries.col], most[entries.col])
    room_above = high[row] - _others(row, down, low.size)
    room_below = low[row] - _others(row, up, low.size)
    positive = value > 0
    return (
        np.where(positive, room_below, room_above) / value,
        np.where(positive, room_above, room_below) / value,
    )


def _ends(value: Floats, least: Floats, most: Floats) -> tuple[Floats, Floats]:
    first, second = value * least, value * most
    return np.minimum(first, second), np.maximum(first, second)


def _others(row: np.ndarray, end: Floats, size: int) -> Floats:
    """Return for each entry the sum of all other entries of its row, infinite ones included."""
    endless = np.isinf(end)
    finite = np.where(endless, 0.0, end)
    total = np.bincount(row, weights=finite, minlength=size)[row] - finite
    several = np.bincount(row, weights=endless, minlength=size)[row] - endless > 0
    sign = np.bincount(row, weights=np.where(endless, np.sign(end), 0.0), minlength=size)[row]
    return np.where(several, np.copysign(np.inf, sign), total)
