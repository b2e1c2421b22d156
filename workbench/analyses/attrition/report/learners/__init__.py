"""How learners get on: who qualifies, moves elsewhere and leaves, on the learners' own clock."""

from __future__ import annotations

from workbench.analyses.attrition.report.learners.change import changed
from workbench.analyses.attrition.report.learners.clock import by_route, charts, headline
from workbench.analyses.attrition.report.learners.finished import finished
from workbench.disclosure import Release
from workbench.presentation.view import EMPTY, View, folded, paragraph, stack

__all__ = ["headline", "show"]


def show(release: Release) -> View:
    """Open with how many qualify by each route, then show the clock, the change and the groups."""
    if "learners" not in release.names:
        return EMPTY
    lead = headline(release)
    parts = [View(lead, paragraph(lead), ("learners",)), charts(release), changed(release)]
    parts.append(folded("Month by month", by_route(release)))
    parts += [finished(release)] if "learners:due" in release.names else []
    qualified = release.context.tied["learners qualify as"]
    note = (
        f"Whoever becomes {qualified} has qualified, which is progression and no leaving; who "
        "moves to any other grade has not completed. Learners of all closed months count, each "
        "from the month they are first seen. Where counts are rounded, whoever comes or is last "
        "seen within a band counts for half of it."
    )
    return stack([*parts, View("", paragraph(note, "caveat"))])
