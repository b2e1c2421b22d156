"""What released cells say of leaving: one group at one stage, as a whole and way by way."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from math import log

from workbench.disclosure import Release, ReleasedCell, ReleasedFinding, ReleasedNumber
from workbench.presentation import words
from workbench.presentation.selection import disparities, side
from workbench.vocabulary.terms import OVERALL

STAYED, PASSED = "attempted", "passed of attempted"
LEAVING, PASSING = "relative_nonpassing_rate", "relative_rate_index"
MOSTLY = 0.8
"""A way with so much of all leaving stands for it, on both sides of a comparison."""
WAYS = {"withdrew": "withdrew", "no_show": "did not come", "expired": "ran out of time"}


@dataclass(frozen=True, slots=True)
class Compared:
    """One group at one stage: who stayed for a result, who of those passed, and the ways to leave.

    `others` is the same of its comparator.
    """

    finding: str
    cells: Mapping[str, ReleasedCell]
    others: Mapping[str, ReleasedCell]

    @property
    def stayed(self) -> ReleasedCell:
        """Return the cell of those who stayed."""
        return self.cells[STAYED]

    @property
    def way(self) -> str | None:
        """Return the way of leaving that nearly all took on both sides, if there is one."""
        return main_way(self.cells, self.others)

    def leaving(self) -> ReleasedNumber | None:
        """Return the ratio of leaving, where it may be shown."""
        if self.way:
            return _known(self.cells[self.way], PASSING)
        return _known(self.stayed, LEAVING)

    def staying(self) -> ReleasedNumber | None:
        """Return the ratio of staying: its part in the ratio of passing the stage."""
        return _known(self.stayed, PASSING)

    def passing(self) -> ReleasedNumber | None:
        """Return the ratio of passing of those who stayed, where it may be shown."""
        return _known(self.cells[PASSED], PASSING) if PASSED in self.cells else None

    def would_have_stayed(self) -> float | None:
        """Return how many more would have stayed at the comparator's rate of leaving."""
        number = _known(self.cells[self.way or STAYED], "shortfall")
        if number is None or number.value is None:
            return None
        return -number.value if self.way else number.value

    def would_have_passed(self) -> float | None:
        """Return how many more of those who stayed would have passed at the comparator's rate."""
        number = _known(self.cells[PASSED], "shortfall") if PASSED in self.cells else None
        return number.value if number else None


def compared(release: Release) -> Iterator[Compared]:
    """Yield every declared group at every stage, in the order of the findings."""
    for finding in release.of_section("leaving"):
        places = by_place(finding)
        for (_, stage), cells in places.items():
            own = cells[STAYED]
            if own.role == "declared":
                yield Compared(finding.name, cells, places[own.comparator, stage])


def by_place(finding: ReleasedFinding) -> dict[tuple[str, str], dict[str, ReleasedCell]]:
    """Return the cells of each group and stage, by what they are a share of."""
    places: dict[tuple[str, str], dict[str, ReleasedCell]] = {}
    for cell in finding.cells:
        places.setdefault((cell.group, cell.stage), {})[cell.basis] = cell
    return places


def main_way(*sides: Mapping[str, ReleasedCell]) -> str | None:
    """Return the way by which nearly all left on every side, by the counts as shown."""
    return next((way for way in WAYS if all(_part(cells, way) >= MOSTLY for cells in sides)), None)


def _part(cells: Mapping[str, ReleasedCell], way: str) -> float:
    if words.are_hidden(*(cells[name].counts["passed"] for name in WAYS if name in cells)):
        return 0.0
    counts = {name: cells[name].counts["passed"].value or 0 for name in WAYS if name in cells}
    everyone = sum(counts.values())
    return counts.get(way, 0) / everyone if everyone else 0.0


def left(cells: Mapping[str, ReleasedCell], way: str | None) -> str:
    """Return how many of every 100 left: by the one way, else all but those who stayed."""
    number = cells[way or STAYED].numbers.get("selection_rate")
    if way or number is None:
        return words.rate(number)
    if number.value is not None:
        return words.of_100(1 - number.value)
    if number.lower is not None:
        return f"under {int(100 * (1 - number.lower)) + 1}"
    return f"over {int(100 * (1 - (number.upper or 1)))}"


def with_evidence(release: Release, found: list[Compared]) -> list[Compared]:
    """Return what stands beside evidence of a disparity at a stage, in the report's own order."""
    at = {_place(one.stayed): one for one in found}
    return [at[_place(cell)] for cell in disparities(release) if _place(cell) in at]


def behind_overall(release: Release, found: list[Compared]) -> list[Compared]:
    """Return the stages of the group whose disparity over all stages is the first to be told."""
    overall = [cell for cell in disparities(release) if cell.stage == OVERALL][:1]
    return [
        one
        for cell in overall
        for one in found
        if (one.stayed.characteristic, one.stayed.group) == (cell.characteristic, cell.group)
    ]


def clear(release: Release, found: list[Compared]) -> list[Compared]:
    """Return those whose range of the ratio of leaving leaves out equal rates, widest first."""
    apart = [one for one in enough(release, found) if side(one.leaving())]
    return sorted(apart, key=lambda one: -_distance(one.leaving()))


def enough(release: Release, found: list[Compared]) -> list[Compared]:
    """Return those of whom a ratio of leaving is shown, and of as many as a verdict needs."""
    least = release.context.rule.minimum_group
    return [
        one
        for one in found
        if one.leaving()
        and all(
            (cells[STAYED].counts["entered"].value or 0) >= least
            for cells in (one.cells, one.others)
        )
    ]


def _place(cell: ReleasedCell) -> tuple[str, str, str]:
    return cell.characteristic, cell.group, cell.stage


def _known(cell: ReleasedCell, name: str) -> ReleasedNumber | None:
    number = cell.numbers.get(name)
    return number if number is not None and number.value is not None else None


def _distance(number: ReleasedNumber | None) -> float:
    if number is None or not number.value:
        return float("inf")
    return abs(log(number.value))
