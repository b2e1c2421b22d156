"""Groups and regions, read off a release."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from workbench.analyses.role_evaluation.report.words import Told, told
from workbench.disclosure import Release, ReleasedCell, ReleasedNumber
from workbench.presentation import words
from workbench.vocabulary.terms import CHANGE

SECTION, REGIONS = "for_whom", "for_whom_regions"
GROUP, DIFFERENCE, REGION, DIFFER = "group", "difference", "region", "regions differ"
PEOPLE: Mapping[str, str] = {
    "Full time": "full-time {people}",
    "Part time": "part-time {people}",
}


@dataclass(frozen=True, slots=True)
class Split:
    """One outcome measured apart for the groups of a characteristic.

    Attributes
    ----------
    finding, characteristic : str
    one : Told
        The outcome.
    groups : mapping of str to ReleasedCell
        The effect in each, the comparator first.
    differences : mapping of str to ReleasedCell
        From the comparator.
    """

    finding: str
    characteristic: str
    one: Told
    groups: Mapping[str, ReleasedCell]
    differences: Mapping[str, ReleasedCell]

    @property
    def comparator(self) -> str:
        """The group that others are set against."""
        return next(iter(self.groups))


@dataclass(frozen=True, slots=True)
class Regions:
    """The effect on the primary outcome in each region, and whether they differ."""

    one: Told
    cells: tuple[ReleasedCell, ...]
    test: ReleasedCell


def splits(release: Release) -> tuple[Split, ...]:
    """Return every split, in the order of the parameters."""
    outcomes = told(release)
    return tuple(
        _split(finding.name, finding.cells, outcomes)
        for finding in release.of_section(SECTION)
        if finding.name != REGIONS
    )


def _split(name: str, cells: tuple[ReleasedCell, ...], outcomes: Mapping[str, Told]) -> Split:
    characteristic = cells[0].characteristic
    outcome = name.removeprefix(f"{SECTION}_").removesuffix(f"_{characteristic}")
    return Split(
        name,
        characteristic,
        outcomes[outcome],
        {cell.group: cell for cell in cells if cell.stage == GROUP},
        {cell.group: cell for cell in cells if cell.stage == DIFFERENCE},
    )


def leading(release: Release) -> tuple[Split, str] | None:
    """Return the difference to tell first, with its group: one there is evidence of, if any."""
    pairs = [(one, group) for one in splits(release) for group in one.differences]
    found = [(one, group) for one, group in pairs if one.differences[group].verdict == CHANGE]
    return next(iter(found or pairs), None)


def regions(release: Release) -> Regions | None:
    """Return the regions; None where nothing is told of them."""
    if REGIONS not in release.names:
        return None
    cells = release[REGIONS].cells
    own = tuple(cell for cell in cells if cell.stage == REGION)
    test = next(cell for cell in cells if cell.stage == DIFFER)
    return Regions(next(iter(told(release).values())), own, test)


def number(cell: ReleasedCell, name: str) -> ReleasedNumber | None:
    """Return a number that has a value; None where it is not told."""
    found = cell.numbers.get(name)
    return found if found is not None and found.value is not None else None


def people(release: Release, group: str) -> str:
    """Return how the officers of a group are spoken of."""
    if group in PEOPLE:
        return PEOPLE[group].format(people=release.context.people)
    return words.people_of(group, release.context)
