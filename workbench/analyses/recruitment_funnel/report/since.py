"""Since last time: what was agreed, what became of it, and how the comparisons have moved."""

from __future__ import annotations

from workbench.analyses.recruitment_funnel.report.campaigns.section import moved
from workbench.disclosure import Release
from workbench.presentation.since import since_last_time
from workbench.presentation.view import View

EARLIER = "More of how the numbers have moved stands under “Is it getting better?”."
NONE_EARLIER = "This report holds no earlier campaign, so it does not say whether numbers moved."


def show(release: Release) -> View:
    """Say what became of every agreed action, then quote what people said."""
    earlier = release.of_section("campaigns")
    return since_last_time(release, moved=moved, where=EARLIER if earlier else NONE_EARLIER)
