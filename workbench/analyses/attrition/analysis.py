"""From one file of staff to its findings."""

from __future__ import annotations

from collections.abc import Iterable, Mapping

import pandas as pd

from workbench.analyses.attrition.counting import StaffCounts, count_file
from workbench.analyses.attrition.dimensions import dimensions, tied
from workbench.analyses.attrition.parameters import Parameters
from workbench.analyses.attrition.periods import headcount_of, own_period
from workbench.analyses.attrition.questions import QUESTIONS
from workbench.analyses.attrition.questions.question import NotCovered
from workbench.analyses.attrition.rows import keyed
from workbench.analyses.attrition.stated.period import month_end
from workbench.analyses.attrition.ties import TIES
from workbench.findings import Context, Finding, Findings, VerdictRule
from workbench.measures.comparison import share
from workbench.parameters import StrictModel
from workbench.parameters.stated.characteristic import KNOWN
from workbench.vocabulary.characteristics import PROTECTED
from workbench.vocabulary.terms import LEAVING, NOT_ASKED, NOT_DECLARED

LIKE_SNAPSHOTS = (
    "a row for each month in which somebody was in post on any day, though every row has the last "
    "day of a month (a file of snapshots, where whoever left has no row for that month, is "
    "layout: month_ends)"
)


def analyse(parameters: Parameters) -> Findings:
    """Read, check and count one file of staff, and state what is to be found out.

    Parameters
    ----------
    parameters : Parameters

    Returns
    -------
    Findings
        ``records`` and ``declaration`` (data quality), and those of every question.

    Raises
    ------
    DataError
        If the file cannot be counted truly; it names every problem.
    """
    wanted = [one for question in QUESTIONS for one in question.wanted(parameters)]
    return state(parameters, count_file(parameters, wanted))


def state(parameters: Parameters, counted: StaffCounts) -> Findings:
    """State what is to be found out from the counts of one file, however they were come by."""
    answers = {question.title: question.answer(parameters, counted) for question in QUESTIONS}
    not_covered = {
        title: answer.because for title, answer in answers.items() if isinstance(answer, NotCovered)
    }
    answered = [one for answer in answers.values() if isinstance(answer, tuple) for one in answer]
    findings = (_records(counted), *_declaration(parameters, counted), *answered)
    return Findings(_context(parameters, counted, not_covered), findings, TIES)


def _context(
    parameters: Parameters, counted: StaffCounts, not_covered: Mapping[str, str]
) -> Context:
    published = parameters.data_source == "published"
    names = (*parameters.characteristics, *parameters.circumstances, *parameters.drivers)
    return Context(
        analysis=parameters.analysis,
        title=parameters.title,
        data_source=parameters.data_source,
        citation=parameters.citation,
        population=parameters.population,
        data_date=parameters.data_date.isoformat(),
        people=parameters.people,
        completed="left",
        stages={LEAVING: "leaving"},
        titles={name: parameters.title_of(name) for name in names},
        not_covered=not_covered,
        notes={
            question.title: question.note(parameters) for question in QUESTIONS if question.note
        },
        not_collected=parameters.not_collected,
        not_looked_at=() if published else _not_looked_at(parameters),
        read_as=(*counted.how, *([LIKE_SNAPSHOTS] if counted.checked.dated_at_month_ends else [])),
        explanations=parameters.explanations,
        actions=_plain(parameters.actions),
        insight=_plain(parameters.insight),
        events=_plain(parameters.events),
        dimensions=dimensions(parameters),
        tied=tied(parameters, counted) | _words(parameters),
        rule=VerdictRule(
            level=parameters.level,
            alpha=parameters.alpha,
            negligible_ratio=parameters.negligible_ratio,
            negligible_difference=parameters.negligible_difference,
            minimum_group=parameters.minimum_group,
        ),
    )


def _words(parameters: Parameters) -> dict[str, str]:
    """Return what the report says of the period; the audit does not look at it."""
    period = own_period(parameters)
    told = {
        "opening": month_end(period.opening).isoformat(),
        "end": month_end(period.last).isoformat(),
        "since": month_end(parameters.window(0)[0]).isoformat(),
        "months": str(parameters.months),
        "lag months": str(parameters.lag_months),
        "headcount": headcount_of(parameters),
    }
    if parameters.grade:
        told["grade"] = parameters.grade
    return told


def _plain(models: Iterable[StrictModel]) -> tuple[dict[str, str], ...]:
    return tuple(model.model_dump(mode="json", exclude_none=True) for model in models)


def _not_looked_at(parameters: Parameters) -> tuple[str, ...]:
    """Return the protected characteristics of the Act that this report says nothing of."""
    told = {KNOWN[name].protected_as for name in parameters.characteristics if name in KNOWN}
    return tuple(name for name in PROTECTED if name not in told | {*parameters.not_collected})


def _records(counted: StaffCounts) -> Finding:
    """Return what was read and what was set aside, as the check of the file counted it."""
    checked = counted.checked
    told = {
        "rows read": checked.rows_read,
        "rows not of this population, set aside": checked.rows_set_aside,
        "people": checked.people,
        "people who were never of this population": checked.people_set_aside,
        "leavers in the months counted, moves within the service too": checked.leavers,
        "of them without a recorded reason": checked.leavers_without_reason,
        "leavers after the last month counted, cut": checked.leavers_cut,
        "leavers who were not of this population when they left": checked.leavers_set_aside,
        "people who came back after a gap": checked.came_back,
        "people whose length of service is not known": checked.service_not_known,
    }
    cells = keyed([{"group": name, "number": number} for name, number in told.items()])
    return Finding("records", "records", "Rows read and set aside", cells)


def _declaration(parameters: Parameters, counted: StaffCounts) -> tuple[Finding, ...]:
    rows = []
    for name in parameters.characteristics:
        table: pd.DataFrame = counted.tables[own_period(parameters).cohort(name)]
        asked = table[table[name] != NOT_ASKED]
        spoke = asked[asked[name] != NOT_DECLARED]
        rows.append(
            {
                "characteristic": name,
                "group": parameters.title_of(name),
                "entered": int(asked["people"].sum()),
                "passed": int(spoke["people"].sum()),
            }
        )
    if not rows:
        return ()
    measures = (share("declared_share", parameters.level),)
    return (Finding("declaration", "declaration", "Who declared what", keyed(rows), measures),)
