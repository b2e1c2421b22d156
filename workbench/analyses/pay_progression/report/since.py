"""Since last time: what was agreed, what became of it, and what people say."""

from __future__ import annotations

from workbench.disclosure import Release
from workbench.presentation.since import since_last_time
from workbench.presentation.view import View

ONE_YEAR = (
    "This report is of one year, so it does not say whether a gap moved. Make the report of the "
    "year before, and lay the two side by side."
)


def show(release: Release) -> View:
    """Say what became of every agreed action, then quote what people said."""
    return since_last_time(release, moved=lambda _, __: None, where=ONE_YEAR)
