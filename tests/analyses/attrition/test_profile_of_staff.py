"""A first parameter file for a strange file of staff counts what the file holds, or asks."""

from __future__ import annotations

import re
from pathlib import Path

import pandas as pd
import pytest

from workbench.analyses.attrition import Parameters, analyse, profile, synthesise
from workbench.analyses.attrition.counting import count_file
from workbench.errors import ParameterError
from workbench.parameters import Reading
from workbench.publishing.profiling import write_profile


def answered(folder: Path, file: Path, answers: dict[str, str]) -> Parameters:
    """Return the parameters of a first draft once a person has answered what it asks."""
    text = profile(file, str(file), Reading()).text
    for asked, answer in answers.items():
        text, answers_made = re.subn(f"^{asked}", answer, text, flags=re.MULTILINE)
        assert answers_made == 1
    (folder / "ours.yaml").write_text(text, encoding="utf-8")
    return Parameters.from_file(folder / "ours.yaml")


def test_an_export_of_spells_is_counted_once_its_questions_are_answered(tmp_path: Path):
    """Else a first parameter file must be written by hand; leavers as pandas counts them."""
    data = synthesise(size=500)
    data.export(tmp_path / "staff.csv")
    parameters = answered(
        tmp_path,
        tmp_path / "staff.csv",
        {"data_date: .*": "data_date: '2023-09-30'", "# data_from": "data_from"},
    )
    spells = pd.concat(data.tables["staff"]).astype(object).fillna("")
    last = spells.sort_values(["person_id", "start"]).groupby("person_id").last()
    counted = last[last["contract"].ne("Agency") & last["status"].ne("Career break")]
    left = counted[counted["end"].ne("") & counted["end"].le("2023-06-30")]
    checked = count_file(parameters).checked
    assert (checked.leavers, checked.people) == (len(left), 500)
    assert checked.leavers_without_reason == left["leaving_reason"].eq("").sum()
    assert parameters.reading == Reading(dates="dmy")
    assert parameters.learners is not None
    assert parameters.learners.counted_with == "Band 3 Probation Services Officer"
    assert {*parameters.characteristics} == {"ethnicity", "sex", "disability", "age"}
    assert parameters.groups("age")[:2] == ("Under 30", "30 to 39")
    assert parameters.drivers["workload"].blank == "none held"


def snapshots(path: Path) -> None:
    """Write 120 people at month ends of 2022 and 2023; every sixth leaves after June 2023."""
    rows = [
        {
            "Staff no": f"S{number}",
            "Snapshot": day.strftime("%Y-%m-%d"),
            "Months served": 10 + number % 40 + month,
            "Why left": "Resigned" if number % 6 == 0 and month == 17 else "",
            "Grade": "PO" if number % 2 else "PSO",
            "Region": "Wales" if number % 3 else "London",
            "Gender": "F" if number % 5 else "M",
            "Caseload": 0 if number % 2 == 0 else 30 + (number + month) % 30,
            "Line manager": f"Manager {number % 9}",
        }
        for month, day in enumerate(pd.date_range("2022-01-31", "2023-12-31", freq="ME"))
        for number in range(120)
        if number % 6 or month <= 17
    ]
    pd.DataFrame(rows).to_csv(path, index=False)


def test_a_file_of_month_ends_is_taken_for_one(tmp_path: Path):
    """Else twenty people who left in July 2023 would have left in June."""
    snapshots(tmp_path / "staff.csv")
    made = profile(tmp_path / "staff.csv", "staff.csv", Reading())
    assert "layout: month_ends  # CHECK" in made.text
    assert "caseload: {blank: none held, edges: [" in made.text
    assert "Manager 1" not in made.text
    assert made.open_questions == (
        "Snapshot: whether its rows are snapshots of the last day (month_ends), or of whoever was "
        "in post on any day of the month (months).",
        "data_date: the day on which the file was taken; the latest day in it stands there.",
        "data_from: the day from which everybody in post is in the file. Without it only the last "
        "year is told of.",
        "Caseload: 0 in 1,320 rows: whether that is none held.",
    )
    parameters = answered(
        tmp_path,
        tmp_path / "staff.csv",
        {
            '# data_from: "2019-07-01"': 'data_from: "2022-01-31"',
            "lag_months: 3": "lag_months: 5\nmonths: 1\nheadcount: ends",
        },
    )
    found = {one.name: one.cells for one in analyse(parameters).findings}
    assert found["leaving"]["left"].iloc[0] == 20


def test_only_labels_of_what_was_recognised_are_written_down(tmp_path: Path):
    """Else a note about somebody, or a number that is theirs alone, would stand in the project."""
    rows = [
        f"Jane Doe {n},E{n},2020-01-0{1 + n % 9},{'2021-02-03' if n % 3 else ''},Quit {n % 2},{n}7"
        for n in range(40)
    ]
    header = "Name,Employee id,Start,End,Leaving reason,Caseload"
    (tmp_path / "staff.csv").write_text("\n".join([header, *rows]), encoding="utf-8")
    made = profile(tmp_path / "staff.csv", "staff.csv", Reading())
    assert "Jane" not in made.text
    assert "E7" not in made.text
    assert "edges" not in made.text
    assert not made.fits
    assert "No column was found that says why people left: columns: {reason: ..}." in (
        made.open_questions
    )


def test_what_could_be_of_either_is_not_guessed(tmp_path: Path):
    """Else a file of staff becomes a report on a campaign, or the other way round."""
    (tmp_path / "odd.csv").write_text("a,b\n1,2\n3,4\n", encoding="utf-8")
    with pytest.raises(ParameterError, match="--analysis attrition or --analysis recruitment_f"):
        write_profile(tmp_path / "odd.csv", None, tmp_path / "odd.yaml")
    snapshots(tmp_path / "staff.csv")
    made = write_profile(tmp_path / "staff.csv", None, tmp_path / "staff.yaml")
    assert "analysis: attrition" in made.path.read_text(encoding="utf-8")
