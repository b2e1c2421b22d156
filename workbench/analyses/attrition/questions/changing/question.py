"""Is it changing? Leaving quarter by quarter, before and after what is known to have happened."""

from __future__ import annotations

from datetime import date

from workbench.analyses.attrition.counting import StaffCounts
from workbench.analyses.attrition.parameters import Parameters
from workbench.analyses.attrition.questions.changing import published, vacancies
from workbench.analyses.attrition.questions.changing.measure import by_quarter
from workbench.analyses.attrition.questions.changing.quarters import (
    MONTHS,
    columns,
    first_after,
    groups,
    headcount_wanted,
    leavers_wanted,
    openings,
    rows,
)
from workbench.analyses.attrition.questions.question import Answer, NotCovered, Question
from workbench.analyses.attrition.rows import Group, keyed
from workbench.counts.staff import StaffWanted
from workbench.findings import Finding

FEWEST = 2
"""Quarters below which nothing can be said of a change."""


def wanted(parameters: Parameters) -> tuple[StaffWanted, ...]:
    """Count leavers by quarter and people in post at their ends, of all and by grade."""
    beside = published.wanted(parameters)
    if len(openings(parameters)) < FEWEST:
        return beside
    found = [
        one
        for by in columns(parameters)
        for one in (leavers_wanted(parameters, by), headcount_wanted(parameters, by))
    ]
    return (*found, *beside)


def answer(parameters: Parameters, counted: StaffCounts) -> Answer:
    """State rates by quarter, and what is published or told of posts beside them."""
    found = [*published.findings(parameters, counted), *vacancies.findings(parameters)]
    if len(openings(parameters)) >= FEWEST:
        series = [_finding(parameters, counted, one) for one in groups(parameters, counted)]
        found = [*series, *found]
    return tuple(found) or NotCovered("the data hold fewer than two whole quarters")


def note(parameters: Parameters) -> str:
    """Say where the published lines, and the figures of posts, are from."""
    return " ".join(filter(None, (published.sources(parameters), vacancies.source(parameters))))


def _finding(parameters: Parameters, counted: StaffCounts, group: Group) -> Finding:
    opened = openings(parameters)
    # An event is the same to all: its day is in the parameters, and no count is in it.
    events = [first_after(_day(event.date), opened) for event in parameters.events]
    measure = by_quarter(events, months=MONTHS, level=parameters.level)
    name = f"changing:{group.name}" if group.name else "changing"
    title = group.name or f"All {parameters.people}"
    cells = keyed(rows(parameters, counted, group))
    return Finding(name, "changing", title, cells, table_measures=(measure,))


def _day(told: date | str) -> date:
    return told if isinstance(told, date) else date.fromisoformat(told)


QUESTION = Question("Is it changing?", wanted, answer, note)
