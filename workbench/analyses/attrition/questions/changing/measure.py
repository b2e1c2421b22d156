"""Rates by quarter, their limits, their trend and what came after an event, of shown counts."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from functools import partial

import numpy as np

from workbench.analyses.attrition.questions.changing.changes import Event, changes
from workbench.findings import ShownCounts, TableMeasure
from workbench.measures.leaving import AT_RISK, enough_leavers
from workbench.measures.ranges import ranges, rounded_people, where_told
from workbench.measures.shown import ROUNDED
from workbench.statistics.attrition.leaving_rate import Ranged, leaving_rate
from workbench.statistics.attrition.quarters import quarter_rates
from workbench.statistics.estimate import Estimate

NAMES = ("left", AT_RISK)
BY_GRADE = "_by_grade"
"""After the name of a change that is one within grades."""
Series = Mapping[str, ShownCounts]


def by_quarter(
    quarters: int, events: Sequence[Event], *, months: int, level: float
) -> TableMeasure:
    """Return the measure of quarters of everybody, and then of each grade.

    Parameters
    ----------
    quarters : int
        How many rows each series has, in order of time.
    events : sequence of (int, int)
        How many quarters end before each event, and the place of the first after it.
    months : int
        Length of a quarter.
    level : float
        Confidence level.

    Returns
    -------
    TableMeasure
        ``leaving_rate`` of each quarter; ``usual_rate``, that of all before it with the limits
        between which it is not unusual; ``beyond_limits`` (−1 below, 1 above, else 0);
        ``ratio_to_earlier``; ``ratio_to_last``, of four quarters to the four before, in the row
        of the last of them, year by year back from the end; ``trend_a_year`` in the last row; and
        in the row of the first quarter after an event ``ratio_after_event`` and
        ``step_after_event``. Of everybody these four also within grades, with ``_by_grade`` after
        their names. Nothing but rates is told where a quarter's count is hidden.
    """
    measure = partial(
        _measured, quarters=quarters, events=tuple(events), months=months, level=level
    )
    return TableMeasure(NAMES, measure, cell_by_cell=True)


def _measured(
    counts: Series, *, quarters: int, events: tuple[Event, ...], months: int, level: float
) -> dict[str, Estimate]:
    starts = range(0, len(counts["left"].value), quarters)
    parts = [np.arange(first, first + quarters) for first in starts]
    series = [{name: counts[name].at(part) for name in NAMES} for part in parts]
    told = [_by_quarter(one, events, months, level) for one in series]
    # Where there is no trend of all, there is none of its parts.
    if len(series) > 2 and "trend_a_year" in told[0]:
        told[0] |= _by_grade(series[1:], events, months, level)
    names = dict.fromkeys(name for one in told for name in one)
    return {name: _joined([one.get(name) for one in told], quarters) for name in names}


def _by_quarter(
    counts: Series, events: tuple[Event, ...], months: int, level: float
) -> dict[str, Estimate]:
    left, heads = _ranged(counts)
    own = enough_leavers(counts["left"], heads)
    found = {"leaving_rate": where_told(leaving_rate(left, heads, months=months, level=level), own)}
    # A rate of few people is no series: one who leaves is a peak.
    few = (heads.value < ROUNDED.minimum_entered).any() or not left.value.any()
    if few or not _is_told(counts):
        return found
    series = quarter_rates(left, heads, months=months, level=level)
    found["usual_rate"] = Estimate(series.centre, series.lower, series.upper, level, "limits")
    judged = np.isfinite(series.centre)
    beyond = np.where(judged, series.unusual, np.nan)
    found["beyond_limits"] = Estimate(beyond, beyond, beyond, level, "prediction limits")
    found["ratio_to_earlier"] = series.against_earlier.ratio
    return found | changes(_stacked([left]), _stacked([heads]), events, months=months, level=level)


def _by_grade(
    grades: Sequence[Series], events: tuple[Event, ...], months: int, level: float
) -> dict[str, Estimate]:
    """Return changes within grades, where every grade's counts are told.

    What rounding does to so many counts is chance, which the dispersion allows for; to take it at
    its worst in all of them would leave nothing to tell. Only bands are taken at their ends.
    """
    if not all(map(_is_told, grades)):
        return {}
    left = [_as_told(one["left"]) for one in grades]
    heads = [_as_told(one[AT_RISK]) for one in grades]
    found = changes(_stacked(left), _stacked(heads), events, months=months, level=level)
    return {f"{name}{BY_GRADE}": one for name, one in found.items()}


def _ranged(counts: Series) -> tuple[Ranged, Ranged]:
    shape = counts["left"].value.shape
    return ranges(counts["left"], shape), rounded_people(counts[AT_RISK], shape)


def _as_told(counts: ShownCounts) -> Ranged:
    told = ranges(counts, counts.value.shape)
    low, high = (np.where(counts.banded, side, told.value) for side in (told.low, told.high))
    return Ranged(low, told.value, high)


def _is_told(counts: Series) -> bool:
    return not any(counts[name].hidden(ROUNDED.band).any() for name in NAMES)


def _stacked(series: Sequence[Ranged]) -> Ranged:
    return Ranged(
        *(np.stack([getattr(one, s) for one in series]) for s in ("low", "value", "high"))
    )


def _joined(series: Sequence[Estimate | None], quarters: int) -> Estimate:
    """Put the estimates of all series one after the other, missing where one has none."""
    first = next(one for one in series if one is not None)
    none = np.full(quarters, np.nan)
    value, lower, upper = (
        np.concatenate([none if one is None else getattr(one, side) for one in series])
        for side in ("value", "lower", "upper")
    )
    return Estimate(value, lower, upper, first.level, first.method)
