"""What is told of a file of staff that is taken, each number against people counted by hand."""

from __future__ import annotations

import re
from dataclasses import replace
from pathlib import Path

import pytest
from staff_bad import MONTHS, NO_JOINED, SERVED, SPELLS, Case, checked, line, month, months

from workbench.errors import DataError
from workbench.records import Exclusions
from workbench.records.reader import ALL_TAKEN_OUT
from workbench.records.staff import StaffChecked, StaffContract

KEPT = replace(SPELLS, kept={"Grade": ("Officer", "Senior")})
USUAL = Case("", "", None)


def told(folder: Path, rows: str, of: StaffContract = KEPT) -> StaffChecked:
    return checked(folder, rows, of, USUAL)


def test_whoever_came_back_is_one_person_however_often(tmp_path: Path):
    """If it fails, a spell that follows on looks like a return, or one person like several."""
    rows = (
        line(7, "2020-01-01", "2020-03-31")
        + line(7, "2020-04-01")
        + line(8, "2020-01-01", "2020-02-10")
        # A single day between.
        + line(8, "2020-02-12", "2020-03-10")
        + line(8, "2020-05-01")
        + line(9, "2020-01-01", "2020-02-10", grade="Agency")
        + line(9, "2020-03-01", grade="Agency")
    )
    assert told(tmp_path, rows).came_back == 2


def test_leavers_are_of_the_population_and_of_the_months_counted(tmp_path: Path):
    """If it fails, agency staff or leavers entered late are among those who left."""
    rows = (
        line(7, "2020-01-01", "2021-01-31", why="Retired")
        + line(8, "2020-01-01", "2021-02-01", why="Retired")
        + line(9, "2020-01-01", "2021-02-01")
        + line(10, "2020-01-01", "2020-09-30", grade="Agency")
        + line(11, "2020-01-01", "2021-02-28", grade="Agency")
        + line(12, "2020-01-01", grade="Agency")
    )
    found = told(tmp_path, rows)
    # Two of the usual six left, for no reason; of these, one in time and two too late.
    assert (found.leavers, found.leavers_without_reason, found.leavers_cut) == (3, 2, 2)
    assert found.leavers_set_aside == 2


def test_service_is_not_known_of_people_of_the_population(tmp_path: Path):
    """If it fails, people without a day of joining are told as too few or too many."""
    rows = (
        line(7, "2020-02-01", "2020-05-31")
        + line(7, "2020-06-01")
        + line(8, "2020-02-01", joined="2019-01-01")
        + line(9, "2020-02-01", grade="Agency")
    )
    assert told(tmp_path, rows).service_not_known == 7


def test_who_is_there_as_the_data_begin_has_served_for_nobody_knows_how_long(tmp_path: Path):
    """If it fails, everybody in post on the first day counts as new then."""
    rows = line(7, "2020-01-01") + line(8, "2020-01-02")
    assert told(tmp_path, rows, NO_JOINED).service_not_known == 7


def test_a_column_of_service_tells_whose_is_not_known(tmp_path: Path):
    """If it fails, months of service in the file are not looked at."""
    rows = month(7, "2020-03", served="") + month(8, "2020-03", served="0")
    assert told(tmp_path, rows, SERVED).service_not_known == 1


def test_a_month_is_whole_however_it_is_written(tmp_path: Path):
    """If it fails, ``2021-01`` is another month than a day in it, or none at all."""
    rows = month(7, "2020-01-31") + months(7, 1, 12) + month(7, "2021-02-28", why="Retired")
    found = told(tmp_path, rows, replace(MONTHS, lag_months=1))
    assert (found.rows_read, found.leavers, found.leavers_cut) == (84, 3, 0)
    # The last day of the first month is no later than its first.
    assert found.service_not_known == 7


def test_a_list_that_takes_everybody_out_is_told_as_that(tmp_path: Path):
    """If it fails, whoever listed all the staff is told that their file is empty."""
    (tmp_path / "objections.csv").write_text("id\n1\n2\n3\n4\n5\n6\n", encoding="utf-8")
    of = replace(SPELLS, exclusions=Exclusions(tmp_path / "objections.csv", "id", "id"))
    with pytest.raises(DataError, match=re.escape(f"staff.csv: {ALL_TAKEN_OUT}")):
        told(tmp_path, "", of)
