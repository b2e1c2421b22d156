"""Every parameter file and data file that is refused, with what is said."""

from __future__ import annotations

from pathlib import Path

import pandas as pd
import pytest

from workbench.analyses.pay_progression import Parameters, analyse
from workbench.errors import DataError, ParameterError
from workbench.parameters.root import INSTALLED

STAFF = INSTALLED / "data" / "synthetic" / "pay_progression" / "staff.csv"
OUTCOME = {"reached": ["Progressed"], "not_reached": ["Assessed, not progressed"]}
CASES = {
    "nobody to compare": (
        {"characteristics": {}, "headlines": None, "intersections": [], "adjust_for": None},
        "no characteristic is named, so nobody can be compared",
    ),
    "a headline that is not there": (
        {"headlines": ["religion"]},
        "headlines names 'religion', which is not under characteristics. Take it out.",
    ),
    "events": (
        {"events": [{"date": "2023-06-01", "event": "A new policy"}]},
        "'events' is nothing this analysis reads. Take it out.",
    ),
    "a column of nothing": (
        {"columns": {"gender": "Gender"}},
        "columns names 'gender', which is nothing this analysis reads.",
    ),
    "one column twice": (
        {"columns": {"sex": "age"}},
        "two names share the column 'age'. Keep one.",
    ),
    "a label with two meanings": (
        {"outcome": OUTCOME | {"not_assessed": ["Progressed"]}},
        "outcome: labels with two meanings: 'Progressed'. Keep one each.",
    ),
    "a reason that cannot be told": (
        {"outcome": OUTCOME | {"apart": {"new|old": ["New in post"]}}},
        "'new|old' holds a '|'. Name the reason without it.",
    ),
    "no one who progressed": (
        {"outcome": {"reached": [], "not_reached": ["No"]}},
        "outcome.reached",
    ),
    "a stratum that is a characteristic": (
        {"strata": {"sex": {"groups": ["Men", "Women"]}}, "adjust_for": None},
        "strata.sex is a characteristic too. Keep it in one place.",
    ),
    "a covariate that is not there": (
        {"adjust_for": ["grade"]},
        "adjust_for names 'grade', which is neither under 'strata' nor under 'characteristics'.",
    ),
    "a covariate twice": (
        {"adjust_for": ["region", "region"]},
        "adjust_for names 'region' twice. Keep one.",
    ),
    "a day to come": (
        {"data_date": "2999-01-01"},
        "'data_date' 2999-01-01 is yet to come. Write the day of the data.",
    ),
    "published without a source": (
        {"data_source": "published"},
        "published data needs a 'citation'. Add it.",
    ),
}
BAD = {
    "an unknown outcome": (
        {"outcome": "Perhaps"},
        "1 unknown label in 10 rows: 'Perhaps'. Correct the file, or say what they mean: "
        "outcome: {reached: [..], not_reached: [..], not_assessed: [..], apart: {the reason: "
        "[..]}}.",
    ),
    "an unknown group": ({"sex": "Other"}, "'sex': 1 unknown label in 10 rows: 'Other'."),
    "one person twice": ({"person_id": "S000001"}, "'person_id'"),
    "no such year": ({"year": "2019-20"}, "2019-20"),
}


@pytest.fixture(scope="module")
def plain() -> dict:
    path = INSTALLED / "parameters" / "pay_progression" / "synthetic.yaml"
    told = Parameters.from_file(path).model_dump(mode="json", exclude_none=True)
    return told | {"actions": [], "exclusions": None}


@pytest.mark.parametrize("case", CASES)
def test_parameters_that_cannot_be_true_are_refused(plain: dict, case: str):
    change, says = CASES[case]
    with pytest.raises(ParameterError) as refused:
        Parameters.from_values(plain | change, source="pay.yaml")
    assert says in str(refused.value)


@pytest.mark.parametrize("case", BAD)
def test_a_file_that_cannot_be_counted_truly_is_refused(plain: dict, tmp_path: Path, case: str):
    change, says = BAD[case]
    rows = pd.read_csv(STAFF, dtype=str, keep_default_na=False).tail(10).assign(**change)
    rows.to_csv(tmp_path / "staff.csv", index=False)
    told = Parameters.from_values(plain | {"data": str(tmp_path / "staff.csv")}, source="pay.yaml")
    with pytest.raises(DataError) as refused:
        analyse(told)
    assert says in str(refused.value)


def test_a_blank_outcome_is_shown_apart_and_never_counted_as_not_progressing(
    plain: dict, tmp_path: Path
):
    rows = pd.read_csv(STAFF, dtype=str, keep_default_na=False).tail(600)
    rows.loc[rows.index[:50], "outcome"] = ""
    rows.to_csv(tmp_path / "staff.csv", index=False)
    told = Parameters.from_values(plain | {"data": str(tmp_path / "staff.csv")}, source="pay.yaml")
    found = {one.name: one.cells for one in analyse(told).findings}
    apart = found["apart"].set_index("group")["passed"]
    assert apart["Not recorded"] == 50
    everyone, could = found["people"].to_dict("records")
    assert everyone["entered"] == 600
    assert could["entered"] == everyone["passed"] == 600 - apart.sum()
