"""What each order would see, read off a release."""

from __future__ import annotations

from dataclasses import dataclass

from workbench.analyses.role_evaluation.report.words import Told, told
from workbench.disclosure import Release, ReleasedCell, ReleasedNumber

PLANNING, MORE, NOISE = "planning", "planning_more", "planning_noise"
PLANNED = "As planned"


@dataclass(frozen=True, slots=True)
class Seen:
    """What one order would see of one outcome, as released."""

    one: Told
    cell: ReleasedCell

    @property
    def order(self) -> str:
        """How the order is called."""
        return self.cell.stratum

    def number(self, name: str) -> ReleasedNumber | None:
        """Return a number that has a value; None where it is not told."""
        number = self.cell.numbers.get(name)
        return number if number is not None and number.value is not None else None

    def value(self, name: str) -> float | None:
        """Return the value of a number; None where it is not told."""
        number = self.number(name)
        return number.value if number is not None else None

    @property
    def detectable(self) -> float | None:
        """The smallest change that would be seen."""
        return self.value("detectable")

    @property
    def answer(self) -> str:
        """Whether the least change worth having would be seen: yes, just, no; blank if unknown."""
        share = self.number("of_worthwhile")
        if share is None or share.value is None:
            return ""
        lower, upper = share.lower or 0.0, share.upper
        if upper is not None and upper <= 1:
            return "yes"
        return "just" if lower <= 1 else "no"


def seen(release: Release, finding: str = PLANNING) -> tuple[Seen, ...]:
    """Return every outcome under every order, orders and outcomes as the analysis lists them."""
    if finding not in release.names:
        return ()
    outcomes = told(release)
    return tuple(
        Seen(outcomes[cell.group], cell)
        for cell in release[finding].cells
        if cell.group in outcomes
    )


def orders(release: Release) -> tuple[str, ...]:
    """Return how the orders are called, the planned one first."""
    return tuple(dict.fromkeys(one.order for one in seen(release)))


def judged(release: Release) -> tuple[Told, ...]:
    """Return the outcomes that are to be judged, the primary one first."""
    return tuple(dict.fromkeys(one.one for one in seen(release) if one.one.judged))


def of_outcome(release: Release, one: Told, finding: str = PLANNING) -> tuple[Seen, ...]:
    """Return one outcome under every order."""
    return tuple(each for each in seen(release, finding) if each.one == one)


def best_first(cells: tuple[Seen, ...]) -> list[Seen]:
    """Return those under which something would be seen, the smallest change first."""
    able = [each for each in cells if each.value("of_worthwhile") is not None]
    return sorted(able, key=lambda each: each.value("of_worthwhile") or 0.0)
