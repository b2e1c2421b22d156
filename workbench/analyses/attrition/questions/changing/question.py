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
    in_post_wanted,
    leavers_wanted,
    quarters,
    rows,
)
from workbench.analyses.attrition.questions.question import Answer, NotCovered, Question
from workbench.analyses.attrition.rows import keyed
from workbench.counts.staff import StaffWanted
from workbench.findings import Finding

FEWEST = 2
"""Quarters below which nothing can be said of a change."""


def wanted(parameters: Parameters) -> tuple[StaffWanted, ...]:
    """Count leavers by quarter and people in post at their ends, of all and by grade."""
    beside = published.wanted(parameters)
    if len(quarters(parameters)) < FEWEST:
        return beside
    found = [
        one
        for by in columns(parameters)
        for one in (leavers_wanted(parameters, by), in_post_wanted(parameters, by))
    ]
    return (*found, *beside)


def answer(parameters: Parameters, counted: StaffCounts) -> Answer:
    """State rates by quarter, and what is published or told of posts beside them."""
    found = [*published.findings(parameters, counted), *vacancies.findings(parameters)]
    if len(quarters(parameters)) >= FEWEST:
        found = [_series(parameters, counted), *found]
    return tuple(found) or NotCovered("the data hold fewer than two whole quarters")


def note(parameters: Parameters) -> str:
    """Say where the published lines, and the figures of posts, are from."""
    return " ".join(filter(None, (published.sources(parameters), vacancies.source(parameters))))


def _series(parameters: Parameters, counted: StaffCounts) -> Finding:
    """Return the quarters of everybody, then those of each grade."""
    openings = [one.opening for one in quarters(parameters)]
    # An event is the same to all: its day is in the parameters, and no count is in it.
    events = [first_after(_day(event.date), openings) for event in parameters.events]
    told = groups(parameters, counted)
    cells = keyed([row for group in told for row in rows(parameters, counted, group)])
    measure = by_quarter(len(openings), events, months=MONTHS, level=parameters.level)
    title = f"All {parameters.people}"
    return Finding("changing", "changing", title, cells, table_measures=(measure,))


def _day(told: date | str) -> date:
    return told if isinstance(told, date) else date.fromisoformat(told)


QUESTION = Question("Is it changing?", wanted, answer, note)
