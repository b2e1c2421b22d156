"""Combinations of groups are spoken of as people, in the order that English has."""

from __future__ import annotations

import pytest

from workbench.disclosure import ReleasedCell
from workbench.findings import Context
from workbench.presentation.combinations.reading import together

CONTEXT = Context("a", "t", "synthetic", people="applicants")


def cell(group: str, characteristic: str) -> ReleasedCell:
    return ReleasedCell(characteristic, group, "declared", "", "overall", "overall", "", {}, {})


@pytest.mark.parametrize(
    ("groups", "spoken"),
    [
        ("Women × Black", "Black women"),
        ("Black × Women", "Black women"),
        ("Women × Mixed", "women from the Mixed ethnic group"),
        ("Disabled × Under 25", "disabled applicants aged under 25"),
        ("Men × White × Disabled", "disabled White men"),
        (
            "Married or in a civil partnership × 25 to 34",
            "applicants aged 25 to 34 who are married or in a civil partnership",
        ),
        ("Women × Band 4", "women in the group “Band 4”"),
    ],
)
def test_combinations_are_spoken_of_as_people(groups: str, spoken: str):
    crossed = " × ".join("abc"[: groups.count("×") + 1])
    assert together(cell(groups, crossed), CONTEXT) == spoken


def test_a_label_that_cannot_be_taken_apart_is_quoted():
    assert together(cell("A × B × C", "a × b"), CONTEXT) == "applicants in the group “A × B × C”"
