"""What is read off released ratios: all together, and like with like."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from math import floor, log, log10
from typing import Literal

from workbench.analyses.attrition.report.like_with_like.followed import Followed
from workbench.analyses.attrition.report.undeclared import few_declared
from workbench.analyses.attrition.report.words import is_mostly_retirement
from workbench.disclosure import Release, ReleasedCell, ReleasedNumber
from workbench.presentation.selection import overall, side
from workbench.vocabulary.terms import EVIDENCE

Reading = Literal[
    "about the same", "smaller", "larger", "the other way", "may be nothing", "only like with like"
]
SECTION, ACCOUNTED = "like_with_like", "accounted"
ALL = "All of these together"
FITS = ("adjusted", "penalised")
MOSTLY = 0.5
"""The share of a gap that is most of it."""
HUNDREDTH, BEARING = 0.01, 500
"""Numbers are told to this unit, where so many people bear it."""
SAME = 0.05
"""Ratios whose logarithms are no further apart than this are called about the same."""


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

    One that is mostly retirement comes after others with evidence. None of a characteristic that
    too few declared.
    """

    def order(one: Gap) -> tuple[bool, bool, float]:
        proven = one.whole.verdict == EVIDENCE
        retired = proven and is_mostly_retirement(release, one.whole)
        return not proven, retired, -abs(plain_leavers(one))

    clear = [one for one in found if one.clear and not few_declared(release, one.whole)]
    return sorted(clear, key=order)


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

    Of everybody in post in the period, a year. From exact counts as the model says it, from
    rounded ones the difference, of as many people as were in post on the mean of the months.

    Parameters
    ----------
    one : Gap
    kind : {"", "crude"}
        Like with like, or all together.
    """
    exact = _known(one.cell, "crude_leavers") if kind else one.by_fit("leavers")
    if exact is not None:
        return _as_told(exact)
    people, of_each = one.cell.counts["at_risk_people"].value, difference(one, kind)
    return of_each.times(people) if people and of_each else None


def difference(one: Gap, kind: str = "") -> Followed | None:
    """Return how many more of every one left, like with like or all together.

    Its range is on the side that the ratio's is on: each is widened for rounding by itself, and
    what one of them leaves out the other would only seem to allow.
    """
    number = _known(one.cell, "crude_difference") if kind else one.by_fit("difference")
    exact = _known(one.cell, "crude_leavers") if kind else one.by_fit("leavers")
    told = _as_told(number)
    if told is None or exact is not None:
        return told
    return told.on(side(one.crude if kind else one.ratio))


def rounding_may_hide(one: Gap) -> bool:
    """Tell whether the range like with like need not hold 1, were it not widened for rounding.

    A limit is moved outwards by no more than two for each of the group's leavers, twice a step
    of the adjustment and a unit of what is told.
    """
    number, passed = one.ratio, one.whole.counts["passed"].value
    if number is None or number.value is None or not passed or side(number):
        return False
    near = number.lower if number.value > 1 else number.upper
    # Of more than 500 people steps and units are of a hundredth; of fewer it is not said.
    people = one.whole.counts["entered"].value or 0
    return bool(near and people >= BEARING and abs(log(near)) < 2 / passed + 3 * HUNDREDTH)


def _as_told(number: ReleasedNumber | None) -> Followed | None:
    if number is None or number.value is None:
        return None
    return Followed(number.value, number.lower, number.upper)


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
    """Return half the unit a ratio is told to: two figures, and a hundredth if it shows one."""
    coarse = 10.0 ** (floor(log10(value)) - 1)
    unit = coarse if float(f"{value:.2g}") == value else HUNDREDTH
    return 0.5 * unit
