"""Counts by several columns at once, of days and of marks, held against counting the rows."""

from __future__ import annotations

from collections import Counter
from datetime import date
from pathlib import Path

import pandas as pd
import pytest

from workbench.counts import (
    COUNTS,
    TooManyCellsError,
    count_cells,
    count_days,
    count_margins,
    count_scores,
    stage_cells,
    stage_counts,
)
from workbench.records import CodedColumn, Contract, StageColumn, Support, check, read, with_exits

MEANINGS = {"P": "passed", "F": "failed", "W": "withdrew", "O": "pending", "X": "exempt"}
UNTIL = date(2024, 3, 31)
CONTRACT = Contract(
    identifier=None,
    count=None,
    campaign_column=None,
    campaign=None,
    stages=(
        StageColumn("sift", "sift", MEANINGS, "sift_day", score="mark"),
        StageColumn("vetting", "vetting", MEANINGS, "vetting_day"),
    ),
    coded=(
        CodedColumn("sex", "sex", ("Men", "Women"), "Men"),
        CodedColumn("region", "region", ("North", "South"), unknown="Not recorded"),
    ),
    latest=UNTIL,
    applied="applied",
    support=Support("asked", "made", 0),
)
ROWS = """sex,region,applied,sift,sift_day,mark,vetting,vetting_day,asked,made
Men,North,2024-01-01,P,2024-01-11,71,P,2024-02-20,,
Men,North,2024-01-01,P,2024-01-11,70,W,2024-01-21,2024-01-02,2024-01-11
Men,South,2024-01-02,F,2024-01-11,40,,,2024-01-02,2024-01-12
Men,South,2024-01-02,X,,,P,2024-01-12,2024-01-03,
Men,,2024-01-02,P,2024-01-12,70,O,,2024-01-03,2024-01-04
Women,North,2024-01-03,P,,62.5,P,2024-02-01,,
Women,South,2024-01-03,W,2024-01-05,,,,,
Women,,2024-01-03,O,,,,,2024-01-09,2024-01-10
"""


@pytest.fixture(scope="module")
def counted(tmp_path_factory):
    path = Path(tmp_path_factory.mktemp("cells")) / "people.csv"
    path.write_text(ROWS)
    with read(path, CONTRACT) as records:
        check(records, CONTRACT)
        applications = with_exits(records, CONTRACT)
        results = CONTRACT.results
        yield {
            "cells": count_cells(applications, ["sex", "region"], results),
            "margins": count_margins(applications, {"sex": results["sex"]}),
            "vetting": count_days(applications, ["sex"], 1, results, UNTIL),
            "sift": count_days(applications, ["sex"], 0, results, UNTIL),
            "marks": count_scores(applications, ["sex"], 0, results),
            "support": count_cells(applications, ["support"], results),
        }


def test_cells_hold_everyone_once_under_their_groups(counted):
    cells = counted["cells"]
    found = cells.groupby(["sex", "region"], observed=True)["people"].sum().to_dict()
    assert found == {
        ("Men", "North"): 2,
        ("Men", "South"): 2,
        ("Men", "Not recorded"): 1,
        ("Women", "North"): 1,
        ("Women", "South"): 1,
        ("Women", "Not recorded"): 1,
    }


def test_cells_added_up_over_a_column_are_the_margin(counted):
    results = {"sex": ("Men", "Women", "Not declared")}
    margin = stage_counts(counted["margins"], ["sift", "vetting"], results)
    margin = margin[(margin["characteristic"] == "sex") & (margin["group"] != "Not declared")]
    summed = stage_cells(counted["cells"], ["sex"], ["sift", "vetting"])
    keys = ["group", "stage"]
    expected = margin.sort_values(keys)[[*keys, *COUNTS]].reset_index(drop=True)
    found = summed.rename(columns={"sex": "group"}).astype({"group": object})
    pd.testing.assert_frame_equal(
        found.sort_values(keys)[[*keys, *COUNTS]].reset_index(drop=True),
        expected.astype({"group": object}),
        check_dtype=False,
    )


def days_of(frame: pd.DataFrame) -> Counter:
    rows = frame.itertuples(index=False)
    return Counter(
        {
            (row.sex, row.outcome, None if pd.isna(row.days) else int(row.days)): row.people
            for row in rows
        }
    )


def test_days_run_from_the_latest_day_known_before_and_those_who_wait_to_the_data_date(counted):
    assert days_of(counted["vetting"]) == Counter(
        {
            ("Men", "passed", 40): 1,
            ("Men", "withdrew", 10): 1,
            ("Men", "passed", 10): 1,  # exempt from the sift: from the day of applying
            ("Men", "pending", 79): 1,
            ("Women", "passed", 29): 1,  # the day of the sift is blank: from the day of applying
        }
    )
    assert days_of(counted["sift"])[("Women", "passed", None)] == 1
    assert days_of(counted["sift"])[("Women", "pending", 88)] == 1


def test_only_people_with_a_mark_are_among_the_marks(counted):
    marks = counted["marks"]
    found = {(row.sex, row.outcome, row.score): row.people for row in marks.itertuples()}
    assert found == {
        ("Men", "failed", 40.0): 1,
        ("Men", "passed", 70.0): 2,
        ("Men", "passed", 71.0): 1,
        ("Women", "passed", 62.5): 1,
    }


def test_an_adjustment_made_on_the_day_of_the_stage_is_in_time(counted):
    support = counted["support"].groupby("support", observed=True)["people"].sum().to_dict()
    assert support == {
        "Did not ask": 3,
        "Made in time": 2,
        "Made too late": 1,
        "Not made": 1,
        "Stage not dated": 1,
    }


def test_more_cells_than_may_be_are_not_counted(tmp_path: Path):
    """By hand: five people have a mark, two of them alike in all that is counted by."""
    path = tmp_path / "people.csv"
    path.write_text(ROWS)
    with read(path, CONTRACT) as records:
        applications = with_exits(records, CONTRACT)
        enough = count_scores(applications, ["sex"], 0, CONTRACT.results, most=4)
        assert enough[["score", "people"]].to_numpy().tolist() == [
            [70, 2],
            [71, 1],
            [40, 1],
            [62.5, 1],
        ]
        with pytest.raises(TooManyCellsError) as found:
            count_scores(applications, ["sex"], 0, CONTRACT.results, most=3)
        assert (found.value.cells, found.value.most) == (4, 3)
        with pytest.raises(TooManyCellsError, match="8 cells, where at most 7 are counted"):
            count_cells(applications, ["sex", "region"], CONTRACT.results, most=7)
        with pytest.raises(TooManyCellsError):
            count_days(applications, ["sex"], 0, CONTRACT.results, UNTIL, most=1)
