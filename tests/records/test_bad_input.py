"""Every bad file is refused with a message that names file, column, rows and the mend."""

from __future__ import annotations

from pathlib import Path

import pytest

from workbench.analyses.recruitment_funnel import Parameters, analyse
from workbench.errors import DataError

HEADER = "application_id,sex,sift,offer\n"
GOOD = "1,Men,Pass,Pass\n2,Women,Pass,Fail\n3,Women,Fail,\n4,Men,Fail,\n"
GOOD += "".join(f"{number},Men,Pass,Fail\n" for number in range(101, 105))


def parameters(path: Path, **changes: object) -> Parameters:
    values = {
        "analysis": "recruitment_funnel",
        "title": "A test",
        "data": str(path),
        "data_source": "synthetic",
        "policy": "analyst",
        "outcomes": {"passed": ["Pass"], "failed": ["Fail"]},
        "stages": {"sift": {}, "offer": {}},
        "characteristics": {"sex": {}},
    }
    return Parameters.from_values(values | changes, source="test")


def refusal(tmp_path: Path, content: str | bytes, **changes: object) -> str:
    path = tmp_path / "applications.csv"
    path.write_bytes(content if isinstance(content, bytes) else content.encode())
    with pytest.raises(DataError) as caught:
        analyse(parameters(path, **changes))
    return str(caught.value)


def test_the_good_file_is_taken(tmp_path: Path):
    path = tmp_path / "applications.csv"
    path.write_text(HEADER + GOOD)
    assert [finding.name for finding in analyse(parameters(path)).findings] == [
        "records",
        "declaration",
        "campaign",
        "sex",
    ]


CASES = {
    "empty": (b"", {}, ["is empty"]),
    "header only": (HEADER, {}, ["has a header but no rows"]),
    "missing column": (
        "application_id,Sex,sift,offer\n" + GOOD,
        {},
        ["column 'sex' is missing", "The nearest is 'Sex'", "under 'columns'"],
    ),
    "doubled column": ("application_id,sex,sex,sift,offer\n", {}, ["'sex' stands twice"]),
    "too many fields": (
        HEADER + GOOD + "5,Men,Pass,Fail,extra\n6,Men,Fail,,,more\n",
        {},
        ["2 rows with too many fields", "first at line 10"],
    ),
    "too few fields": (HEADER + GOOD + "5,Men\n", {}, ["1 row with too few fields"]),
    "unknown label": (
        HEADER + GOOD + "5,Woman,Pass,Fail\n6,Woman,Fail,\n",
        {},
        ["'sex': 1 label outside the code list in 2 rows: 'Woman' (nearest: 'Women')"],
    ),
    "unknown outcome": (
        HEADER + GOOD + "5,Men,Passed,\n",
        {},
        ["'sift': 1 label outside the code list in 1 row: 'Passed' (nearest: 'Pass')"],
    ),
    "doubled id": (
        HEADER + GOOD + "1,Men,Fail,\n",
        {},
        ["'application_id': 1 row with the identifier of an earlier row"],
    ),
    "blank id": (HEADER + GOOD + ",Men,Fail,\n", {}, ["'application_id' is blank in 1 row"]),
    "later stage without the earlier": (
        HEADER + GOOD + "5,Men,Fail,Pass\n6,Men,,Pass\n",
        {},
        ["'offer' has an outcome in 2 rows where an earlier stage was not passed"],
    ),
    "comparator absent": (
        HEADER + "1,Women,Pass,Pass\n",
        {},
        ["fewer than 5 people are in the comparator group 'Men'"],
    ),
    "too few comparators": (
        HEADER + "1,Women,Pass,Pass\n2,Men,Pass,Pass\n3,Men,Fail,\n",
        {},
        ["fewer than 5 people are in the comparator group 'Men'"],
    ),
    "no header": (
        "A001,Jane Doe,Fail,column3\nA002,John Smith,Fail,x\n",
        {},
        ["none of the columns that are wanted stands in the first line"],
    ),
    "no rows for the campaign": (
        "application_id,campaign,sex,sift,offer\n1,2022,Men,Pass,Pass\n",
        {"campaign": "2023"},
        ["no rows for the campaign '2023'"],
    ),
    "count not whole": (
        "sex,sift,offer,people\nMen,Pass,Pass,1.5\nWomen,Pass,Pass,-2\nMen,Fail,,many\n",
        {"identifier": None, "count": "people"},
        ["'people' is not a whole number of people in 3 rows"],
    ),
    "not text": (b"\x89PNG\r\n\x1a\n\x81\x8d" * 20, {}, ["neither UTF-8 nor plain cp1252"]),
    "latin label": (
        (HEADER + GOOD).encode() + "5,M\u00e9n,Pass,Fail\n".encode("cp1252"),
        {},
        ["'sex': 1 label outside the code list in 1 row: 'M\u00e9n' (nearest: 'Men')"],
    ),
}


