"""What is read off released ratios: all together beside like with like."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass

from workbench.disclosure import Release, ReleasedCell, ReleasedNumber
from workbench.presentation import words
from workbench.presentation.selection import side
from workbench.vocabulary.terms import OVERALL

LEAST_RATIO = 1.1
"""How many times the larger of two ratios must be the smaller one, for an alarm."""
CHANGE = 0.05
"""A change of the ratio by more than this is mentioned."""
DIFFER = 0.1
"""A homogeneity p below this: strata are shown, and no pooled figure stands for them."""


@dataclass(frozen=True, slots=True)
class Compared:
    """One group at one place: all together, and like with like by each choice of circumstances."""

    whole: ReleasedCell
    within: tuple[ReleasedCell, ...]

    @property
    def crude(self) -> ReleasedNumber:
        """The rate ratio of all together."""
        return self.whole.numbers["relative_rate_index"]

    def alarms(self) -> tuple[ReleasedCell, ...]:
        """Return the choices that contradict the ratio of all together."""
        return tuple(
            cell
            for cell in self.within
            if (ratio := cell.numbers.get("pooled_ratio")) and contradicts(self.crude, ratio)
        )


def compared(release: Release) -> Iterator[Compared]:
    """Yield every group at every place that has a ratio of all together."""
    for finding in release.of_section("strata"):
        name = finding.cells[0].characteristic if finding.cells else ""
        wholes = {
            (cell.group, cell.stage): cell
            for cell in (release[name].cells if name in release.names else ())
            if cell.basis != "cumulative" and "relative_rate_index" in cell.numbers
        }
        for key, whole in wholes.items():
            within = tuple(one for one in finding.cells if (one.group, one.stage) == key)
            if within:
                yield Compared(whole, within)


def contradicts(crude: ReleasedNumber, pooled: ReleasedNumber) -> bool:
    """Tell whether a ratio and the same ratio within strata point in opposite directions.

    True where they lie on opposite sides of 1, at least one of the two ranges leaves out 1, and
    the larger is at least 1.1 times the smaller.

    Examples
    --------
    >>> contradicts(ReleasedNumber(1.03, 0.94, 1.13), ReleasedNumber(0.88, 0.79, 0.97))
    True
    >>> contradicts(ReleasedNumber(1.03, 0.94, 1.13), ReleasedNumber(0.97, 0.91, 0.99))
    False
    """
    one, other = crude.value, pooled.value
    if not one or not other or (one - 1) * (other - 1) >= 0:
        return False
    apart = max(one, other) >= LEAST_RATIO * min(one, other)
    return apart and bool(side(crude) or side(pooled))


def changes(crude: ReleasedNumber, pooled: ReleasedNumber | None, *, exact: bool) -> bool:
    """Tell whether the ratio changes by more than 0.05, whatever rounding took from the pooled one.

    Examples
    --------
    >>> changes(ReleasedNumber(0.66), ReleasedNumber(0.5), exact=False)
    True
    >>> changes(ReleasedNumber(1.04), ReleasedNumber(1.1), exact=False)
    False
    """
    if crude.value is None or pooled is None or pooled.value is None:
        return False
    lost = 0.0 if exact else 0.05 if pooled.value >= 1 else 0.005
    return abs(crude.value - pooled.value) - lost > CHANGE


def differ(cell: ReleasedCell) -> bool:
    """Tell whether one ratio is not enough for all strata."""
    number = cell.numbers.get("ratio_homogeneity_p")
    return number is not None and number.value is not None and number.value < DIFFER


def pooled_form(release: Release) -> Callable[[float], str]:
    """Return how a pooled ratio is written: to two figures where no more are released."""
    return words.ratio if release.complete else words.two_figures


def circumstances(cell: ReleasedCell) -> tuple[str, ...]:
    """Return the circumstances that a cell holds apart."""
    return tuple(cell.stratum.split(", "))


def titled(release: Release, name: str) -> str:
    """Return what a circumstance is called inside a sentence."""
    title = release.context.titles.get(name, name)
    return title if title[1:2].isupper() else title[:1].lower() + title[1:]


def within(release: Release, cell: ReleasedCell) -> str:
    """Say what people have in common who are compared."""
    if len(circumstances(cell)) == 1:
        return f"within each {kinds(release, cell)}"
    return f"among people alike in {kinds(release, cell)}"


def kinds(release: Release, cell: ReleasedCell) -> str:
    """Name the circumstances that a cell holds apart."""
    return words.listed([titled(release, name) for name in circumstances(cell)])


def people(release: Release, cell: ReleasedCell) -> tuple[str, str]:
    """Return how a group and its comparator are spoken of."""
    own, other = (words.people_of(name, release.context) for name in (cell.group, cell.comparator))
    return own, other


def done(release: Release, cell: ReleasedCell) -> str:
    """Return what those did who got past a stage, or through all of them."""
    return release.context.completed if cell.stage == OVERALL else "passed"


def rows_of(release: Release, cell: ReleasedCell) -> dict[str, tuple[ReleasedCell, ReleasedCell]]:
    """Return a group's and its comparator's cells by stratum, all together under ""."""
    name = f"strata_rows:{cell.characteristic}"
    found = release[name].cells if name in release.names else ()
    here = [one for one in found if one.stage == cell.stage]
    wanted = ("", f"{cell.stratum}: ")
    of_group = {one.stratum: one for one in here if one.group == cell.group}
    of_other = {one.stratum: one for one in here if one.group == cell.comparator}
    return {
        stratum.removeprefix(wanted[1]): (own, of_other[stratum])
        for stratum, own in of_group.items()
        if stratum in of_other and (stratum == "" or stratum.startswith(wanted[1]))
    }
