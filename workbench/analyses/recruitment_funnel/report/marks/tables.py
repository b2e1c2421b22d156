"""Marks in tables: every group at every stage, and every pass mark that was looked at."""

from __future__ import annotations

from collections.abc import Callable

from workbench.disclosure import Release, ReleasedCell, ReleasedFinding, ReleasedNumber
from workbench.presentation import words
from workbench.presentation.grid import table_html
from workbench.presentation.view import View, paragraph

MARKS = ["Group", "Stage", "With a mark", "Standard deviations apart", "Likely range"]
CUTS = [
    "Group",
    "Stage",
    "Pass mark",
    "Of every 100 with a mark",
    "Of every 100 of the comparison group",
    "Rate ratio",
    "Likely range",
]


def signed(value: float) -> str:
    """Return a difference to two places, its sign in front.

    Examples
    --------
    >>> signed(-0.45), signed(0.1), signed(0.0)
    ('−0.45', '+0.10', '0.00')
    """
    return "0.00" if abs(value) < 0.005 else f"{value:+.2f}".replace("-", "−")


def marks_table(release: Release, findings: tuple[ReleasedFinding, ...]) -> View:
    """Show how far apart marks lie, group by group."""
    tables = []
    for finding in findings:
        rows = [
            [
                cell.group,
                words.capital(release.context.stages[cell.stage]),
                cell.counts["entered"].shown,
                *_of(release, cell.numbers.get("standardised_difference"), signed),
            ]
            for cell in finding.cells
        ]
        comparator = finding.cells[0].comparator
        caption = f"{finding.title} (compared with {comparator})"
        tables.append(table_html(release, caption, MARKS, rows, row_heads=2))
    note = paragraph(
        "Below 0 the group’s marks lie lower. None of this carries a verdict.",
        "caveat",
    )
    return View("Marks", note + "".join(tables), tuple(finding.name for finding in findings))


def cuts_table(release: Release, findings: tuple[ReleasedFinding, ...], note: str) -> View:
    """Show who would have passed at each pass mark, group by group."""
    tables = []
    for finding in findings:
        rows = [_cut(release, cell) for cell in finding.cells]
        comparator = finding.cells[0].comparator
        caption = f"{finding.title} (compared with {comparator})"
        tables.append(table_html(release, caption, CUTS, rows, row_heads=3))
    html = paragraph(note, "caveat") + "".join(tables)
    return View("Pass marks", html, tuple(finding.name for finding in findings))


def _cut(release: Release, cell: ReleasedCell) -> list[str]:
    mark = f"{cell.stratum} (as it was)" if cell.basis == "pass mark" else cell.stratum
    theirs = cell.numbers.get("comparator_rate")
    return [
        cell.group,
        words.capital(release.context.stages[cell.stage]),
        mark,
        words.rate(cell.numbers.get("selection_rate")),
        words.rate(theirs),
        *_of(release, cell.numbers.get("relative_rate_index"), words.ratio),
    ]


def _of(
    release: Release, number: ReleasedNumber | None, form: Callable[[float], str]
) -> tuple[str, str]:
    """Return a number and its likely range; what is withheld and what there is not say so."""
    if number is None or number.value is None:
        nothing = words.NOT_AVAILABLE if release.complete else words.WITHHELD
        return nothing, nothing
    return form(number.value), words.span(number, form)
