"""Medians and cumulative incidences of days in a stage, with the people that they rest on."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import partial

import numpy as np
from numpy.typing import NDArray

from workbench.analyses.recruitment_funnel.parameters import Parameters
from workbench.analyses.recruitment_funnel.questions.waiting.days import (
    FAILED,
    LEFT,
    PASSED,
    InStage,
)
from workbench.disclosure.policy import policy_named
from workbench.disclosure.rounding import shown
from workbench.findings import Anchor, Measure, Measured, Modelled
from workbench.statistics.comparison.rates import selection_rate
from workbench.statistics.estimate import Estimate
from workbench.statistics.times.cumulative_incidence import cumulative_incidence
from workbench.statistics.times.hybrid_difference import hybrid_difference
from workbench.statistics.times.median_days import median_days

Counts = NDArray[np.int64]
NOTHING_FITTED = 1_000_000
WHOLE_DAYS = 1.0
FINEST_SHARE = 0.05
"""Shares are set against those of shown counts, and told to one in twenty."""
ROUNDED = policy_named("open")


def medians(
    passed: Sequence[Counts], beside: NDArray[np.int64], parameters: Parameters
) -> tuple[Modelled, Modelled]:
    """Return the median days of those who passed, and its difference from another cell's.

    Parameters
    ----------
    passed : sequence of int array, shape (days,)
        Those who passed by the days it took, one histogram a cell.
    beside : int array
        The place of each cell's comparator among the cells.
    parameters : Parameters
        For the level.
    """
    longest = max(people.shape[-1] for people in passed)
    padded = np.stack([np.pad(people, (0, longest - people.shape[-1])) for people in passed])
    median = median_days(padded, level=parameters.level)
    value, lower, upper = median.value, median.lower, median.upper
    other = Estimate(value[beside], lower[beside], upper[beside], median.level, median.method)
    own = beside == np.arange(len(passed))
    apart = _without(hybrid_difference(median, other), own)
    # A median rests on the people on either side of it; how many, by the number as shown.
    half = shown(padded.sum(axis=-1), ROUNDED).low // 2
    return (
        _modelled({"median_days": median}, half, half, WHOLE_DAYS),
        _modelled(
            {"median_difference": apart},
            np.minimum(half, half[beside]),
            np.minimum(half, half[beside]),
            WHOLE_DAYS,
        ),
    )


def incidences(
    steps: Sequence[tuple[int, str, int]],
    stages: Mapping[str, InStage],
    parameters: Parameters,
    least_at_risk: int,
) -> tuple[Modelled, ...]:
    """Return who had passed, who had left and who still waited, by the end of so many days.

    Parameters
    ----------
    steps : sequence of (int, str, int)
        Group, stage and day of each cell.
    stages : mapping of str to InStage
        The histograms of each stage.
    parameters : Parameters
        For the level.
    least_at_risk : int
        Days with fewer people still there at their start have no value.
    """
    level = parameters.level
    causes: dict[str, tuple[int, ...]] = {"passed_by": (PASSED,), "left_by": (LEFT,)}
    causes["still_waiting"] = (PASSED, FAILED, LEFT)
    told = []
    for name, of in causes.items():
        found = {stage: _Found.of(one, of, level, least_at_risk) for stage, one in stages.items()}
        told.append((name, found))
    gone = told[-1][1]
    return tuple(_by_days(name, steps, found, gone, level) for name, found in told)


@dataclass(frozen=True, slots=True, eq=False)
class _Found:
    """Leaving by one cause or by any, day by day, in every group of a stage."""

    incidence: Estimate
    left: Counts
    people: Counts

    @classmethod
    def of(cls, stage: InStage, causes: tuple[int, ...], level: float, least: int) -> _Found:
        everyone = stage.exits.sum(axis=1)
        by_cause = stage.exits[:, causes].sum(axis=1)
        exits = np.stack([by_cause, everyone - by_cause], axis=1)
        incidence = cumulative_incidence(
            exits, stage.pending, level=level, least_at_risk=least
        ).incidence
        people = (everyone + stage.pending).sum(axis=-1)
        return cls(incidence, by_cause.cumsum(axis=-1), people)

    def at(self, group: int, day: int) -> tuple[float, ...]:
        """Return the incidence on one day, how many had left so, and of how many."""
        people = int(self.people[group])
        if day >= self.left.shape[-1]:
            return np.nan, np.nan, np.nan, 0, people
        one = self.incidence
        value, lower, upper = (part[group, 0, day] for part in (one.value, one.lower, one.upper))
        return value, lower, upper, int(self.left[group, day]), people


def _by_days(
    name: str,
    steps: Sequence[tuple[int, str, int]],
    found: Mapping[str, _Found],
    gone: Mapping[str, _Found],
    level: float,
) -> Modelled:
    """Set shares against those of the people who had left so, and who had left at all, by then."""
    rows, all_gone = (
        np.array([each[stage].at(group, day) for group, stage, day in steps], float).reshape(-1, 5)
        for each in (found, gone)
    )
    value, lower, upper, left, people = rows.T
    if name == "still_waiting":
        value, lower, upper = 1 - value, 1 - upper, 1 - lower
    estimate = Estimate(value, lower, upper, level, "Aalen-Johansen, log(-log)")
    counts = {
        "passed": left.astype(np.int64),
        "entered": people.astype(np.int64),
        "gone_passed": all_gone[:, 3].astype(np.int64),
        "gone_entered": people.astype(np.int64),
    }
    share = partial(_share, stays=name == "still_waiting", level=level)
    measure = Measure(("passed", "entered"), share)
    anchor = Anchor(measure, counts, {name: "share"}, factor=False, between=(0.0, 1.0))
    enough = np.full(len(rows), NOTHING_FITTED)
    return Modelled({name: estimate}, enough, enough, enough, finest=FINEST_SHARE, anchor=anchor)


def _share(counts: Mapping[str, np.ndarray], *, stays: bool, level: float) -> Measured:
    """Return the share who had left so by a day, or who had not."""
    one = selection_rate(counts["passed"], counts["entered"], level=level)
    if stays:
        one = Estimate(1 - one.value, 1 - one.upper, 1 - one.lower, one.level, one.method)
    return Measured({"share": one})


def _modelled(
    estimates: Mapping[str, Estimate], events: Counts, non_events: Counts, finest: float
) -> Modelled:
    residual = np.full(len(events), NOTHING_FITTED)
    return Modelled(estimates, events, non_events, residual, finest=finest)


def _without(one: Estimate, cells: NDArray[np.bool_]) -> Estimate:
    value, lower, upper = (
        np.where(cells, np.nan, part) for part in (one.value, one.lower, one.upper)
    )
    return Estimate(value, lower, upper, one.level, one.method)
