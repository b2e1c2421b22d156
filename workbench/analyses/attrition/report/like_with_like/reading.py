"""What is read off released ratios: all together, and like with like."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from math import floor, log, log10
from typing import Literal

from workbench.analyses.attrition.report.undeclared import few_declared
from workbench.disclosure import Release, ReleasedCell, ReleasedNumber
from workbench.presentation.selection import overall
from workbench.vocabulary.terms import EVIDENCE

Reading = Literal[
    "about the same", "smaller", "larger", "the other way", "may be nothing", "only like with like"
]
SECTION, ACCOUNTED = "like_with_like", "accounted"
ALL = "All of these together"
FITS = ("adjusted", "penalised")
MOSTLY = 0.5
"""The share of a gap that is most of it."""
SAME = 0.05
"""Ratios whose logarithms are no further apart than this are called about the same."""


@dataclass(frozen=True, slots=True)
class Followed:
    """A number that follows from released ones; it is none that passed the gate itself."""

    value: float
    lower: float | None = None
    upper: float | None = None


@dataclass(frozen=True, slots=True)
class Gap:
    """One declared group: its cell in the plain comparison, like with like, and its parts.

    Attributes
    ----------
    whole : ReleasedCell
        Of those in post at the opening, who left.
    cell : ReleasedCell
        The ratios of the period's months.
    parts : tuple of ReleasedCell
        What each block accounts for, the last of all of them; empty where that is not told.
    """

    whole: ReleasedCell
    cell: ReleasedCell
    parts: tuple[ReleasedCell, ...]

    @property
    def crude(self) -> ReleasedNumber | None:
        """The ratio all together."""
        return _known(self.cell, "crude_ratio")

    @property
    def ratio(self) -> ReleasedNumber | None:
        """The ratio like with like, by whichever fit."""
        return self.by_fit("ratio")

    @property
    def penalised(self) -> bool:
        """Whether the fit for few leavers was used."""
        return _known(self.cell, "penalised_ratio") is not None

    @property
    def total(self) -> ReleasedNumber | None:
        """The share of the gap that all blocks account for."""
        return _known(self.parts[-1], "share_accounted") if self.parts else None

    @property
    def clear(self) -> bool:
        """Whether there is a gap to speak of: by the verdict, all together, or like with like."""
        return bool(self.whole.verdict == EVIDENCE or self.total or side(self.ratio))

    @property
    def remains(self) -> bool:
        """Whether it is clear like with like, and points the way it did."""
        plain = self.whole.numbers.get("relative_rate_index")
        before = ((plain.value if plain else None) or 1.0) - 1
        return side(self.ratio) * before > 0

    @property
    def mostly_goes(self) -> bool:
        """Whether half or more of a gap clear at the opening goes with circumstances.

        Nothing can be told like with like of such a gap.
        """
        total, plain = self.total, self.whole.numbers.get("relative_rate_index")
        if total is None or side(self.ratio) or not side(plain):
            return False
        return (total.value or 0) >= MOSTLY and (total.lower is None or total.lower > 0)

    def by_fit(self, kind: str) -> ReleasedNumber | None:
        """Return a number like with like, by whichever fit."""
        found = (_known(self.cell, f"{fit}_{kind}") for fit in FITS)
        return next((one for one in found if one is not None), None)

    def reading(self, *, exact: bool) -> Reading | None:
        """Say what becomes of the gap, None where there is no ratio.

        *May be nothing* where the range holds 1; else *about the same* where the logarithms need
        not be more than 0.05 apart, whatever rounding took.
        """
        one, other = (number.value if number else None for number in (self.crude, self.ratio))
        if not one or not other:
            return None
        if not side(self.ratio):
            return "may be nothing"
        if not side(self.crude) and not self.remains:
            return "only like with like"
        if _apart(one, other, exact=exact) <= SAME:
            return "about the same"
        if (one - 1) * (other - 1) < 0:
            return "the other way"
        return "smaller" if abs(log(other)) < abs(log(one)) else "larger"


def gaps(release: Release) -> Iterator[Gap]:
    """Yield every declared group of every characteristic, in the order they were released."""
    for finding in release.of_section(SECTION):
        name = finding.name.partition(":")[2]
        wholes = {cell.group: cell for cell in overall(release[name])}
        shared = f"{ACCOUNTED}:{name}"
        parts = release[shared].cells if shared in release.names else ()
        for cell in finding.cells:
            own = tuple(part for part in parts if part.group == cell.group)
            yield Gap(wholes[cell.group], cell, own)


def spoken_of(release: Release, found: list[Gap]) -> list[Gap]:
    """Return the gaps that sentences are made of: those with evidence, then by most leavers.

    None of a characteristic that too few declared.
    """
    clear = [one for one in found if one.clear and not few_declared(release, one.whole)]
    return sorted(clear, key=lambda o: (o.whole.verdict != EVIDENCE, -abs(plain_leavers(o))))


def apart(one: Gap) -> float:
    """Return how far the plain rate ratio lies from equal rates, as a logarithm's size."""
    number = one.whole.numbers.get("relative_rate_index")
    return abs(log(number.value)) if number and number.value else 0.0


