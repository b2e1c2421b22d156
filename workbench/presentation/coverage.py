"""What this report does not cover, and why."""

from __future__ import annotations

from html import escape

from workbench.disclosure import Release
from workbench.presentation.view import EMPTY, View, paragraph


def show(release: Release) -> View:
    """Name every question that has no answer here, each with its reason."""
    not_covered = release.context.not_covered
    if not not_covered:
        return EMPTY
    count = len(not_covered)
    lead = (
        f"{count} question{'s' if count > 1 else ''} could not be asked of these data. That says "
        "nothing of what the answer would be."
    )
    items = "".join(
        f"<li><strong>{escape(title)}</strong> Because {escape(because)}.</li>"
        for title, because in not_covered.items()
    )
    return View(lead, paragraph(lead) + f"<ul>{items}</ul>")
