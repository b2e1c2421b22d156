"""Which columns of a design the ones before them already hold."""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray

Floats = NDArray[np.float64]

NULL = 1e-9
"""Share of a column's sum of squares below which the ones before it hold all of it."""


def kept_columns(gram: Floats) -> NDArray[np.bool_]:
    """Tell from their inner products which columns the ones before them do not hold.

    Parameters
    ----------
    gram : ndarray of float, shape (columns, columns)
        Inner products of the columns.

    Returns
    -------
    ndarray of bool, shape (columns,)

    Notes
    -----
    Sweep operator in the order of the columns: Goodnight (1979), Am. Stat. 33, 149-158.

    Examples
    --------
    >>> kept_columns(np.array([[4.0, 2.0, 2.0], [2.0, 2.0, 0.0], [2.0, 0.0, 2.0]]))
    array([ True,  True, False])
    """
    size = np.sqrt(np.diag(gram))
    scaled = gram / np.maximum(np.outer(size, size), np.finfo(np.float64).tiny)
    kept = np.zeros(len(gram), dtype=np.bool_)
    for place in range(len(gram)):
        pivot = scaled[place, place]
        if pivot > NULL:
            kept[place] = True
            row = scaled[place] / pivot
            scaled = scaled - np.outer(scaled[:, place], row)
    return kept


def null_changes(gram: Floats, kept: NDArray[np.bool_]) -> Floats:
    """Return each column left out, less what the kept ones say it is."""
    size = np.maximum(np.sqrt(np.diag(gram)), np.finfo(np.float64).tiny)
    scaled = gram / np.outer(size, size)
    held = np.linalg.solve(scaled[np.ix_(kept, kept)], scaled[np.ix_(kept, ~kept)])
    held = held * size[~kept] / size[kept][:, None]
    return np.hstack([-held.T, np.eye(int((~kept).sum()))])
