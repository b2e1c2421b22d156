"""The same comparison in several campaigns, read off a release."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from workbench.disclosure import Release, ReleasedCell, ReleasedNumber
from workbench.presentation.selection import disparities, side
from workbench.vocabulary.terms import OVERALL

RATIO, RATE = "relative_rate_index", "selection_rate"
FEWEST = 3
"""Campaigns that a trend needs."""


@dataclass(frozen=True, slots=True)
class Series:
    """One group at one stage, in order of time; this campaign is the last.

    Attributes
    ----------
    finding : str
        The finding it is read off.
    cells, others : tuple of ReleasedCell
        The group's cells, one a campaign, and the comparator's.
    """

    finding: str
    cells: tuple[ReleasedCell, ...]
    others: tuple[ReleasedCell, ...]

    @property
    def now(self) -> ReleasedCell:
        """Return the cell of this campaign."""
        return self.cells[-1]

    @property
    def labels(self) -> tuple[str, ...]:
        """Return what the campaigns are called."""
        return tuple(cell.stratum for cell in self.cells)

    @property
    def change(self) -> ReleasedNumber | None:
        """Return the change of odds a campaign."""
        return self.now.numbers.get("odds_change")

    @property
    def ratios(self) -> tuple[ReleasedNumber | None, ...]:
        """Return the rate ratio of every campaign, None where it is withheld."""
        return tuple(cell.numbers.get(RATIO) for cell in self.cells)


def every_series(release: Release) -> list[Series]:
    """Return every declared group at every stage that campaigns are compared at."""
    told = []
    for finding in release.of_section("campaigns"):
        rows: dict[tuple[str, str], list[ReleasedCell]] = {}
        for cell in finding.cells:
            rows.setdefault((cell.group, cell.stage), []).append(cell)
        told += [
            Series(finding.name, tuple(cells), tuple(rows.get((cells[0].comparator, stage), ())))
            for (_, stage), cells in rows.items()
            if cells[0].role == "declared"
        ]
    return told


def every_rate(release: Release) -> list[ReleasedCell]:
    """Return this campaign's cells whose rate and usual rate are both told."""
    last = [
        cell
        for finding in release.of_section("campaigns")
        for cell in finding.cells
        if "usual_rate" in cell.numbers
    ]
    return [cell for cell in last if _value(cell, RATE) is not None]


def find(release: Release, key: str) -> Series | None:
    """Return what “characteristic/group/stage” names; None if campaigns are not compared there."""
    parts = tuple(key.split("/"))
    for one in every_series(release):
        if (one.now.characteristic, one.now.group, one.now.stage) == parts:
            return one
    return None


def of_disparities(release: Release) -> list[Series]:
    """Return those of the disparities that the report names, in its order."""
    told = {
        (one.now.characteristic, one.now.group, one.now.stage): one for one in every_series(release)
    }
    keys = ((cell.characteristic, cell.group, cell.stage) for cell in disparities(release))
    return [told[key] for key in keys if key in told]


def leading(named: list[Series]) -> Series | None:
    """Return what the section is first about: a stage of the group that stands first, else it.

    Stages with more people to gain stand first among themselves.
    """
    if not named:
        return None
    first = named[0].now
    own = [
        one
        for one in named
        if (one.now.characteristic, one.now.group) == (first.characteristic, first.group)
    ]
    stages = [one for one in own if one.now.stage != OVERALL]
    told = [one for one in [*stages, *own, *named] if sum(map(known, one.ratios)) > 1]
    return told[0] if told else named[0]


def known(number: ReleasedNumber | None) -> bool:
    """Tell whether a number may be said."""
    return number is not None and number.value is not None


def direction(one: Series) -> int:
    """Return 1 where a group gained on its comparator, −1 where it lost, 0 where none can tell.

    By the trend where there are campaigns enough for one; of two campaigns, by the one ratio
    divided by the other.
    """
    if len(one.cells) < FEWEST:
        return side(one.now.numbers.get("ratio_to_last"))
    return side(one.change, of=0.0)


def is_told(one: Series) -> bool:
    """Tell whether it may be said if a group gained or lost, or that chance leaves it open."""
    if len(one.cells) < FEWEST:
        return known(one.now.numbers.get("ratio_to_last"))
    return known(one.change)


def beyond_usual(cell: ReleasedCell) -> int:
    """Return −1 or 1 where a campaign's rate lies below or above the limits, else 0."""
    rate, limits = _value(cell, RATE), cell.numbers.get("usual_rate")
    if rate is None or limits is None:
        return 0
    below = limits.lower is not None and rate < limits.lower
    above = limits.upper is not None and rate > limits.upper
    return int(above) - int(below)


def names(told: Iterable[Series]) -> tuple[str, ...]:
    """Return the findings that series are read off."""
    return tuple(dict.fromkeys(one.finding for one in told))


def _value(cell: ReleasedCell, name: str) -> float | None:
    number = cell.numbers.get(name)
    return None if number is None else number.value
