"""Who declared what, and what was read and set aside."""

from __future__ import annotations

from workbench.disclosure import Release
from workbench.presentation import words
from workbench.presentation.grid import table_view
from workbench.presentation.table import records_table
from workbench.presentation.view import View, paragraph, stack

LOW = 0.6
HEAD = ["Characteristic", "Asked", "Declared", "Of every 100", "Note"]


def show(release: Release) -> View:
    """Say which characteristics few declared, and show how many declared each."""
    finding = release["declaration"]
    rows, low = [], []
    for cell in finding.cells:
        share = cell.numbers.get("declared_share")
        is_low = share is not None and share.value is not None and share.value < LOW
        low += [cell.group.lower()] if is_low else []
        counts = [cell.counts[name].shown for name in ("entered", "passed")]
        note = "Under 60: read with care" if is_low else ""
        rows.append([cell.group, *counts, words.rate(share), note])
    lead = (
        f"Fewer than 60 of every 100 declared {words.listed(low)}: read what is said of it with "
        "care."
        if low
        else "Of every characteristic, at least 60 of every 100 declared."
    )
    table = table_view(release, finding, "Who declared what", HEAD, rows)
    return stack([View(lead, paragraph(lead), (finding.name,)), table])


def records(release: Release) -> View:
    """Show how many rows were read, set aside and counted."""
    return records_table(release)