@pytest.mark.parametrize("case", CASES)
def test_a_bad_file_is_refused_with_the_mend(case: str, tmp_path: Path):
    content, changes, expected = CASES[case]
    message = refusal(tmp_path, content, **changes)
    assert message.startswith("applications.csv: ")
    for text in expected:
        assert text in message


def test_all_problems_come_in_one_message(tmp_path: Path):
    rows = "1,Mne,Pass,Pass\n1,Men,Fail,Pass\n2,Women,Psas,\n3,Men\n"
    message = refusal(tmp_path, HEADER + rows)
    assert "4 problems" in message
    for text in (
        "too few fields",
        "identifier of an earlier row",
        "'Mne' (nearest: 'Men')",
        "'Psas' (nearest: 'Pass')",
    ):
        assert text in message


def test_no_message_shows_a_record_of_a_file_without_a_header(tmp_path: Path):
    message = refusal(tmp_path, "A001,Jane Doe,Fail,column3\n")
    assert "Jane" not in message
    assert "A001" not in message


@pytest.mark.parametrize("content", [HEADER + GOOD + "5,Jane Doe,Fail,\n", HEADER + "1,Women,,\n"])
def test_what_a_shared_page_may_say_of_a_refusal_is_always_the_same(tmp_path: Path, content: str):
    path = tmp_path / "applications.csv"
    path.write_text(content)
    with pytest.raises(DataError) as caught:
        analyse(parameters(path))
    assert caught.value.public == "The data file was refused. Whoever ran it was told why."


def test_a_missing_file_and_a_folder_are_refused(tmp_path: Path):
    with pytest.raises(DataError, match="no such file"):
        analyse(parameters(tmp_path / "absent.csv"))
    with pytest.raises(DataError, match="is a folder"):
        analyse(parameters(tmp_path))


def test_a_broken_parquet_file_is_refused(tmp_path: Path):
    path = tmp_path / "applications.parquet"
    path.write_bytes(b"PAR1 but not really")
    with pytest.raises(DataError, match="cannot be read as parquet"):
        analyse(parameters(path))


def test_labels_that_read_as_missing_survive(tmp_path: Path):
    """pandas reads "None" and "NA" as missing, and such groups then vanish."""
    path = tmp_path / "applications.csv"
    rows = "1,None,Pass,Pass\n2,NA,Pass,Fail\n3,null,Fail,\n4,,Fail,\n"
    rows += "".join(f"{number},None,Pass,Fail\n" for number in range(5, 9))
    path.write_text("application_id,religion,sift,offer\n" + rows)
    groups = {"religion": {"groups": ["None", "NA", "null"], "comparator": "None"}}
    findings = analyse(parameters(path, characteristics=groups)).findings
    cells = next(one for one in findings if one.name == "religion").cells
    overall = cells[cells["basis"] == "overall"].set_index("group")["entered"]
    assert overall.to_dict() == {"None": 5, "NA": 1, "null": 1, "Not declared": 1}
