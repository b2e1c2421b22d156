"""Answers to a survey: what is counted, what is told, and what is refused with its mend."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, replace
from datetime import date
from pathlib import Path

import numpy as np
import pandas as pd
import pytest

from workbench.errors import DataError
from workbench.records import CodedColumn
from workbench.records.panel.waves import (
    AnswerCounts,
    ItemColumn,
    SurveyChecked,
    SurveyContract,
    answer_counts,
    check_survey,
    read_survey,
)

WORKLOAD = ItemColumn("workload", "B07", {"Strongly agree": 5, "Disagree": 2}, ("Prefer not",))
SURVEY = SurveyContract(
    wave="Year",
    waves={"2022": date(2022, 10, 31), "2021": date(2021, 10, 31)},
    unit="PDU",
    units=("Aber", "Bron"),
    items=(WORKLOAD, ItemColumn("wellbeing", "W01")),
    role=CodedColumn("role", "Role", ("SPO", "Other"), named_under="circumstances"),
    part_time=CodedColumn("hours", "Hours", ("Full time", "Part time"), "Full time"),
    characteristics=(CodedColumn("sex", "Sex", ("Men", "Women"), "Men"),),
    weight="Weight",
)
HEADER = "Year,PDU,Role,Hours,Sex,Weight,B07,W01\n"
ANSWERS = (
    "2021,Aber,SPO,Full time,Men,1.5,5,4\n" * 7
    + "2021,Bron,Other,Part time,Women,0.5,Disagree,\n" * 4
    + "2022,Aber,SPO,Part time,Women,2,Strongly agree,1\n" * 9
    + "2022,Bron,SPO,,Men,1,3.0,2\n"
)
RECODE = "what stands for no answer goes under 'undeclared' there."
UNITS = "Write units as the file of units and months has them; leave blank where one is not known."
FIVE = "Answers are 1 to 5, 5 the most favourable, or blank. Correct the file, or say what they "


def taken(
    folder: Path, text: str, of: SurveyContract = SURVEY, by: tuple[str, ...] = ()
) -> tuple[SurveyChecked, AnswerCounts]:
    """Write a file, and read, check and count it."""
    (folder / "survey.csv").write_text(HEADER + text, encoding="utf-8")
    with read_survey(folder / "survey.csv", of) as records:
        return check_survey(records, of), answer_counts(records, of, by)


def test_answers_are_counted_as_they_stand(tmp_path: Path):
    """Else an index would be of other people, waves or answers."""
    checked, counts = taken(tmp_path, ANSWERS, by=("role", "unit"))
    assert counts.waves == ("2021", "2022")
    assert counts.items == ("workload", "wellbeing")
    roles = ("SPO", "Other", "Not declared")
    assert counts.results == {"role": roles, "unit": ("Aber", "Bron")}
    codes = (counts.wave, counts.groups["role"], counts.groups["unit"], counts.item, counts.answer)
    cells = list(zip(*codes, counts.people, counts.weight, counts.squared, strict=True))
    assert [tuple(map(float, cell)) for cell in cells] == [
        (0, 0, 0, 0, 5, 7, 10.5, 15.75),
        (0, 0, 0, 1, 4, 7, 10.5, 15.75),
        (0, 1, 1, 0, 2, 4, 2.0, 1.0),
        (0, 1, 1, 1, 0, 4, 2.0, 1.0),
        (1, 0, 0, 0, 5, 9, 18.0, 36.0),
        (1, 0, 0, 1, 1, 9, 18.0, 36.0),
        (1, 0, 1, 0, 3, 1, 1.0, 1.0),
        (1, 0, 1, 1, 2, 1, 1.0, 1.0),
    ]
    assert checked.respondents == {"2021": 11, "2022": 10}
    assert checked.unanswered == {"workload": 0, "wellbeing": 4}
    assert (checked.rows_read, checked.small_waves, checked.warnings) == (21, (), ())


def test_counts_are_those_of_another_library(tmp_path: Path):
    """Else groups would be mixed up once there are many."""
    rng = np.random.default_rng(3)
    size = 600
    frame = pd.DataFrame(
        {
            "Year": rng.choice(["2021", "2022"], size),
            "PDU": rng.choice(["Aber", "Bron", ""], size),
            "Role": rng.choice(["SPO", "Other"], size),
            "Hours": rng.choice(["Full time", "Part time"], size),
            "Sex": rng.choice(["Men", "Women", ""], size),
            "Weight": rng.choice([0.5, 1.25, 3.0], size),
            "B07": rng.choice(["1", "2", "3", "4", "5", ""], size),
            "W01": rng.choice(["1", "5"], size),
        }
    )
    text = frame.to_csv(index=False).removeprefix(HEADER)
    checked, counts = taken(tmp_path, text, by=("hours", "sex"))
    found = pd.DataFrame(
        {
            "Year": np.array(counts.waves)[counts.wave],
            "Hours": np.array(counts.results["hours"])[counts.groups["hours"]],
            "Sex": np.array(counts.results["sex"])[counts.groups["sex"]],
            "item": np.array(["B07", "W01"])[counts.item],
            "answer": counts.answer,
            "people": counts.people,
            "weight": counts.weight,
        }
    )
    melted = frame.replace({"Sex": {"": "Not declared"}}).melt(
        ["Year", "Hours", "Sex", "Weight"], ["B07", "W01"], "item", "answer"
    )
    melted["answer"] = melted["answer"].replace("", "0").astype(int)
    keys = ["Year", "Hours", "Sex", "item", "answer"]
    wanted = melted.groupby(keys)["Weight"].agg(["size", "sum"])
    found = found.set_index(keys).sort_index()
    assert found.index.equals(wanted.index)
    assert found["people"].tolist() == wanted["size"].tolist()
    assert found["weight"].tolist() == wanted["sum"].tolist()
    assert checked.without_unit == (frame["PDU"] == "").sum()


def test_without_weights_everybody_counts_as_one(tmp_path: Path):
    """Else a file without weights could not be counted."""
    _, counts = taken(tmp_path, ANSWERS, replace(SURVEY, weight=None))
    assert counts.weight.tolist() == counts.squared.tolist() == counts.people.tolist()
    assert counts.groups == {}


def test_a_wave_with_few_is_told_of_and_not_refused(tmp_path: Path):
    """Else an index of six people would pass for one of a service."""
    text = "2021,Aber,SPO,,Men,1,5,4\n" * 6 + "2022,,SPO,,Men,1,2,Prefer not\n" * 10
    of = replace(SURVEY, items=(WORKLOAD, replace(SURVEY.items[1], unanswered=("Prefer not",))))
    checked, _ = taken(tmp_path, text, of)
    assert checked.respondents == {"2021": 6, "2022": 10}
    assert checked.small_waves == ("2021",)
    assert checked.unanswered == {"workload": 0, "wellbeing": 10}
    assert checked.warnings == (
        "'Year': the wave '2021' has fewer than the 10 respondents from which an index is told.",
        "'PDU' is blank in some rows, which can be in no comparison of units.",
    )


def test_a_grouping_that_there_is_none_of_is_refused(tmp_path: Path):
    """Else a misspelt grouping would fail without a word."""
    with pytest.raises(DataError) as caught:
        taken(tmp_path, ANSWERS, by=("age",))
    assert str(caught.value) == (
        "survey.csv: no grouping 'age'. There are 'unit', 'role', 'hours', 'sex'."
    )


@dataclass(frozen=True)
class Case:
    """Rows that make a file bad, all that is said of it, and the contract that mends it."""

    rows: str
    says: str | tuple[str, ...]
    mend: Mapping[str, object] | str
    base: str = ANSWERS


CASES = {
    "an answer beyond the five": Case(
        "2022,Aber,SPO,,Men,1,6,0\n" * 2,
        (
            "'B07': 1 unknown label in 2 rows: '6'. "
            f"{FIVE}mean: items: {{workload: {{labels: {{..: 5}}}}}}; what stands for no answer "
            "goes under 'unanswered' there.",
            "'W01': 1 unknown label in 2 rows: '0'. "
            f"{FIVE}mean: items: {{wellbeing: {{labels: {{..: 5}}}}}}; what stands for no answer "
            "goes under 'unanswered' there.",
        ),
        {
            "items": (
                replace(WORKLOAD, unanswered=("6",)),
                ItemColumn("wellbeing", "W01", unanswered=("0",)),
            )
        },
    ),
    "a wave and a unit nobody named": Case(
        "2020,aber,SPO,,Men,1,5,4\n",
        (
            "'Year': 1 unknown label in 1 row: '2020' (nearest: '2022'). Name them under 'waves', "
            "with the day on which each ended.",
            f"'PDU': 1 unknown label in 1 row: 'aber' ('Aber' but for capitals). {UNITS}",
        ),
        {
            "waves": {**SURVEY.waves, "2020": date(2020, 10, 31)},
            "units": (*SURVEY.units, "aber"),
        },
    ),
    "groups nobody named": Case(
        "2022,Aber,spo,,F,1,5,4\n",
        (
            "'Role': 1 unknown label in 1 row: 'spo' ('SPO' but for capitals). Correct the file, "
            "or say which group they belong to: circumstances: {role: {recode: {SPO: [..]}}}; "
            f"{RECODE}",
            "'Sex': 1 unknown label in 1 row: 'F'. Correct the file, or say which group they "
            f"belong to: characteristics: {{sex: {{recode: {{Men: [..]}}}}}}; {RECODE}",
        ),
        "2022,Aber,SPO,,Women,1,5,4\n",
    ),
    "no wave": Case(
        ",Aber,SPO,,Men,1,5,4\n",
        "'Year' is blank in 1 row. Fill it in.",
        "2022,Aber,SPO,,Men,1,5,4\n",
    ),
    "weights that are none": Case(
        "2022,Aber,SPO,,Men,,5,4\n2022,Aber,SPO,,Men,x,5,4\n2022,Aber,SPO,,Men,0,5,4\n",
        (
            "'Weight' is blank or no number in 2 rows. Give every respondent a weight, or take "
            "'weight' out.",
            "'Weight' is 0 or less in 1 row. Correct the weights.",
        ),
        {"weight": None},
    ),
    "a wave and an item that nobody answered": Case(
        "2022,Aber,SPO,,Men,1,5,\n" * 10,
        (
            "'Year': no row is of the wave '2021'. Take it out of 'waves', or export it as well.",
            "'W01' has no answer in any row. Take wellbeing out of 'items', or check the export.",
        ),
        {"waves": {"2022": date(2022, 10, 31)}, "items": (WORKLOAD,)},
        base="",
    ),
}


@pytest.mark.parametrize("case", CASES)
def test_it_is_refused_with_the_mend(case: str, tmp_path: Path):
    """Else answers would be counted that nobody gave, or be refused without help."""
    bad = CASES[case]
    with pytest.raises(DataError) as caught:
        taken(tmp_path, bad.base + bad.rows)
    problems = (bad.says,) if isinstance(bad.says, str) else bad.says
    assert str(caught.value) == str(DataError.gather("survey.csv", problems))
    if isinstance(bad.mend, str):
        taken(tmp_path, bad.base + bad.mend)
    else:
        taken(tmp_path, bad.base + bad.rows, replace(SURVEY, **bad.mend))


def test_a_file_without_rows_or_columns_is_refused(tmp_path: Path):
    """Else an empty export would become a report about nobody."""
    with pytest.raises(DataError, match="no rows under the header"):
        taken(tmp_path, "")
    with pytest.raises(DataError, match="column 'Wave' is missing"):
        taken(tmp_path, ANSWERS, replace(SURVEY, wave="Wave"))
