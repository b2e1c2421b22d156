"""Whether the role did more for one group of officers than for another."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from workbench.analyses.role_evaluation.contract import of_group
from workbench.analyses.role_evaluation.estimating.effect import OutcomeEffect
from workbench.analyses.role_evaluation.observed import Observed
from workbench.analyses.role_evaluation.stated.outcome import Split
from workbench.errors import EstimationError
from workbench.statistics.evaluation.effects.effect_weights import simple_effects
from workbench.statistics.evaluation.inference.as_if_random import as_if_random
from workbench.statistics.evaluation.inference.assignments import Assignments
from workbench.statistics.evaluation.inference.randomisation import (
    RandomisationTest,
    randomisation_test,
)
from workbench.statistics.evaluation.panel import Panel, checked_panel
from workbench.statistics.evaluation.subgroups.differences import differences_by_jackknife
from workbench.statistics.evaluation.subgroups.family import SubgroupDifferences

Floats = NDArray[np.float64]
FEWEST_OFFICERS, FEWEST_CLUSTERS = 10, 4
"""Of groups with fewer officers on either side, or seen in fewer regions, nothing is told."""


@dataclass(frozen=True, slots=True, eq=False)
class GroupEffect:
    """The effect in one group.

    Attributes
    ----------
    name : str
    people, others : float
        Its officers in units given the role, and in those they are compared with.
    clusters : int
        Those in which its outcome was seen.
    effect : OutcomeEffect or None
        None where nothing may be told of it.
    reason : str or None
        Why not, in words after "because".
    """

    name: str
    people: float
    others: float
    clusters: int
    effect: OutcomeEffect | None
    reason: str | None


@dataclass(frozen=True, slots=True, eq=False)
class Compared:
    """The groups of one split, each set against the comparator.

    Attributes
    ----------
    split : Split
    groups : tuple of GroupEffect
        The comparator first.
    differences : SubgroupDifferences
        In that order; limits by leaving out each cluster.
    tests : tuple of RandomisationTest or None
        Of no difference, by dealing the dates out anew; None where there is no difference.
    noise_ratios : tuple of float
        Of the difference between the group and the comparator: see `as_if_random`.
    """

    split: Split
    groups: tuple[GroupEffect, ...]
    differences: SubgroupDifferences
    tests: tuple[RandomisationTest | None, ...]
    noise_ratios: tuple[float, ...]


def behind(effect: OutcomeEffect, people: Floats) -> tuple[float, float]:
    """Return the officers of units given the role, and of those they are compared with.

    Parameters
    ----------
    effect : OutcomeEffect
    people : ndarray of float, shape (units,)
        Officers of each unit whom the outcome is of.
    """
    panel = effect.panel
    seen = np.isfinite(panel.outcome).any(axis=1) & np.isfinite(people)
    given = panel.starts < min(panel.periods, int(panel.starts[seen].max(initial=0)))
    return float(people[seen & given].sum()), float(people[seen & ~given].sum())


def compared(
    observed: Observed,
    effects: Mapping[str, OutcomeEffect],
    split: Split,
    arrangements: Assignments,
    *,
    level: float,
) -> Compared:
    """Set the effect in each group of a split against that in its comparator.

    Parameters
    ----------
    observed : Observed
    effects : mapping of str to OutcomeEffect
        By `contract.of_group`; without those that cannot be estimated.
    split : Split
    arrangements : Assignments
        Of dates over the units.
    level : float
        Confidence level.

    Returns
    -------
    Compared

    Notes
    -----
    That one group has a clear effect and another none does not show that they differ: limits are
    of the difference, re-estimated without each region, which keeps what groups of one region
    share. With two or three regions never given the role they are somewhat too narrow, so that a
    difference is tested apart, by the dates that could have been given out: if groups gain alike,
    the difference between them is what the dates happen to make it.
    """
    names = [split.comparator, *(name for name in split.groups if name != split.comparator)]
    groups = tuple(_group(observed, effects, split.outcome, name) for name in names)
    told = [one.effect for one in groups]
    apart = [(told[0], other) for other in told[1:]]
    return Compared(
        split,
        groups,
        differences(told, level=level),
        (None, *(_test(one, two, arrangements, level) for one, two in apart)),
        (np.nan, *(_noise(one, two) for one, two in apart)),
    )


def differences(effects: Sequence[OutcomeEffect | None], *, level: float) -> SubgroupDifferences:
    """Return the difference of each effect from the first, with limits by leaving out clusters."""
    told = next((one for one in effects if one is not None), None)
    labels = np.arange(2) if told is None else np.unique(told.panel.clusters)
    values = [np.nan if one is None else float(one.clustered.estimate.value[0]) for one in effects]
    nothing = np.full(labels.size, np.nan)
    without = [nothing if one is None else one.clustered.left_out[:, 0] for one in effects]
    present = [_present(one, labels) for one in effects]
    return differences_by_jackknife(
        values,
        np.column_stack(without),
        reference=0,
        present=np.column_stack(present),
        level=level,
    )


def difference_test(
    one: Panel,
    other: Panel,
    starts: NDArray[np.int64],
    *,
    anticipation: int,
    base_months: int,
    level: float,
) -> RandomisationTest:
    """Test that two groups of the same units gain alike, by other arrangements of the dates.

    Parameters
    ----------
    one, other : Panel
        Of each group.
    starts : ndarray of int, shape (arrangements, units)
        The arrangement observed first.
    anticipation, base_months : int
        See `group_time`.
    level : float
        Confidence level.
    """
    found = [
        simple_effects(panel, starts, anticipation=anticipation, base_months=base_months)
        for panel in (one, other)
    ]
    return randomisation_test(found[1] - found[0], level=level)


def _group(
    observed: Observed, effects: Mapping[str, OutcomeEffect], outcome: str, name: str
) -> GroupEffect:
    label = of_group(outcome, name)
    effect, people = effects.get(label), observed.people_of[label]
    if effect is None:
        return GroupEffect(name, 0.0, 0.0, 0, None, "its effect cannot be estimated")
    given, others = behind(effect, people)
    seen = int(_present(effect, np.unique(effect.panel.clusters)).sum())
    if min(given, others) < FEWEST_OFFICERS:
        why = f"fewer than {FEWEST_OFFICERS} are in this group, with the role or without it"
        return GroupEffect(name, given, others, seen, None, why)
    if seen < FEWEST_CLUSTERS:
        why = f"it was seen in fewer than {FEWEST_CLUSTERS} of those that were given a date"
        return GroupEffect(name, given, others, seen, None, why)
    return GroupEffect(name, given, others, seen, effect, None)


def _present(effect: OutcomeEffect | None, labels: NDArray[np.int64]) -> NDArray[np.bool_]:
    if effect is None:
        return np.zeros(labels.size, bool)
    seen = np.isfinite(effect.panel.outcome).any(axis=1)
    return np.isin(labels, effect.panel.clusters[seen])


def _test(
    one: OutcomeEffect | None,
    other: OutcomeEffect | None,
    arrangements: Assignments,
    level: float,
) -> RandomisationTest | None:
    if one is None or other is None:
        return None
    return difference_test(
        one.panel,
        other.panel,
        arrangements.units(),
        anticipation=one.times.anticipation,
        base_months=one.times.base_months,
        level=level,
    )


def _noise(one: OutcomeEffect | None, other: OutcomeEffect | None) -> float:
    """Return how noisy the gap between two groups is with the role, beside without it."""
    if one is None or other is None:
        return np.nan
    first, second = one.panel, other.panel
    gap = second.outcome - first.outcome
    # The variance of a gap between two means.
    weights = first.weights * second.weights / (first.weights + second.weights)
    try:
        panel = checked_panel(gap, first.starts, weights, first.clusters)
        return as_if_random(panel, anticipation=one.times.anticipation).ratio
    except EstimationError:
        return np.nan
