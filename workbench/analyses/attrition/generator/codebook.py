"""The codebook of every table."""

from __future__ import annotations

import pandas as pd

from workbench.analyses.attrition.generator.words import (
    CONTRACTS,
    DESTINATIONS,
    GRADES,
    INTAKES,
    PDUS,
    REASON_LABELS,
    ROUTES,
    SOURCE,
    STAFF_CODE_LISTS,
    STATUSES,
    YES_NO,
)
from workbench.vocabulary.terms import REGIONS

VERSION = "2026"
ISO_DATE = "ISO date"
Row = tuple[str, str, str, str, str]


def codebook() -> pd.DataFrame:
    """Return one row for each column of each table, in their order.

    Returns
    -------
    DataFrame
        `table`, `column`, `meaning`, `labels` (separated by semicolons), `version`, `source`,
        `synthetic` (always Yes).

    Examples
    --------
    >>> codebook().loc[5, ["table", "column"]].tolist()
    ['staff', 'grade']
    """
    staff = [*_spell(), *_work(), *_service(), *_characteristics()]
    tables = {"staff": staff, "vacancies": _vacancies()}
    rows = [(table, *each) for table, listed in tables.items() for each in listed]
    columns = ["table", "column", "meaning", "labels", "version", "source"]
    return pd.DataFrame(rows, columns=columns).assign(synthetic="Yes")


def _row(column: str, meaning: str, *labels: str) -> Row:
    return column, meaning, "; ".join(labels), VERSION, SOURCE


def _spell() -> list[Row]:
    return [
        _row("person_id", "Identifier of a synthetic person; belongs to no real one"),
        _row("start", "First day of a spell in which nothing here changes", ISO_DATE),
        _row("end", "Last day of it; blank where it goes on", ISO_DATE),
        _row("region", "Probation region of the post", *REGIONS),
        _row("pdu", "Probation delivery unit (PDU) of the post", *PDUS),
        _row(
            "grade", "PSO is Probation Services Officer, PO Probation Officer, SPO Senior", *GRADES
        ),
        _row("contract", "Kind of contract", *CONTRACTS),
        _row("fte", "Hours as a share of full time", "0.5 to 1"),
        _row("status", "Working, or absent from the post", *STATUSES),
    ]


def _work() -> list[Row]:
    holds = "blank for administrators, SPO and absent staff, who hold no cases"
    return [
        _row("caseload", f"Cases held; {holds}", "1 to 250"),
        _row("workload", f"Per cent of the workload measurement tool; {holds}", "1 to 250"),
        _row("sickness_days", "Working days lost to sickness in twelve months", "0 to 180"),
        _row("pay_point", "Point in the pay band, rising in April", "1 to 5"),
        _row("manager_span", "People whom the line manager manages", "5 to 15"),
        _row("engagement", "Engagement index of the PDU in the last survey", "30 to 90"),
        _row("former_crc", "Came over from a Community Rehabilitation Company (CRC)", *YES_NO),
        _row("cohort", "Intake of whoever is or was a PQiP learner; else blank", *INTAKES),
        _row("route", "Length of that training; else blank", *ROUTES),
        _row("newly_qualified", "Officer for less than twelve months", *YES_NO),
    ]


def _service() -> list[Row]:
    return [
        _row("joined", "Day of joining; for staff of a CRC that of the transfer", ISO_DATE),
        _row("joined_originally", "Day of joining a CRC, mostly blank; else blank", ISO_DATE),
        _row("leaving_reason", "In the last spell of leavers; sometimes blank", *REASON_LABELS),
        _row("destination", "Of those who resign and whose reason is known", *DESTINATIONS),
    ]


def _characteristics() -> list[Row]:
    return [
        (
            each.name,
            f"{each.title}: {each.question}{'; a blank is no record' if each.undeclared else ''}",
            "; ".join(each.groups + each.undeclared),
            each.version,
            each.source,
        )
        for each in STAFF_CODE_LISTS
    ]


def _vacancies() -> list[Row]:
    return [
        _row("quarter", "First day of the quarter", ISO_DATE),
        _row("region", "Probation region", *REGIONS),
        _row("posts", "Full-time equivalent posts funded for officers", "0 or more"),
        _row("vacancies", "Of those, vacant at the end of the quarter", "0 or more"),
        _row("starters", "Officers who started in the quarter", "0 or more"),
    ]
