"""Codes and counts of cells as the design matrix of one logistic model with main effects."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import ArrayLike, NDArray

from workbench.errors import EstimationError
from workbench.statistics.adjustment.design_columns import Floats, independent, treatment
from workbench.statistics.adjustment.grouped_cells import Codes, checked_cells, numbered
from workbench.statistics.inputs import Counts


@dataclass(frozen=True, eq=False, slots=True)
class LogisticDesign:
    """Cells in which somebody entered, and the columns that describe them.

    Attributes
    ----------
    matrix : ndarray of float, shape (cells, columns)
        Intercept, then 0 or 1 for each level of the group and of the covariates. The comparator
        and the first level in use of each covariate have no column.
    group, circumstances : ndarray of int, shape (cells,)
        Code of the group, and a number for each distinct combination of covariates.
    passed, entered : ndarray of int, shape (cells,)
        People.
    columns : tuple of (int, int)
        Factor and level of each column after the intercept; factor 0 is the group.
    nobody : tuple of (int, int)
        Factor and level of the levels that nobody is in, which are left out.
    aliased : tuple of (int, int)
        Levels left out because the columns before them already tell who is in them.
    confounded : ndarray of bool, shape (group_levels,)
        Groups that the covariates do not let be told from the comparator.
    events, non_events : int
        Fewest who passed, and fewest who did not, in any level of a covariate in use.
    comparator : int
        Code of the comparator.
    """

    matrix: Floats
    group: Codes
    circumstances: Codes
    passed: Counts
    entered: Counts
    columns: tuple[tuple[int, int], ...]
    nobody: tuple[tuple[int, int], ...]
    aliased: tuple[tuple[int, int], ...]
    confounded: NDArray[np.bool_]
    events: int
    non_events: int
    comparator: int

    def column(self, group: int) -> int:
        """Return the place of a group's column in the matrix.

        Parameters
        ----------
        group : int
            Code of a group that is in use and is not the comparator.

        Examples
        --------
        >>> design = logistic_design(
        ...     [0, 1], [[], []], [2, 1], [5, 4], group_levels=2, covariate_levels=[], comparator=1
        ... )
        >>> design.column(0)
        1
        """
        return 1 + self.columns.index((0, group))


def logistic_design(
    group: ArrayLike,
    covariates: ArrayLike,
    passed: ArrayLike,
    entered: ArrayLike,
    *,
    group_levels: int,
    covariate_levels: Sequence[int],
    comparator: int,
) -> LogisticDesign:
    """Lay out distinct cells for one logistic model with main effects.

    Parameters
    ----------
    group : array_like of int, shape (cells,)
        Code of each cell's group, from 0 to ``group_levels - 1``; not declared is a group.
    covariates : array_like of int, shape (cells, covariates)
        Codes of what was fixed before application, from 0 to the number of levels less 1.
    passed, entered : array_like of int, shape (cells,)
        People; at most as many passed as entered. Cells that nobody entered are left out.
    group_levels : int
        Number of groups.
    covariate_levels : sequence of int
        Number of levels of each covariate.
    comparator : int
        Code of the group that the others are set against.

    Returns
    -------
    LogisticDesign
        Its columns are linearly independent.

    Raises
    ------
    EstimationError
        Impossible counts or codes, shapes that do not fit, a cell given twice, or nobody in
        the comparator.

    Examples
    --------
    >>> design = logistic_design(
    ...     [0, 1, 0, 1], [[0], [0], [2], [2]], [5, 3, 4, 1], [9, 8, 9, 7],
    ...     group_levels=2, covariate_levels=[3], comparator=0,
    ... )
    >>> design.columns, design.nobody
    (((0, 1), (1, 2)), ((1, 1),))
    """
    levels = (group_levels, *covariate_levels)
    codes, passed_counts, entered_counts = checked_cells(
        group, covariates, passed, entered, levels=levels
    )
    if not (codes[:, 0] == comparator).any():
        raise EstimationError(f"Nobody entered in the comparator, group {comparator}.")
    matrix, columns, nobody = treatment(codes, levels, comparator)
    kept, null = independent(matrix)
    confounded = np.zeros(group_levels, dtype=np.bool_)
    for place, (factor, level) in enumerate(columns, 1):
        if factor == 0:
            confounded[level] = bool((np.abs(null[place]) > 1e-4).any())
    events, non_events = _fewest(codes, levels, passed_counts, entered_counts)
    return LogisticDesign(
        matrix=matrix[:, kept],
        group=codes[:, 0],
        circumstances=numbered(codes[:, 1:], levels[1:]),
        passed=passed_counts,
        entered=entered_counts,
        columns=tuple(name for name, keep in zip(columns, kept[1:], strict=True) if keep),
        nobody=nobody,
        aliased=tuple(name for name, keep in zip(columns, kept[1:], strict=True) if not keep),
        confounded=confounded,
        events=events,
        non_events=non_events,
        comparator=comparator,
    )


def _fewest(
    codes: Codes, levels: tuple[int, ...], passed: Counts, entered: Counts
) -> tuple[int, int]:
    """Without covariates everybody is in one level."""
    events, non_events = [int(passed.sum())], [int((entered - passed).sum())]
    for factor, size in enumerate(levels[1:], 1):
        used = np.bincount(codes[:, factor], minlength=size) > 0
        through = np.bincount(codes[:, factor], weights=passed, minlength=size)
        stopped = np.bincount(codes[:, factor], weights=entered - passed, minlength=size)
        events.append(int(through[used].min()))
        non_events.append(int(stopped[used].min()))
    return min(events), min(non_events)
