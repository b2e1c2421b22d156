"""People drawn at random, the contract of their files, and how the files are written."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import date, timedelta
from pathlib import Path

import numpy as np
import pandas as pd

from workbench.records import CodedColumn
from workbench.records.staff import (
    NONE_HELD,
    MeasuredColumn,
    StaffContract,
    check_staff,
    read_staff,
    with_months,
)

BEGIN, RESET = date(2020, 1, 1), date(2020, 6, 26)
GRADES = ("Learner", "Officer", "Senior")
REASONS = {"Resigned": "resignation", "Found other work": "resignation", "Retired": "retirement"}


@dataclass(frozen=True)
class Row:
    """A spell of a person as a file has it; days that are not there are None."""

    person: str
    start: date
    end: date | None
    grade: str
    status: str
    workload: str
    caseload: str
    reason: str = ""
    joined: date | None = None
    originally: date | None = None


def contract(**changes: object) -> StaffContract:
    """Return the contract of a file of spells, changed."""
    one = StaffContract(
        layout="spells",
        person="id",
        reason="why",
        reasons=REASONS,
        snapshot=date(2021, 3, 31),
        coded=(
            CodedColumn("grade", "Grade", GRADES, unknown="Not recorded"),
            CodedColumn("status", "Status", ("Working", "Break"), unknown="Not recorded"),
        ),
        measured=(
            MeasuredColumn("workload", "wmt", (80.0, 110.0), ("low", "usual", "high"), lag=3),
            MeasuredColumn(
                *("cases", "caseload", (30.0,), ("few", "many")),
                lag=1,
                blank=NONE_HELD,
                zero_is_none=False,
            ),
        ),
        start="from",
        end="to",
        joined="joined",
        joined_originally="first joined",
        resets=(RESET,),
        grade="grade",
        kept={"Status": ("Working",)},
        lag_months=2,
    )
    return replace(one, **changes)


def months_contract(**changes: object) -> StaffContract:
    """Return the contract of the same people in a file of months."""
    return contract(layout="months", start=None, end=None, month="month", **changes)


def written(rows: Sequence[Row], path: Path) -> Path:
    """Write spells to a file of delimited text."""
    pd.DataFrame(
        {
            "id": [row.person for row in rows],
            "from": [row.start for row in rows],
            "to": [row.end or "" for row in rows],
            **same_in_all(rows),
        }
    ).to_csv(path, index=False)
    return path


def same_in_all(rows: Sequence[Row]) -> dict[str, list]:
    """Return the columns that files of spells and of months share, but for the person."""
    return {
        "Grade": [row.grade for row in rows],
        "Status": [row.status for row in rows],
        "wmt": [row.workload for row in rows],
        "caseload": [row.caseload for row in rows],
        "why": [row.reason for row in rows],
        "joined": [row.joined or "" for row in rows],
        "first joined": [row.originally or "" for row in rows],
    }


def canonical(path: Path, of: StaffContract) -> pd.DataFrame:
    """Read and check a file, and return its months."""
    with read_staff(path, of) as records:
        check_staff(records, of)
        months = with_months(records, of).order_by(["person", "month"])
        return months.to_pyarrow().to_pandas()


def drawn(seed: int, people: int, snapshot: date, *, even: bool = False) -> list[Row]:
    """Draw people's spells; if `even`, such as a file of months can tell as well."""
    rng = np.random.default_rng(seed)
    rows = [row for number in range(people) for row in _person(rng, f"P{number}", snapshot, even)]
    return [rows[place] for place in rng.permutation(len(rows))]


def _person(rng: np.random.Generator, name: str, snapshot: date, even: bool) -> list[Row]:
    window = (snapshot - BEGIN).days
    start = BEGIN + timedelta(days=int(rng.integers(window)) if rng.random() < 0.6 else 0)
    start = start.replace(day=1) if even else start
    joined, originally = _joined(rng, start)
    if joined == start and even and rng.random() < 0.5:
        start = joined = start.replace(day=int(rng.integers(1, 29)))
    rows: list[Row] = []
    for _ in range(int(rng.integers(1, 6))):
        end = start + timedelta(days=int(rng.integers(1, 150) if rng.random() < 0.8 else 0))
        end = _month_end(end) if even else end
        end = min(end, snapshot)
        rows.append(_row(rng, name, (start, end), (joined, originally)))
        gap = 0 if even or rng.random() < 0.6 else int(rng.integers(1, 100))
        start = end + timedelta(days=1 + gap)
        if start > snapshot:
            break
        if gap and rng.random() < 0.4:
            joined = start
    last = replace(rows[-1], reason=str(rng.choice(["", *REASONS])))
    still = rng.random() < 0.4
    return [*rows[:-1], replace(last, end=None, reason="") if still else last]


def _joined(rng: np.random.Generator, start: date) -> tuple[date | None, date | None]:
    earlier = start - timedelta(days=int(rng.integers(1, 1500)))
    ends = _month_end(earlier - timedelta(days=40))
    kind = rng.integers(6)
    if start == RESET or kind == 0:
        return (RESET if start >= RESET else None), (earlier if rng.random() < 0.5 else None)
    return ((None, start, start, earlier, ends)[kind - 1], None)


def _row(rng: np.random.Generator, name: str, days: tuple, joined: tuple) -> Row:
    # Now and then a row does not tell what another row of the same person does.
    joined = (None, None) if rng.random() < 0.15 else joined
    return Row(
        name,
        *days,
        grade=str(rng.choice([*GRADES, *GRADES, ""])),
        status="Working" if rng.random() < 0.8 else "Break",
        workload=str(rng.choice(["", "79.5", "80", "109.9", "110", "140"])),
        caseload=str(rng.choice(["", "0", "29.5", "30", "60"])),
        reason="",
        joined=joined[0],
        originally=joined[1],
    )


def _month_end(day: date) -> date:
    return (pd.Timestamp(day) + pd.offsets.MonthEnd(0)).date()
