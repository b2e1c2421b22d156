"""The effect in each region by itself, and whether regions differ by more than chance."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace

import numpy as np
from numpy.typing import NDArray
from scipy.special import stdtrit

from workbench.analyses.role_evaluation.estimating.effect import OutcomeEffect
from workbench.analyses.role_evaluation.estimating.for_whom_changes import (
    Changes,
    against_others,
    changes_of,
    effects_of_clusters,
)
from workbench.statistics.evaluation.effects.aggregates import by_event_time
from workbench.statistics.evaluation.effects.group_time import group_time
from workbench.statistics.evaluation.inference.randomisation import (
    RandomisationTest,
    randomisation_test,
)
from workbench.statistics.evaluation.panel import Panel, checked_panel

Floats = NDArray[np.float64]
Whole = NDArray[np.int64]
Mask = NDArray[np.bool_]
LEAST_DOSE = 0.1
"""Of the months since its date in which the role was there: with fewer, nothing is told of it."""


@dataclass(frozen=True, slots=True, eq=False)
class OwnEffects:
    """The effect in each cluster against those not yet given the role.

    Attributes
    ----------
    clusters : ndarray of int, shape (clusters,)
        Labels, ascending.
    value, lower, upper : ndarray of float, shape (clusters,)
        For each month with the role; NaN for clusters never given it. Limits are NaN where the
        months before the roll-out are too few for pretended dates.
    followed : ndarray of int, shape (clusters,)
        Months since the date that was given out.
    """

    clusters: Whole
    value: Floats
    lower: Floats
    upper: Floats
    followed: Whole


def own_effects(effect: OutcomeEffect, *, level: float) -> OwnEffects:
    """Estimate the effect in each cluster by itself.

    Parameters
    ----------
    effect : OutcomeEffect
    level : float
        Confidence level.

    Returns
    -------
    OwnEffects

    Notes
    -----
    One region has no spread of its own. Its limits are made of what regions did before anyone
    had the role: the same estimate of pretended dates, of every region and every date that leaves
    as many base months and as many months followed, each region against all others (in the manner
    of Conley and Taber, 2011, Rev. Econ. Stat. 93, 113-125). Their root mean square, raised for
    having fewer to compare with, is its standard error; t with one degree of freedom fewer than
    clusters.
    """
    panel, drop, base = effect.panel, effect.times.anticipation, effect.times.base_months
    labels, first = np.unique(panel.clusters, return_index=True)
    starts = panel.starts[first]
    dosed = checked_panel(effect.dose, panel.starts, panel.weights, panel.clusters)
    parts = []
    for one in (panel, dosed):
        changes = {g: changes_of(one, g, drop, base) for g in _startable(starts, panel, drop)}
        parts.append(effects_of_clusters(changes, starts, drop))
    dose = np.where(parts[1] > LEAST_DOSE, parts[1], np.nan)
    followed = panel.periods - starts
    errors = {int(many): placebo_error(effect, int(many)) for many in np.unique(followed)}
    error = np.array([errors[int(many)] for many in followed])
    error = error * _fewer_beside(starts, panel.periods, drop) / dose
    reach = stdtrit(labels.size - 1, (1 + level) / 2) * error
    value = parts[0] / dose
    return OwnEffects(labels, value, value - reach, value + reach, followed)


def placebo_error(effect: OutcomeEffect, followed: int) -> float:
    """Return the root mean square of effects of pretended dates, followed for so many periods.

    Parameters
    ----------
    effect : OutcomeEffect
    followed : int
        Periods, from 1.

    Returns
    -------
    float
        NaN where no date leaves a whole base and as many periods before anyone had the role.
    """
    panel, drop, base = effect.panel, effect.times.anticipation, effect.times.base_months
    begun = np.flatnonzero((np.nan_to_num(effect.dose) > 0).any(axis=0))
    clean = min(int(panel.starts.min()), int(begun.min(initial=panel.periods))) - drop
    found = [
        against_others(changes_of(panel, start, drop, base), start, followed)
        for start in range(base + drop, clean - followed + 1)
        if followed > 0
    ]
    squares = np.concatenate([*found, np.empty(0)]) ** 2
    squares = squares[np.isfinite(squares)]
    return float(np.sqrt(squares.mean())) if squares.size else np.nan


def regions_differ(
    effect: OutcomeEffect, actual: Whole, arrangements: Whole, *, level: float
) -> RandomisationTest:
    """Test that all clusters gain alike by months since the role began.

    Parameters
    ----------
    effect : OutcomeEffect
    actual : ndarray of int, shape (units,)
        When the role truly began in each.
    arrangements : ndarray of int, shape (arrangements, clusters)
        Of dates, the observed first.
    level : float
        Confidence level.

    Returns
    -------
    RandomisationTest

    Notes
    -----
    The mean effect by months since the role began is taken away first: an effect that grows would
    else pass for a difference between regions followed for longer and for less. What is left of
    the regions' own effects, about their mean and in proportion to chance (Cochran's Q), is
    compared with what other dates make of the same months. A single region that differs stays in
    those months whatever its date, so that the test often misses it.
    """
    drop, base = effect.times.anticipation, effect.times.base_months
    panel = without_common(effect, actual)
    changes = {
        g: changes_of(panel, g, drop, base) for g in _startable(arrangements[0], panel, drop)
    }
    followed = panel.periods - arrangements[0]
    errors = {int(many): placebo_error(effect, int(many)) for many in np.unique(followed)}
    whole = all(np.isfinite(errors[panel.periods - start]) for start in changes)
    scale = {g: errors[panel.periods - g] if whole else 1.0 for g in changes}
    return randomisation_test(
        np.array(list(_spreads(changes, arrangements, drop, scale))), level=level
    )


def _spreads(
    changes: Mapping[int, Changes], arrangements: Whole, drop: int, scale: Mapping[int, float]
) -> Iterator[float]:
    for starts in arrangements:
        effects = effects_of_clusters(changes, starts, drop)
        precision = np.array([scale.get(int(start), np.nan) for start in starts]) ** -2
        known = np.isfinite(effects) & np.isfinite(precision)
        weight, value = precision[known], effects[known]
        mean = weight @ value / weight.sum() if weight.sum() > 0 else np.nan
        yield float((weight * (value - mean) ** 2).sum())


def without_common(effect: OutcomeEffect, actual: Whole) -> Panel:
    """Return the outcome less the mean effect by months since the role began."""
    panel, drop = effect.panel, effect.times.anticipation
    by_unit = checked_panel(panel.outcome, actual, panel.weights)
    path = by_event_time(
        group_time(by_unit, anticipation=drop, base_months=effect.times.base_months)
    )
    common = dict(zip(path.at.tolist(), path.effect.tolist(), strict=True))
    since = np.arange(panel.periods) - actual[:, None]
    gained = np.vectorize(lambda at: common.get(at, 0.0) if at >= 0 else 0.0, otypes=[float])
    return replace(panel, outcome=panel.outcome - gained(since))


def _startable(starts: Whole, panel: Panel, drop: int) -> list[int]:
    inside = (starts < panel.periods) & (starts - 1 - drop >= 0)
    return [int(start) for start in np.unique(starts[inside])]


def _fewer_beside(starts: Whole, periods: int, drop: int) -> Floats:
    """Return how much wider a gap is beside those who are left at the end than beside all."""
    latest = np.minimum(np.arange(periods) + drop, periods - 1)
    left = (starts[:, None] > latest).sum(axis=0)
    left = int(left[left > 0].min(initial=starts.size - 1))
    return np.full(starts.size, np.sqrt((1 + 1 / left) / (1 + 1 / (starts.size - 1))))
