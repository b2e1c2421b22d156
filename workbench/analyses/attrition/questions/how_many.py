"""How many leave? Rates a year by grade, region and year, and who of the opening staff stays."""

from __future__ import annotations

import pandas as pd

from workbench.analyses.attrition.contract import contract_of
from workbench.analyses.attrition.counting import StaffCounts
from workbench.analyses.attrition.dimensions import together, units
from workbench.analyses.attrition.parameters import Parameters
from workbench.analyses.attrition.periods import Period, earlier_periods, own_period
from workbench.analyses.attrition.questions.question import Answer, Question
from workbench.analyses.attrition.rows import (
    EVERYBODY,
    STAYED,
    Group,
    cohort_sides,
    groups_of,
    keyed,
    leaving_row,
)
from workbench.counts.staff import StaffWanted
from workbench.findings import Finding
from workbench.measures.comparison import share
from workbench.measures.leaving import leaving_rates

RATES = {"leaving_rate": "left", "resignation_rate": "left_resigned"}


def wanted(parameters: Parameters) -> tuple[StaffWanted, ...]:
    """Count leavers and people in post by grade and region, and by grade in each year before."""
    period, named = own_period(parameters), _columns(parameters)
    mine = [
        one
        for by in ((), *((name,) for name in named))
        for one in (period.in_post(*by), period.leavers(*by), period.cohort(*by))
    ]
    before = [
        one
        for year in earlier_periods(parameters)
        for by in ((), *([(parameters.grade,)] if parameters.grade else []))
        for one in (year.in_post(*by), year.leavers(*by))
    ]
    both = units(parameters)
    return (*mine, *before, *([period.in_post(*both)] if both else []))


def answer(parameters: Parameters, counted: StaffCounts) -> Answer:
    """State leaving and resignation rates, those of the years before, and stability."""
    period = own_period(parameters)
    mine = keyed(
        [leaving_row(parameters, counted, period, one) for one in _groups(parameters, counted)]
    )
    findings = [_rates(parameters, "leaving", "How many leave", mine)]
    years = earlier_periods(parameters)
    if years:
        rows = [
            leaving_row(parameters, counted, year, group)
            for group in _over_years(parameters, counted)
            for year in (*years, period)
        ]
        findings.append(_rates(parameters, "leaving:years", "Leaving year by year", keyed(rows)))
    return (*findings, _stability(parameters, counted))


def _columns(parameters: Parameters) -> tuple[str, ...]:
    return tuple(name for name in (parameters.grade, parameters.region) if name)


def _groups(parameters: Parameters, counted: StaffCounts) -> list[Group]:
    """Return everybody, each grade and each region, and learners with those they count among."""
    results, period = contract_of(parameters).results, own_period(parameters)
    found = [EVERYBODY]
    for name in _columns(parameters):
        found += groups_of(name, results[name], counted.tables[period.in_post(name)])
        if name == parameters.grade:
            found += _together(parameters)
    return found


def _together(parameters: Parameters) -> list[Group]:
    named = together(parameters).items()
    return [Group(name, str(parameters.grade), labels) for name, labels in named]


def _over_years(parameters: Parameters, counted: StaffCounts) -> list[Group]:
    if parameters.grade is None:
        return [EVERYBODY]
    results = contract_of(parameters).results[parameters.grade]
    table = counted.tables[own_period(parameters).in_post(parameters.grade)]
    return [EVERYBODY, *groups_of(parameters.grade, results, table), *_together(parameters)]


def _rates(parameters: Parameters, name: str, title: str, cells: pd.DataFrame) -> Finding:
    rates = dict(RATES)
    if not parameters.leaving.resignation_titles:
        # Nobody's leaving could be told as a resignation: that is no rate of nothing.
        cells = cells.drop(columns=rates.pop("resignation_rate"))
    measure = leaving_rates(rates, months=parameters.months, level=parameters.level)
    return Finding(name, "leaving", title, cells, table_measures=(measure,))


def _stability(parameters: Parameters, counted: StaffCounts) -> Finding:
    """Return who of those in post at the opening is still there at the end."""
    period: Period = own_period(parameters)
    rows = []
    for group in _groups(parameters, counted):
        table = counted.tables[period.cohort(*([group.column] if group.column else []))]
        sides = cohort_sides(parameters, table, group, STAYED)
        rows.append({"characteristic": group.column, "group": group.name, **sides})
    title = "Who is still there"
    measures = (share("stability_index", parameters.level),)
    return Finding("stability", "stability", title, keyed(rows), measures)


QUESTION = Question("How many leave?", wanted, answer)
