"""Months in post counted by the levels of drivers and by folds of people, checked."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from numpy.typing import ArrayLike, NDArray

from workbench.errors import EstimationError
from workbench.statistics.inputs import Counts, whole_counts

Codes = NDArray[np.int64]
Bools = NDArray[np.bool_]
Floats = NDArray[np.float64]

LEAST = 100
"""Leavers below which trees have nothing to learn from."""
MOST_LEVELS = 255
"""Levels of one driver that the boosting can hold as categories."""


@dataclass(frozen=True, slots=True, eq=False)
class LeavingCells:
    """Person-months and leavers by the drivers' levels and by fold.

    Attributes
    ----------
    codes : ndarray of int64, shape (cells, drivers)
        Level of each driver, the months of service among them.
    levels : tuple of int
        Number of levels of each driver.
    at_risk, left : ndarray of int64, shape (cells,)
        Person-months, and the leavers among them.
    fold : ndarray of int64, shape (cells,)
        From 0; all the months of one person are in one fold.
    later : ndarray of bool, shape (cells,)
        Whether the months are among the last ones, which are told from the earlier ones.
    """

    codes: Codes
    levels: tuple[int, ...]
    at_risk: Counts
    left: Counts
    fold: Codes
    later: Bools

    @property
    def folds(self) -> int:
        """Number of folds."""
        return int(self.fold.max()) + 1


def leaving_cells(
    codes: ArrayLike,
    *,
    levels: tuple[int, ...],
    at_risk: ArrayLike,
    left: ArrayLike,
    fold: ArrayLike,
    later: ArrayLike | None = None,
) -> LeavingCells:
    """Check the counts for a second opinion, and keep the cells that somebody was in.

    Parameters
    ----------
    codes : array_like of int, shape (cells, drivers)
        From 0 to the number of levels less 1. Calendar time is best not among the drivers where
        later months are told from earlier ones, since those levels were never seen before.
    levels : tuple of int
        Number of levels of each driver, 1 to 255.
    at_risk, left : array_like of int, shape (cells,)
        Person-months, and leavers; at most as many as person-months.
    fold : array_like of int, shape (cells,)
        From 0; each fold holds leavers.
    later : array_like of bool, shape (cells,), optional
        Cells of the last months; without it, nothing is told across time.

    Returns
    -------
    LeavingCells

    Raises
    ------
    EstimationError
        Impossible codes, counts or folds, shapes that do not fit, fewer than 100 leavers (in the
        later or the earlier months alike, where they are told apart), a fold where nobody left.

    Examples
    --------
    >>> cells = leaving_cells(
    ...     [[0], [1], [0], [1]], levels=(2,), at_risk=[900, 900, 900, 0],
    ...     left=[90, 60, 50, 0], fold=[0, 0, 1, 1],
    ... )
    >>> cells.folds, cells.at_risk.tolist(), bool(cells.later.any())
    (2, [900, 900, 900], False)
    """
    exits, exposed = whole_counts(left=left, at_risk=at_risk)
    table, folds = np.asarray(codes), np.asarray(fold)
    last = np.zeros(len(exits), dtype=np.bool_) if later is None else np.asarray(later)
    if table.shape != (len(exits), len(levels)) or not (folds.shape == last.shape == exits.shape):
        raise EstimationError(
            f"Cells need {len(levels)} codes, two counts, a fold and whether they are later; "
            f"found shapes {table.shape}, {exits.shape}, {folds.shape} and {last.shape}."
        )
    if max(levels, default=0) > MOST_LEVELS:
        raise EstimationError(f"A driver may have {MOST_LEVELS} levels; found {max(levels)}.")
    if table.dtype.kind not in "iu" or (table < 0).any() or (table >= np.array(levels)).any():
        raise EstimationError(f"Codes must be whole numbers from 0 and below {levels}.")
    if (exits > exposed).any():
        raise EstimationError("More left than person-months were at risk.")
    if folds.dtype.kind not in "iu" or (folds < 0).any() or last.dtype.kind != "b":
        raise EstimationError("Folds must be whole numbers from 0, and later true or false.")
    used = exposed > 0
    cells = LeavingCells(
        table[used].astype(np.int64),
        tuple(levels),
        exposed[used],
        exits[used],
        folds[used].astype(np.int64),
        last[used],
    )
    _refuse_few(cells)
    return cells


def _refuse_few(cells: LeavingCells) -> None:
    parts = [~cells.later, cells.later] if cells.later.any() else [~cells.later]
    for part in parts:
        if cells.left[part].sum() < LEAST:
            raise EstimationError(
                f"A second opinion needs {LEAST} leavers at least, before and after alike; "
                f"found {cells.left[part].sum()}."
            )
    # The later months are only told, never learnt from by fold, so folds count in the earlier.
    for part in (np.ones_like(cells.later), ~cells.later):
        seen = np.bincount(cells.fold[part], cells.left[part], minlength=cells.folds)
        stayed = np.bincount(
            cells.fold[part], (cells.at_risk - cells.left)[part], minlength=cells.folds
        )
        if cells.folds < 2 or not (seen > 0).all() or not (stayed > 0).all():
            raise EstimationError(
                "Each of at least two folds of people must hold some who left and some who stayed."
            )
