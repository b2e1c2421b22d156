"""What was read, and what is missing from it."""

from __future__ import annotations

from workbench.disclosure import Release
from workbench.presentation import table
from workbench.presentation.view import View


def show(release: Release) -> View:
    """Show how many rows were read, and how many months have no value."""
    return table.records_table(release)
