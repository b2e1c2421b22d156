"""Days that cannot be read, cannot be told apart, or cannot be true."""

from __future__ import annotations

from pathlib import Path

import pytest
from campaign import MAP, Case, check_refused, counted, parameters

from workbench.errors import ParameterError

HEADER = "application_id,sex,sift,offer,sifted,offered\n"
DATED = {
    "stages": {"sift": {"date": "sifted"}, "offer": {"date": "offered"}},
    "data_date": "2024-06-30",
}
READ = "'sifted' cannot be read in"
BLANK = "Write days as 2024-04-03, and leave the field blank where there is none."
ORDER = "Correct the days, or the order of 'stages'."
FOUR = "Write them with four, or leave 'date' out of the stage: dates are not needed."
LATE = "Correct the days, or the data date."
OLD = "Correct the days, or leave them blank where they are not known."
AMBIGUOUS = (
    "03/04/2024 can be 3 April or 4 March, and none of them tells. Say which: reading: {dates: "
    "dmy}, or {dates: mdy}."
)
NO_CALENDAR = "would, or has more than a time after it. Correct them."


def file_of(*days: tuple[str, str], as_well: int = 7) -> str:
    """Return seven good applications and one for each pair of days."""
    pairs = [("2024-01-02", "2024-02-03")] * as_well + list(days)
    rows = [
        f"{number},{'Women' if number > 5 else 'Men'},Pass,Pass,{sifted},{offered}\n"
        for number, (sifted, offered) in enumerate(pairs)
    ]
    return HEADER + "".join(rows)


def sifted(
    day: str, says: str, mend: str | None = None, dates: str = "ymd", *, alone: bool = False
) -> Case:
    """Return a case of one day (of eight, if `alone`) that makes a file bad."""
    days = [(day, "")] * (8 if alone else 1)
    content = file_of(*days, as_well=0 if alone else 7)
    order = {"reading": {"dates": mend}} if mend else None
    return Case(content, f"'sifted' {says}", {**DATED, "reading": {"dates": dates}}, mend=order)


def pair(first: str, second: str, *says: str) -> Case:
    return Case(file_of((first, second)), says, DATED)


