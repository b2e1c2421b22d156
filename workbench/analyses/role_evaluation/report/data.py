"""What was read, and what is missing from it."""

from __future__ import annotations

from workbench.disclosure import Release
from workbench.presentation import table
from workbench.presentation.view import View, folded


def show(release: Release) -> View:
    """Show how many rows were read, and how many months have no value."""
    view = table.records_table(release)
    return folded("Rows read, and months without a value", view)
