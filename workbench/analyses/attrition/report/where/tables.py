"""Every unit in a table, in the order of the parameters."""

from __future__ import annotations

from workbench.analyses.attrition.report.where.reading import Units, value
from workbench.analyses.attrition.report.words import rate_range
from workbench.disclosure import Release, ReleasedCell, ReleasedNumber
from workbench.presentation import words
from workbench.presentation.grid import table_view
from workbench.presentation.view import View

HEAD = (
    "Left",
    "Of every 100 (likely range)",
    "Drawn towards all (likely range)",
    "To expect at the rate of all",
    "To expect by grade and service",
    "Beyond chance",
)
NONE = "–"


def every_unit(release: Release, one: Units) -> View:
    """Show how many of each unit left, how many were to be expected, and what is beyond chance."""
    rows = [_row(release, one, cell) for cell in (one.everybody, *one.each)]
    caption = f"{one.finding.title}: leavers {one.over}"
    head = [one.finding.title, words.capital(one.of), *HEAD]
    return table_view(release, one.finding, caption, head, rows)


def some_units(release: Release, one: Units, most: int) -> View:
    """Show the units that stand out, in the order of the parameters."""
    shown = one.standing_out(most)
    rows = [_row(release, one, cell) for cell in (one.everybody, *shown)]
    caption = (
        f"{one.finding.title}: {len(shown)} of {len(one.each)} stand out, {one.over} (outside the "
        "limits, or furthest from what is expected; the rest are folded below)"
    )
    head = [one.finding.title, words.capital(one.of), *HEAD]
    return table_view(release, one.finding, caption, head, rows)


def people(number: float) -> str:
    """Return a number of people to expect, to the nearest; below 10 to a tenth.

    Examples
    --------
    >>> people(31.2), people(8.64)
    ('31', '8.6')
    """
    return f"{number:.0f}" if number >= 10 else f"{number:.1f}"


def _row(release: Release, one: Units, cell: ReleasedCell) -> list[str]:
    left, there = one.shown(cell)
    whole = cell is one.everybody
    return [
        f"All {release.context.people}" if whole else cell.group,
        there,
        left,
        _rate(release, cell.numbers.get(one.rate)),
        NONE if whole else _rate(release, cell.numbers.get("shrunken_rate")),
        NONE if whole else _expected(cell, "expected_leavers"),
        NONE if whole else _expected(cell, "expected_like_with_like"),
        NONE if whole else _beyond(one, cell),
    ]


def _rate(release: Release, number: ReleasedNumber | None) -> str:
    if number is None and release.complete:
        return words.NOT_AVAILABLE
    if number is not None and number.value is None:
        return words.rate(number)
    return rate_range(number)


def _expected(cell: ReleasedCell, name: str) -> str:
    number = value(cell.numbers.get(name))
    return words.NOT_AVAILABLE if number is None else people(number)


def _beyond(one: Units, cell: ReleasedCell) -> str:
    if cell not in one.judged:
        return "Not judged"
    for side, told in ((1, "More"), (-1, "Fewer")):
        if cell in one.beyond(side):
            return told
        if cell in one.outside(side):
            return f"Outside the limits: {told.lower()}"
    return ""
