"""Since last time: what was agreed, what became of it, and what people say."""

from __future__ import annotations

from workbench.disclosure import Release
from workbench.presentation.since import since_last_time
from workbench.presentation.view import View

WHERE = (
    "This report compares groups in one period, so it does not say whether a gap between them "
    "moved. How leaving as a whole moved stands under “Is it changing?”."
)
NO_SERIES = (
    "This report compares groups in one period, so it does not say whether a gap between them "
    "moved."
)


def show(release: Release) -> View:
    """Say what became of every agreed action, then quote what people said."""
    where = WHERE if release.of_section("changing") else NO_SERIES
    return since_last_time(release, moved=lambda _, __: None, where=where)
