"""The raw lines, read off a release."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from workbench.analyses.role_evaluation.report.words import Told, told
from workbench.disclosure import Release, ReleasedCell

SECTION, POSTS = "series", "posts"
MONTHS, BY_WAVE, BEFORE, NOW, LAST = "months", "wave", "before", "now", "last"
WITH, WITHOUT = "with", "without"
NAMED = {WITH: "given the role", WITHOUT: "not given it"}
Values = Mapping[str, float | None]


@dataclass(frozen=True, slots=True)
class Lines:
    """One outcome as it was.

    Attributes
    ----------
    one : Told
    counts : bool
        Whether it counts people, so that it is told of longer spans.
    spans : tuple of str
        Months, or first and last months such as ``2023-04 to 2023-06``.
    sides, waves : mapping of str to mapping of str to float or None
        By side or wave, then by span; None where nothing is told.
    windows : mapping of (str, str) to float or None
        By side, and before or now.
    window : mapping of str to str
        The months of both.
    """

    one: Told
    counts: bool
    spans: tuple[str, ...]
    sides: Mapping[str, Values]
    waves: Mapping[str, Values]
    windows: Mapping[tuple[str, str], float | None]
    window: Mapping[str, str]

    @property
    def finding(self) -> str:
        """The name of its finding."""
        return f"{SECTION}_{self.one.name}"

    def ends(self, side: str) -> tuple[float, float] | None:
        """Return the mean before and now, or of the first and last span; None where not told."""
        if self.windows:
            found = [self.windows.get((side, when)) for when in (BEFORE, NOW)]
        else:
            values = self.sides.get(side, {})
            found = [values.get(self.spans[0]), values.get(self.spans[-1])]
        first, last = found
        return None if first is None or last is None else (first, last)

    @property
    def compared(self) -> tuple[str, str]:
        """The spans that `ends` are of."""
        return (
            (self.window[BEFORE], self.window[NOW])
            if self.windows
            else (self.spans[0], self.spans[-1])
        )


def lines(release: Release) -> tuple[Lines, ...]:
    """Return every outcome, the primary one first."""
    counts = {
        row["name"]: bool(row.get("count")) for row in release.context.stated.get("outcomes", ())
    }
    return tuple(
        _lines(one, release[f"{SECTION}_{name}"].cells, counts=counts[name])
        for name, one in told(release).items()
        if f"{SECTION}_{name}" in release.names
    )


def _lines(one: Told, cells: tuple[ReleasedCell, ...], *, counts: bool) -> Lines:
    stages: dict[str, dict[str, dict[str, float | None]]] = {MONTHS: {}, BY_WAVE: {}}
    for cell in cells:
        if cell.stage in stages:
            stages[cell.stage].setdefault(cell.group, {})[cell.stratum] = value_of(cell, "mean")
    between = [cell for cell in cells if cell.stage in (BEFORE, NOW)]
    spans = dict.fromkeys(cell.stratum for cell in cells if cell.stage == MONTHS)
    return Lines(
        one,
        counts,
        tuple(spans),
        stages[MONTHS],
        stages[BY_WAVE],
        {(cell.group, cell.stage): value_of(cell, "mean") for cell in between},
        {cell.stage: cell.stratum for cell in between},
    )


def value_of(cell: ReleasedCell, name: str) -> float | None:
    """Return the value of a number; None where it is not told."""
    number = cell.numbers.get(name)
    return None if number is None else number.value


def posts(release: Release) -> tuple[ReleasedCell, ...]:
    """Return the cells of posts by month, the last one of all of them; none where not told."""
    return release[POSTS].cells if POSTS in release.names else ()
