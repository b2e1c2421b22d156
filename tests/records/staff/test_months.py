"""The canonical months against the same people looked at day by day."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from pathlib import Path

import pandas as pd
import pytest
from staff_oracle import by_months, expected
from staff_people import Row, canonical, contract, drawn, months_contract, same_in_all, written

from workbench.records.staff import MeasuredColumn, StaffContract, month_name

WORKLOAD, CASES = contract().measured
BROKEN = replace(WORKLOAD, broken_on=date(2020, 9, 1))
UNLAGGED = replace(CASES, lag=0)
CONTRACTS: dict[str, StaffContract] = {
    "as it comes": contract(),
    "a snapshot within a month": contract(snapshot=date(2021, 3, 15), lag_months=0),
    "nothing cut": contract(lag_months=0),
    "no day of joining": contract(joined=None, joined_originally=None),
    "no original day": contract(joined_originally=None),
    "no grade": contract(grade=None),
    "a series counted anew": contract(measured=(BROKEN, UNLAGGED)),
    "no drivers": contract(measured=()),
}


def alike(found: pd.DataFrame, wanted: pd.DataFrame) -> None:
    assert list(found.columns) == list(wanted.columns)
    pd.testing.assert_frame_equal(found, wanted, check_dtype=False)


@pytest.mark.parametrize("case", CONTRACTS)
def test_months_of_spells_are_those_of_a_look_day_by_day(case: str, tmp_path: Path):
    """Else people would be at risk, leave, serve or be driven in months in which they were not."""
    of = CONTRACTS[case]
    rows = drawn(sorted(CONTRACTS).index(case), 100, of.snapshot)
    wanted = expected(rows, of)
    assert wanted["leaves"].sum() > 10
    alike(canonical(written(rows, tmp_path / "staff.csv"), of), wanted)


def months_file(rows: list[Row], of: StaffContract, path: Path) -> Path:
    """Write the months of people as another system would export them."""
    told = [
        (month, row, month == months[-1][0])
        for months in by_months(rows, of.snapshot).values()
        for month, row in months
    ]
    months = [row if last else replace(row, reason="") for _, row, last in told]
    frame = pd.DataFrame(
        {
            "id": [row.person for row in months],
            "month": [month_name(month) for month, _, _ in told],
            **same_in_all(months),
        }
    )
    frame.sample(frac=1, random_state=1).to_csv(path, index=False)
    return path


@pytest.mark.parametrize("known", [{}, {"joined": None, "joined_originally": None}])
def test_the_same_people_as_spells_and_as_months_are_the_same_table(known: dict, tmp_path: Path):
    """Else what the report says would hang on how a system exports its people."""
    of = contract(**known)
    rows = drawn(11, 200, of.snapshot, even=True)
    if known:
        rows = [replace(row, start=row.start.replace(day=1)) for row in rows]
    spells = canonical(written(rows, tmp_path / "spells.csv"), of)
    monthly = months_contract(**known)
    assert spells["leaves"].sum() > 20
    assert (spells["moved_to"] >= 0).sum() > 20
    alike(canonical(months_file(rows, of, tmp_path / "months.csv"), monthly), spells)


def spell(start: str, end: str = "", **changes: object) -> Row:
    until = date.fromisoformat(end) if end else None
    row = Row("a", date.fromisoformat(start), until, "Officer", "Working", "90", "20")
    return replace(row, **changes)


STORIES = {
    "seen late": [spell("2020-07-15", joined=date(2010, 1, 31))],
    "joined on the 31st": [spell("2020-01-31", joined=date(2020, 1, 31), caseload="40")],
    "seen on the 29th": [spell("2020-02-29", joined=date(2020, 1, 31))],
    "a career break": [
        spell("2020-01-01", "2020-04-10"),
        spell("2020-04-11", "2020-06-30", status="Break"),
        spell("2020-07-01"),
    ],
    "came back": [
        spell("2020-01-01", "2020-03-20", reason="Resigned"),
        spell("2020-08-03", "2020-10-31", reason="Retired"),
    ],
    "left after the last month": [spell("2020-01-01", "2021-02-10", reason="Resigned")],
    "caseload run down": [
        spell("2020-01-01", "2020-05-31", workload="140"),
        spell("2020-06-01", "2020-07-15", workload="10"),
    ],
    "two grades in a month": [
        spell("2020-01-01", "2020-03-15", grade="Learner"),
        spell("2020-03-16", "2020-03-20", grade="Officer"),
        spell("2020-03-21", grade="Senior"),
    ],
}


SEEN_AT_MONTH_ENDS = [
    replace(row, person=person)
    for person, rows in {
        "left": [spell("2020-01-01", "2020-05-14", reason="Resigned", joined=date(2019, 6, 3))],
        "moved, then left": [
            spell("2020-01-01", "2020-03-31"),
            spell("2020-04-01", "2020-09-09", grade="Senior", reason="Retired", workload="130"),
        ],
        "joined": [spell("2020-02-11", joined=date(2020, 2, 11), caseload="40")],
        "on a break": STORIES["a career break"],
        "left in the last month": [spell("2020-01-01", "2021-01-20")],
    }.items()
    for row in rows
]


def test_who_is_missing_at_a_months_end_left_in_that_month(tmp_path: Path):
    """Else snapshots would put each leaver, and what went with leaving, a month early."""
    seen = [
        (day, row)
        for day in pd.date_range("2020-01-31", "2021-03-31", freq="ME").date
        for row in SEEN_AT_MONTH_ENDS
        if row.start <= day <= (row.end or date.max)
    ]
    last = {row.person: day for day, row in seen}
    rows = [row if last[row.person] == day else replace(row, reason="") for day, row in seen]
    told = {"id": [row.person for row in rows], "month": [day for day, _ in seen]}
    pd.DataFrame(told | same_in_all(rows)).to_csv(tmp_path / "ends.csv", index=False)
    wanted = canonical(written(SEEN_AT_MONTH_ENDS, tmp_path / "spells.csv"), contract())
    assert wanted["leaves"].sum() == 3
    alike(canonical(tmp_path / "ends.csv", replace(months_contract(), layout="month_ends")), wanted)


@pytest.fixture(scope="module")
def told(tmp_path_factory: pytest.TempPathFactory) -> dict[str, pd.DataFrame]:
    """Return the months of each story, told of in one file."""
    rows = [replace(row, person=name) for name, rows in STORIES.items() for row in rows]
    frame = canonical(written(rows, tmp_path_factory.mktemp("told") / "staff.csv"), contract())
    by_person = dict(iter(frame.set_index("month").groupby("person")))
    return dict(zip(sorted(STORIES), by_person.values(), strict=True))


def test_nobody_is_there_before_they_are_seen(told: dict[str, pd.DataFrame]):
    """Else people known to have stayed would count as at risk of having left before."""
    found = told["seen late"]
    assert found.index.min() == 2020 * 12 + 6
    assert found["service"].tolist()[:3] == [126, 127, 128]


def test_each_month_is_one_month_of_service_more(told: dict[str, pd.DataFrame]):
    """Else two months of one person would be one step of survival, which takes each step once."""
    assert told["joined on the 31st"]["service"].tolist()[:4] == [0, 1, 2, 3]
    assert told["seen on the 29th"]["service"].tolist()[:3] == [1, 2, 3]


def test_a_break_within_the_population_is_no_leaving(told: dict[str, pd.DataFrame]):
    """Else everyone on a career break would have left, and have been hired again."""
    found = told["a career break"]
    assert found.index.tolist() == [24240, 24241, 24242, *range(24246, 24253)]
    assert not found["leaves"].any()


def test_who_comes_back_did_not_leave(told: dict[str, pd.DataFrame]):
    """Else one person would leave twice, or be counted as gone while in post."""
    found = told["came back"]
    assert found.index.tolist() == [24240, 24241, 24242, 24247, 24248, 24249]
    assert found["leaves"].tolist() == [False] * 5 + [True]
    assert found["reason"].tolist() == [-1] * 5 + [1]
    # What was three months before their return is not known.
    assert found["workload"].tolist() == [3] * 5 + [3]


def test_a_leaver_after_the_last_month_counted_is_still_there(told: dict[str, pd.DataFrame]):
    """Else leavers would be counted in months whose other leavers are not yet entered."""
    found = told["left after the last month"]
    assert found.index.max() == 2021 * 12
    assert not found["leaves"].any()


def test_a_driver_is_that_of_the_lag_before(told: dict[str, pd.DataFrame]):
    """Else a caseload run down during notice would look like a cause of leaving."""
    found = told["caseload run down"]
    bands = [WORKLOAD.results[place] for place in found["workload"]]
    assert bands == ["Before the first months"] * 3 + ["high"] * 4
    assert found["workload_value"].tolist()[3:] == [140.0] * 4


def test_a_month_in_two_grades_is_that_of_its_last_day(told: dict[str, pd.DataFrame]):
    """Else a month would be counted twice, or someone promoted stay in the grade they left."""
    found = told["two grades in a month"]
    assert found["grade"].tolist()[:4] == [0, 0, 2, 2]
    assert found["moved_to"].tolist()[:4] == [-1, 2, -1, -1]
    assert found["in_grade"].tolist()[:5] == [-1, -1, 0, 1, 2]


def test_a_driver_may_be_called_as_a_column_of_ours(tmp_path: Path):
    """Else a file with a line manager's span or a person's status would fail for a name."""
    span = MeasuredColumn("span", "caseload", (30.0,), ("few", "many"), lag=1)
    number = MeasuredColumn("left", "wmt", (90.0,), ("low", "high"), lag=0)
    of = contract(measured=(span, number))
    left = spell("2020-01-01", "2020-05-05", person="b", workload="80", caseload="40")
    rows = [spell("2020-01-01"), left]
    found = canonical(written(rows, tmp_path / "staff.csv"), of)
    assert found["span_value"].tolist()[1] == 20.0
    assert found["left"].tolist()[0] == 1
