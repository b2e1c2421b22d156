"""Columns and roles that cannot be: each refusal with its whole message, and its mend."""

from __future__ import annotations

import pytest
from refused_parameters import AB, GOOD, mended, message


def place(**values: object) -> dict[str, object]:
    return {"circumstances": GOOD["circumstances"] | values}


def offices(number: int) -> list[str]:
    return [f"Office {each}" for each in range(number)]


BAD = {
    "one region": (
        place(region={"groups": ["Wales"]}),
        "circumstances.region has one group, so no one can be told apart by it. Name them "
        "all, or take it out.",
        {**place(), "region": "region"},
    ),
    "a circumstance without groups": (
        place(team={}),
        "circumstances.team needs its 'groups', as they stand in the file: team: {groups: [..]}.",
        place(team=AB),
    ),
    "too many units": (
        place(office={"groups": offices(301)}),
        "circumstances.office has 301 units; 300 at most can be told apart. Put them "
        "together: 'recode'.",
        place(office={"groups": offices(300)}),
    ),
    "too many groups": (
        place(team={"groups": offices(101)}),
        "circumstances.team has 101 groups; 100 at most can be told apart. Put them "
        "together: 'recode'.",
        place(team=AB),
    ),
    "a characteristic without a comparator": (
        {"characteristics": {"sex": {}, "team": AB}},
        "characteristics.team needs a 'comparator': one of A, B.",
        {"characteristics": {"sex": {}, "team": AB | {"comparator": "A"}}},
    ),
    "one thing in two places": (
        place(sex=AB),
        "2 problems. (1) 'sex' is under 'characteristics' and under 'circumstances'. Keep "
        "it in one place. (2) two names share the column 'sex'. Keep one.",
        place(),
    ),
    "a name that is kept": (
        place(band=AB),
        "circumstances.band: the workbench keeps the name 'band' for itself. Choose "
        "another, and say what the file calls it: columns: {my_band: band}.",
        place(my_band=AB),
    ),
    "a name of a column of counts": (
        place(left_1=AB),
        "circumstances.left_1: the workbench keeps the name 'left_1' for itself. Choose "
        "another, and say what the file calls it: columns: {my_left_1: left_1}.",
        place(my_left=AB),
    ),
    "a role that is not described": (
        {"region": "area"},
        "region: 'area' is not under 'circumstances'. Describe it there, with its groups, "
        "or take it out.",
        {"region": "region"},
    ),
    "two roles of one column": (
        {"unit": "region"},
        "'grade', 'region' and 'unit' must be different circumstances. Keep one each.",
        {"unit": "office"},
    ),
    "a headline of nothing": (
        {"headlines": ["sex", "age"]},
        "headlines names 'age', which is not under characteristics. Take it out.",
        {"headlines": ["sex"]},
    ),
    "nobody kept": (
        {"kept": {"contract": []}},
        "kept.contract names no labels, so that no one is counted. Name them.",
        {"kept": {"contract": ["Permanent"]}},
    ),
    "a column of nothing": (
        {"columns": {"gender": "Sex"}},
        "columns names 'gender', which is nothing this analysis reads. Write the "
        "workbench's name first, then the file's: sex: Gender.",
        {"columns": {"sex": "Sex"}},
    ),
    "one column twice": (
        {"columns": {"sex": "Q1", "disability": "Q1"}},
        "two names share the column 'Q1'. Keep one.",
        {"columns": {"sex": "Q1", "disability": "Q2"}},
    ),
}


@pytest.mark.parametrize("case", BAD)
def test_what_cannot_be_is_refused_with_its_mend(case: str):
    """If it fails, a parameter file that cannot be true runs, or its message no longer helps."""
    assert message(BAD[case]) == BAD[case][1]


@pytest.mark.parametrize("case", BAD)
def test_the_mend_is_accepted(case: str):
    """If it fails, whoever does what the message says is refused again."""
    assert mended(BAD[case]).title == "A test"
