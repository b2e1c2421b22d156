"""Draws of group codes, masked answers and whole numbers, from uniform numbers."""

from __future__ import annotations

import numpy as np
from numpy.typing import ArrayLike, NDArray

Codes = NDArray[np.int8]


def choose(
    shares: ArrayLike, uniform: NDArray[np.float64], *, cell: NDArray[np.integer] | None = None
) -> Codes:
    """Draw a group for each row, with probabilities that may differ by cell.

    Parameters
    ----------
    shares : array_like, shape (groups,) or (cells, groups)
        Probabilities, each row adding up to 1.
    uniform : ndarray, shape (rows,)
        Numbers in [0, 1).
    cell : ndarray of int, shape (rows,), optional
        Which row of `shares` applies; required when there is more than one.

    Returns
    -------
    ndarray of int8, shape (rows,)
        Positions of the groups, from 0.

    Raises
    ------
    ValueError
        If the shares of a cell do not add up to 1, or cells are needed and not given.

    Examples
    --------
    >>> choose([0.2, 0.8], np.array([0.1, 0.3])).tolist()
    [0, 1]
    >>> choose([[1, 0], [0, 1]], np.array([0.5, 0.5]), cell=np.array([1, 0])).tolist()
    [1, 0]
    """
    table = np.atleast_2d(np.asarray(shares, dtype=float))
    if (table < 0).any() or not np.allclose(table.sum(axis=1), 1):
        raise ValueError("The shares of every cell must be at least 0 and add up to 1.")
    if cell is None and len(table) > 1:
        raise ValueError("There is more than one cell of shares, so `cell` must be given.")
    cells, groups = table.shape
    position = np.zeros(len(uniform), dtype=np.int64) if cell is None else cell.astype(np.int64)
    # All cells are laid end to end, so that one sorted search serves every row.
    limits = (table.cumsum(axis=1) + np.arange(cells)[:, None])[:, :-1]
    found = np.searchsorted(limits.ravel(), uniform + position, side="right")
    codes: Codes = np.clip(found - position * (groups - 1), 0, groups - 1).astype(np.int8)
    return codes


def mask(
    codes: Codes, uniform: NDArray[np.float64], *, groups: int, declared: float, refused: float
) -> Codes:
    """Replace the answers of those who did not declare by one of two not-declared codes.

    Parameters
    ----------
    codes : ndarray of int8, shape (rows,)
        Groups, from 0.
    uniform : ndarray, shape (rows,)
        Numbers in [0, 1).
    groups : int
        How many groups there are: `groups` is then the code of the first not-declared label
        and `groups + 1` of the second.
    declared : float
        Probability of declaring, the same in every group.
    refused : float
        Share of the first label among those who did not declare.

    Returns
    -------
    ndarray of int8, shape (rows,)

    Examples
    --------
    >>> answers = np.array([0, 1, 1], dtype=np.int8)
    >>> numbers = np.array([0.5, 0.92, 0.99])
    >>> mask(answers, numbers, groups=2, declared=0.9, refused=0.7).tolist()
    [0, 2, 3]
    """
    limit = declared + (1 - declared) * refused
    undeclared = np.where(uniform < limit, groups, groups + 1)
    return np.where(uniform < declared, codes, undeclared).astype(np.int8)


def between(low: int, high: int, uniform: NDArray[np.float64]) -> NDArray[np.int64]:
    """Draw whole numbers from `low` to `high`, both included.

    Examples
    --------
    >>> between(7, 21, np.array([0.0, 0.999])).tolist()
    [7, 21]
    """
    return low + np.floor(uniform * (high - low + 1)).astype(np.int64)
