"""A small file of units and months, the ways it can be bad, and what is said of each."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, replace
from datetime import date
from pathlib import Path

import pytest

from workbench.errors import DataError
from workbench.parameters import Reading
from workbench.records.panel import (
    OutcomeColumn,
    Panel,
    PanelChecked,
    PanelContract,
    check_panel,
    panel_of,
    read_panel,
)

HOURS = OutcomeColumn("administration", "Hours", "hours a week", "down", least=0, greatest=60)
ON_TIME = OutcomeColumn("supervision", "On time", "%", "up", least=0)
PANEL = PanelContract(
    unit="PDU",
    month="Month",
    outcomes=(HOURS, ON_TIME),
    snapshot=date(2022, 8, 31),
    actual="Began",
    planned="Planned",
    region="Region",
    treated="Role",
    support="Support",
    funded="Funded",
    filled="Filled",
)
COLUMNS = ("PDU", "Region", "Month", "Planned", "Began", "Role", "Support", "Funded", "Filled")
HEADER = ",".join((*COLUMNS, "Hours", "On time")) + "\n"
MONTHS = tuple(f"2022-{month:02d}" for month in range(1, 9))
WITHHELD = "The data file was refused. Whoever ran it was told why."


def rows(
    unit: str,
    region: str = "North",
    began: str = "",
    months: tuple[str, ...] = MONTHS,
    **changes: str,
) -> str:
    """Return the rows of a unit; what is not said is as it should be."""
    return "".join(row(unit, region, month, began, **changes) for month in months)


def row(unit: str, region: str, month: str, began: str = "", **changes: str) -> str:
    has = bool(began) and month[:7] >= began[:7]
    hours = str(13.5 + len(unit) + int(month[5:7] or 0) - 2 * has)
    said = {
        "Planned": began,
        "Began": began,
        "Role": str(int(has)),
        "Support": "1.5" if has else "0",
        "Funded": "2",
        "Filled": "1" if has else "0",
        "Hours": hours,
        "On time": f"{80 + 2 * has}",
    }
    said |= {name.replace("_", " "): value for name, value in changes.items()}
    return ",".join((unit, region, month, *said.values())) + "\n"


UNITS = (
    rows("Aber", began="2022-04"),
    rows("Bron", began="2022-04-01"),
    rows("Coed", "South", "2022-06"),
    rows("Dinas", "South"),
)


@dataclass(frozen=True)
class Case:
    """Rows that make a file bad, all that is said of it, and what mends it.

    `mend` is other rows, or a changed contract, with which the file is taken. `base` are the good
    rows the others follow, `of` the contract.
    """

    rows: str
    says: str | tuple[str, ...]
    mend: str | Mapping[str, object] | Reading
    of: PanelContract = PANEL
    base: tuple[str, ...] = UNITS


def taken(
    folder: Path,
    text: str,
    of: PanelContract = PANEL,
    base: tuple[str, ...] = UNITS,
    reading: Reading | None = None,
) -> tuple[PanelChecked, Panel]:
    """Write a file, and read and check it."""
    (folder / "panel.csv").write_text(HEADER + "".join(base) + text, encoding="utf-8")
    with read_panel(folder / "panel.csv", of, reading or Reading()) as records:
        checked = check_panel(records, of)
        return checked, panel_of(records, of, checked)


def check_refused(folder: Path, case: Case) -> None:
    """Check all that is said of a case, in private and in public, and that the mend mends it."""
    with pytest.raises(DataError) as caught:
        taken(folder, case.rows, case.of, case.base)
    problems = (case.says,) if isinstance(case.says, str) else case.says
    assert str(caught.value) == str(DataError.gather("panel.csv", problems))
    assert caught.value.public == WITHHELD
    if isinstance(case.mend, str):
        taken(folder, case.mend, case.of)
    elif isinstance(case.mend, Reading):
        taken(folder, case.rows, case.of, case.base, case.mend)
    else:
        taken(folder, case.rows, replace(case.of, **case.mend), case.base)
