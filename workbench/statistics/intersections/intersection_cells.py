"""Cells of crossed characteristics, checked before anything is computed from them."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import ArrayLike

from workbench.errors import EstimationError
from workbench.statistics.inputs import Counts, outcome_counts, whole_counts


@dataclass(frozen=True, eq=False, slots=True)
class Cells:
    """Counts of people in cells of crossed characteristics.

    Attributes
    ----------
    codes : ndarray of int, shape (cells, characteristics)
        Each cell's code of each characteristic, from 0.
    passed, entered : ndarray of int, shape (cells,)
        Counts of people.
    levels : tuple of int
        Number of levels of each characteristic.
    comparator : tuple of int
        Codes of the comparator's cell.
    """

    codes: Counts
    passed: Counts
    entered: Counts
    levels: tuple[int, ...]
    comparator: tuple[int, ...]


def checked_cells(
    codes: ArrayLike,
    passed: ArrayLike,
    entered: ArrayLike,
    *,
    levels: Sequence[int],
    comparator: Sequence[int],
) -> Cells:
    """Check the codes and counts of cells against each other.

    Parameters
    ----------
    codes : array_like of int, shape (cells, characteristics)
        Each cell's code of each characteristic, from 0.
    passed, entered : array_like of int, shape (cells,)
        Counts of people.
    levels, comparator : sequence of int
        Number of levels and comparator's code of each characteristic.

    Returns
    -------
    Cells

    Raises
    ------
    EstimationError
        Counts that are impossible, shapes that do not fit, a code without a level, or a cell
        given twice.

    Examples
    --------
    >>> cells = checked_cells([[0, 0], [0, 1]], [3, 4], [9, 9], levels=(1, 2), comparator=(0, 0))
    >>> cells.passed.tolist()
    [3, 4]
    """
    (whole,) = whole_counts(codes=codes)
    passed, entered = outcome_counts(passed, entered)
    shapes = whole.shape[:1], whole.shape[1:], passed.shape, (len(comparator),)
    if whole.ndim != 2 or shapes != (
        passed.shape,
        (len(levels),),
        (whole.shape[0],),
        (len(levels),),
    ):
        raise EstimationError(
            "codes must have a row for each cell and a column for each characteristic; "
            f"found codes {whole.shape}, counts {passed.shape}, {len(levels)} numbers of levels "
            f"and {len(comparator)} comparator codes."
        )
    (of,) = whole_counts(levels=levels)
    (against,) = whole_counts(comparator=comparator)
    if (whole >= of).any() or (against >= of).any():
        raise EstimationError("Every code must be below its characteristic's number of levels.")
    if len(np.unique(whole, axis=0)) < len(whole):
        raise EstimationError("Each cell must be given once; some are given twice.")
    return Cells(whole, passed, entered, tuple(of.tolist()), tuple(against.tolist()))
