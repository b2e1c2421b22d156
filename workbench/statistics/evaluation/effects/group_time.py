"""Effects of each cohort in each period, against units not yet treated."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from workbench.statistics.evaluation.effects.base_period import changes_from, checked_base_months
from workbench.statistics.evaluation.panel import Floats, Mask, Panel, checked_anticipation
from workbench.statistics.inputs import Counts

ANTICIPATION = 2
"""Periods before a start that are dropped: people prepare, and posts are filled early."""


@dataclass(frozen=True, slots=True, eq=False)
class GroupTime:
    """ATT(g, t) of every cohort and period of a panel.

    Attributes
    ----------
    cohorts : ndarray of int, shape (cohorts,)
        Starts within the panel, ascending.
    effect : ndarray of float, shape (cohorts, periods)
        ATT(g, t) in units of the outcome; 0 in the base period where there is but one; NaN where
        there is none.
    treated, comparators : ndarray of int, shape (cohorts, periods)
        Units observed both in the period and in one base period or more.
    treated_weight : ndarray of float, shape (cohorts, periods)
        Weights of those treated.
    cohort_weight : ndarray of float, shape (cohorts,)
        Weights of all units of the cohort.
    event_time : ndarray of int, shape (cohorts, periods)
        Periods since the start; from 0 treated.
    anticipation : int
        Periods before the start that are dropped.
    base_months : int
        Periods before those whose mean is the base; fewer where the panel begins later.
    """

    cohorts: Counts
    effect: Floats
    treated: Counts
    comparators: Counts
    treated_weight: Floats
    cohort_weight: Floats
    event_time: Counts
    anticipation: int
    base_months: int

    @property
    def base(self) -> Counts:
        """Last base period of each cohort, negative where it would lie before the panel."""
        return self.cohorts - 1 - self.anticipation

    @property
    def without_base(self) -> Mask:
        """Cohorts that start before they could have a base period; they have no effect."""
        return self.base < 0

    @property
    def without_effect(self) -> Mask:
        """Cohorts with a base period but, once treated, no period with both sides observed."""
        seen = np.isfinite(self.effect) & (self.event_time >= 0)
        return ~self.without_base & ~seen.any(axis=1)


def group_time(
    panel: Panel, *, anticipation: int = ANTICIPATION, base_months: int = 1
) -> GroupTime:
    """Estimate the average effect on the treated of each cohort in each period.

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
    GroupTime

    Raises
    ------
    EstimationError
        An impossible anticipation or number of base months.

    Notes
    -----
    Callaway and Sant'Anna (2021), J. Econometrics 225, 200-230, equations 2.4 and 4.1 without
    covariates: the weighted mean change of cohort g from period g - 1 - anticipation to t, less
    that of units not of the cohort that are not treated by max(t, base) + anticipation; those never
    treated within the panel are compared with to its end. The base is the same before and after
    the start. A unit not observed at either end is left out of that effect alone. Effects of
    periods in the anticipation window are given, but belong neither before nor after.

    With several base months a unit's base is its mean over those of them in which it was observed,
    so that a single odd month counts for less; the periods are the same for cohort and comparators.
    Effects in the base months are then differences from their mean, and no longer 0.

    Examples
    --------
    >>> from workbench.statistics.evaluation.panel import checked_panel
    >>> panel = checked_panel([[1, 2, 5, 6], [1, 2, 3, 3], [0, 1, 1, 2]], [2, 3, 4])
    >>> found = group_time(panel, anticipation=0)
    >>> found.effect.tolist()
    [[0.0, 0.0, 2.5, 3.0], [-1.0, -1.0, 0.0, -1.0]]
    >>> found.comparators.tolist()
    [[2, 2, 2, 1], [1, 1, 1, 1]]
    >>> group_time(panel, anticipation=0, base_months=2).effect.tolist()
    [[0.0, 0.0, 2.5, 3.0], [-0.5, -0.5, 0.5, -0.5]]
    """
    dropped, averaged = checked_anticipation(anticipation), checked_base_months(base_months)
    rows = [_cohort(panel, int(start), dropped, averaged) for start in panel.cohorts]
    effect, treated, comparators, treated_weight = (
        np.array(column) for column in zip(*rows, strict=True)
    )
    in_cohort = panel.starts == panel.cohorts[:, None]
    event_time = np.arange(panel.periods) - panel.cohorts[:, None]
    return GroupTime(
        panel.cohorts, effect, treated, comparators, treated_weight,
        in_cohort @ panel.weights, event_time, dropped, averaged,
    )  # fmt: skip


def _cohort(
    panel: Panel, start: int, dropped: int, averaged: int
) -> tuple[Floats, Counts, Counts, Floats]:
    periods, base = panel.periods, start - 1 - dropped
    if base < 0:
        none = np.zeros(periods, np.int64)
        return np.full(periods, np.nan), none, none, np.zeros(periods)
    change, seen = changes_from(panel.outcome, base, averaged)
    member = seen & (panel.starts == start)[:, None]
    other = seen & comparator_units(panel, start, dropped)
    weight = panel.weights @ member
    effect = _mean_change(panel.weights, change, member) - _mean_change(
        panel.weights, change, other
    )
    return effect, member.sum(axis=0), other.sum(axis=0), weight


def comparator_units(panel: Panel, start: int, anticipation: int) -> Mask:
    """Units with which a cohort may be compared in each period.

    Parameters
    ----------
    panel : Panel
        Of shape (units, periods).
    start : int
        The cohort.
    anticipation : int
        Periods before a start that are dropped.

    Returns
    -------
    ndarray of bool, shape (units, periods)
        Not treated by max(period, base) + anticipation within the panel, and not of the cohort.

    Examples
    --------
    >>> from workbench.statistics.evaluation.panel import checked_panel
    >>> panel = checked_panel([[1, 2, 5, 6], [1, 2, 3, 3], [0, 1, 1, 2]], [2, 3, 4])
    >>> comparator_units(panel, 2, 0).astype(int).tolist()
    [[0, 0, 0, 0], [1, 1, 1, 0], [1, 1, 1, 1]]
    """
    latest = np.maximum(np.arange(panel.periods), start - 1 - anticipation) + anticipation
    # Never treated within the panel is a comparator to its end.
    latest = np.minimum(latest, panel.periods - 1)
    begun = panel.starts[:, None]
    return (begun > latest) & (begun != start)


def _mean_change(weights: Floats, change: Floats, mask: Mask) -> Floats:
    weight = weights @ mask
    total = weights @ np.where(mask, change, 0.0)
    return np.divide(total, weight, out=np.full(weight.shape, np.nan), where=weight > 0)
