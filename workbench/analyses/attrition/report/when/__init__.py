"""When people leave: leavers a year by length of service, and who is still there."""

from __future__ import annotations

from workbench.analyses.attrition.report.when.staying import grades, still_there
from workbench.analyses.attrition.report.when.table import by_service, headline, unknown
from workbench.disclosure import Release
from workbench.presentation.view import EMPTY, View, folded, paragraph, stack

__all__ = ["headline", "show"]

NOTE = (
    "All closed months of the data count here, not the period of the report alone, and each person "
    "from the month they are first seen: those already in post then are told of from the length of "
    "service they had. What is told of each length of service is of the people who had it in these "
    "months, so it is no forecast for those who join now."
)


def show(release: Release) -> View:
    """Open with when most leave and who is still there, then show every length of service."""
    if "service" not in release.names:
        return EMPTY
    lead = headline(release)
    parts = [View(lead, paragraph(lead), ("service",)), still_there(release), by_service(release)]
    more = grades(release)
    parts += [folded("By grade", more)] if more is not EMPTY else []
    text = " ".join(part for part in (unknown(release), NOTE) if part)
    return stack([*parts, View("", paragraph(text, "caveat"))])
