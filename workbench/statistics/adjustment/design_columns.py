"""Codes of levels as columns of 0 and 1 that do not repeat each other."""

from __future__ import annotations

import numpy as np
from numpy.typing import ArrayLike, NDArray

Floats = NDArray[np.float64]
Codes = NDArray[np.int64]
Names = tuple[tuple[int, int], ...]

NULL = 1e-9
"""Share of the largest eigenvalue below which a direction holds nothing."""


def treatment(
    codes: Codes, levels: tuple[int, ...], comparator: int
) -> tuple[Floats, Names, Names]:
    """Make an intercept and a column for each level but the one the others are set against.

    Parameters
    ----------
    codes : ndarray of int, shape (cells, factors)
        The group, then the covariates.
    levels : tuple of int
        Number of levels of each factor.
    comparator : int
        Level of the group without a column; of a covariate it is the first that is in use.

    Returns
    -------
    tuple
        The matrix; factor and level of each column after the intercept; factor and level of
        those that nobody is in.

    Examples
    --------
    >>> matrix, columns, nobody = treatment(np.array([[0], [1], [3]]), (4,), 1)
    >>> print(matrix.tolist(), columns, nobody)
    [[1.0, 1.0, 0.0], [1.0, 0.0, 0.0], [1.0, 0.0, 1.0]] ((0, 0), (0, 3)) ((0, 2),)
    """
    columns: list[tuple[int, int]] = []
    nobody: list[tuple[int, int]] = []
    for factor, size in enumerate(levels):
        used = np.unique(codes[:, factor])
        reference = comparator if factor == 0 else used[0]
        columns += [(factor, int(level)) for level in used if level != reference]
        nobody += [(factor, level) for level in range(size) if level not in used]
    indicators = [codes[:, factor] == level for factor, level in columns]
    matrix = np.column_stack([np.ones(len(codes)), *indicators]).astype(np.float64)
    return matrix, tuple(columns), tuple(nobody)


def independent(matrix: Floats) -> tuple[NDArray[np.bool_], Floats]:
    """Tell which columns the ones before them do not already hold.

    Parameters
    ----------
    matrix : ndarray of float, shape (cells, columns)
        Not empty.

    Returns
    -------
    tuple of ndarray
        Shape (columns,), true for those to keep; and the directions that change nothing.

    Examples
    --------
    >>> independent(np.array([[1.0, 1.0, 0.0], [1.0, 0.0, 1.0], [1.0, 1.0, 0.0]]))[0]
    array([ True,  True, False])
    """
    null = null_directions(matrix)
    kept = np.ones(matrix.shape[1], dtype=np.bool_)
    if null.shape[1]:
        # Groups come first, so a covariate that repeats a group is the one left out.
        ranks = [np.linalg.matrix_rank(matrix[:, : n + 1]) for n in range(matrix.shape[1])]
        kept = np.diff(ranks, prepend=0) > 0
    return kept, null


def null_directions(matrix: ArrayLike) -> Floats:
    """Return the directions in which the coefficients change no row's linear predictor.

    Parameters
    ----------
    matrix : array_like of float, shape (rows, columns)
        May have no rows, and then every direction is one.

    Returns
    -------
    ndarray of float, shape (columns, directions)
        Orthonormal.

    Examples
    --------
    >>> null_directions([[1, 1], [2, 2]]).round(3).tolist()
    [[-0.707], [0.707]]
    """
    rows = np.asarray(matrix, dtype=np.float64)
    values, vectors = np.linalg.eigh(rows.T @ rows)
    return np.asarray(vectors[:, values <= NULL * max(values[-1], 1)])
