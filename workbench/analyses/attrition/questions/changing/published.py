"""Published rates beside those of the same grades and the same year here."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from functools import partial

import numpy as np

from workbench.analyses.attrition.counting import StaffCounts
from workbench.analyses.attrition.parameters import Parameters
from workbench.analyses.attrition.periods import (
    YEAR,
    Period,
    earliest_opening,
    ending,
    headcount_of,
)
from workbench.analyses.attrition.rows import EVERYBODY, Group, keyed, leaving_row
from workbench.analyses.attrition.stated.scenario import PublishedLine
from workbench.counts.staff import StaffWanted
from workbench.findings import Finding, ShownCounts, TableMeasure
from workbench.measures.leaving import AT_RISK, leaving_rates
from workbench.records.staff.contract import month_number
from workbench.statistics.estimate import Estimate
from workbench.vocabulary.terms import OVERALL

PUBLISHED = "published"
RATES = {"leaving_rate": AT_RISK, "own_rate": "at_risk_here"}
"""The rate by the headcount of the line, and by that of this report, with the people of each."""
TOGETHER = "|"
"""Between grades that are counted together."""


def wanted(parameters: Parameters) -> tuple[StaffWanted, ...]:
    """Count leavers and people in post of the year and by what grades each line is of."""
    return tuple(
        one
        for line in parameters.published
        for period in years_of(line, parameters)
        for one in (
            period.in_post(*_by(line, parameters)),
            period.leavers(*_by(line, parameters)),
        )
    )


def findings(parameters: Parameters, counted: StaffCounts) -> Iterator[Finding]:
    """Yield one finding a published line that the data can be held to."""
    level = parameters.level
    for number, line in enumerate(parameters.published, 1):
        # Without a colon, which would stand for a group.
        row: dict[str, object] = {"stratum": line.label.replace(":", ",")}
        rates = []
        for period, (name, people) in zip(years_of(line, parameters), RATES.items(), strict=False):
            told = leaving_row(parameters, counted, period, _group(line, parameters))
            row = {**told, **row, people: told[AT_RISK]}
            rates.append(leaving_rates({name: "left"}, months=YEAR, level=level, people=people))
        if not rates:
            continue
        del row["left_resigned"]
        stated = partial(_stated, value=line.value / 100, level=level)
        measures = (*rates, TableMeasure(("left",), stated))
        name = f"{PUBLISHED}:{number}"
        yield Finding(name, PUBLISHED, line.label, keyed([row]), table_measures=measures)


def sources(parameters: Parameters) -> str:
    """Name the source of every published line, and the lines that no year here answers to."""
    told = [f"{line.label}: {line.source.rstrip('.')}." for line in parameters.published]
    untold = [line.label for line in parameters.published if not years_of(line, parameters)]
    if untold:
        told.append(f"The data do not hold the whole year of: {'; '.join(untold)}.")
    return " ".join(told)


def years_of(line: PublishedLine, parameters: Parameters) -> tuple[Period, ...]:
    """Return the year that a line is of, if the data hold it whole.

    Once with the headcount of the line, and once with the report's own where that is another.
    """
    last = month_number(line.year_ending) if line.year_ending else parameters.last_month
    of_report = last == parameters.last_month and parameters.months == YEAR
    name = OVERALL if of_report else ending(last)
    headcounts = dict.fromkeys(headcount_of(parameters, one) for one in (line.headcount, None))
    years = tuple(Period(name, last - YEAR, last, headcount) for headcount in headcounts)
    return years if of_report or all(_holds(parameters, year) for year in years) else ()


def _holds(parameters: Parameters, year: Period) -> bool:
    first = earliest_opening(parameters, year.headcount)
    return first <= year.opening and year.last <= parameters.last_month


def _by(line: PublishedLine, parameters: Parameters) -> tuple[str, ...]:
    return (parameters.grade,) if line.grades and parameters.grade else ()


def _group(line: PublishedLine, parameters: Parameters) -> Group:
    if not line.grades or parameters.grade is None:
        return EVERYBODY
    return Group(TOGETHER.join(line.grades), parameters.grade, line.grades)


def _stated(
    counts: Mapping[str, ShownCounts], *, value: float, level: float
) -> dict[str, Estimate]:
    """Return the published rate, which is of no count here."""
    told = np.full(counts["left"].value.shape, value)
    return {"published_rate": Estimate(told, told, told, level, "as published")}
