"""The months of a chunk side by side, and the spells in which nothing changes."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from workbench.analyses.attrition.generator import plan
from workbench.analyses.attrition.generator.months import DRIVERS, Flags, Month, months
from workbench.analyses.attrition.generator.people import INTAKE_MONTHS, Codes, People, Whole
from workbench.analyses.attrition.generator.words import (
    BLANK,
    CLOSED_MONTHS,
    FIRST_MONTH,
    INTAKE_DAY,
    LEARNER,
    MONTHS,
)
from workbench.synthetic import DAY, MONTH, Streams

STANDING = ("grade", "contract", "status", "pdu", "fte", "pay_point", "intake", "route", "newly")
COLUMNS = (*STANDING, *DRIVERS, "age")
RUN_DOWN = ("caseload", "workload")
MONTH_STARTS = (FIRST_MONTH + np.arange(MONTHS + 1) * MONTH).astype("datetime64[D]")


@dataclass(frozen=True, slots=True)
class History:
    """Every month of one chunk: arrays of shape (months, people).

    `left` is the month in which each person leaves, `BLANK` for those who do not, and `reason` why.
    """

    present: Flags
    columns: dict[str, NDArray[np.int16]]
    left: Whole
    reason: Codes


@dataclass(frozen=True, slots=True)
class Spells:
    """Spells of one chunk, those of a person together and in order; one entry for each spell.

    `person` and `month` are the row and first month of each; `reason` is `BLANK` but for the last
    spell of those who left.
    """

    person: Whole
    month: Whole
    start: NDArray[np.datetime64]
    end: NDArray[np.datetime64]
    reason: Codes
    columns: dict[str, NDArray[np.int16]]


def history(people: People, streams: Streams) -> History:
    """Draw the months of one chunk and keep what a file tells of them."""
    size = len(people.grade)
    present = np.zeros((MONTHS, size), dtype=bool)
    columns = {name: np.empty((MONTHS, size), dtype=np.int16) for name in COLUMNS}
    left, reason = np.full(size, BLANK), np.full(size, BLANK, dtype=np.int8)
    for each in months(people, streams):
        present[each.number] = each.present
        _keep(columns, each, people)
        leaves = each.reason != BLANK
        left[leaves] = each.number
        reason[leaves] = each.reason[leaves]
        if each.number % 3 == 2:
            _run_down(columns, left, each.number - 2)
    return History(present, columns, left, reason)


def _keep(columns: dict[str, NDArray[np.int16]], month: Month, people: People) -> None:
    for name in STANDING:
        columns[name][month.number] = getattr(month.standing, name)
    for name in DRIVERS:
        columns[name][month.number] = month.drivers[name]
    columns["age"][month.number] = people.age_band(month.number)


def _run_down(columns: dict[str, NDArray[np.int16]], left: Whole, first: int) -> None:
    """Lower the work of those who left in the quarter that has just ended."""
    leavers = np.flatnonzero((left >= first) & (left < first + 3))
    for name in RUN_DOWN:
        values = columns[name][first : first + 3, leavers]
        fewer = np.maximum(np.rint(plan.RUN_DOWN * values), 1)
        columns[name][first : first + 3, leavers] = np.where(values == BLANK, BLANK, fewer)


def spells(drawn: History, people: People, streams: Streams) -> Spells:
    """Cut the months of each person where something changes."""
    person, month = np.nonzero(_begins(drawn).T)
    columns = {name: column[month, person] for name, column in drawn.columns.items()}
    begins_training = columns["grade"] == LEARNER
    begins_training &= INTAKE_MONTHS[columns["intake"]] == month
    start = _starts(person, month, people, streams)
    start = np.where(begins_training, MONTH_STARTS[month] + (INTAKE_DAY - 1) * DAY, start)
    last = np.append(person[1:] != person[:-1], True)
    next_start = np.append(start[1:], start[:1])
    entered = _entered(drawn, streams)
    leaves = last & entered[person]
    end = np.where(last, np.datetime64("NaT", "D"), next_start - DAY)
    end = np.where(leaves, _leaving_day(start, drawn.left[person], person, streams), end)
    return Spells(
        person=person,
        month=month,
        start=start,
        end=end,
        reason=np.where(leaves, drawn.reason[person], BLANK).astype(np.int8),
        columns=columns,
    )


def _begins(drawn: History) -> Flags:
    """Return where a spell begins: on entering the data, and where anything differs."""
    begins = drawn.present.copy()
    for month in range(1, MONTHS):
        same = drawn.present[month - 1].copy()
        for column in drawn.columns.values():
            same &= column[month] == column[month - 1]
        begins[month] &= ~same
    return begins


def _starts(
    person: Whole, month: Whole, people: People, streams: Streams
) -> NDArray[np.datetime64]:
    """Return first days: changes of a new quarter are on its first, others on any day."""
    own = np.floor(28 * streams.uniform("day of change")).astype(np.int64)
    changed = np.where(month % 3 == 0, 0, (own[person] + 11 * month) % 28)
    entry = month == people.month[person]
    days = np.where(entry, people.day[person] - 1, changed)
    return MONTH_STARTS[month] + days.astype("timedelta64[D]")


def _leaving_day(
    start: NDArray[np.datetime64], left: Whole, person: Whole, streams: Streams
) -> NDArray[np.datetime64]:
    uniform = streams.uniform("leaving day")[person]
    first = np.maximum(start, MONTH_STARTS[left])
    days = (MONTH_STARTS[left + 1] - first).astype(np.int64)
    return first + np.floor(uniform * days).astype(np.int64) * DAY


def _entered(drawn: History, streams: Streams) -> Flags:
    """Return who left and is entered as a leaver by the day the data were taken."""
    missing = np.zeros(MONTHS)
    missing[CLOSED_MONTHS:] = plan.NOT_ENTERED
    late = streams.uniform("entered late") < missing[np.maximum(drawn.left, 0)]
    entered: Flags = (drawn.left != BLANK) & ~late
    return entered
