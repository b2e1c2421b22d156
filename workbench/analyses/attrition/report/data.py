"""What was read and set aside, and who told of themselves."""

from __future__ import annotations

from workbench.analyses.attrition.report.words import opening
from workbench.disclosure import Release, ReleasedCell
from workbench.presentation import table, words
from workbench.presentation.grid import table_view
from workbench.presentation.view import EMPTY, View, paragraph, stack

LOW = 0.6
"""Share of declared below which official figures do not show a characteristic."""
READ_WITH_CARE = "60 or fewer: read with care"
HEAD = ["Characteristic", "In post, asked", "Declared", "Of every 100", "Note"]


def show(release: Release) -> View:
    """Show who declared what, and the rows that were read and set aside."""
    return stack([view for view in (declaration(release), records(release)) if view.html])


def records(release: Release) -> View:
    """Show how many rows were read, set aside and counted."""
    return table.records_table(release)


def declaration(release: Release) -> View:
    """Say which characteristics few declared, and show how many declared each."""
    if "declaration" not in release.names:
        return EMPTY
    finding = release["declaration"]
    low = [cell.group for cell in finding.cells if _is_low(cell)]
    lead = (
        f"No more than 60 of every 100 declared {words.listed([one.lower() for one in low])}: read "
        "what is said of it with care."
        if low
        else "Of every characteristic that is told, more than 60 of every 100 declared."
    )
    rows = [
        [
            cell.group,
            *(cell.counts[name].shown for name in ("entered", "passed")),
            words.rate(cell.numbers.get("declared_share")),
            READ_WITH_CARE if _is_low(cell) else "",
        ]
        for cell in finding.cells
    ]
    caption = f"Who declared what, of those in post on {opening(release)}"
    view = table_view(release, finding, caption, HEAD, rows)
    return View(lead, paragraph(lead) + view.html, view.findings, view.frame)


def _is_low(cell: ReleasedCell) -> bool:
    share = cell.numbers.get("declared_share")
    if share is None:
        return False
    known = share.value if share.value is not None else share.upper
    return known is not None and known <= LOW
