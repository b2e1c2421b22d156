"""The codebook of every table."""

from __future__ import annotations

import pandas as pd

from workbench.analyses.role_evaluation.generator import plan
from workbench.analyses.role_evaluation.generator.planned import LATER
from workbench.analyses.role_evaluation.generator.rollout import units
from workbench.analyses.role_evaluation.generator.words import (
    AGES,
    CHARACTERISTICS,
    MONTH_LABELS,
    PREFER_NOT_TO_SAY,
    ROLES,
    SOURCE,
    UNITS,
    WAVES,
    WORKING_PATTERNS,
    YES_NO,
)
from workbench.vocabulary.terms import REGIONS

VERSION = "2026"
Row = tuple[str, str, str, str, str]
STARTS = tuple(month for month in MONTH_LABELS if month >= "2022-10")


def codebook() -> pd.DataFrame:
    """Return one row for each column of each table, in their order.

    Returns
    -------
    DataFrame
        `table`, `column`, `meaning`, `labels` (separated by semicolons), `version`, `source`,
        `synthetic` (always Yes).

    Examples
    --------
    >>> codebook().loc[1, ["table", "column"]].tolist()
    ['panel', 'region']
    """
    outcomes = [*_rollout(), *_people(), *_outcomes()]
    tables = {
        "panel": [_unit(), *outcomes],
        "regions": outcomes,
        "survey": _survey(),
        "survey_invited": _invited(),
        "planned": [row for row in (_unit(), *outcomes) if row[0] not in LATER],
    }
    rows = [(table, *each) for table, listed in tables.items() for each in listed]
    columns = ["table", "column", "meaning", "labels", "version", "source"]
    return pd.DataFrame(rows, columns=columns).assign(synthetic="Yes")


def _row(column: str, meaning: str, *labels: str) -> Row:
    return column, meaning, "; ".join(labels), VERSION, SOURCE


def _unit() -> Row:
    names = sorted(units(0, UNITS).names, key=lambda name: (name.rsplit(" ", 1)[0], name))
    return _row("unit", "Probation delivery unit (PDU), made up", *names)


def _rollout() -> list[Row]:
    return [
        _row("region", "Probation region; the level at which dates were set", *REGIONS),
        _row("month", "Calendar month", *MONTH_LABELS),
        _row("planned_month", "Month in which the role was to begin; blank for never", *STARTS),
        _row("actual_month", "Month in which it began; blank for never", *STARTS),
    ]


def _people() -> list[Row]:
    return [
        _row("spo_headcount", "Senior Probation Officers (SPO) of the two functions", "1 or more"),
        _row("spo_full_time", "Of those, full time", "0 or more"),
        _row("spo_part_time", "Of those, part time", "0 or more"),
        _row("spo_fte", "Their full-time equivalent", "above 0"),
        _row("other_spo_headcount", "SPO of other functions, never supported", "0 or more"),
        _row("support_fte_funded", "Posts of the role funded, full-time equivalent", "0 or more"),
        _row("support_fte", "Posts of the role filled, full-time equivalent", "0 or more"),
    ]


def _outcomes() -> list[Row]:
    meanings = {
        f"{plan.HOURS}_full_time": "Hours on administration, full-time SPO",
        f"{plan.HOURS}_part_time": "Hours on administration, part-time SPO; blank without any",
        f"{plan.HOURS}_other_spo": "Hours on administration, SPO of other functions",
        "supervision_on_time": "Supervision and oversight done on time",
        "countersigning_days": "Wait for a countersignature",
        "overtime_hours": "Overtime",
        "sickness_days": "Working days lost to sickness",
        "span_of_control": "Practitioners for each SPO",
    }
    rows = [
        _row(each.name, f"{meanings[each.name]}; {each.better} is better", each.unit)
        for each in plan.MEASURES
    ]
    everyone = f"Hours on administration, all SPO of the two functions; {plan.MEASURES[0].better}"
    return [
        _row(plan.HOURS, f"{everyone} is better", plan.WEEKLY),
        *rows,
        _row("spo_leavers", "SPO of the two functions who left in the month", "0 or more"),
        _row("vacancies", "Posts of SPO vacant at the end of the month", "0 or more"),
        _row("support_cost", "Cost of the role in the month", "pounds"),
    ]


def _survey() -> list[Row]:
    answer = "from 1, strongly disagree, to 5, strongly agree; blank is no answer"
    undeclared = dict.fromkeys(plan.NOT_DECLARED, (PREFER_NOT_TO_SAY,))
    return [
        _row("response_id", "Identifier of a synthetic response; belongs to no real person"),
        _row("wave", "Month of the survey; waves are anonymous and cannot be joined", *WAVES),
        _row("region", "Probation region", *REGIONS),
        _unit(),
        _row("role", "Of the SPO who responded", *ROLES),
        _row("working_pattern", "Full time or part time", *WORKING_PATTERNS),
        *(
            _row(name, f"{name.capitalize()} as declared", *groups, *undeclared.get(name, ()))
            for name, groups in CHARACTERISTICS.items()
        ),
        _row("with_role", "Supported by the role in the month of the survey", *YES_NO),
        _row("acceptable_workload", f"I have an acceptable workload; {answer}", "1 to 5"),
        _row("wellbeing", f"My wellbeing at work is good; {answer}", "1 to 5"),
        _row("support", f"I have the support I need to manage; {answer}", "1 to 5"),
        _row("needs_heard", f"My different needs are heard; {answer}", "1 to 5"),
        _row("weight", "One over the response rate of people like this one", "1 or more"),
    ]


def _invited() -> list[Row]:
    return [
        _row("wave", "Month of the survey", *WAVES),
        _row("role", "Of the SPO who were asked", *ROLES),
        _row("working_pattern", "Full time or part time", *WORKING_PATTERNS),
        _row("age", "Age in bands", *AGES),
        _row("invited", "Number asked, whether or not they responded", "0 or more"),
    ]
