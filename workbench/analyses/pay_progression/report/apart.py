"""Who could not take the step at all, and for which reason."""

from __future__ import annotations

from workbench.disclosure import Release, ReleasedCell, ReleasedFinding
from workbench.presentation import words
from workbench.presentation.compared import rate
from workbench.presentation.grid import table_html
from workbench.presentation.one_step.words import about, apart
from workbench.presentation.view import EMPTY, View, folded, paragraph, stack

CAVEAT = (
    "They are left out of every rate above, since they could not take the step. No verdict is "
    "given here: whether a reason is fair to a group is a question of its own."
)


def show(release: Release) -> View:
    """Show the reasons of everyone, then who was left out of each group."""
    found = release.of_section("apart")
    if not found:
        return EMPTY
    lead = headline(release)
    reasons = View(lead, paragraph(lead) + _reasons(release), ("apart",))
    caveat = View("", paragraph(CAVEAT, "caveat"))
    return stack([reasons, caveat, *(_of_groups(release, finding) for finding in found)])


def headline(release: Release) -> str:
    """Say how many could not take the step."""
    if not release.of_section("apart"):
        return ""
    everyone = release["people"].cells[0].numbers.get("selection_rate")
    if everyone is None or everyone.value is None:
        return ""
    context = release.context
    share = words.of_100(1 - everyone.value)
    first = f"Of every 100 {context.people}, {about(release)}{share} were {apart(context)}."
    return f"{first} {_commonest(release)}".strip()


def _commonest(release: Release) -> str:
    """Name the reason that most of them have."""
    known = {
        cell.group: number.value
        for cell in release["apart"].cells
        if (number := cell.numbers.get("selection_rate")) and number.value is not None
    }
    if len(known) < 2:
        return ""
    reason = max(known, key=lambda name: known[name])
    share = about(release) + words.of_100(known[reason])
    return f"The reason most often given is “{reason}”: {share} of every 100."


def _reasons(release: Release) -> str:
    rows = [
        [cell.group, cell.counts["passed"].shown, rate(release, cell, 1)]
        for cell in release["apart"].cells
    ]
    caption = f"Why people were {apart(release.context)}"
    return table_html(release, caption, ["Reason", "People", "Of every 100"], rows)


def _of_groups(release: Release, finding: ReleasedFinding) -> View:
    reasons = [reason for reason in dict.fromkeys(cell.stratum for cell in finding.cells) if reason]
    by_place = {(cell.group, cell.stratum): cell for cell in finding.cells}
    rows = [
        [
            cell.group,
            cell.counts["entered"].shown,
            _share(release, cell),
            *(by_place[cell.group, reason].counts["passed"].shown for reason in reasons),
        ]
        for cell in finding.cells
        if not cell.stratum
    ]
    caption = f"{finding.title}, and why"
    head = ["Group", words.capital(release.context.people), "Of every 100 (likely range)", *reasons]
    table = View(caption, table_html(release, caption, head, rows), (finding.name,))
    return folded(finding.title, table)


def _share(release: Release, cell: ReleasedCell) -> str:
    number = cell.numbers.get("selection_rate")
    shown = rate(release, cell)
    if number is None or number.value is None:
        return shown
    return f"{shown} ({words.span(number, words.of_100)})"
