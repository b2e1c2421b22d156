"""Whether a group and its comparator can be set side by side in like circumstances."""

from __future__ import annotations

from typing import Literal

import numpy as np

from workbench.statistics.adjustment.design_columns import Floats
from workbench.statistics.adjustment.logistic_design import LogisticDesign
from workbench.statistics.inputs import Counts

Reason = Literal[
    "is the comparator",
    "nobody entered",
    "nobody entered in the comparator",
    "all have the same outcome",
    "too few in the comparator are alike",
    "cannot be told from the circumstances",
    "the fit did not converge",
]


def without_comparator(design: LogisticDesign, group_levels: int) -> Floats:
    """Take the share of each group in whose circumstances the comparator has nobody.

    Parameters
    ----------
    design : LogisticDesign
        Cells and columns of the model.
    group_levels : int
        Number of groups.

    Returns
    -------
    ndarray of float, shape (group_levels,)
        From 0 to 1; NaN where nobody entered.

    Examples
    --------
    >>> from workbench.statistics.adjustment.logistic_design import logistic_design
    >>> design = logistic_design(
    ...     [0, 1, 1], [[0], [0], [1]], [5, 3, 1], [9, 6, 2],
    ...     group_levels=2, covariate_levels=[2], comparator=0,
    ... )
    >>> without_comparator(design, 2)
    array([0.  , 0.25])
    """
    shared = design.circumstances[design.group == design.comparator]
    alone = ~np.isin(design.circumstances, shared)
    entered = np.bincount(design.group, weights=design.entered, minlength=group_levels)
    missing = np.bincount(design.group, weights=design.entered * alone, minlength=group_levels)
    return np.divide(missing, entered, out=np.full(group_levels, np.nan), where=entered > 0)


def reasons(
    design: LogisticDesign, passed: Counts, entered: Counts, missing: Floats, *, most: float
) -> list[Reason | None]:
    """Say for each group why it cannot be set beside the comparator, before any fit.

    Parameters
    ----------
    design : LogisticDesign
        Cells and columns of the model.
    passed, entered : ndarray of int, shape (groups,)
        People of each group.
    missing : ndarray of float, shape (groups,)
        As from `without_comparator`.
    most : float
        Largest such share that is let through.

    Returns
    -------
    list of str or None
        The first reason that holds.

    Examples
    --------
    >>> from workbench.statistics.adjustment.logistic_design import logistic_design
    >>> design = logistic_design(
    ...     [0, 1], [[], []], [0, 0], [9, 6], group_levels=2, covariate_levels=[], comparator=0
    ... )
    >>> reasons(design, np.array([0, 0]), np.array([9, 6]), np.zeros(2), most=0.1)
    ['is the comparator', 'all have the same outcome']
    """
    both, everybody = passed + passed[design.comparator], entered + entered[design.comparator]
    one_outcome = (both == 0) | (both == everybody)
    said: list[Reason | None] = []
    for group in range(len(passed)):
        if group == design.comparator:
            said.append("is the comparator")
        elif entered[group] == 0:
            said.append("nobody entered")
        elif one_outcome[group]:
            said.append("all have the same outcome")
        elif missing[group] > most:
            said.append("too few in the comparator are alike")
        else:
            confounded = design.confounded[group]
            said.append("cannot be told from the circumstances" if confounded else None)
    return said
