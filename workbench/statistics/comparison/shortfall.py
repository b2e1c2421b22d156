"""Shortfalls in people: how many fewer passed than a stated standard."""

from __future__ import annotations

import numpy as np
from numpy.typing import ArrayLike, NDArray

from workbench.errors import EstimationError
from workbench.statistics.inputs import Counts, compared_counts


def shortfall_to_parity(
    passed: ArrayLike,
    entered: ArrayLike,
    comparator_passed: ArrayLike,
    comparator_entered: ArrayLike,
) -> NDArray[np.float64]:
    """How many more of the group would have passed at the comparator's rate.

    Parameters
    ----------
    passed, entered, comparator_passed, comparator_entered : array_like of int
        Broadcastable counts of people; at most as many passed as entered.

    Returns
    -------
    ndarray of float
        ``n x_r / n_r - x`` in people: positive where fewer passed than at parity, NaN where
        nobody entered in the comparator.

    Raises
    ------
    EstimationError
        Impossible counts.

    Examples
    --------
    >>> shortfall_to_parity([26], [48], [206], [259]).round(2)
    array([12.18])
    """
    group_passed, group_entered, others_passed, others_entered = compared_counts(
        passed, entered, comparator_passed, comparator_entered
    )
    return _expected_less_passed(group_passed, group_entered, others_passed, others_entered)


def pooled_shortfall(
    passed: ArrayLike, entered: ArrayLike, total_passed: ArrayLike, total_entered: ArrayLike
) -> NDArray[np.float64]:
    """How many more of the group would have passed at the rate of all groups together.

    Parameters
    ----------
    passed, entered : array_like of int
        Broadcastable counts of the group.
    total_passed, total_entered : array_like of int
        Counts of everybody, the group included.

    Returns
    -------
    ndarray of float
        ``n X / N - x`` in people, where ``n X / N`` is the expectation when X passes fall at
        random on N people: positive where fewer passed, NaN where nobody entered.

    Raises
    ------
    EstimationError
        Impossible counts, or a group that is not part of the total.

    Examples
    --------
    >>> pooled_shortfall([26], [48], [232], [307]).round(2)
    array([10.27])
    """
    group_passed, group_entered, all_passed, all_entered = compared_counts(
        passed, entered, total_passed, total_entered
    )
    not_passed, all_not_passed = group_entered - group_passed, all_entered - all_passed
    if (group_passed > all_passed).any() or (not_passed > all_not_passed).any():
        raise EstimationError("A group must be part of the total it is compared with.")
    return _expected_less_passed(group_passed, group_entered, all_passed, all_entered)


def _expected_less_passed(
    passed: Counts, entered: Counts, standard_passed: Counts, standard_entered: Counts
) -> NDArray[np.float64]:
    # The difference is taken between whole numbers, so exact parity gives exactly 0.
    missing = entered * standard_passed - passed * standard_entered
    with np.errstate(divide="ignore", invalid="ignore"):
        return np.asarray(missing / standard_entered)
