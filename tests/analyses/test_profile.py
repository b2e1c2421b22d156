"""A first parameter file for a strange file counts what the file holds, or says what is open."""

from __future__ import annotations

from pathlib import Path

import pandas as pd
import pytest
from pandas.testing import assert_frame_equal

from workbench.analyses.recruitment_funnel import Parameters, profile, synthesise
from workbench.analyses.recruitment_funnel.counting import count_campaign
from workbench.errors import ParameterError
from workbench.parameters import Reading
from workbench.publishing.profiling import write_profile

STAGES = ("sift", "online_test", "assessment_centre", "offer", "pre_employment_checks", "start")
COUNTED = ["sex", "ethnicity"]


@pytest.fixture(scope="module")
def applications() -> pd.DataFrame:
    chunks = synthesise(size=400, seed=11).tables["applications"]
    return pd.concat(chunks).astype(object).fillna("").astype(str)


def as_long(frame: pd.DataFrame, path: Path) -> None:
    rows = [
        {
            "Candidate ID": row["application_id"],
            "Gender": row["sex"],
            "Ethnic origin": row["ethnicity"],
            "Step": stage.replace("_", " ").title(),
            "Result": row[stage],
            "Result date": row[f"{stage}_date"],
        }
        for row in frame.to_dict("records")
        for stage in STAGES
        if row[stage]
    ]
    pd.DataFrame(rows).to_csv(path, index=False, sep="\t")


def as_statuses(frame: pd.DataFrame, path: Path) -> None:
    rows = []
    for row in frame.to_dict("records"):
        stage = [stage for stage in STAGES if row[stage]][-1]
        status = f"{row[stage]} {stage}".replace("_", " ")
        rows.append(
            {
                "Ref": row["application_id"],
                "Gender": row["sex"],
                "Ethnic origin": row["ethnicity"],
                "Current status": status,
            }
        )
    pd.DataFrame(rows).to_excel(path, index=False)


def as_own(frame: pd.DataFrame, path: Path) -> None:
    frame.to_csv(path, index=False)


def as_export(frame: pd.DataFrame, path: Path) -> None:
    data = synthesise(size=len(frame), seed=11)
    data.export(path)


def counted(path: Path, text: str) -> pd.DataFrame:
    file = path.with_suffix(".yaml")
    file.write_text(text, encoding="utf-8")
    stages = count_campaign(Parameters.from_file(file)).stages
    return stages[stages["characteristic"].isin(["", *COUNTED])].reset_index(drop=True)


@pytest.mark.parametrize(
    ("name", "write", "left_out"),
    [
        ("own.csv", as_own, []),
        ("export.csv", as_export, []),
        ("long.csv", as_long, []),
        # A status tells only the last stage: an exempt stage before it reads as passed.
        ("status.xlsx", as_statuses, ["passed", "entered", "exempt"]),
    ],
)
def test_its_counts_are_those_of_the_file(applications, tmp_path, name, write, left_out):
    as_own(applications, tmp_path / "known.csv")
    known = profile(tmp_path / "known.csv", str(tmp_path / "known.csv"), Reading())
    expected = counted(tmp_path / "known.csv", known.text)
    write(applications, tmp_path / name)
    made = profile(tmp_path / name, str(tmp_path / name), Reading())
    assert made.open_questions == ()
    found = counted(tmp_path / name, made.text)
    order = ["characteristic", "group", "stage"]
    found, expected = (
        frame.sort_values(order).drop(columns=left_out).reset_index(drop=True)
        for frame in (found, expected)
    )
    assert expected["reached"].sum() > 1000
    assert_frame_equal(found, expected)


STRANGE = """Reference,Ethnicity,Gender,Sift,Interview date,Interview,Office,Remarks
{rows}"""


def strange(path: Path, row: str, rows: int = 40) -> str:
    lines = "\n".join(f"A{number},{row.format(n=number)}" for number in range(rows))
    path.write_text(STRANGE.format(rows=lines) + "\n", encoding="utf-8")
    return profile(path, path.name, Reading()).text


