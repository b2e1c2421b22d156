"""What a release tells of units: by whom they are looked at, and which lie outside what limits."""

from __future__ import annotations

from dataclasses import dataclass

from workbench.analyses.attrition.report.words import end, opening
from workbench.disclosure import Release, ReleasedCell, ReleasedFinding, ReleasedNumber
from workbench.presentation import words

FEWEST = 30
"""Units of fewer, as shown, are listed and not judged."""
LIMITS = "usual_rate"
BEYOND = "beyond_units"


@dataclass(frozen=True, slots=True)
class Units:
    """Units as one finding tells of them.

    Attributes
    ----------
    finding : ReleasedFinding
    counts : tuple of two str
        The names of leavers, and of people or years in post.
    rate : str
        The name of the rate.
    over : str
        Of what people and time, in words.
    of : str
        What the second count is of, in words.
    """

    finding: ReleasedFinding
    counts: tuple[str, str]
    rate: str
    over: str
    of: str

    @property
    def everybody(self) -> ReleasedCell:
        """Return the cell of all staff."""
        return self.finding.cells[0]

    @property
    def each(self) -> tuple[ReleasedCell, ...]:
        """Return the cells of units, and of those of no unit."""
        return self.finding.cells[1:]

    @property
    def judged(self) -> tuple[ReleasedCell, ...]:
        """Return the units that are set against limits."""
        return tuple(cell for cell in self.each if BEYOND in cell.numbers)

    def beyond(self, side: int) -> list[ReleasedCell]:
        """Return units with more (1) or fewer (−1) leavers than chance and spread allow."""
        return [cell for cell in self.judged if cell.numbers[BEYOND].value == side]

    def outside(self, side: int) -> list[ReleasedCell]:
        """Return other units whose rate, as shown, lies above (1) or below (−1) the limits."""
        named = self.beyond(side)
        return [cell for cell in self.judged if self.side_of(cell) == side and cell not in named]

    def standing_out(self, most: int) -> tuple[ReleasedCell, ...]:
        """Return units outside the limits, and those furthest from what is expected, in order."""
        furthest = sorted(self.judged, key=self._deviation, reverse=True)[:most]
        return tuple(one for one in self.judged if one in furthest or self.side_of(one))

    def _deviation(self, cell: ReleasedCell) -> float:
        """Return how far leavers, as shown, lie from those expected, in spreads of chance."""
        left = cell.counts[self.counts[0]].value
        expected = value(cell.numbers.get("expected_leavers"))
        if left is None or not expected:
            return 0.0
        return float(abs(left - expected) / expected**0.5)

    def side_of(self, cell: ReleasedCell) -> int:
        """Return on which side of the limits of 99.8% a rate lies; 0 inside, or not known."""
        rate, limits = (cell.numbers.get(name) for name in (self.rate, LIMITS))
        if rate is None or rate.value is None or limits is None:
            return 0
        above = limits.upper is not None and rate.value > limits.upper
        below = limits.lower is not None and rate.value < limits.lower
        return int(above) - int(below)

    def shown(self, cell: ReleasedCell) -> tuple[str, str]:
        """Return leavers, and people or years in post, as they are shown."""
        return cell.counts[self.counts[0]].shown, cell.counts[self.counts[1]].shown


def units(release: Release) -> list[Units]:
    """Return what is told of units: of all months first, where it is told."""
    last, first = end(release), opening(release)
    ways = (
        ("where:all", ("left", "at_risk"), "leaving_rate", _all_months(release), "years in post"),
        ("where", ("passed", "entered"), "selection_rate",
         f"of those in post on {first}, by {last}", "people in post"),
    )  # fmt: skip
    return [
        Units(release[name], counts, rate, over, of)
        for name, counts, rate, over, of in ways
        if name in release.names
    ]


def _all_months(release: Release) -> str:
    """Return from when to when all closed months are, where their first is told."""
    last, first = end(release), release.context.tied.get("since")
    if first is None:
        return f"over all closed months, to {last}"
    return f"from {_month(words.day(first))} to {_month(last)}"


def _month(day: str) -> str:
    """Return the month and year of a day in words.

    Examples
    --------
    >>> _month("30 June 2023")
    'June 2023'
    """
    return day.partition(" ")[2]


def value(number: ReleasedNumber | None) -> float | None:
    """Return the value of a number that is told."""
    return None if number is None else number.value
