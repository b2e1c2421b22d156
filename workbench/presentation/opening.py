"""How a report opens: how many people it is about, and how their numbers are shown."""

from __future__ import annotations

from collections.abc import Mapping

from workbench.disclosure import Release, ReleasedCount
from workbench.presentation import words


def people(release: Release, told: Mapping[str, ReleasedCount]) -> str:
    """Say how many applied and got through; one that is not shown is left out."""
    context = release.context
    applied, through = (told[name] for name in ("people who applied", "people who got through"))
    parts = [] if words.are_hidden(applied) else [f"{applied.shown} {context.people}."]
    if words.are_hidden(through):
        return " ".join([*parts, f"How many {context.completed} is not shown."])
    return " ".join([*parts, f"{through.shown} {context.completed}."])


def how_shown(release: Release) -> str:
    """Say how counts are shown."""
    if release.complete:
        return ""
    if release.exact:
        return "Counts are exact."
    return "Counts are rounded to the nearest 5, so figures are about right, not exact."


def not_shown(release: Release) -> str:
    """Say what stands in the place of counts that are not shown, where there are any."""
    cells = (cell for finding in release.findings for cell in finding.cells)
    if not any(words.are_hidden(*cell.counts.values()) for cell in cells):
        return ""
    if release.exact:
        return (
            f"{words.WITHHELD} stands for a number that is not shown: one of 1 to 4, one that "
            "would tell that nobody or everybody of a group passed, or one from which such a "
            "number could be worked out. What would rest on it is not shown either."
        )
    return (
        f"{words.WITHHELD} in the place of a count: it is not shown, since with others it would "
        "tell of a few people."
    )