def test_what_it_could_not_place_is_asked(tmp_path: Path):
    path = tmp_path / "strange.csv"
    rows = [
        "A1,Martian,Male,Pass,03/04/2024,Perhaps,Leeds,x",
        "A2,White,Female,Pass,04/04/2024,Pass,Hull,x",
        "A3,White,Female,Fail,,,Hull,x",
        "A4,White,Female,Pass,05/04/2024,Fail,Hull,x",
    ]
    path.write_text(STRANGE.format(rows="\n".join(rows)), encoding="utf-8")
    made = profile(path, path.name, Reading())
    assert made.open_questions == (
        "Interview: what these labels mean: Perhaps.",
        "Interview date: whether the day or the month comes first (reading: dates).",
        "Ethnicity: which group these belong to: Martian.",
    )
    for question in made.open_questions:
        assert f"# Open: {question}" in made.text
    assert "\nreading:" not in made.text
    assert "Office" in made.text.split("of your own:")[1].split("analysis:")[0]


def test_what_an_export_has_wrong_is_asked_and_its_words_are_known(tmp_path: Path):
    rows = [
        f"{n}|{'Asian/Asian British - Indian' if n % 2 else 'White - British '}|x|"
        f"{'Progressed to next stage' if n % 3 else 'Failed to attend'}|Spring {n % 2}|y"
        for n in range(30)
    ]
    path = tmp_path / "strange.txt"
    header = "Applicant URN|Ethnic origin (19+1)|Notes|Sift outcome|Intake|Notes"
    path.write_text("\n".join([header, *rows, rows[0]]), encoding="utf-8")
    made = profile(path, path.name, Reading())
    assert made.open_questions == (
        "Applicant URN: rows that repeat an identifier or have none: 1.",
        "Notes: stands twice in the header. Keep one column in the file.",
        "Spaces stood around some fields; 'trim' takes them off.",
        "Intake: which campaign is wanted; rows of each: 'Spring 0' 16, 'Spring 1' 15.",
    )
    assert "application_id: Applicant URN" in made.text
    assert "reading: {trim: true}" in made.text
    assert "campaign: Spring 0" in made.text
    assert "Asian: [Asian/Asian British - Indian]" in made.text
    assert "no_show: [Failed to attend]" in made.text


def test_values_of_a_column_that_is_none_of_these_are_not_written_down(tmp_path: Path):
    text = strange(tmp_path / "s.csv", "White,Male,Pass,,Pass,Leeds,Jane Doe called {n}")
    assert "Jane" not in text
    assert "A1" not in text
    assert "Remarks" not in text


def test_labels_that_are_yaml_or_code_are_text_there(tmp_path: Path):
    path = tmp_path / "s.csv"
    row = '"White\n- x: !!python/object:os.system",No,Pass,,Pass,=1+1,'
    path.write_text(STRANGE.format(rows=f"A1,{row}\nA2,{row}\n"), encoding="utf-8")
    made = profile(path, path.name, Reading())
    assert "\n- x" not in made.text
    (tmp_path / "s.yaml").write_text(made.text, encoding="utf-8")
    assert Parameters.from_file(tmp_path / "s.yaml").stages.keys() == {"sift", "interview"}


def test_groups_of_ones_own_and_campaigns(tmp_path: Path):
    path = tmp_path / "s.csv"
    lines = [f"{n},{'North' if n % 3 else 'South'} Asian,202{n % 2},Pass,Pass" for n in range(30)]
    path.write_text("id,Ethnicity,Intake,Sift,Interview\n" + "\n".join(lines), encoding="utf-8")
    made = profile(path, path.name, Reading())
    assert "groups: [North Asian, South Asian]" in made.text
    assert "comparator: North Asian" in made.text
    assert "campaign: '2020'" in made.text
    assert len(made.open_questions) == 2


def test_a_parameter_file_that_is_there_is_left_alone(tmp_path: Path):
    (tmp_path / "a.csv").write_text("id,sift\n1,Pass\n")
    (tmp_path / "a.yaml").write_text("mine")
    with pytest.raises(ParameterError, match="is there already"):
        write_profile(tmp_path / "a.csv", "recruitment_funnel", tmp_path / "a.yaml")
    assert (tmp_path / "a.yaml").read_text() == "mine"