def plain_leavers(one: Gap) -> float:
    """Return by how many the leavers of a group differ from those at the comparison rate."""
    number = one.whole.numbers.get("shortfall")
    return number.value if number and number.value is not None else 0.0


def leavers(one: Gap, kind: str = "") -> Followed | None:
    """Return how many more left, in people, like with like or all together.

    From exact counts as the model says it, of everybody in post in the period. From rounded ones
    the leavers shown, of those in post at the opening, less those that the ratio leaves of them.

    Parameters
    ----------
    one : Gap
    kind : {"", "crude"}
        Like with like, or all together.
    """
    exact = _known(one.cell, "crude_leavers") if kind else one.by_fit("leavers")
    passed = one.whole.counts["passed"].value
    return _as_told(exact) or _times(passed, one.crude if kind else one.ratio)


def difference(one: Gap, kind: str = "") -> Followed | None:
    """Return how many more of every one left, like with like or all together; as `leavers`."""
    exact = _known(one.cell, "crude_difference") if kind else one.by_fit("difference")
    rate = _known(one.whole, "selection_rate")
    return _as_told(exact) or _times(rate.value if rate else None, one.crude if kind else one.ratio)


def side(number: ReleasedNumber | None) -> int:
    """Return 1 where a range lies above 1, −1 below it, and 0 where it holds it.

    Examples
    --------
    >>> side(ReleasedNumber(1.3, 1.1, 1.5)), side(ReleasedNumber(1.3, 0.9, 1.5)), side(None)
    (1, 0, 0)
    """
    if number is None or number.lower is None or number.upper is None:
        return 0
    return int(number.lower > 1) - int(number.upper < 1)


def _as_told(number: ReleasedNumber | None) -> Followed | None:
    if number is None or number.value is None:
        return None
    return Followed(number.value, number.lower, number.upper)


def _times(many: float | None, ratio: ReleasedNumber | None) -> Followed | None:
    """Return what lies above the comparison: so many, less so many over the ratio."""
    if many is None or ratio is None:
        return None
    value, lower, upper = (
        None if part is None or part <= 0 else many * (1 - 1 / part)
        for part in (ratio.value, ratio.lower, ratio.upper)
    )
    return None if value is None else Followed(value, lower, upper)


def _known(cell: ReleasedCell, name: str) -> ReleasedNumber | None:
    number = cell.numbers.get(name)
    return number if number is not None and number.value is not None else None


def _apart(one: float, other: float, *, exact: bool) -> float:
    """Return how far the logarithms of two ratios are apart at least, whatever rounding took."""
    low, high = sorted((one, other))
    if exact:
        return log(high / low)
    return max(0.0, log((high - _half(high)) / (low + _half(low))))


def _half(value: float) -> float:
    """Return half the last of two significant figures."""
    return float(0.5 * 10.0 ** (floor(log10(value)) - 1))
