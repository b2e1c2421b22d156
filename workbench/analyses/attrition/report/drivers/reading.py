"""What is read off released levels of drivers: by itself, like with like, by the other method."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from statistics import NormalDist

from workbench.disclosure import Release, ReleasedCell, ReleasedNumber
from workbench.presentation.selection import side

SECTION, RESIGNED = "driver", "driver:resigned"
FITS = ("adjusted", "penalised")
KINDS = (
    "the two point opposite ways",
    "only the first method sees a difference",
    "only the second method sees a difference",
    "the second method sees a larger difference",
    "the second method sees a smaller difference",
)
CHANCE = 0.05
"""The chance that any stands out where nothing goes with leaving."""
SHOWN_AS_0 = 0.0005
"""A difference of fewer, of every one in post, is shown as 0 of every 100."""


@dataclass(frozen=True, slots=True)
class Level:
    """One level of one driver, beside the reference."""

    title: str
    finding: str
    cell: ReleasedCell

    @property
    def difference(self) -> ReleasedNumber | None:
        """Leavers more, of every one in post, like with like."""
        return _by_either(self.cell, "difference")

    @property
    def ratio(self) -> ReleasedNumber | None:
        """The ratio to the reference, like with like."""
        return _by_either(self.cell, "ratio")

    @property
    def plain(self) -> ReleasedNumber | None:
        """Leavers more, of every one in post, by itself."""
        return self.cell.numbers.get("crude_difference")

    @property
    def plain_ratio(self) -> ReleasedNumber | None:
        """The ratio to the reference, by itself."""
        return self.cell.numbers.get("crude_ratio")

    @property
    def other(self) -> ReleasedNumber | None:
        """Leavers more by the second opinion."""
        return self.cell.numbers.get("boosted_difference")

    @property
    def penalised(self) -> bool:
        """Whether the fit made for few leavers was used."""
        return "penalised_ratio" in self.cell.numbers

    @property
    def clear(self) -> bool:
        """Whether the range like with like leaves out no difference."""
        return self.difference is not None and side(self.difference, of=0) != 0

    @property
    def is_band(self) -> bool:
        """Whether it is a band or a group, rather than a lack of one."""
        return self.cell.role == "declared"

    @property
    def apart(self) -> str:
        """How the two methods differ, in words; empty where they do not."""
        number = self.cell.numbers.get("opinions_apart")
        place = round(number.value or 0) if number else 0
        return KINDS[place - 1] if place else ""

    @property
    def people(self) -> float:
        """How many people the difference comes to, about; to put the most first."""
        years = self.cell.counts["at_risk"].value or 0
        return abs((self.difference.value or 0.0) * years) if self.difference else 0.0


def levels(release: Release, section: str = SECTION) -> Iterator[Level]:
    """Yield every level of every driver but the references, in the order they were released."""
    for finding in release.of_section(section):
        for cell in finding.cells:
            if cell.role != "comparator":
                yield Level(finding.title, finding.name, cell)


def found(release: Release) -> list[Level]:
    """Return bands that stand out like with like, that of the most people first.

    Of many that are looked at some have a range without 0 by chance alone, so that each must stand
    out further the more there are: Holm (1979), Scand. J. Statist. 6, 65-70, by the ranges told,
    which rounding can only make wider.
    """
    told = looked_at(release)
    ordered = sorted(told, key=lambda one: -_far(one))
    clear = []
    for place, one in enumerate(ordered):
        if _far(one) <= NormalDist().inv_cdf(1 - CHANCE / 2 / (len(told) - place)):
            break
        clear.append(one)
    return sorted(clear, key=lambda one: -one.people)


def maybe(release: Release) -> list[Level]:
    """Return bands with a range without 0, as some have by chance; the furthest first."""
    sure = [one.cell for one in found(release)]
    rest = [one for one in looked_at(release) if one.clear and one.cell not in sure]
    return sorted(rest, key=lambda one: -_far(one))


def looked_at(release: Release) -> list[Level]:
    """Return all bands that have a figure like with like."""
    return [one for one in levels(release) if one.is_band and one.difference]


def _far(one: Level) -> float:
    """Return how far a difference is from none, in standard errors as its range tells them."""
    number = one.difference
    if number is None or not side(number, of=0):
        return 0.0
    value, near = number.value or 0.0, number.lower if side(number, of=0) > 0 else number.upper
    reach = abs(value - (near or 0.0))
    critical = NormalDist().inv_cdf((1 + (number.level or 1 - CHANCE)) / 2)
    return abs(value) / reach * critical if reach else float("inf")


def unclear(release: Release) -> list[Level]:
    """Return bands of which it cannot be told whether they differ, that of the most people first.

    A difference that is shown as 0 is not among them.
    """
    open_still = [
        one
        for one in looked_at(release)
        if one.difference and not one.clear and _is_shown(one.difference)
    ]
    return sorted(open_still, key=lambda one: -one.people)


def other_end(release: Release, one: Level) -> Level | None:
    """Return the other end of a driver where both ends differ from the middle to one side."""
    cells = list(release[one.finding].cells)
    bands = [cell for cell in cells if cell.role in ("comparator", "declared")]
    ends = [bands[0], bands[-1]]
    if one.cell not in ends or any(cell.role == "comparator" for cell in ends):
        return None
    other = Level(one.title, one.finding, ends[1 - ends.index(one.cell)])
    if one.difference is None or other.difference is None or not _is_shown(other.difference):
        return None
    same = (one.difference.value or 0.0) * (other.difference.value or 0.0) > 0
    return other if same and other.cell is not one.cell else None


def _is_shown(number: ReleasedNumber) -> bool:
    return abs(number.value or 0.0) >= SHOWN_AS_0


def summary(release: Release, name: str = "drivers") -> ReleasedCell:
    """Return how the models of leaving were fitted."""
    return release[name].cells[0]


def ranked(release: Release) -> list[str]:
    """Return drivers in the order of what the second opinion makes of them."""
    ranks = {
        cell.characteristic: number.value
        for cell in release["drivers"].cells
        if (number := cell.numbers.get("importance_rank")) and number.value is not None
    }
    return sorted(ranks, key=lambda name: ranks[name])


def _by_either(cell: ReleasedCell, kind: str) -> ReleasedNumber | None:
    numbers = [cell.numbers.get(f"{fit}_{kind}") for fit in FITS]
    return next((number for number in numbers if number is not None), None)
