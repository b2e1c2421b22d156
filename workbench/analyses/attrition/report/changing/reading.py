"""What a release tells of quarters, in order of time."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, timedelta

from workbench.disclosure import Release, ReleasedCell, ReleasedFinding, ReleasedNumber
from workbench.presentation import words

WORLD = "quarter ending "
SEASONS = {3: "Q1", 6: "Q2", 9: "Q3", 12: "Q4"}
SHORT = ["Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec"]
YEAR = 4


@dataclass(frozen=True, slots=True)
class Quarters:
    """The quarters of everybody, or of one grade.

    Attributes
    ----------
    finding : ReleasedFinding
        That of all series.
    group : str
        The grade; empty of everybody.
    cells : tuple of ReleasedCell
        One a quarter.
    """

    finding: ReleasedFinding
    group: str
    cells: tuple[ReleasedCell, ...]

    @property
    def title(self) -> str:
        """Return how the series is called."""
        return self.group or self.finding.title

    @property
    def last(self) -> ReleasedCell:
        """Return the last quarter."""
        return self.cells[-1]

    def number(self, name: str, place: int = -1) -> ReleasedNumber | None:
        """Return a number of a quarter, the last unless named, if it is told."""
        one = self.cells[place].numbers.get(name)
        return one if one is not None and one.value is not None else None

    def by_grade(self, name: str, place: int = -1) -> ReleasedNumber | None:
        """Return a change as it is within grades, if it is told."""
        return self.number(f"{name}_by_grade", place)

    def beyond(self, side: int) -> list[ReleasedCell]:
        """Return quarters above (1) or below (−1) the limits of those before them."""
        named = ((cell, cell.numbers.get("beyond_limits")) for cell in self.cells)
        return [cell for cell, one in named if one is not None and one.value == side]

    @property
    def judged(self) -> int:
        """Return how many quarters are set against those before them."""
        return sum("beyond_limits" in cell.numbers for cell in self.cells)

    @property
    def years(self) -> list[tuple[ReleasedCell, ReleasedNumber]]:
        """Return the ratio of each four quarters to the four before, with the last of the four."""
        told = ((cell, cell.numbers.get("ratio_to_last")) for cell in self.cells)
        return [(cell, one) for cell, one in told if one is not None and one.value is not None]


def series(release: Release) -> list[Quarters]:
    """Return the quarters of everybody, then of each grade."""
    if "changing" not in release.names:
        return []
    finding = release["changing"]
    groups = dict.fromkeys(cell.group for cell in finding.cells)
    return [
        Quarters(finding, group, tuple(cell for cell in finding.cells if cell.group == group))
        for group in groups
    ]


def last_day(cell: ReleasedCell) -> date:
    """Return the last day of a quarter."""
    return date.fromisoformat(cell.basis.removeprefix(WORLD))


def first_day(cell: ReleasedCell) -> date:
    """Return the first day of a quarter.

    Examples
    --------
    >>> first_day(ReleasedCell("", "", "all", "", "", "quarter ending 2023-01-31", "", {}, {}))
    datetime.date(2022, 11, 1)
    """
    day = last_day(cell)
    year, month = divmod(day.year * 12 + day.month - 3, 12)
    return date(year, month + 1, 1)


def label(cell: ReleasedCell) -> str:
    """Return a quarter as an axis names it: by its number, or by its last month.

    Examples
    --------
    >>> label(ReleasedCell("", "", "all", "", "", "quarter ending 2023-06-30", "", {}, {}))
    '2023 Q2'
    """
    day = last_day(cell)
    return f"{day.year} {SEASONS.get(day.month, SHORT[day.month - 1])}"


def title(cell: ReleasedCell) -> str:
    """Return a quarter as a sentence names it."""
    return f"quarter ending {words.day(last_day(cell).isoformat())}"


def in_order(release: Release) -> list[Mapping[str, str]]:
    """Return dated events by their day."""
    return sorted(release.context.events, key=lambda event: event["date"])


def stands_at(event: Mapping[str, str], cells: tuple[ReleasedCell, ...]) -> float | None:
    """Return where an event stands: 0 in the middle of the first quarter, 1 of the next."""
    day = date.fromisoformat(event["date"])
    for place, cell in enumerate(cells):
        first, last = first_day(cell), last_day(cell) + timedelta(days=1)
        if first <= day < last:
            return place - 0.5 + (day - first) / (last - first)
    return None


def after(event: Mapping[str, str], cells: tuple[ReleasedCell, ...]) -> int | None:
    """Return the place of the first quarter that begins on the day of an event, or later."""
    day = date.fromisoformat(event["date"])
    return next((place for place, cell in enumerate(cells) if first_day(cell) >= day), None)
