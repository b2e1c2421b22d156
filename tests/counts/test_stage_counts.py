"""Exits add up to stages: held against counting the rows one by one."""

from __future__ import annotations

from pathlib import Path

import pandas as pd
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from workbench.counts import count_margins, stage_counts
from workbench.records import CodedColumn, Contract, StageColumn, check, read, with_exits

MEANINGS = {
    "P": "passed",
    "F": "failed",
    "W": "withdrew",
    "N": "no_show",
    "E": "expired",
    "O": "pending",
    "X": "exempt",
}
STAGES = ("sift", "test", "start")
CONTRACT = Contract(
    identifier=None,
    count=None,
    campaign_column=None,
    campaign=None,
    stages=tuple(StageColumn(name, name, MEANINGS) for name in STAGES),
    coded=(CodedColumn("sex", "sex", ("Men", "Women"), "Men", ("Prefer not to say",)),),
)
CAREERS = [
    first + second + third
    for first in MEANINGS
    for second in ([*MEANINGS, " "] if first in "PX" else [" "])
    for third in ([*MEANINGS, " "] if second in "PX" else [" "])
]
PEOPLE = st.lists(
    st.tuples(st.sampled_from(["Men", "Women", "Prefer not to say", ""]), st.sampled_from(CAREERS)),
    min_size=1,
    max_size=40,
).map(lambda rows: [*[("Men", "PPP")] * 5, ("Women", "PF "), *rows])
RESULTS = {"sex": ("Men", "Women", "Not declared")}


def counted(folder: Path, people: list[tuple[str, str]], contract: Contract = CONTRACT):
    path = folder / "people.csv"
    rows = [",".join([group, *(mark.strip() for mark in career)]) for group, career in people]
    path.write_text("\n".join(["sex,sift,test,start", *rows]) + "\n")
    with read(path, contract) as records:
        check(records, contract)
        margins = count_margins(with_exits(records, contract), RESULTS)
    return margins, stage_counts(margins, STAGES, RESULTS)


def by_hand(people: list[tuple[str, str]], group: str, stage: int) -> dict[str, int]:
    """Count one group at one stage from the rows themselves."""
    here = [
        career
        for label, career in people
        if group in ("", label) or (group == "Not declared" and label not in ("Men", "Women"))
    ]
    reached = [career for career in here if all(mark in "PX" for mark in career[:stage])]
    marks = [MEANINGS.get(career[stage], "pending") for career in reached]
    tally = {name: marks.count(name) for name in MEANINGS.values()}
    entered = len(reached) - tally["exempt"] - tally["pending"]
    return {"reached": len(reached), "entered": entered, **tally}


@settings(max_examples=25, deadline=None)
@given(people=PEOPLE)
def test_every_count_equals_counting_the_rows(people, tmp_path_factory):
    _, counts = counted(tmp_path_factory.mktemp("people"), people)
    for row in counts.to_dict("records"):
        expected = by_hand(people, row["group"], STAGES.index(row["stage"]))
        assert {name: row[name] for name in expected} == expected


@settings(max_examples=15, deadline=None)
@given(people=PEOPLE, seed=st.integers(0, 1000))
def test_row_order_changes_nothing_and_groups_sum_to_the_total(people, seed, tmp_path_factory):
    margins, counts = counted(tmp_path_factory.mktemp("people"), people)
    shuffled = pd.Series(people).sample(frac=1, random_state=seed).tolist()
    again, _ = counted(tmp_path_factory.mktemp("people"), shuffled)
    pd.testing.assert_frame_equal(margins, again)
    totals = counts.groupby(["characteristic", "stage"]).sum(numeric_only=True)
    pd.testing.assert_frame_equal(totals.loc[""], totals.loc["sex"])


def test_rows_of_other_campaigns_are_left_out(tmp_path: Path):
    path = tmp_path / "people.csv"
    path.write_text(
        "campaign,sex,sift,test,start\n"
        + "2023,Men,P,P,P\n" * 5
        + "2023,Women,F,,\n2022,Wommen,P,P,P\n"
    )
    contract = Contract(None, None, "campaign", "2023", CONTRACT.stages, CONTRACT.coded)
    with read(path, contract) as records:
        assert (records.rows_read, check(records, contract).rows_used) == (7, 6)
        assert with_exits(records, contract).count().to_pyarrow().as_py() == 6


@pytest.mark.parametrize("suffix", ["csv", "parquet"])
def test_a_row_may_stand_for_many_people(tmp_path: Path, suffix: str):
    frame = pd.DataFrame(
        {"sex": ["Men", "Women"], "sift": ["P", "F"], "test": ["F", ""], "start": "", "n": [5, 4]}
    )
    path = tmp_path / f"people.{suffix}"
    frame.to_parquet(path) if suffix == "parquet" else frame.to_csv(path, index=False)
    contract = Contract(None, "n", None, None, CONTRACT.stages, CONTRACT.coded)
    with read(path, contract) as records:
        check(records, contract)
        margins = count_margins(with_exits(records, contract), RESULTS)
    assert margins[margins["characteristic"] == ""]["people"].tolist() == [4, 5]
