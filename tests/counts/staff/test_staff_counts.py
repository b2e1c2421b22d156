"""Counts of staff, held against going through every person's months one by one in plain Python."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterator
from contextlib import contextmanager

import numpy as np
import pandas as pd
import pyarrow as pa
import pytest
from ibis.expr.types import Table

from workbench.counts import TooManyCellsError
from workbench.counts.staff import SET_ASIDE, STILL, StaffWanted, count_risk, count_staff
from workbench.records.engines import local_engine

RESULTS = {
    "sex": ("Men", "Women", "Not declared"),
    "grade": ("Learner", "PSO", "PO", "Not recorded"),
    "caseload": ("under 40", "40 to 49", "50 and over", "Not recorded"),
}
REASONS = ("resignation", "retirement", "Not recorded")
FIRST, MONTHS = 24_240, 30  # January 2020
ROW = ("person", "month", "service", "in_grade", "leaves", "reason", "moved_to")


def people(seed: int, size: int = 300) -> pd.DataFrame:
    """Return the months of made-up people: late entry, gaps, moves between grades, leaving."""
    draw = np.random.default_rng(seed)
    return pd.DataFrame([row for person in range(size) for row in months_of(person, draw)])


def months_of(person: int, draw: np.random.Generator) -> Iterator[dict[str, object]]:
    begin, length = int(draw.integers(0, 20)), int(draw.integers(1, 30))
    served = int(draw.choice([-1, 0, 0, 7, 40]))
    sex, grade, in_grade = int(draw.integers(3)), int(draw.integers(4)), int(draw.integers(-1, 9))
    seen = [m for m in range(begin, min(begin + length, MONTHS)) if draw.random() > 0.03]
    leaving = draw.random() < 0.6
    for place, month in enumerate(seen):
        last = place == len(seen) - 1
        follows = not last and seen[place + 1] == month + 1
        moved = int(draw.integers(4)) if follows and draw.random() < 0.1 else -1
        moved = -1 if moved == grade else moved
        value = None if draw.random() < 0.2 else float(draw.integers(20, 70))
        band = 3 if value is None else int(np.digitize(value, [40, 50]))
        yield {
            "person": person,
            "month": FIRST + month,
            "service": -1 if served < 0 else served + month - begin,
            "in_grade": in_grade,
            "leaves": leaving and last,
            "reason": int(draw.integers(3)) if leaving and last else -1,
            "moved_to": moved,
            "sex": sex,
            "grade": grade,
            "caseload": band,
            "caseload_value": value,
        }
        grade, in_grade = (moved, 0) if moved >= 0 else (grade, in_grade + (in_grade >= 0))


@contextmanager
def in_engine(frame: pd.DataFrame) -> Iterator[Table]:
    with local_engine() as engine:
        yield engine.backend.create_table("staff_months", pa.Table.from_pandas(frame))


@pytest.fixture(scope="module", params=[1, 2, 3])
def told(request):
    frame = people(request.param)
    ends = {"caseload_value": "float64", "service": "int16", "in_grade": "int16"}
    codes = dict.fromkeys(["reason", "moved_to", "sex", "grade", "caseload"], "int8")
    with in_engine(frame.astype({**codes, **ends, "month": "int32"})) as table:
        yield table, frame.to_dict("records")


def count(told, of, **wanted):
    return count_staff(told[0], StaffWanted(of, **wanted), results=RESULTS, reasons=REASONS)


def as_counter(frame: pd.DataFrame, keys: list[str], number: str) -> Counter:
    found = Counter()
    for row in frame.to_dict("records"):
        found[tuple(row[key] for key in keys)] += row[number]
    return +found


def named(row: dict, *names: str) -> tuple:
    return tuple(RESULTS[name][row[name]] for name in names)


def test_headcount_is_of_those_who_are_there_and_did_not_leave_in_the_month(told):
    """If it fails, people who left in a month still stand in the headcount at its end."""
    at = (FIRST + 5, FIRST + 17, FIRST + 29)
    found = count(told, "headcount", by=("sex", "grade"), at=at)
    expected = Counter(
        (*named(row, "sex", "grade"), row["month"])
        for row in told[1]
        if row["month"] in at and not row["leaves"]
    )
    assert as_counter(found, ["sex", "grade", "at"], "people") == expected
    assert list(found["sex"].cat.categories) == list(RESULTS["sex"])
    assert found["people"].dtype == np.int64


@pytest.mark.parametrize("every", [None, 3])
def test_days_in_post_are_those_of_a_calendar(every):
    """If it fails, who joins or leaves within a month is in post for more of it, or less."""
    draw, begin = np.random.default_rng(7), pd.Timestamp("2019-12-01")
    start = begin + pd.to_timedelta(draw.integers(0, 400, 200), unit="D")
    until = start + pd.to_timedelta(draw.integers(0, 300, 200), unit="D")
    frame = pd.DataFrame({"start": start, "until": until, "sex": draw.integers(0, 3, 200)})
    wanted = StaffWanted("days", ("sex",), first=FIRST, last=FIRST + 8, every=every)
    days = {name: pa.array(frame[name].dt.date) for name in ("start", "until")}
    with local_engine() as engine:
        table = engine.backend.create_table("spells", pa.table({**days, "sex": frame["sex"]}))
        told = (table, wanted)
        found = count_staff(*told, results=RESULTS, reasons=REASONS, spells=table)
        whole = StaffWanted("days", first=FIRST, last=FIRST + 8)
        (all_days,) = count_staff(table, whole, results={}, reasons=(), spells=table)["days"]
    expected = Counter()
    for row in frame.itertuples():
        for day in pd.date_range(row.start, row.until):
            month = day.year * 12 + day.month - 1 - FIRST
            if 0 <= month <= 8:
                part = 0 if every is None else month // every
                expected[RESULTS["sex"][row.sex], part] += 1
    assert as_counter(found, ["sex", "period"], "days") == expected
    assert all_days == expected.total()


def test_leavers_are_counted_once_in_their_own_part_of_the_period(told):
    """If it fails, a leaver is in the wrong quarter, or in none."""
    found = count(told, "leavers", by=("grade",), first=FIRST + 4, last=FIRST + 20, every=3)
    expected = Counter(
        (*named(row, "grade"), (row["month"] - FIRST - 4) // 3, REASONS[row["reason"]])
        for row in told[1]
        if row["leaves"] and FIRST + 4 <= row["month"] <= FIRST + 20
    )
    assert as_counter(found, ["grade", "period", "reason"], "people") == expected


def test_leavers_of_a_whole_period_have_no_parts(told):
    """If it fails, a period that is not told apart is."""
    found = count(told, "leavers", by=(), first=FIRST, last=FIRST + MONTHS)
    assert list(found.columns) == ["reason", "people"]
    assert found["people"].sum() == sum(row["leaves"] for row in told[1])


def band_of(value: int, edges: tuple[int, ...]) -> int:
    return -1 if value < 0 else max(place for place, edge in enumerate(edges) if edge <= value)


@pytest.mark.parametrize("clock", ["service", "in_grade", "month"])
@pytest.mark.parametrize("edges", [(0,), (0, 3, 12, 24), tuple(range(10))])
def test_months_at_risk_stand_in_the_band_of_their_clock(told, clock, edges):
    """If it fails, person-months or their leavers stand at the wrong length of service."""
    first, last = FIRST + 2, FIRST + 26
    by = ("sex", "caseload")
    found = count(told, "risk", by=by, first=first, last=last, edges=edges, clock=clock)
    expected, left = Counter(), defaultdict(Counter)
    for row in told[1]:
        if first <= row["month"] <= last:
            value = row["month"] - first if clock == "month" else row[clock]
            key = (*named(row, *by), band_of(value, edges))
            expected[key] += 1
            if row["leaves"]:
                left[row["reason"]][key] += 1
    keys = [*by, "band"]
    assert as_counter(found, keys, "at_risk") == expected
    for reason in range(len(REASONS)):
        assert as_counter(found, keys, f"left_{reason}") == left[reason]


def test_more_cells_than_may_be_are_not_counted(told):
    """If it fails, columns with nearly a cell a person-month take all the memory there is."""
    wanted = StaffWanted("risk", ("sex", "caseload"), first=FIRST, last=FIRST + 29, edges=(0, 12))
    cells = len(count(told, "risk", by=wanted.by, first=FIRST, last=FIRST + 29, edges=(0, 12)))
    known = {"results": RESULTS, "reasons": REASONS}
    assert len(count_staff(told[0], wanted, **known, most=cells)) == cells
    with pytest.raises(TooManyCellsError) as found:
        count_staff(told[0], wanted, **known, most=cells - 1)
    assert found.value.cells == cells


def test_all_months_of_a_person_are_in_one_fold_and_folds_are_alike(told):
    """If it fails, a model is tried on people it was fitted on."""
    wanted = {"first": FIRST, "last": FIRST + 29, "folds": 5, "every": 6}
    found = count(told, "risk", by=("sex",), **wanted)
    assert list(found.columns[:4]) == ["sex", "band", "fold", "period"]
    each = [
        count((told[0].filter(told[0]["person"] == person),), "risk", **wanted)
        for person in range(0, 300, 15)
    ]
    assert all(len(set(part["fold"])) == 1 for part in each if len(part))
    assert set(found["period"]) == {0, 1, 2, 3, 4}
    shares = found.groupby("fold")["at_risk"].sum() / len(told[1])
    assert shares.index.tolist() == [0, 1, 2, 3, 4]
    assert shares.between(0.1, 0.3).all()


def test_folds_scatter_neighbouring_people():
    """If it fails, people who stand together in a file are in one fold together."""
    rows = pd.DataFrame({"person": np.arange(20_000), "month": 0, "service": 0, "leaves": False})
    with in_engine(rows.assign(reason=-1, hundred=rows["person"] // 2000)) as table:
        found = count_risk(
            table, ["hundred"], 0, 0, edges=[0], clock="service",
            results={"hundred": list("abcdefghij")}, reasons=REASONS, folds=5,
        )  # fmt: skip
    assert found["at_risk"].between(330, 470).all()
    assert len(found) == 50


def test_a_cohort_is_followed_to_the_end_whatever_group_it_goes_to(told):
    """If it fails, people who moved to another grade are lost from the stability of theirs."""
    opening, length = FIRST + 10, 12
    only = (("grade", ("PSO", "PO")),)
    found = count(told, "cohort", by=("sex",), first=opening, last=opening + length, only=only)
    rows = defaultdict(dict)
    for row in told[1]:
        rows[row["person"]][row["month"]] = row
    expected = Counter()
    for months in rows.values():
        start = months.get(opening)
        if start is None or start["leaves"] or start["grade"] not in (1, 2):
            continue
        later = [row for month, row in months.items() if opening < month <= opening + length]
        gone = [REASONS[row["reason"]] for row in later if row["leaves"]]
        there = any(row["month"] == opening + length for row in later)
        expected[(*named(start, "sex"), (gone or [STILL if there else SET_ASIDE])[0])] += 1
    assert as_counter(found, ["sex", "reason"], "people") == expected
    assert found["reason"].cat.categories.tolist() == [*REASONS, STILL, SET_ASIDE]


def test_progress_tells_moving_on_from_leaving(told):
    """If it fails, learners who qualify are counted as leaving, or in the wrong month."""
    edges = tuple(range(16))
    found = count(
        told, "progress", by=("sex",), first=FIRST + 3, last=FIRST + 28,
        column="grade", group="Learner", edges=edges,
    )  # fmt: skip
    at_risk, left, moved = Counter(), Counter(), Counter()
    for row in told[1]:
        if row["grade"] == 0 and FIRST + 3 <= row["month"] <= FIRST + 28:
            key = (*named(row, "sex"), band_of(row["in_grade"], edges))
            at_risk[key] += 1
            left[(*key, row["reason"])] += row["leaves"]
            moved[(*key, row["moved_to"])] += row["moved_to"] >= 0
    keys = ["sex", "band"]
    assert as_counter(found, keys, "at_risk") == at_risk
    for place in range(3):
        expected = Counter({key[:2]: n for key, n in left.items() if key[2] == place})
        assert as_counter(found, keys, f"left_{place}") == +expected
    for place in range(4):
        expected = Counter({key[:2]: n for key, n in moved.items() if key[2] == place})
        assert as_counter(found, keys, f"moved_{place}") == +expected
    assert found["moved_2"].sum() > 0
    rows = [r for r in told[1] if r["grade"] == 0 and FIRST + 3 <= r["month"] <= FIRST + 28]
    last = {row["person"]: row for row in rows}
    stays = [r for r in last.values() if not r["leaves"] and r["moved_to"] < 0]
    still = sum(row["month"] == FIRST + 28 for row in stays)
    assert (found["still"].sum(), found["aside"].sum()) == (still, len(stays) - still)


def test_what_lies_above_a_cap_is_added_up_and_blanks_are_not_nothing(told):
    """If it fails, people without a caseload count as people with a small one."""
    found = count(
        told, "excess", by=("grade",), first=FIRST, last=FIRST + 11, column="caseload", cap=50
    )
    rows = [row for row in told[1] if row["month"] <= FIRST + 11]
    known = [row for row in rows if not pd.isna(row["caseload_value"])]
    above = [row for row in known if row["caseload_value"] > 50]
    expected = {
        "at_risk": Counter(named(row, "grade") for row in rows),
        "known": Counter(named(row, "grade") for row in known),
        "above": Counter(named(row, "grade") for row in above),
    }
    for name, counter in expected.items():
        assert as_counter(found, ["grade"], name) == counter
    total = sum(row["caseload_value"] - 50 for row in above)
    assert found["excess"].sum() == pytest.approx(total, abs=1e-9)
    whole = count(told, "excess", by=(), first=FIRST, last=FIRST + 11, column="caseload", cap=50)
    assert whole["known"].tolist() == [len(known)]


def test_rows_come_in_the_order_of_their_keys_and_nobody_makes_none(told):
    """If it fails, two runs of one file print their tables in another order."""
    found = count(told, "risk", by=("sex", "grade"), first=FIRST, last=FIRST + 29, edges=(0, 6))
    keys = ["sex", "grade", "band"]
    pd.testing.assert_frame_equal(found, found.sort_values(keys, ignore_index=True))
    for of in ("leavers", "risk", "cohort", "progress"):
        none = count(told, of, by=("sex",), first=0, last=5, column="grade", group="PO")
        assert len(none) == 0
    assert set(ROW) <= set(told[0].columns)
