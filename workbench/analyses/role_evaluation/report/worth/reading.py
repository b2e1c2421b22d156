"""What is read off released findings of value for money."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from workbench.analyses.role_evaluation.report.words import Told, told
from workbench.analyses.role_evaluation.report.worth.money import of_kind
from workbench.disclosure import Release, ReleasedCell, ReleasedNumber
from workbench.presentation import words

SECTION = "worth"
REACH, YEAR, OVER_YEARS = "reach", "a year", "over the years"
STREAMS, WHO, TORNADO, SWITCHING, QUALITY = (
    f"worth_{name}" for name in ("streams", "who", "tornado", "switching", "quality")
)
LEAVERS = "Leavers avoided"


@dataclass(frozen=True, slots=True)
class Assumption:
    """One stated number, as texts of the parameters."""

    name: str
    title: str
    kind: str
    value: float
    low: float
    high: float
    source: str

    @property
    def said(self) -> str:
        """The value in its unit."""
        return of_kind(self.value, self.kind)

    @property
    def span(self) -> str:
        """The range in its unit; that there is none, where there is none."""
        if self.low == self.high:
            return "no range"
        first = f"{self.low:.3g}" if self.kind == "weeks" else of_kind(self.low, self.kind)
        return f"{first} to {of_kind(self.high, self.kind)}"


def cells(release: Release, name: str) -> tuple[ReleasedCell, ...]:
    """Return the cells of a finding of this section; none where it was not made."""
    return next((one.cells for one in release.of_section(SECTION) if one.name == name), ())


def part(release: Release, stage: str) -> Mapping[str, ReleasedNumber]:
    """Return the numbers of one line of the headline; none where it was not made or let out."""
    found = (cell for cell in cells(release, "worth") if cell.stage == stage)
    return next((cell.numbers for cell in found), {})


def reason(release: Release, stage: str) -> str:
    """Return why one line of the headline has no number, in words after "because"."""
    found = (cell.reason for cell in cells(release, "worth") if cell.stage == stage)
    return next(found, None) or "too few people"


def known(number: ReleasedNumber | None) -> float | None:
    """Return a released value; None where there is none."""
    return None if number is None or number.value is None else number.value


def own(one: ReleasedCell, name: str) -> float | None:
    """Return a value of an input in its own unit, of an assumption or an effect."""
    return known(one.numbers.get(f"effect_{name}", one.numbers.get(name)))


def terms(release: Release) -> Mapping[str, str]:
    """Return the terms of the appraisal as the parameters state them."""
    return next(iter(release.context.stated.get("worth_terms", ())), {})


def assumptions(release: Release) -> dict[str, Assumption]:
    """Return every stated number by name."""
    return {
        row["name"]: Assumption(
            row["name"],
            row["title"],
            row["kind"],
            float(row["value"]),
            float(row["low"]),
            float(row["high"]),
            row["source"],
        )
        for row in release.context.stated.get("worth", ())
    }


def outcome(release: Release, name: str) -> Told | None:
    """Return one outcome as the parameters state it."""
    return told(release).get(name)


def time(release: Release) -> Told | None:
    """Return the outcome whose hours are priced."""
    return outcome(release, terms(release).get("time", ""))


def each(release: Release) -> str:
    """Return one of the officers, as the plural that the parameters state without its s."""
    return release.context.people.removesuffix("s")


def title_of(release: Release, cell: ReleasedCell) -> str:
    """Return what an input is called: an assumption, or the effect on an outcome."""
    if cell.group in assumptions(release):
        return assumptions(release)[cell.group].title
    one = outcome(release, cell.group)
    return f"Effect on {one.title}" if one else words.capital(cell.group)