CASES = {
    "an offer before the sift": pair(
        "2024-03-02",
        "2024-02-03",
        f"'offered' is before the day of an earlier stage in 1 row. {ORDER}",
    ),
    "a day to come": pair(
        "2024-06-01",
        "2024-07-01",
        f"'offered' is after 2024-06-30, the 'data_date', in 1 row. {LATE}",
    ),
    "a day that never comes": pair(
        "2024-06-01",
        "9999-12-31",
        f"'offered' is after 2024-06-30, the 'data_date', in 1 row. {LATE}",
    ),
    "what a system writes for nothing": pair(
        "1900-01-01",
        "1970-01-01",
        f"'sifted' is over 10 years before 2024-06-30, the 'data_date', in 1 row. {OLD}",
        f"'offered' is over 10 years before 2024-06-30, the 'data_date', in 1 row. {OLD}",
    ),
    "a year too few figures long": pair(
        "0024-04-03",
        "2024-05-01",
        f"'sifted' is over 10 years before 2024-06-30, the 'data_date', in 1 row. {OLD}",
    ),
    "ambiguous": sifted("03/04/2024", f"cannot be read in 8 rows: {AMBIGUOUS}", "dmy", alone=True),
    "the day first": sifted(
        "13/04/2024",
        "cannot be read in 1 row: the day comes first. Say so: reading: {dates: dmy}.",
        "dmy",
    ),
    "the month first": sifted(
        "04/13/2024",
        "cannot be read in 1 row: the month comes first. Say so: reading: {dates: mdy}.",
        "mdy",
    ),
    "the month first, said to be the day": sifted(
        "04/13/2024",
        "cannot be read in 1 row: the month comes first. Say so: reading: {dates: mdy}.",
        "mdy",
        "dmy",
    ),
    "the day first and the month first": pair(
        "04/13/2024",
        "13/04/2024",
        f"{READ} 1 row: the month comes first. Say so: reading: {{dates: mdy}}.",
        "'offered' cannot be read in 1 row: the day comes first. Say so: reading: {dates: dmy}.",
    ),
    "both in one column": Case(
        file_of(("04/13/2024", ""), ("13/04/2024", "")),
        f"{READ} 2 rows: some days of the column begin with the day and some with the month. Write "
        "them all alike.",
        DATED,
    ),
    "Excel's numbers": sifted(
        "45385",
        "holds Excel's day numbers in 8 rows, such as 45385 for 3 April 2024. Say so: reading: "
        "{dates: excel}.",
        "excel",
        alone=True,
    ),
    "29 February 2023": sifted(
        "2023-02-29", f"names a day that no calendar has in 1 row, as 2023-02-29 {NO_CALENDAR}"
    ),
    "31 February": sifted(
        "31/02/2024",
        f"names a day that no calendar has in 1 row, as 31/02/2024 {NO_CALENDAR}",
        dates="dmy",
    ),
    "a range of days": sifted(
        "2024-04-03 to 2024-04-05",
        f"names a day that no calendar has in 1 row, as 2023-02-29 {NO_CALENDAR}",
    ),
    "a range of days in their order": sifted(
        "03/04/2024 to 05/04/2024",
        f"names a day that no calendar has in 1 row, as 31/02/2024 {NO_CALENDAR}",
        dates="dmy",
    ),
    "years of two figures": sifted(
        "03/04/24", f"has years of two figures in 1 row. {FOUR}", dates="dmy"
    ),
    "a month by its name and a short year": sifted(
        "3-Apr-24", f"has years of two figures in 1 row. {FOUR}", dates="dmy"
    ),
    "spaces around": sifted(" 2024-04-03", "has spaces around the day in 1 row. Take them out."),
    "a month by its name": sifted(
        "3 April 2024",
        "has the day first, then the month by its name, in 1 row. Say so: reading: {dates: dmy}.",
        "dmy",
    ),
    "a month by its name first": sifted(
        "Apr-3-2024",
        "has the month by its name, then the day, in 1 row. Say so: reading: {dates: mdy}.",
        "mdy",
    ),
    "a month in French": sifted(
        "3 mai 2024", f"holds text that is no day in 1 row. {BLANK}", dates="dmy"
    ),
    "a month that is none": sifted(
        "3 Marvel 2024", f"holds text that is no day in 1 row. {BLANK}", dates="dmy"
    ),
    "a day without marks": sifted("20240403", f"holds text that is no day in 1 row. {BLANK}"),
    "text": sifted("to be confirmed", f"holds text that is no day in 1 row. {BLANK}"),
    "no such columns": Case(
        "application_id,sex,sift,offer\n1,Men,Pass,Pass\n",
        (
            f"column 'sifted' is missing. The nearest is 'sift'. {MAP}",
            f"column 'offered' is missing. The nearest is 'offer'. {MAP}",
        ),
        DATED,
    ),
    "five kinds at once": Case(
        file_of(("03/04/24", "45385"), ("soon", "2024-02-30"), ("2025-01-01", "2024-05-05")),
        (
            f"'sifted' has years of two figures in 1 row. {FOUR}",
            f"'sifted' holds text that is no day in 1 row. {BLANK}",
            f"'offered' names a day that no calendar has in 1 row, as 2023-02-29 {NO_CALENDAR}",
            "'offered' holds Excel's day numbers in 1 row, such as 45385 for 3 April 2024. Say so: "
            "reading: {dates: excel}.",
            f"'sifted' is after 2024-06-30, the 'data_date', in 1 row. {LATE}",
            f"'offered' is before the day of an earlier stage in 1 row. {ORDER}",
        ),
        DATED,
    ),
}


@pytest.mark.parametrize("case", CASES)
def test_it_is_refused_with_the_mend(case: str, tmp_path: Path):
    check_refused(tmp_path, CASES[case])


def test_days_need_the_day_on_which_the_data_were_taken(tmp_path: Path):
    with pytest.raises(ParameterError, match="dates are read, so 'data_date' is needed"):
        parameters(tmp_path, **(DATED | {"data_date": None}))


def test_days_before_the_epoch_are_days_like_others(tmp_path: Path):
    days = [("1968-01-02", "1968-02-03"), ("1967-12-31", "1968-01-01")] * 4
    old = DATED | {"data_date": "1968-06-30"}
    found = counted(tmp_path, Case(file_of(*days, as_well=0), "", old))
    assert found.everyone["passed"].tolist() == [8, 8]
    wrong = Case(
        file_of(("1968-02-02", "1967-12-31"), *days, as_well=0),
        f"'offered' is before the day of an earlier stage in 1 row. {ORDER}",
        old,
    )
    check_refused(tmp_path, wrong)
