"""What is read off released ratios: all together, and beside people alike in circumstances."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from math import floor, log, log10
from typing import Literal

from workbench.analyses.recruitment_funnel.report.strata.reading import contradicts, kinds
from workbench.disclosure import Release, ReleasedCell, ReleasedNumber
from workbench.presentation.selection import side

Reading = Literal[
    "about the same",
    "smaller",
    "larger",
    "the other way",
    "may be nothing",
    "seen only like with like",
    "not to be compared",
]
ALIKE = 0.05
"""Ratios whose logarithms are no further apart than this are called about the same."""
FITS = ("adjusted", "penalised")
RATIO = "relative_rate_index"


@dataclass(frozen=True, slots=True)
class Adjusted:
    """One group at one stage: its cell in the main comparison, and that of adjusted rates."""

    whole: ReleasedCell
    cell: ReleasedCell

    @property
    def ratio(self) -> ReleasedNumber | None:
        """The adjusted ratio, by whichever fit."""
        return _by_either(self.cell, "ratio")

    @property
    def difference(self) -> ReleasedNumber | None:
        """The adjusted difference, by whichever fit."""
        return _by_either(self.cell, "difference")

    @property
    def crude(self) -> ReleasedNumber | None:
        """The ratio of the same people all together, rounded as the adjusted one is.

        None where no one of the comparison passed.
        """
        return self.cell.numbers.get("crude_ratio")

    @property
    def penalised(self) -> bool:
        """Whether the penalised fit was used."""
        return "penalised_ratio" in self.cell.numbers

    @property
    def appears(self) -> bool:
        """Whether there is a clear gap once circumstances are equal, and none that way before.

        The ratio before is the main comparison's, which has more figures than `crude`.
        """
        before, ratio = self.whole.numbers.get(RATIO), self.ratio
        if ratio is None or before is None or not side(ratio):
            return False
        return contradicts(before, ratio)

    @property
    def remains(self) -> bool:
        """Whether there is a clear gap once circumstances are equal, the same way as before."""
        return self.ratio is not None and side(self.ratio) == side(self.whole.numbers.get(RATIO))

    def reading(self, *, exact: bool) -> Reading:
        """Say what becomes of the gap; only where there is an adjusted ratio."""
        assert self.ratio is not None, "there is nothing to read"
        if self.appears and not side(self.whole.numbers[RATIO]):
            return "seen only like with like"
        return reading(self.crude, self.ratio, exact=exact)


def _by_either(cell: ReleasedCell, kind: str) -> ReleasedNumber | None:
    numbers = [cell.numbers.get(f"{fit}_{kind}") for fit in FITS]
    return next((number for number in numbers if number is not None), None)


def adjusted(release: Release) -> Iterator[Adjusted]:
    """Yield every declared group at every place, in the order they were released."""
    for finding in release.of_section("adjusted"):
        name = finding.cells[0].characteristic if finding.cells else ""
        wholes = {
            (cell.group, cell.stage): cell
            for cell in (release[name].cells if name in release.names else ())
            if cell.basis != "cumulative"
        }
        for cell in finding.cells:
            if whole := wholes.get((cell.group, cell.stage)):
                yield Adjusted(whole, cell)


def reading(crude: ReleasedNumber | None, ratio: ReleasedNumber, *, exact: bool) -> Reading:
    """Say in a few words what becomes of a ratio once circumstances are equal.

    *May be nothing* where its range holds 1; *not to be compared* where no one passed on one side
    before; *about the same* where the logarithms of the two
    need not be more than 0.05 apart, whatever rounding took; else *the other way* where they lie
    on opposite sides of 1, *smaller* where it came closer to 1, *larger* where it went farther.

    Examples
    --------
    >>> clear = ReleasedNumber(0.73, 0.66, 0.81)
    >>> [reading(ReleasedNumber(one), clear, exact=False) for one in (0.74, 0.6, 0.85, 1.2)]
    ['about the same', 'smaller', 'larger', 'the other way']
    >>> reading(ReleasedNumber(0.74), ReleasedNumber(0.9, 0.8, 1.0), exact=False)
    'may be nothing'
    """
    one, other = crude.value if crude else None, ratio.value
    if not side(ratio):
        return "may be nothing"
    if not one or not other:
        return "not to be compared"
    if apart(one, other, exact=exact) <= ALIKE:
        return "about the same"
    if (one - 1) * (other - 1) < 0:
        return "the other way"
    return "smaller" if abs(log(other)) < abs(log(one)) else "larger"


def apart(one: float, other: float, *, exact: bool) -> float:
    """Return how far the logarithms of two ratios are apart at least, whatever rounding took.

    Examples
    --------
    >>> round(apart(0.8, 1.0, exact=True), 3), round(apart(0.8, 1.0, exact=False), 3)
    (0.223, 0.166)
    """
    low, high = sorted((one, other))
    if exact:
        return log(high / low)
    return max(0.0, log((high - _half(high)) / (low + _half(low))))


def _half(value: float) -> float:
    """Return half the last of two significant figures."""
    return float(0.5 * 10.0 ** (floor(log10(value)) - 1))


def alike(release: Release, one: Adjusted) -> str:
    """Name people of the comparison who are alike in all that is held equal."""
    return f"alike in {kinds(release, one.cell)}"
