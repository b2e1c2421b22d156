"""A small file of staff, the ways it can be bad, and what is said of each."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, replace
from datetime import date
from pathlib import Path

import pytest

from workbench.errors import DataError
from workbench.parameters import Reading
from workbench.records import CodedColumn
from workbench.records.staff import (
    MeasuredColumn,
    StaffChecked,
    StaffContract,
    check_staff,
    read_staff,
)

SPELLS = StaffContract(
    layout="spells",
    person="id",
    reason="why",
    reasons={"Resigned": "resignation", "Retired": "retirement"},
    snapshot=date(2021, 3, 31),
    coded=(
        CodedColumn("grade", "Grade", ("Officer", "Senior"), None, named_under="circumstances"),
        CodedColumn("sex", "Sex", ("Men", "Women"), "Men"),
    ),
    measured=(MeasuredColumn("workload", "wmt", (100.0,), ("low", "high"), least=0, greatest=300),),
    start="from",
    end="to",
    joined="joined",
    grade="grade",
    lag_months=2,
)
MONTHS = replace(SPELLS, layout="months", start=None, end=None, month="month", joined=None)
SERVED = replace(MONTHS, service="served")
NO_JOINED = replace(SPELLS, joined=None)
WITHHELD = "The data file was refused. Whoever ran it was told why."


def line(person: object, start: str, end: str = "", **changes: str) -> str:
    """Return a row of the file; what is not said is as it should be."""
    wmt = "95" if person == 0 else "90"
    said = {"grade": "Officer", "sex": "Men", "wmt": wmt, "why": "", "joined": ""} | changes
    return ",".join((str(person), start, end, *said.values())) + "\n"


HEADER = "id,from,to,Grade,Sex,wmt,why,joined\n"
LINES = (
    *(line(1, "2020-01-01", "2020-05-05"), line(2, "2020-01-01", "2020-05-05", wmt="")),
    *(line(3, "2020-01-01"), line(4, "2020-01-01", wmt=""), line(5, "2020-01-01")),
    line(6, "2020-01-01", sex="Women", grade="Senior", wmt="110"),
)
"""Six people, of whom two left."""


def months(person: object, first: int, last: int, **changes: str) -> str:
    """Return the rows of a person in a file of months, numbered from January 2020."""
    whens = [f"{2020 + number // 12}-{number % 12 + 1:02d}" for number in range(first, last + 1)]
    return "".join(month(person, when, **changes) for when in whens)


def month(person: object, when: str, **changes: str) -> str:
    wmt = "95" if person == 0 else "90"
    said = {"grade": "Officer", "sex": "Men", "wmt": wmt, "why": "", "served": "7"} | changes
    return ",".join((str(person), when, *said.values())) + "\n"


MONTHS_HEADER = "id,month,Grade,Sex,wmt,why,served\n"
MONTHS_LINES = (
    *(months(person, 0, 4 if person < 3 else 14) for person in range(1, 6)),
    months(6, 0, 14, sex="Women", grade="Senior", wmt="110"),
)


@dataclass(frozen=True)
class Case:
    """Rows that make a file bad, all that is said of it, and what mends it.

    `mend` is other rows, or a changed contract, with which the file is taken; None where there is
    no one mend. `base` are the good rows the others follow, `of` the contract.
    """

    rows: str
    says: str | tuple[str, ...]
    mend: str | Mapping[str, object] | Reading | None
    of: StaffContract = SPELLS
    base: tuple[str, ...] | None = None


def checked(
    folder: Path, rows: str, of: StaffContract, case: Case, reading: Reading | None = None
) -> StaffChecked:
    """Write a file, and read and check it."""
    spells = of.layout == "spells"
    base = case.base if case.base is not None else LINES if spells else MONTHS_LINES
    text = (HEADER if spells else MONTHS_HEADER) + "".join(base) + rows
    (folder / "staff.csv").write_text(text, encoding="utf-8")
    with read_staff(folder / "staff.csv", of, reading or Reading()) as records:
        return check_staff(records, of)


def check_refused(folder: Path, case: Case) -> None:
    """Check all that is said of a case, in private and in public, and that the mend mends it."""
    with pytest.raises(DataError) as caught:
        checked(folder, case.rows, case.of, case)
    problems = (case.says,) if isinstance(case.says, str) else case.says
    assert str(caught.value) == str(DataError.gather("staff.csv", problems))
    assert caught.value.public == WITHHELD
    if isinstance(case.mend, str):
        checked(folder, case.mend, case.of, replace(case, base=None))
    elif isinstance(case.mend, Reading):
        checked(folder, case.rows, case.of, case, case.mend)
    elif case.mend is not None:
        checked(folder, case.rows, replace(case.of, **case.mend), case)
