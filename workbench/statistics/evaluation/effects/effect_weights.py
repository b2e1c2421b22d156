"""The simple effect under many assignments of starts, and its weights on the outcome."""

from __future__ import annotations

import numpy as np
from numpy.typing import ArrayLike

from workbench.errors import EstimationError
from workbench.statistics.evaluation.effects.base_period import (
    base_shares,
    changes_from,
    checked_base_months,
)
from workbench.statistics.evaluation.effects.group_time import (
    ANTICIPATION,
    GroupTime,
    comparator_units,
    group_time,
)
from workbench.statistics.evaluation.panel import Floats, Panel, checked_anticipation
from workbench.statistics.inputs import Counts

LARGEST_BLOCK = 100_000
"""Largest array, in elements, of the assignments worked on together: it stays within a cache."""


def simple_effects(
    panel: Panel,
    assignments: ArrayLike,
    *,
    anticipation: int = ANTICIPATION,
    base_months: int = 1,
) -> Floats:
    """Estimate the simple effect as it would be under each of many assignments of starts.

    Parameters
    ----------
    panel : Panel
        Of shape (units, periods); its own starts are not used.
    assignments : array_like of int, shape (assignments, units)
        Starts from 0; the number of periods or more is never within the panel.
    anticipation : int
        Periods before a start that are dropped, from 0.
    base_months : int
        Periods before those whose mean is the base, from 1; fewer where the panel begins later.

    Returns
    -------
    ndarray of float, shape (assignments,)
        `aggregates.simple` of each assignment; NaN where it has none, as when all start at once.

    Raises
    ------
    EstimationError
        Assignments of another shape, not whole or negative, or an impossible anticipation or
        number of base months.

    Notes
    -----
    The simple effect depends on the outcome through sums of changes from a base, and these
    add up over units that share their start in every assignment. Such units are put together
    first, so that the work goes by regions where regions are rearranged, by units where units
    are. It is exact with gaps too, since the sums are kept for each base apart, each unit's taken
    over its own months, over the units observed at both ends.

    Examples
    --------
    >>> from workbench.statistics.evaluation.panel import checked_panel
    >>> panel = checked_panel([[1, 2, 5], [1, 2, 3], [0, 1, 1]], [2, 3, 3])
    >>> simple_effects(panel, [[2, 3, 3], [3, 2, 3], [1, 1, 1]], anticipation=0)
    array([ 2.5, -0.5,  nan])
    """
    dropped, averaged = checked_anticipation(anticipation), checked_base_months(base_months)
    starts, member = _grouped(_checked(panel, assignments))
    cohorts = np.unique(starts)
    cohorts = cohorts[(cohorts > dropped) & (cohorts < panel.periods)]
    sums = _sums(panel, member, cohorts - 1 - dropped, averaged)
    step = max(1, LARGEST_BLOCK // (len(member) * max(panel.periods, cohorts.size)))
    parts = [starts[first : first + step] for first in range(0, len(starts), step)]
    return np.concatenate(
        [_effects(part, cohorts, sums, dropped) for part in parts] or [np.empty(0)]
    )


def simple_weights(
    panel: Panel, *, anticipation: int = ANTICIPATION, base_months: int = 1
) -> Floats:
    """Weights of each observed outcome in the simple effect of a panel.

    Parameters
    ----------
    panel : Panel
        Of shape (units, periods).
    anticipation : int
        Periods before a start that are dropped, from 0.
    base_months : int
        Periods before those whose mean is the base, from 1; fewer where the panel begins later.

    Returns
    -------
    ndarray of float, shape (units, periods)
        The simple effect is the sum of weight times outcome; 0 where nothing was observed. Those
        of a unit sum to 0; so do those of a period, unless with several base months some unit was
        not observed in all of them. NaN throughout where there is no effect.

    Raises
    ------
    EstimationError
        An impossible anticipation or number of base months.

    Examples
    --------
    >>> from workbench.statistics.evaluation.panel import checked_panel
    >>> panel = checked_panel([[1, 2, 5], [1, 2, 3], [0, 1, 1]], [2, 3, 3])
    >>> simple_weights(panel, anticipation=0).tolist()
    [[0.0, -1.0, 1.0], [0.0, 0.5, -0.5], [0.0, 0.5, -0.5]]
    """
    effects = group_time(panel, anticipation=anticipation, base_months=base_months)
    counted = np.isfinite(effects.effect) & (effects.event_time >= 0)
    share = np.where(counted, effects.treated_weight, 0.0)
    if not counted.any():
        return np.full(panel.outcome.shape, np.nan)
    weights = np.zeros(panel.outcome.shape)
    for row in np.flatnonzero(counted.any(axis=1)):
        ends = _end_weights(panel, effects, int(row))
        ends *= share[row] / share.sum()
        base = base_shares(panel.outcome, int(effects.base[row]), effects.base_months)
        weights += ends - base * ends.sum(axis=1, keepdims=True)
    return weights


def _end_weights(panel: Panel, effects: GroupTime, row: int) -> Floats:
    start = int(effects.cohorts[row])
    _, seen = changes_from(panel.outcome, int(effects.base[row]), effects.base_months)
    weight = panel.weights[:, None] * seen
    member = weight * (panel.starts == start)[:, None]
    other = weight * comparator_units(panel, start, effects.anticipation)
    sides = [side / np.maximum(side.sum(axis=0), np.finfo(float).tiny) for side in (member, other)]
    return sides[0] - sides[1]


def _checked(panel: Panel, assignments: ArrayLike) -> Counts:
    found, units = np.asarray(assignments), panel.starts.size
    if found.ndim != 2 or found.shape[1] != units:
        raise EstimationError(
            f"assignments must have a start for each of {units} units; found shape {found.shape}."
        )
    if found.dtype.kind not in "iu":
        raise EstimationError(f"assignments must be whole numbers; found {found.dtype}.")
    if found.size and found.min() < 0:
        raise EstimationError(f"{int((found < 0).sum())} starts are before the panel; give 0.")
    return np.minimum(found, panel.periods).astype(np.int64)


def _grouped(assignments: Counts) -> tuple[Counts, Floats]:
    """Put together units that share their start throughout: their starts, and who they are."""
    groups: dict[bytes, list[int]] = {}
    for unit, column in enumerate(np.ascontiguousarray(assignments.T)):
        groups.setdefault(column.tobytes(), []).append(unit)
    member = np.zeros((len(groups), assignments.shape[1]))
    for row, units in enumerate(groups.values()):
        member[row, units] = 1
    return np.ascontiguousarray(assignments[:, [units[0] for units in groups.values()]]), member


def _sums(panel: Panel, member: Floats, bases: Counts, averaged: int) -> tuple[Floats, Floats]:
    """Add up weighted changes, and weights, of each base, group and period."""
    weighted = member * panel.weights
    ends = [changes_from(panel.outcome, int(base), averaged) for base in bases]
    shape = (len(bases), len(member), panel.periods)
    change = np.array([weighted @ change for change, _ in ends]).reshape(shape)
    weight = np.array([weighted @ seen for _, seen in ends]).reshape(shape)
    return change, weight


def _effects(starts: Counts, cohorts: Counts, sums: tuple[Floats, Floats], dropped: int) -> Floats:
    change, weight = sums
    periods = np.arange(change.shape[-1])
    member = (starts == cohorts[:, None, None]).astype(float)
    latest = np.minimum(periods + dropped, periods.size - 1)
    untreated = (starts > latest[:, None, None]).astype(float)
    # Both are by cohort, assignment and period.
    treated, treated_weight = member @ change, member @ weight
    other, other_weight = (
        (untreated @ summed.transpose(2, 1, 0)).transpose(2, 1, 0) for summed in (change, weight)
    )
    counted = (periods >= cohorts[:, None, None]) & (treated_weight > 0) & (other_weight > 0)
    mean = np.divide(other, other_weight, out=np.zeros_like(treated), where=counted)
    total = np.where(counted, treated - treated_weight * mean, 0.0).sum(axis=(0, 2))
    people = np.where(counted, treated_weight, 0.0).sum(axis=(0, 2))
    return np.divide(total, people, out=np.full(len(starts), np.nan), where=people > 0)
