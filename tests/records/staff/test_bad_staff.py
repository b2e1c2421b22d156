"""Labels, numbers, months and lists of staff that cannot be counted, each with its mend."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import pandas as pd
import pytest
from staff_bad import (
    MONTHS,
    MONTHS_LINES,
    SERVED,
    SPELLS,
    Case,
    check_refused,
    checked,
    line,
    month,
    months,
)

from workbench.errors import DataError
from workbench.records import Exclusions
from workbench.records.staff import NONE_HELD, MeasuredColumn

(WORKLOAD,) = SPELLS.measured
KEPT = replace(SPELLS, kept={"Grade": ("Officer", "Senior")})
TRIM = "Spaces around fields can be taken off: reading: {trim: true}."
MISSING = (
    "Add them; months away, such as a career break, are rows with a label that 'kept' leaves out. "
    "Whoever left and came back is told in a file of spells."
)
OUTSIDE = (
    "Correct them, or say what can be true: drivers: {workload: {least: .., greatest: ..}}."
)  # fmt: skip


def limited(**limits: float | None) -> MeasuredColumn:
    return replace(WORKLOAD, **({"least": None, "greatest": None} | limits))


CASES = {
    "a reason nobody named": Case(
        line(7, "2020-01-01", "2020-02-02", why="resigned"),
        "'why': 1 unknown label in 1 row: 'resigned' ('Resigned' but for capitals). Correct the "
        "file (whoever is still there has none), or say what they mean: leaving: {reasons: "
        "{resignation: [..]}}.",
        {"reasons": {**SPELLS.reasons, "resigned": "resignation"}},
    ),
    "groups nobody named": Case(
        line(7, "2020-01-01", sex="Man", grade="Snr"),
        (
            "'Grade': 1 unknown label in 1 row: 'Snr' (nearest: 'Senior'). Correct the file, or "
            "say which group they belong to: circumstances: {grade: {recode: {Officer: [..]}}}; "
            "what stands for no answer goes under 'undeclared' there.",
            "'Sex': 1 unknown label in 1 row: 'Man' (nearest: 'Men'). Correct the file, or say "
            "which group they belong to: characteristics: {sex: {recode: {Men: [..]}}}; what "
            "stands for no answer goes under 'undeclared' there.",
        ),
        line(7, "2020-01-01", sex="Men", grade="Senior"),
    ),
    "a label of the population but for capitals": Case(
        line(7, "2020-01-01", grade="officer"),
        "'Grade': 1 row with a label that differs from one of 'kept' only in spaces or capitals, "
        f"and would be set aside. Write it alike. {TRIM}",
        line(7, "2020-01-01", grade="Agency"),
        KEPT,
    ),
    "no one of the population": Case(
        "",
        "'Grade': no row has the labels of 'kept'. Correct 'kept', or leave it out to count "
        "everyone.",
        {"kept": {}},
        replace(SPELLS, kept={"Grade": ("Practitioner",)}),
    ),
    "too few to compare with": Case(
        "",
        "'Sex': fewer than 5 people are in the comparator group 'Women'. Choose another "
        "'comparator', or check the labels.",
        {"coded": SPELLS.coded},
        replace(SPELLS, coded=(SPELLS.coded[0], replace(SPELLS.coded[1], comparator="Women"))),
    ),
    "no number": Case(
        line(7, "2020-01-01", wmt="110%") + line(7, "2019-01-01", "2019-02-01", wmt="n/a"),
        "'wmt' holds text that is no number in 2 rows. Write figures alone, with a point before "
        "decimals; a blank is a month without one.",
        line(7, "2020-01-01", wmt="110") + line(7, "2019-01-01", "2019-02-01", wmt="1.1e2"),
    ),
    "numbers beyond their limits": Case(
        line(7, "2020-01-01", wmt="301") + line(8, "2020-01-01", wmt="-0.5"),
        f"'wmt' is not between 0 and 300 in 2 rows. {OUTSIDE}",
        {"measured": (limited(),)},
    ),
    "a number below its limit": Case(
        line(7, "2020-01-01", wmt="-1"),
        f"'wmt' is below 0 in 1 row. {OUTSIDE}",
        line(7, "2020-01-01", wmt="0"),
        replace(SPELLS, measured=(limited(least=0),)),
    ),
    "a number above its limit": Case(
        line(7, "2020-01-01", wmt="999"),
        f"'wmt' is above 300 in 1 row. {OUTSIDE}",
        line(7, "2020-01-01", wmt="300"),
        replace(SPELLS, measured=(limited(greatest=300),)),
    ),
    "no numbers": Case(
        "",
        "'wmt' is blank in every row. Take workload out of 'drivers', or check the export.",
        {"measured": ()},
        base=tuple(
            line(person, "2020-01-01", "2020-05-05" if person < 3 else "", wmt="",
                 sex="Men" if person else "Women")
            for person in range(6)
        ),
    ),
    "a nought where none is held": Case(
        line(7, "2020-01-01", wmt="0"),
        "'wmt' is 0 in 1 row, and a blank there is who holds none. Say that a 0 is that as well, "
        "drivers: {workload: {zero: none held}}, or that it is a number (zero: a number).",
        {"measured": (replace(WORKLOAD, blank=NONE_HELD, zero_is_none=True),)},
        replace(SPELLS, measured=(replace(WORKLOAD, blank=NONE_HELD),)),
    ),
    "asked of leavers as they went": Case(
        "",
        "'wmt' is filled in 2 rows, each the last of a person who left, so that it was measured "
        "after they did, or as they went. Take workload out of 'drivers'.",
        {"measured": ()},
        base=tuple(
            line(person, "2020-01-01", "2020-05-05" if person < 2 else "",
                 wmt=f"9{person}" if person < 2 else "", sex="Men" if person else "Women")
            for person in range(7)
        ),
    ),
    "one number, but of others than those counted": Case(
        line(7, "2020-01-01", sex="Women"),
        "'wmt' is the same number in 4 rows, so that nobody can be told apart by it. Take workload "
        "out of 'drivers', or check the export.",
        {"kept": {}},
        replace(SPELLS, kept={"Grade": ("Officer",)}),
    ),
    "a month twice": Case(
        month(5, "2021-03"),
        "'month': 1 row beyond the first of a person in one month. Keep the last one of the month.",
        "",
        MONTHS,
    ),
    "a month in two grades": Case(
        month(5, "2021-03-31", grade="Senior"),
        (
            "'month': 1 row beyond the first of a person in one month. Keep the last one of the "
            "month.",
            "'Grade': 1 row of a person who is in another grade at the same time. Keep the row of "
            "the grade that counts.",
        ),
        "",
        MONTHS,
    ),
    "a month missing in the middle": Case(
        months(7, 0, 3) + months(7, 5, 6),
        f"'month': 1 person misses months in the middle, after 1 row. {MISSING}",
        months(7, 0, 6),
        MONTHS,
    ),
    "months missing for several": Case(
        months(7, 0, 1) + months(7, 3, 3) + months(7, 5, 6) + months(8, 0, 0) + months(8, 9, 9),
        f"'month': 2 people miss months in the middle, after 3 rows. {MISSING}",
        months(7, 0, 6) + months(8, 0, 9),
        MONTHS,
    ),
    "a month to come, and one that is none": Case(
        months(7, 12, 15) + month(8, "2021-13"),
        (
            "'month' names a day that no calendar has in 1 row, as 2023-02-29 would, or has more "
            "than a time after it. Correct them.",
            "'month' is after 2021-03-31, the 'data_date', in 1 row. Correct the days, or the data "
            "date.",
        ),
        months(7, 12, 14),
        MONTHS,
    ),
    "a file that ends too soon": Case(
        "",
        "'month': the last month of the file is 2020-12, but months up to 2021-01 are counted. "
        "Correct 'data_date', or export again.",
        {"lag_months": 3},
        MONTHS,
        base=(
            *(months(person, 0, 5 if person < 2 else 11) for person in range(6)),
            months(6, 0, 11, sex="Women"),
        ),
    ),
    "a reason in every month": Case(
        months(7, 0, 2, why="Retired"),
        "'why' is filled in 2 rows that another month of the same person follows. Leave it blank "
        "but in the last row of a person who left.",
        months(7, 0, 1) + month(7, "2020-03", why="Retired"),
        MONTHS,
    ),
    "months of service that are none": Case(
        month(7, "2020-03", served="-1") + month(8, "2020-03", served="7.5"),
        "'served' is no whole number of months in 2 rows. Write figures alone, three at most; a "
        "blank is not known.",
        month(7, "2020-03", served="") + month(8, "2020-03", served="7.0"),
        SERVED,
    ),
    "everyone leaves a file of months": Case(
        "",
        "'why': everyone leaves. Export those still there too, and see that 'month' tells who they "
        "are: their rows go on to the last month of the file.",
        "",
        MONTHS,
        base=(
            *(months(person, 0, 4 + person) for person in range(5)),
            months(5, 0, 11, sex="Women") + month(5, "2021-01", sex="Women", why="Retired"),
        ),
    ),
    "several at once": Case(
        line("", "2020-01-01") + line(7, "2020-02-02", "2020-02-01", why="Sacked", wmt="?"),
        (
            "'id' is blank in 1 row. Fill it in.",
            "'to' is before 'from' in 1 row. Correct the days.",
            "'why': 1 unknown label in 1 row: 'Sacked'. Correct the file (whoever is still there "
            "has none), or say what they mean: leaving: {reasons: {resignation: [..]}}.",
            "'wmt' holds text that is no number in 1 row. Write figures alone, with a point before "
            "decimals; a blank is a month without one.",
        ),
        line(7, "2020-02-02", "2020-02-02", why="Retired"),
    ),
}  # fmt: skip


@pytest.mark.parametrize("case", CASES)
def test_it_is_refused_with_the_mend(case: str, tmp_path: Path):
    """Else a file would be counted that cannot be true, or be refused without help."""
    check_refused(tmp_path, CASES[case])


def test_what_is_told_of_a_file_that_is_taken(tmp_path: Path):
    """Else the report would tell wrong numbers of people left out or not known."""
    rows = (
        line(7, "2020-02-01", "2020-03-31", joined="2015-05-05")
        + line(7, "2020-06-01", "2021-02-28", joined="2015-05-05", why="Resigned")
        + line(8, "2020-02-01", "2020-04-30", grade="Agency")
        + line(9, "2020-02-01", "2020-04-30", joined="2020-02-01", why="Retired")
    )
    found = checked(tmp_path, rows, KEPT, Case("", "", None))
    told = (found.rows_read, found.people, found.rows_set_aside, found.people_set_aside)
    assert told == (10, 9, 1, 1)
    leavers = (found.leavers, found.leavers_without_reason, found.leavers_cut)
    assert leavers == (3, 2, 1)
    assert (found.leavers_set_aside, found.came_back, found.service_not_known) == (1, 1, 6)
    assert found.blanks == {"workload": 2}


def test_people_who_objected_are_in_no_month(tmp_path: Path):
    """Else what people objected to would be done all the same."""
    (tmp_path / "objections.csv").write_text("id\n2\n6\n", encoding="utf-8")
    of = replace(SPELLS, exclusions=Exclusions(tmp_path / "objections.csv", "id", "id"))
    rows = line(7, "2020-01-01", sex="Women") + line(8, "2020-01-01", wmt="110")
    found = checked(tmp_path, rows, of, Case("", "", None))
    assert (found.people, found.leavers, found.rows_read) == (6, 1, 6)


def test_a_list_of_exclusions_that_is_of_something_else_is_refused(tmp_path: Path):
    """Else a list with other identifiers would take nobody out, unseen."""
    (tmp_path / "objections.csv").write_text("id\nX1\n", encoding="utf-8")
    of = replace(SPELLS, exclusions=Exclusions(tmp_path / "objections.csv", "id", "id"))
    with pytest.raises(DataError, match="nothing in the exclusions list"):
        checked(tmp_path, "", of, Case("", "", None))


def test_a_file_without_rows_or_columns_is_refused(tmp_path: Path):
    """Else an empty export would become a report about nobody."""
    with pytest.raises(DataError, match="no rows under the header"):
        checked(tmp_path, "", SPELLS, Case("", "", None, base=()))
    absent = replace(SPELLS, person="Staff number")
    with pytest.raises(DataError, match="column 'Staff number' is missing"):
        checked(tmp_path, "", absent, Case("", "", None))


def test_months_may_be_days_or_months(tmp_path: Path):
    """Else half of the exports of months there are could not be read."""
    days = tuple(
        rows.replace("-03,", "-03-31,").replace("-05,", "-05-01,") for rows in MONTHS_LINES
    )
    assert checked(tmp_path, "", MONTHS, Case("", "", None, base=days)).leavers == 2


def test_a_file_that_looks_like_snapshots_is_told_of(tmp_path: Path):
    """Else every leaver of a file of month ends may be a month early, and nobody hears of it."""
    ends = [f"{day:%Y-%m-%d}," for day in pd.date_range("2020-01-31", "2021-03-31", freq="ME")]
    base = "".join(MONTHS_LINES)
    for day in ends:
        base = base.replace(f"{day[:7]},", day)
    assert checked(tmp_path, "", MONTHS, Case("", "", None, base=(base,))).dated_at_month_ends
    other = base.replace("2020-02-29,", "2020-02-28,", 1)
    assert not checked(tmp_path, "", MONTHS, Case("", "", None, base=(other,))).dated_at_month_ends
