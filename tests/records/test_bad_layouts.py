"""Files of statuses and files with a row a stage that cannot be counted truly."""

from __future__ import annotations

from pathlib import Path

import pytest
from campaign import GROUP, OUTCOME, Case, check_refused, counted

STATUSES = {
    "layout": "status",
    "outcomes": {},
    "stages": {
        "sift": {"failed": ["Rejected at sift"]},
        "offer": {"failed": ["Rejected"], "passed": ["Hired"]},
    },
}
STATUS = "application_id,sex,status\n" + "".join(
    f"{n},{'Men' if n < 7 else 'Women'},{'Hired' if n % 2 else 'Rejected at sift'}\n"
    for n in range(12)
)
SAY = (
    "Say at which stage people with them are, and how: stages: {sift: {failed: [..], pending: "
    "[..]}}. A blank is written ''."
)
LONG = {"layout": "long"}
DATED = LONG | {"columns": {"date": "on"}, "data_date": "2024-06-30"}
NAME = "Name them: stages: {sift: {called: [..]}}, or leave them out: 'ignored_stages'."
KEEP = "Keep the row that counts."
MANY = "beyond the first of an application at one stage."
EARLY = "where an earlier stage was not passed. Correct the rows, or the order of 'stages'."


def long(*rows: str, date: bool = False) -> str:
    """Return twelve applications that passed the sift and failed after it, and rows more."""
    header = "application_id,sex,stage,outcome" + (",on" if date else "")
    days = (",2024-01-02", ",2024-02-03") if date else ("", "")
    pairs = [
        f"{n},{sex},sift,Pass{days[0]}\n{n},{sex},offer,Fail{days[1]}"
        for n, sex in enumerate(["Men"] * 7 + ["Women"] * 5)
    ]
    return "\n".join([header, *pairs, *rows]) + "\n"


def with_pending(label: str) -> dict[str, object]:
    stages = STATUSES["stages"]
    return {"stages": stages | {"sift": {**stages["sift"], "pending": [label]}}}


CASES = {
    "statuses nobody named": Case(
        STATUS + "55,Men,On hold\n56,Women,hired\n",
        "'status': 2 unknown labels in 2 rows: 'On hold', 'hired' ('Hired' but for capitals). "
        + SAY,
        STATUSES,
    ),
    "a status nobody named": Case(
        STATUS + "55,Men,On hold\n",
        f"'status': 1 unknown label in 1 row: 'On hold'. {SAY}",
        STATUSES,
        mend=with_pending("On hold"),
    ),
    "a blank status": Case(
        STATUS + "55,Men,\n",
        f"'status': 1 unknown label in 1 row: blank. {SAY}",
        STATUSES,
        mend=with_pending(""),
    ),
    "a stage twice": Case(
        long("1,Men,offer,Pass", "1,Men,sift,Pass", "1,Men,sift,Pass"),
        f"'stage': 3 rows {MANY} {KEEP}",
        LONG,
    ),
    "a stage nobody named": Case(
        long("1,Men,vetting,Pass"),
        f"'stage': 1 unknown label in 1 row: 'vetting'. {NAME}",
        LONG,
        mend={"ignored_stages": ["vetting"]},
    ),
    "a blank stage": Case(
        long("88,Men,,Pass"), f"'stage': 1 unknown label in 1 row: blank. {NAME}", LONG
    ),
    "an outcome nobody named": Case(
        long("88,Men,sift,Waiting"),
        f"'outcome': 1 unknown label in 1 row: 'Waiting'. {OUTCOME}",
        LONG,
        mend={"outcomes": {"passed": ["Pass"], "failed": ["Fail"], "pending": ["Waiting"]}},
    ),
    "two groups for one application": Case(
        long("88,Men,sift,Pass", "88,Women,offer,Fail"),
        "'sex': the rows of 1 application name more than one group. Correct them.",
        LONG,
    ),
    "two people for one application": Case(
        long()
        .replace("sex,", "sex,person,")
        .replace("en,", "en,p1,")
        .replace("p1,offer", "p2,offer"),
        "'person': the rows of 12 applications name more than one person. Correct it.",
        LONG | {"person": "person"},
    ),
    "a stage left out": Case(
        long("88,Men,offer,Pass"), f"'offer' has an outcome in 1 row {EARLY}", LONG
    ),
    "identifiers left blank": Case(
        long(",Men,sift,Pass", ",Men,sift,Pass", ",Women,offer,Fail"),
        "'application_id' is blank in 3 rows. Fill it in.",
        LONG,
    ),
    "an earlier day at a later stage": Case(
        long("88,Men,sift,Pass,2024-03-01", "88,Men,offer,Pass,2024-02-01", date=True),
        "'on' of offer is before the day of an earlier stage in 1 row. Correct the days, or the "
        "order of 'stages'.",
        DATED,
    ),
    "a day to come": Case(
        long("88,Men,sift,Pass,2025-03-01", date=True),
        "'on' of sift is after 2024-06-30, the 'data_date', in 1 row. Correct the days, or the "
        "data date.",
        DATED,
        mend={"data_date": "2025-06-30"},
    ),
    "no day at all": Case(
        long("88,Men,sift,Pass,soon", date=True),
        "'on' holds text that is no day in 1 row. Write days as 2024-04-03, and leave the field "
        "blank where there is none.",
        DATED,
    ),
    "six problems at once": Case(
        long("88,Man,vetting,Passed", ",Men,sift,Pass", "1,Men,sift,Pass", "3,Women,offer,Fail"),
        (
            f"'stage': 1 unknown label in 1 row: 'vetting'. {NAME}",
            f"'outcome': 1 unknown label in 1 row: 'Passed' (nearest: 'Pass'). {OUTCOME}",
            f"'sex': 1 unknown label in 1 row: 'Man' (nearest: 'Men'). {GROUP}",
            "'application_id' is blank in 1 row. Fill it in.",
            f"'stage': 2 rows {MANY} {KEEP}",
            "'sex': the rows of 1 application name more than one group. Correct them.",
        ),
        LONG,
    ),
}


@pytest.mark.parametrize("case", CASES)
def test_it_is_refused_with_the_mend(case: str, tmp_path: Path):
    check_refused(tmp_path, CASES[case])


def test_what_stands_at_an_ignored_stage_does_not_matter(tmp_path: Path):
    content = long("1,Men,vetting,whatever,soon", "1,Men,vetting,again,2099-01-01", date=True)
    found = counted(tmp_path, Case(content, "", DATED | {"ignored_stages": ["vetting"]}))
    assert found.everyone["entered"].tolist() == [12, 12]
    assert found.everyone["passed"].tolist() == [12, 0]


def test_a_stage_is_of_the_campaign_of_its_row(tmp_path: Path):
    """One identifier can stand in two campaigns; their rows make two applications."""
    content = long().replace("sex,", "sex,campaign,").replace("en,sift", "en,a,sift")
    content = content.replace("en,offer", "en,b,offer")
    found = counted(tmp_path, Case(content, "", LONG | {"campaign": "a"}))
    assert (found.rows_read, found.rows_used) == (24, 12)
    assert found.everyone["pending"].tolist() == [0, 12]
