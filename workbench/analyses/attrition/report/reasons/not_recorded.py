"""Leavers without a recorded reason, and what would be told had all of them resigned."""

from __future__ import annotations

from workbench.analyses.attrition.report.reasons.reading import SHARE, number_of, people
from workbench.analyses.attrition.report.words import about
from workbench.disclosure import Release
from workbench.presentation import words
from workbench.vocabulary.terms import NOT_RECORDED


def not_recorded(release: Release) -> str:
    """Say of how many leavers no reason is recorded."""
    cell = release["reasons"].cells[0]
    count = cell.counts.get(f"left_{NOT_RECORDED}")
    if count is None or not count.value:
        return ""
    share = number_of(cell, SHARE, NOT_RECORDED)
    part = f" ({words.of_100(share.value)} in 100)" if share and share.value is not None else ""
    return (
        f"No reason is recorded for {about(release)}{count.shown} of "
        f"{about(release)}{cell.counts['left'].shown} leavers{part}: read with care."
    )


def without_reason(release: Release) -> str:
    """Say that reasons are to be recorded, as a step to take; nothing where all are."""
    if "reasons" not in release.names or not people(release["reasons"].cells[0], NOT_RECORDED):
        return ""
    return "have a reason recorded for everyone who leaves"


def if_all_resigned(release: Release) -> str:
    """Say what would be told of resigning had everybody without a recorded reason resigned."""
    if "reasons" not in release.names:
        return ""
    cell = release["reasons"].cells[0]
    blank, left = people(cell, NOT_RECORDED), cell.counts["left"].value or 0
    resigned = sum(people(cell, name) for name in _resignations(release))
    if not blank or not resigned or not left:
        return ""
    most, least = (words.of_100(many / left) for many in (resigned + blank, resigned))
    told = (
        f"Had all of them resigned, {about(release)}{most} of every 100 who left would have "
        f"resigned; had none, {least}."
    )
    usual = _usual_rate(release)
    if usual is None:
        return told
    rates = usual, usual * (resigned + blank) / resigned
    rate, highest = (words.of_100(one, decimals=1) for one in rates)
    return (
        f"{told} The resignation rate takes none of them to have resigned: {rate} of every 100 in "
        f"post; had all, it would be {about(release)}{highest}."
    )


def _resignations(release: Release) -> list[str]:
    return [one for one in release.context.tied["reasons resigned"].split("|") if one]


def _usual_rate(release: Release) -> float | None:
    """Return the resignation rate of everybody."""
    cells = release["leaving"].cells if "leaving" in release.names else ()
    number = cells[0].numbers.get("resignation_rate") if cells else None
    return number.value if number else None
