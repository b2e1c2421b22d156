"""What most left for, and every recorded reason: of all, and by grade."""

from __future__ import annotations

from workbench.analyses.attrition.report.reasons.not_recorded import if_all_resigned, not_recorded
from workbench.analyses.attrition.report.reasons.reading import (
    SHARE,
    larger,
    number_of,
    people,
    titles,
)
from workbench.analyses.attrition.report.reasons.service import by_service, chart
from workbench.analyses.attrition.report.words import about, group_of, rate_range, year
from workbench.disclosure import Release
from workbench.presentation import words
from workbench.presentation.grid import table_view
from workbench.presentation.view import EMPTY, View, folded, paragraph, stack
from workbench.vocabulary.terms import NOT_RECORDED

FEW, ENOUGH = 5, 30
WHY = "This report does not show why people resigned."
NOTE = (
    "These are the reasons that are recorded, which need not be why people left. Reasons compete: "
    "whoever retires cannot resign later, so each share is of what happens with all of them there."
)


DID = {
    "Resignation": "resigned",
    "Retirement": "retired",
    "End of contract": "came to the end of a contract",
    "Transfer outside the service": "moved to an employer outside the service",
    "Transfer inside the service": "moved within the service",
    "Dismissal": "were dismissed",
    "Ill health": "left in ill health",
    "Death in service": "died in service",
    "Another reason": "left for another reason",
}


def show(release: Release) -> View:
    """Open with what most leave for, then show every reason, by grade and by service."""
    if "reasons" not in release.names:
        return EMPTY
    lead = " ".join(part for part in (headline(release), if_all_resigned(release)) if part)
    parts = [View(lead, paragraph(lead), ("reasons",)), _table(release)]
    if len(release["reasons"].cells) > 1:
        parts.append(folded("By grade", _by_grade(release)))
    if "reasons:service" in release.names and larger(release):
        by_length = stack([chart(release), by_service(release)])
        parts.append(folded("By length of service", by_length, about="reasons"))
    return stack([*parts, View("", paragraph(NOTE, "caveat"))])


def headline(release: Release) -> str:
    """Say how many of every 100 leavers left for each larger reason, and for how many none is."""
    if "reasons" not in release.names:
        return ""
    cell, told = release["reasons"].cells[0], []
    for title in larger(release):
        share = number_of(cell, SHARE, title)
        if title != NOT_RECORDED and share is not None and share.value is not None:
            told.append((share.value, f"{words.of_100(share.value)} {_did(title)}"))
    blank = not_recorded(release)
    if not told:
        return " ".join(part for part in (_alone(release), blank) if part)
    listed = words.listed([text for _, text in sorted(told, reverse=True)])
    lead = f"Of every 100 who left in the {year(release)}, {about(release)}{listed}."
    return " ".join(part for part in (lead, WHY, blank) if part)


def _alone(release: Release) -> str:
    """Say why no share is told: hardly anybody left for another reason than one, or few left."""
    cell = release["reasons"].cells[0]
    left = cell.counts["left"].value or 0
    alone = [one for one in titles(cell) if people(cell, one) > left - FEW]
    if left < ENOUGH or len(alone) != 1:
        return "Too few people left to say for which reasons."
    if alone == [NOT_RECORDED]:
        return ""
    return (
        f"Nearly all of {about(release)}{left:,} who left in the {year(release)} {_did(alone[0])}."
    )


def _did(title: str) -> str:
    return DID.get(title, f"left for the reason “{title}”")


def _counted(release: Release, title: str) -> bool:
    return title in release.context.tied["counted"].split("|")


def _table(release: Release) -> View:
    cell = release["reasons"].cells[0]
    rows = [
        [
            title if _counted(release, title) else f"{title} (not counted as leaving)",
            cell.counts[f"left_{title}"].shown,
            rate_range(number_of(cell, SHARE, title)) if _counted(release, title) else "–",
        ]
        for title in titles(cell)
    ]
    head = ["Recorded reason", "Leavers", "Of every 100 leavers (likely range)"]
    return table_view(release, release["reasons"], f"Why people left, {year(release)}", head, rows)


def _by_grade(release: Release) -> View:
    told = larger(release)
    rows = [
        [
            words.capital(group_of(release, cell)),
            cell.counts["left"].shown,
            *(rate_range(number_of(cell, SHARE, title)) for title in told),
        ]
        for cell in release["reasons"].cells
    ]
    caption = "Larger reasons by grade, of every 100 leavers (likely range)"
    return table_view(release, release["reasons"], caption, ["Who", "Leavers", *told], rows)
