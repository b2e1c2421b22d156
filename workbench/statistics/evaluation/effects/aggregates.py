"""Averages of the effects of cohorts and periods: simple, event time, cohort, calendar time."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from workbench.errors import EstimationError
from workbench.statistics.evaluation.effects.group_time import GroupTime
from workbench.statistics.evaluation.panel import Floats, Mask
from workbench.statistics.inputs import Counts


@dataclass(frozen=True, slots=True, eq=False)
class Aggregate:
    """Effects averaged along one direction.

    Attributes
    ----------
    at : ndarray of int, shape (places,)
        Event times, starts of cohorts, or periods, ascending.
    effect : ndarray of float, shape (places,)
        Average effect in units of the outcome; NaN where there is none.
    cells : ndarray of int, shape (places,)
        Number of ATT(g, t) averaged.
    treated_weight : ndarray of float, shape (places,)
        Weights of the treated units observed in them, summed over cells.
    overall : float
        The average over places at which units are treated; NaN where there is none.
    """

    at: Counts
    effect: Floats
    cells: Counts
    treated_weight: Floats
    overall: float


def simple(effects: GroupTime) -> float:
    """Average effect over all treated units and periods.

    Parameters
    ----------
    effects : GroupTime
        Of shape (cohorts, periods).

    Returns
    -------
    float
        In units of the outcome; NaN where no cohort has an effect.

    Notes
    -----
    Callaway and Sant'Anna (2021), equation 3.11: over t >= g, each ATT(g, t) weighted by its
    treated units, here those observed.

    Examples
    --------
    >>> from workbench.statistics.evaluation.effects.group_time import group_time
    >>> from workbench.statistics.evaluation.panel import checked_panel
    >>> panel = checked_panel([[1, 2, 5], [1, 2, 3]], [2, 3])
    >>> simple(group_time(panel, anticipation=0))
    2.0
    """
    treated = _found(effects) & (effects.event_time >= 0)
    return float(_weighted_mean(effects, treated))


def by_event_time(effects: GroupTime, *, followed: int | None = None) -> Aggregate:
    """Average effect by periods since the start, those before it included.

    Parameters
    ----------
    effects : GroupTime
        Of shape (cohorts, periods).
    followed : int, optional
        Only cohorts with that many periods after their first treated one, so that all event times
        up to it are of the same cohorts, and only event times up to it.

    Returns
    -------
    Aggregate
        At event times at which some cohort has an effect. That of -1 - anticipation is the last of
        the base, and 0 if it is the only one; those from there to -1 are in the anticipation
        window. `overall` is the plain mean from event time 0.

    Raises
    ------
    EstimationError
        `followed` is not from 0 to the number of periods less 1.

    Notes
    -----
    Callaway and Sant'Anna (2021), equations 3.4, 3.6 (`followed`) and 3.9 (the overall one).

    Examples
    --------
    >>> from workbench.statistics.evaluation.effects.group_time import group_time
    >>> from workbench.statistics.evaluation.panel import checked_panel
    >>> panel = checked_panel([[1, 2, 5, 6], [1, 2, 3, 3], [0, 1, 1, 2]], [2, 3, 4])
    >>> found = by_event_time(group_time(panel, anticipation=0))
    >>> print(found.at, found.effect, found.overall)
    [-3 -2 -1  0  1] [-1.   -0.5   0.    0.75  3.  ] 1.875
    """
    cells = _found(effects)
    if followed is not None:
        cells &= _followed(effects, followed)
    at = np.unique(effects.event_time[cells])
    places = [cells & (effects.event_time == since) for since in at]
    return _aggregate(effects, at, places, np.where(at >= 0, 1.0, 0.0))


def by_cohort(effects: GroupTime) -> Aggregate:
    """Average effect of each cohort over the periods in which it is treated.

    Parameters
    ----------
    effects : GroupTime
        Of shape (cohorts, periods).

    Returns
    -------
    Aggregate
        At every start, those without an effect included. `overall` weights cohorts by all of their
        units.

    Notes
    -----
    Callaway and Sant'Anna (2021), equations 3.7 and 3.8.

    Examples
    --------
    >>> from workbench.statistics.evaluation.effects.group_time import group_time
    >>> from workbench.statistics.evaluation.panel import checked_panel
    >>> panel = checked_panel([[1, 2, 5, 6], [1, 2, 3, 3], [0, 1, 1, 2]], [2, 3, 4])
    >>> found = by_cohort(group_time(panel, anticipation=0))
    >>> print(found.at, found.effect, found.overall)
    [2 3] [ 2.75 -1.  ] 0.875
    """
    treated = _found(effects) & (effects.event_time >= 0)
    places = [treated & (effects.cohorts == start)[:, None] for start in effects.cohorts]
    return _aggregate(effects, effects.cohorts, places, effects.cohort_weight)


def by_calendar_time(effects: GroupTime) -> Aggregate:
    """Average effect in each period over the units treated by then.

    Parameters
    ----------
    effects : GroupTime
        Of shape (cohorts, periods).

    Returns
    -------
    Aggregate
        At periods in which some cohort is treated and has an effect. `overall` is the plain mean.

    Notes
    -----
    Callaway and Sant'Anna (2021), section 3.1.2.

    Examples
    --------
    >>> from workbench.statistics.evaluation.effects.group_time import group_time
    >>> from workbench.statistics.evaluation.panel import checked_panel
    >>> panel = checked_panel([[1, 2, 5, 6], [1, 2, 3, 3], [0, 1, 1, 2]], [2, 3, 4])
    >>> found = by_calendar_time(group_time(panel, anticipation=0))
    >>> print(found.at, found.effect, found.overall)
    [2 3] [2.5 1. ] 1.75
    """
    treated = _found(effects) & (effects.event_time >= 0)
    at = np.flatnonzero(treated.any(axis=0))
    places = [treated & (np.arange(treated.shape[1]) == period) for period in at]
    return _aggregate(effects, at, places, np.ones(at.size))


def _found(effects: GroupTime) -> Mask:
    return np.isfinite(effects.effect)


def _followed(effects: GroupTime, followed: int) -> Mask:
    periods = effects.effect.shape[1]
    if not 0 <= followed < periods:
        raise EstimationError(f"followed must be from 0 to {periods - 1}; found {followed}.")
    long_enough = effects.cohorts + followed < periods
    return long_enough[:, None] & (effects.event_time <= followed)


def _weighted_mean(effects: GroupTime, cells: Mask) -> float:
    if not cells.any():
        return np.nan
    return np.average(effects.effect[cells], weights=effects.treated_weight[cells])


def _aggregate(effects: GroupTime, at: Counts, places: list[Mask], weights: Floats) -> Aggregate:
    effect = np.array([_weighted_mean(effects, cells) for cells in places], np.float64)
    count = np.array([cells.sum() for cells in places], np.int64)
    treated = np.array([effects.treated_weight[cells].sum() for cells in places], np.float64)
    counted = np.isfinite(effect) & (weights > 0)
    overall = np.average(effect[counted], weights=weights[counted]) if counted.any() else np.nan
    return Aggregate(at, effect, count, treated, float(overall))
