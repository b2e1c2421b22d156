"""Who responded, and what weighting for those who did not does."""

from __future__ import annotations

from workbench.analyses.role_evaluation.report.survey.reading import (
    RATE,
    RESPONSE,
    Said,
    days,
    fact,
)
from workbench.analyses.role_evaluation.report.survey.sentences import more
from workbench.disclosure import Release, ReleasedCell
from workbench.presentation import words
from workbench.presentation.grid import table_html
from workbench.presentation.view import EMPTY, View, folded, paragraph, stack

WEIGHTED = {
    "invited": (
        "Answers are weighted, so that those of groups who responded less stand for all of them "
        "who were asked."
    ),
    "weight": "Answers are weighted by the weights of the file.",
    "": "Answers are not weighted: those who did not respond may have said something else.",
}
STILL = "Weights cannot put right what those who did not respond would have said."


def response(release: Release, told: tuple[Said, ...]) -> View:
    """Say how many responded and what weighting does, then show who responded."""
    if RESPONSE not in release.names:
        return EMPTY
    parts = [_rates(release), WEIGHTED[fact(release, "weighted")], _moves(told)]
    parts += [STILL] if fact(release, "weighted") else []
    lead = " ".join(filter(None, parts))
    html = f"<h3>Who responded</h3>{paragraph(lead)}"
    return stack(
        [View(lead, html, (RESPONSE,)), folded("Who responded, in figures", _table(release))]
    )


def _rates(release: Release) -> str:
    whole = [cell for cell in release[RESPONSE].cells if not cell.characteristic]
    first = whole[0].stratum if whole else ""
    rates = [
        f"{words.rate(cell.numbers[RATE])} in the survey to {words.day(days(release)[cell.basis])}"
        for cell in whole
        if cell.stratum == first and RATE in cell.numbers
    ]
    if not rates:
        return ""
    about = "" if release.exact else "about "
    return f"Of every 100 {release.context.people} asked, {about}{words.listed(rates)} responded."


def _moves(told: tuple[Said, ...]) -> str:
    one = told[0]
    plain, points = one.number("points_unweighted"), one.points
    if plain is None or points is None or plain.value is None or points.value is None:
        return ""
    if plain.value == points.value:
        return f"For {one.title} that moves the change by less than 1 of every 100."
    return (
        f"For {one.title} that moves the change from {more(plain.value)} to {more(points.value)} "
        "of every 100."
    )


def _table(release: Release) -> View:
    cells = release[RESPONSE].cells
    asked = any("entered" in cell.counts for cell in cells)
    head = ["Survey", "Who", *(["Asked", "Responded", "Of every 100"] if asked else ["Responded"])]
    rows = [_row(release, cell, asked=asked) for cell in cells]
    caption = "Who responded to each survey"
    html = table_html(release, caption, head, rows, row_heads=2)
    return View(caption, html, (RESPONSE,))


def _row(release: Release, cell: ReleasedCell, *, asked: bool) -> list[str]:
    others = fact(release, "others") or cell.stratum
    who = others if cell.stratum == "Others" else release.context.people
    named = f"{who}: {cell.group}" if cell.group else who
    day = words.day(days(release)[cell.basis])
    if not asked:
        return [day, named, cell.counts["responded"].shown]
    counts = [cell.counts[name].shown for name in ("entered", "passed")]
    return [day, named, *counts, words.rate(cell.numbers.get(RATE))]
