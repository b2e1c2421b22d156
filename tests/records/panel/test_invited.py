"""How many were asked: what is set beside whom, and what is refused with its mend."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import pytest

from workbench.errors import DataError
from workbench.records import CodedColumn
from workbench.records.panel.waves import (
    ItemColumn,
    SurveyContract,
    answer_counts,
    check_survey,
    read_survey,
)
from workbench.records.panel.waves.invited import Invited, read_invited

SURVEY = SurveyContract(
    wave="Year",
    waves={"2021": date(2021, 10, 31), "2022": date(2022, 10, 31)},
    unit="PDU",
    units=("Aber",),
    items=(ItemColumn("workload", "B07"), ItemColumn("wellbeing", "W01")),
    role=CodedColumn("role", "Role", ("SPO", "Other"), named_under="survey.roles"),
    characteristics=(CodedColumn("sex", "Sex", ("Men", "Women"), "Men"),),
)
ANSWERS = (
    "Year,PDU,Role,Sex,B07,W01\n"
    + "2021,Aber,SPO,Men,5,4\n" * 3
    + "2021,Aber,SPO,Women,1,\n" * 2
    + "2022,Aber,SPO,,2,3\n" * 4
    + "2022,Aber,Other,Men,2,3\n"
)
ASKED = "Year,Role,Sex,Age,invited\n2021,SPO,Men,Old,6\n2021,SPO,Women,Old,3\n"
LATER = "2022,SPO,Men,Young,5\n2022,SPO,Men,Old,4\n2022,Other,Men,Old,2\n"


def read(folder: Path, asked: str) -> Invited:
    (folder / "survey.csv").write_text(ANSWERS, encoding="utf-8")
    (folder / "invited.csv").write_text(asked, encoding="utf-8")
    with read_survey(folder / "survey.csv", SURVEY) as records:
        check_survey(records, SURVEY)
        answers = answer_counts(records, SURVEY, ("unit", "role", "sex"))
    return read_invited(folder / "invited.csv", SURVEY, answers)


def test_who_was_asked_stands_beside_who_answered(tmp_path: Path):
    """Else weights are of other people: counted by hand from the two files above.

    Sex is not known of everybody who answered, and age of nobody: both are summed over.
    """
    found = read(tmp_path, ASKED + LATER)
    assert (found.by, found.summed) == (("role",), ("Age", "Sex"))
    assert found.cells.tolist() == [[0, 0], [1, 0], [1, 1]]
    assert found.asked.tolist() == [9, 9, 2]
    assert found.answered.tolist() == [5, 4, 1]


def refused(folder: Path, asked: str) -> str:
    with pytest.raises(DataError) as told:
        read(folder, asked)
    return str(told.value)


def test_every_problem_is_named_at_once(tmp_path: Path):
    """Else a file is mended one run at a time, or a blank is taken for nobody."""
    told = refused(
        tmp_path,
        "Year,Role,Sex,invited\n2020,SPO,Men,6\n2021,Chief,Women,\n2022,SPO,Men,-4\n2022,Other,X,1.5\n",
    )
    assert "invited.csv: 5 problems." in told
    assert "'Year': 1 row with what is not in the survey: '2020'." in told
    assert "'Role': 1 row with what is not in the survey: 'Chief'." in told
    assert "'Sex': 1 row with what is not in the survey: 'X'." in told
    assert "'invited' is blank in 1 row. Write how many were asked, 0 if nobody." in told
    assert "'invited' is negative or no whole number in 2 rows." in told


def test_a_missing_column_is_named(tmp_path: Path):
    """Else a file of something else is read as nobody asked."""
    assert "column 'invited' is missing" in refused(tmp_path, "Year,asked\n2021,6\n")


def test_fewer_asked_than_answered_is_refused(tmp_path: Path):
    """Else a response rate is above one, and weights are below."""
    told = refused(
        tmp_path, ASKED.replace(",6", ",1") + LATER.replace("Other,Men,Old,2", "SPO,Men,Old,0")
    )
    assert (
        "fewer were asked than answered in 2 of the survey's groups: 2021, SPO; 2022, Other."
        in told
    )
    assert "Take both files from one survey" in told


def test_an_empty_file_is_refused(tmp_path: Path):
    """Else nobody was asked, and everybody answered."""
    assert "invited.csv" in refused(tmp_path, "Year,Role,invited\n")
