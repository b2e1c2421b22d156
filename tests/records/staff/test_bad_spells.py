"""Spells that cannot be true, or cannot be counted: what is said, and that the mend mends it."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from pathlib import Path

import pytest
from staff_bad import NO_JOINED, SPELLS, Case, check_refused, line

from workbench.parameters import Reading
from workbench.records.staff import month_number

TRIM = "Spaces around fields can be taken off: reading: {trim: true}."
DATES = "Correct the days, or the data date."
OLD = "is over 60 years before 2021-03-31, the 'data_date', in 1 row. Correct the days"
JOINED = (
    "is after 'from' in 1 row: people would serve before they joined. Correct the days, or leave "
    "them blank where they are not known; a day to which a transfer reset them goes under 'resets'."
)
OVERLAP = (
    "before an earlier spell of the same person has ended. Correct the days; a spell that is "
    "followed by another needs its last day."
)
TWO_GRADES = (
    "'Grade': 1 row of a person who is in another grade at the same time. Keep the row of the "
    "grade that counts."
)
EARLY = (
    "'why' is filled in 1 row that another spell of the same person follows. Leave it blank but in "
    "the last row of a person who left."
)
GOOD = line(7, "2020-02-01", "2020-03-31")

CASES = {
    "a blank person": Case(
        line("", "2020-01-01") + line("", "2020-01-01"),
        "'id' is blank in 2 rows. Fill it in.",
        line(7, "2020-01-01") + line(8, "2020-01-01"),
    ),
    "spaces around a person": Case(
        line(" 7", "2020-01-01"),
        f"'id' has spaces before or after it in 1 row, so that one could count as two. {TRIM}",
        Reading(trim=True),
    ),
    "a mark that cannot be seen": Case(
        line("7\u200b", "2020-01-01"),
        "'id' holds characters that cannot be seen in 1 row, so that one could count as two. Take "
        "them out.",
        GOOD,
    ),
    "no first day": Case(line(7, ""), "'from' is blank in 1 row. Fill it in.", GOOD),
    "an end before the start": Case(
        line(7, "2020-02-01", "2020-01-31"),
        "'to' is before 'from' in 1 row. Correct the days.",
        line(7, "2020-02-01", "2020-02-01"),
    ),
    "spells that overlap": Case(
        GOOD + line(7, "2020-03-01", "2020-04-01"), f"'from': 1 row {OVERLAP}",
        GOOD + line(7, "2020-04-01", "2020-05-01"),
    ),
    "a spell within a longer one, not beside it": Case(
        line(7, "2020-02-01", "2020-12-31") + line(7, "2020-03-01", "2020-03-31")
        + line(7, "2020-05-01", "2020-05-31"),
        f"'from': 2 rows {OVERLAP}",
        GOOD,
    ),
    "a spell that goes on, and another": Case(
        line(7, "2020-02-01") + line(7, "2020-04-01"), f"'from': 1 row {OVERLAP}",
        GOOD + line(7, "2020-04-01"),
    ),
    "ends that are the day after": Case(
        GOOD + line(7, "2020-03-31", "2020-05-05"),
        "'from': 1 row on the last day of an earlier spell of the same person. 'to' is the last "
        "day itself: where it holds the day after, take one day off.",
        line(7, "2020-02-01", "2020-03-30") + line(7, "2020-03-31", "2020-05-04"),
    ),
    "two grades at once": Case(
        GOOD + line(7, "2020-03-01", "2020-04-01", grade="Senior"),
        (f"'from': 1 row {OVERLAP}", TWO_GRADES),
        GOOD + line(7, "2020-04-01", "2020-05-01", grade="Senior"),
    ),
    "days to come": Case(
        line(7, "2021-04-01") + line(8, "2020-01-01", "9999-12-31", joined="2022-01-01"),
        (
            f"'from' is after 2021-03-31, the 'data_date', in 1 row. {DATES}",
            f"'to' is after 2021-03-31, the 'data_date', in 1 row. {DATES} A spell that goes on "
            "has a blank there.",
            f"'joined' is after 2021-03-31, the 'data_date', in 1 row. {DATES}",
            f"'joined' {JOINED}",
        ),
        line(7, "2021-03-31") + line(8, "2020-01-01"),
    ),
    "what a system writes for nothing": Case(
        line(7, "1900-01-01", "1900-01-01", joined="1900-01-01"),
        (f"'from' {OLD}.", f"'to' {OLD}, or leave them blank where they are not known.",
         f"'joined' {OLD}, or leave them blank where they are not known."),
        GOOD,
    ),
    "days that cannot be read": Case(
        line(7, "soon", "03/04/20"),
        (
            "'from' holds text that is no day in 1 row. Write days as 2024-04-03, and leave the "
            "field blank where there is none.",
            "'to' has years of two figures in 1 row. Write them with four.",
        ),
        GOOD,
    ),
    "days in another order": Case(
        line(7, "13/02/2020", "31/03/2020", why="Resigned") + line(7, "13/06/2020"),
        (
            "'from' cannot be read in 2 rows: the day comes first. Say so: reading: {dates: dmy}.",
            "'to' cannot be read in 1 row: the day comes first. Say so: reading: {dates: dmy}.",
        ),
        Reading(dates="dmy"),
    ),
    "joined after they are seen": Case(
        line(7, "2020-02-01", joined="2020-02-02"), f"'joined' {JOINED}",
        line(7, "2020-02-01", joined="2020-02-01"),
    ),
    "joined on a day of a transfer that is not said": Case(
        line(7, "2020-02-01", joined="2020-06-26"), f"'joined' {JOINED}",
        {"resets": (date(2020, 6, 26),)},
    ),
    "a reason before the last spell": Case(
        line(7, "2020-02-01", "2020-03-31", why="Resigned") + line(7, "2020-04-01"), EARLY,
        line(7, "2020-02-01", "2020-03-31", why="Resigned") + line(7, "2020-04-20"),
    ),
    "a reason and no last day": Case(
        line(7, "2020-02-01", why="Resigned"),
        "'why' is filled in 1 row whose 'to' is blank. Fill in the last day, or leave the reason "
        "blank.",
        line(7, "2020-02-01", "2020-03-31", why="Resigned"),
    ),
    "nothing before the last month counted": Case(
        line(7, "2021-03-01"),
        "'from': nothing is before the end of 2021-01, the last month counted (2 before the last "
        "whole one). Correct 'data_date' or 'lag_months'.",
        None,
        base=tuple(
            line(person, "2021-03-02", "2021-03-05", sex="Women" if person > 4 else "Men")
            for person in range(6)
        ),
    ),
    "a file that begins after the period opens": Case(
        "",
        "'from': nothing is before 2020-01, and people are counted from 2019-12 on. Export those "
        "in post then too, or correct 'data_from', 'months' or 'period_end'.",
        {"opens": month_number(date(2020, 1, 31))},
        replace(SPELLS, opens=month_number(date(2019, 12, 31))),
    ),
    "no one leaves": Case(
        "",
        "'why': no one leaves up to 2021-01, the last month counted. The file may hold only those "
        "still there: export those who left too, or check 'kept'.",
        GOOD,
        NO_JOINED,
        base=(
            *(line(person, "2020-02-01") for person in range(5)),
            line(5, "2020-01-01", sex="Women"),
        ),
    ),
    "everyone leaves": Case(
        "",
        "'why': everyone leaves. Export those still there too, and see that 'to' tells who they "
        "are: it is blank while a spell goes on.",
        GOOD,
        base=(
            *(line(person, "2020-02-01", "2020-06-01") for person in range(5)),
            line(5, "2020-01-01", "2021-03-01", sex="Women"),
        ),
    ),
}  # fmt: skip


@pytest.mark.parametrize("case", CASES)
def test_it_is_refused_with_the_mend(case: str, tmp_path: Path):
    """Else a file would be counted that cannot be true, or be refused without help."""
    check_refused(tmp_path, CASES[case])
