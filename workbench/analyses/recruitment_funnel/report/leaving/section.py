"""Whether people were turned down or left: staying for a result, and passing once there."""

from __future__ import annotations

from workbench.analyses.recruitment_funnel.report.leaving.reading import (
    WAYS,
    Compared,
    behind_overall,
    clear,
    compared,
    enough,
    with_evidence,
)
from workbench.analyses.recruitment_funnel.report.leaving.sentences import at_stage, by_chance
from workbench.analyses.recruitment_funnel.report.leaving.tables import every_group, stage_by_stage
from workbench.disclosure import Release
from workbench.presentation import words
from workbench.presentation.view import EMPTY, View, folded, paragraph, stack

TOLD = 3
"""Stages with evidence of a disparity of which the open text tells; the tables have all."""
CAVEAT = (
    "Why people left is not recorded here: they may have waited long, been asked for something, "
    "or found another post. How those who left would have fared no one can know, so passing is "
    "of those who stayed and had a result."
)


def show(release: Release) -> View:
    """Say how many left and were turned down, then where the groups part, and by which of both."""
    findings = release.of_section("leaving")
    found = list(compared(release))
    if not found:
        return EMPTY
    told, more = _told(release, found)
    sentences = [_everyone(release), *(at_stage(release, one) for one in told)]
    sentences += [more, by_chance(release, enough(release, found), clear(release, found))]
    kept = [text for text in sentences if text]
    names = tuple(finding.name for finding in findings)
    views = [View(kept[0], "".join(map(paragraph, kept)), (*names, *_campaign(release)))]
    steps = behind_overall(release, found)
    if steps:
        views.append(stage_by_stage(release, steps))
    views.append(View("", paragraph(CAVEAT, "caveat")))
    views.append(folded("Every group, stage by stage", every_group(release, found)))
    return stack(views)


def headline(release: Release) -> str:
    """Return for the first page how a gap parts into leaving and failing where leaving is most."""
    found = list(compared(release))
    if not found:
        return ""
    told, _ = _told(release, found)
    return at_stage(release, told[-1]) if told else ""


def _told(release: Release, found: list[Compared]) -> tuple[list[Compared], str]:
    """Return what the open text tells, and how much more there is.

    Stages with evidence of a disparity first, with the stage at which most more of the group
    furthest behind left; where there is no evidence, the widest ratio of leaving that is clear.
    """
    evidence = with_evidence(release, found)
    if not evidence:
        return clear(release, found)[:1], ""
    others = [one for one in behind_overall(release, found) if one not in evidence]
    leaving = [one for one in others if (one.would_have_stayed() or 0) > 0]
    most = sorted(leaving, key=lambda one: -(one.would_have_stayed() or 0))[:1]
    beyond = len(evidence) - TOLD
    more = f"{beyond} more stages with evidence of a disparity stand in the table."
    return [*evidence[:TOLD], *most], more if beyond > 0 else ""


def _campaign(release: Release) -> tuple[str, ...]:
    return tuple(name for name in ("records", "campaign") if name in release.names)


def _everyone(release: Release) -> str:
    """Say of every 100 who applied how many were turned down, and how many left."""
    if len(_campaign(release)) < 2:
        return ""
    applied = next(
        cell.counts["number"].value
        for cell in release["records"].cells
        if cell.group == "people who applied"
    )
    cells = release["campaign"].cells
    counted = (cell.counts[way] for cell in cells for way in WAYS if way in cell.counts)
    failed = (cell.counts["failed"] for cell in cells if "failed" in cell.counts)
    if not applied or "failed" not in cells[0].counts or words.are_hidden(*counted, *failed):
        return ""

    def of_100(*ways: str) -> str:
        counts = (cell.counts[way].value for cell in cells for way in ways if way in cell.counts)
        return words.of_100(min(sum(count or 0 for count in counts) / applied, 1))

    about = "" if release.exact else "about "
    told = words.listed([verb for way, verb in WAYS.items() if way in cells[0].counts])
    told = " or ".join(told.rsplit(" and ", 1))
    return (
        f"Of every 100 {release.context.people}, {about}{of_100('failed')} were turned down at "
        f"some stage and {about}{of_100(*WAYS)} left before a result: they {told}."
    )
