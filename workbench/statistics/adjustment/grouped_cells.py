"""Counts of people by the codes of a group and of covariates, checked."""

from __future__ import annotations

from math import prod

import numpy as np
from numpy.typing import ArrayLike, NDArray

from workbench.errors import EstimationError
from workbench.statistics.inputs import Counts, outcome_counts

Codes = NDArray[np.int64]


def checked_cells(
    group: ArrayLike,
    covariates: ArrayLike,
    passed: ArrayLike,
    entered: ArrayLike,
    *,
    levels: tuple[int, ...],
) -> tuple[Codes, Counts, Counts]:
    """Check distinct cells, and keep those that somebody entered.

    Parameters
    ----------
    group : array_like of int, shape (cells,)
        Code of each cell's group, from 0 to the number of groups less 1.
    covariates : array_like of int, shape (cells, covariates)
        Codes of the covariates, from 0 to the number of levels less 1.
    passed, entered : array_like of int, shape (cells,)
        People; at most as many passed as entered.
    levels : tuple of int
        Number of groups, then of levels of each covariate.

    Returns
    -------
    tuple of ndarray of int64
        Codes, of shape (cells kept, 1 + covariates), passed and entered.

    Raises
    ------
    EstimationError
        Impossible counts or codes, shapes that do not fit, or a cell given twice.

    Examples
    --------
    >>> codes, passed, entered = checked_cells([0, 1], [[2], [0]], [3, 0], [5, 0], levels=(2, 3))
    >>> print(codes, passed, entered)
    [[0 2]] [3] [5]
    """
    groups, others = np.asarray(group), np.asarray(covariates)
    if others.size == 0:
        others = np.zeros((len(groups), 0), dtype=np.int64)
    passed_counts, entered_counts = outcome_counts(passed, entered)
    if groups.shape != passed_counts.shape or others.shape != (len(groups), len(levels) - 1):
        raise EstimationError(
            f"Cells must have a group, {len(levels) - 1} covariates and counts each; "
            f"found {groups.shape}, {others.shape} and {passed_counts.shape}."
        )
    codes = np.column_stack([groups, others])
    if codes.dtype.kind not in "iu" or (codes < 0).any() or (codes >= np.array(levels)).any():
        raise EstimationError(f"Codes must be whole numbers from 0 and below {levels}.")
    if prod(levels) >= 2**62:
        raise EstimationError("There are more combinations of levels than can be numbered.")
    if len(np.unique(numbered(codes, levels))) < len(codes):
        raise EstimationError("Cells must be distinct; a combination of codes is given twice.")
    used = entered_counts > 0
    return codes[used].astype(np.int64), passed_counts[used], entered_counts[used]


def numbered(codes: NDArray[np.integer], levels: tuple[int, ...]) -> Codes:
    """Give each combination of codes a number of its own.

    Parameters
    ----------
    codes : ndarray of int, shape (cells, factors)
        From 0 to the number of levels less 1.
    levels : tuple of int
        Number of levels of each factor.

    Returns
    -------
    ndarray of int64, shape (cells,)
        From 0; without factors, all 0.

    Examples
    --------
    >>> numbered(np.array([[0, 2], [1, 0]]), (2, 3))
    array([2, 3])
    """
    number = np.zeros(len(codes), dtype=np.int64)
    for place, size in enumerate(levels):
        number = number * size + codes[:, place]
    return number
