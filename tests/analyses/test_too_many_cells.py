"""If these fail, a file of very many different marks or groups ends for want of memory, untold."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.records.campaign import parameters
from workbench.analyses.recruitment_funnel import Parameters
from workbench.analyses.recruitment_funnel.counting import Wanted, count_campaign
from workbench.errors import DataError

MARKS, DAYS = Wanted(("sex",), "scores", "sift"), Wanted(("sex",), "days", "sift")
PLACES = Wanted(("sex", "region"))


@pytest.fixture
def campaign(tmp_path: Path) -> Parameters:
    """Return parameters of 60 people with marks, days and places that hardly two of them share."""
    path = tmp_path / "a.csv"
    rows = [
        f"{n},{'Men' if n % 2 else 'Women'},Region {n % 10},Pass,{50 + n / 100},2024-01-01,"
        f"2024-{2 + n // 28:02d}-{1 + n % 28:02d}"
        for n in range(60)
    ]
    path.write_text("\n".join(["application_id,Gender,Place,sift,Mark,Came,Day", *rows]) + "\n")
    return parameters(
        path,
        data_date="2024-06-30",
        applied="Came",
        columns={"sex": "Gender", "region": "Place"},
        stages={"sift": {"score": "Mark", "date": "Day"}},
        strata={"region": {"groups": [f"Region {n}" for n in range(10)]}},
    )


def test_as_many_cells_as_may_be_are_counted(campaign: Parameters):
    tables = count_campaign(campaign, (MARKS, DAYS, PLACES), most=60).tables
    assert [len(tables[one]) for one in (MARKS, DAYS, PLACES)] == [60, 60, 10]


def test_all_that_is_too_much_is_told_at_once_with_its_mend(campaign: Parameters):
    with pytest.raises(DataError) as caught:
        count_campaign(campaign, (MARKS, DAYS, PLACES), most=9)
    assert str(caught.value) == (
        "a.csv: 3 problems. "
        "(1) 'Mark' makes 60 cells with sex, where at most 9 are counted: marks of many different "
        "values. Round them in the file, to whole numbers say, or leave 'score' out of sift. "
        "(2) 'Day' makes 60 cells with sex, where at most 9 are counted: people spent very many "
        "different numbers of days in sift. Leave its 'date' out, or name fewer characteristics "
        "under 'headlines'. "
        "(3) 'Gender', 'Place' make 10 cells together, where at most 9 are counted. Name fewer of "
        "them in the parameters, or fewer and larger groups."
    )
    assert caught.value.public == "The data file was refused. Whoever ran it was told why."


def test_marks_rounded_to_whole_numbers_are_counted(campaign: Parameters):
    path = Path(campaign.data)
    lines = [line.split(",") for line in path.read_text().splitlines()]
    whole = [[*line[:4], line[4].split(".")[0], *line[5:]] for line in lines]
    path.write_text("\n".join(",".join(line) for line in whole) + "\n")
    assert len(count_campaign(campaign, (MARKS,), most=9).tables[MARKS]) == 2
