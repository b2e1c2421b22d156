"""What staff said, read off a release."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from workbench.disclosure import Release, ReleasedCell, ReleasedNumber

SECTION, AGREEMENT, RESPONSE = "survey", "survey_agreement", "survey_response"
CHANGE, INDEX_CHANGE, INDEX = "change", "index change", "index"
OF_OTHERS = " of others"
WITH, WITHOUT = "with", "without"
BY = " by "
RATE = "selection_rate"
FEWEST = 10


@dataclass(frozen=True, slots=True)
class Said:
    """One statement: how many agreed, and how that changed.

    Attributes
    ----------
    name, said : str
        What it is called, and as it was put.
    worthwhile : float
        The least change worth having, of every 100.
    before, since : str
        The waves that are compared.
    cells : mapping of str to ReleasedCell
        Of the finding, by stage; those of levels of the index are not among them.
    agreed : mapping of (str, str) to ReleasedCell
        By side and wave.
    agreed_of_others : mapping of (str, str) to ReleasedCell
        The same of those whom the role does not support; empty where nobody tells.
    index : mapping of (str, str) to ReleasedCell
    """

    name: str
    said: str
    worthwhile: float
    before: str
    since: str
    cells: Mapping[str, ReleasedCell]
    agreed: Mapping[tuple[str, str], ReleasedCell]
    agreed_of_others: Mapping[tuple[str, str], ReleasedCell]
    index: Mapping[tuple[str, str], ReleasedCell]

    @property
    def title(self) -> str:
        """The statement in quotes."""
        return f"“{self.said}”"

    @property
    def finding(self) -> str:
        """The name of its finding."""
        return f"{SECTION}_{self.name}"

    @property
    def cell(self) -> ReleasedCell:
        """The cell of the change that is judged."""
        return self.cells[CHANGE]

    @property
    def points(self) -> ReleasedNumber | None:
        """How many more of every 100 agree; None where that is not told."""
        return self.number("points")

    def number(self, name: str, stage: str = CHANGE) -> ReleasedNumber | None:
        """Return a number that has a value; None where it is not told."""
        cell = self.cells.get(stage)
        return None if cell is None else valued(cell, name)

    def rate(self, side: str, wave: str) -> ReleasedNumber | None:
        """Return the share who agreed, of those who answered."""
        return self.agreed[side, wave].numbers.get(RATE)


def valued(cell: ReleasedCell, name: str) -> ReleasedNumber | None:
    """Return a number of a cell that has a value; None where it is not told."""
    number = cell.numbers.get(name)
    return number if number is not None and number.value is not None else None


def statements(release: Release) -> tuple[Said, ...]:
    """Return every statement, in the order of the parameters."""
    told = {row["name"]: row for row in release.context.stated.get("survey", ())}
    return tuple(
        _said(release, row)
        for name, row in told.items()
        if f"{SECTION}_{name}" in release.names and AGREEMENT in release.names
    )


def _said(release: Release, row: Mapping[str, str]) -> Said:
    cells = release[f"{SECTION}_{row['name']}"].cells
    counted = [cell for cell in release[AGREEMENT].cells if cell.stage == row["name"]]
    levels = [cell for cell in cells if cell.stage == INDEX]
    changes = {cell.stage: cell for cell in cells if cell.stage != INDEX}
    return Said(
        row["name"],
        row["said"],
        float(row["worthwhile"]),
        changes[CHANGE].basis,
        changes[CHANGE].stratum,
        changes,
        {(cell.group, cell.basis): cell for cell in counted if not cell.stratum},
        {(cell.group, cell.basis): cell for cell in counted if cell.stratum},
        {(cell.stratum, cell.basis): cell for cell in levels},
    )


def fact(release: Release, name: str) -> str:
    """Return one of the facts that are stated of the survey; empty where it has none."""
    rows = release.context.stated.get("survey_facts", ())
    return rows[0].get(name, "") if rows else ""


def days(release: Release) -> Mapping[str, str]:
    """Return the day on which each wave ended."""
    return {row["wave"]: row["day"] for row in release.context.stated.get("survey_waves", ())}
