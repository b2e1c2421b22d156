"""The first page: what was found, what was not, what cannot be told, and what to do about it."""

from __future__ import annotations

from collections import Counter
from html import escape

from workbench.disclosure import Release, ReleasedCell
from workbench.presentation import words
from workbench.presentation.opening import how_shown, not_shown, people
from workbench.presentation.selection import (
    asked,
    characteristics,
    disparities,
    waiting,
)
from workbench.presentation.sentence import conclusion, where
from workbench.presentation.view import View, anchor, paragraph
from workbench.vocabulary.terms import CANNOT_TELL, CHANGE, EVIDENCE, NO_EVIDENCE

SENTENCES = 7
STYLES: dict[str, str] = {
    EVIDENCE: "evidence",
    CHANGE: "evidence",
    NO_EVIDENCE: "none",
    CANNOT_TELL: "unknown",
}


def masthead(release: Release) -> View:
    """Say who and what the report is about."""
    context = release.context
    told = {cell.group: cell.counts["number"] for cell in release["records"].cells}
    lead = people(release, told)
    notes = [context.population and f"{context.population}.", lead]
    aside = told["rows of other campaigns, set aside"]
    if aside.value:
        notes.append(f"{aside.shown} rows of other campaigns were set aside.")
    notes.append(_waiting(release))
    if context.data_date:
        notes.append(f"Data at {words.day(context.data_date)}.")
    notes.append(how_shown(release))
    if context.not_collected:
        notes.append(f"Not collected at application: {'; '.join(context.not_collected)}.")
    if context.not_looked_at:
        notes.append(f"Not looked at in this report: {'; '.join(context.not_looked_at)}.")
    text = " ".join(note for note in notes if note)
    hidden = not_shown(release)
    html = paragraph(text, "lead") + (paragraph(hidden, "caveat") if hidden else "")
    return View(lead, html, ("records",))


def _waiting(release: Release) -> str:
    """Say who still waits for a result, since rates leave them out."""
    stages = [
        f"{count.shown} at the {release.context.stages[stage]}"
        for stage, count in waiting(release).items()
    ]
    if not stages:
        return ""
    return (
        f"Still waiting for a result: {words.listed(stages)}. They are left out of the rates of "
        "that stage and of all that follow, so those can change much."
    )


def what_we_found(release: Release, lead: str = "") -> View:
    """List the disparities there is evidence of, those over all stages first.

    Parameters
    ----------
    release : Release
        What was released.
    lead : str
        What an analysis has to add to the first of them; nothing unless given.
    """
    found = disparities(release)
    if not found:
        text = (
            "Nothing here meets the standard for evidence of a disparity. That is not evidence "
            "that there is none: see what we cannot tell."
        )
        return View(text, paragraph(text), _names(release))
    added = [lead, *([""] * len(found))]
    items = "".join(
        f"<li>{_finding(release, cell, more)}</li>"
        for cell, more in zip(found[:SENTENCES], added, strict=False)
    )
    more = len(found) - SENTENCES
    rest = paragraph(f"{more} more stand in the sections below.") if more > 0 else ""
    text = f"{conclusion(release, found[0])} {lead}".strip()
    return View(text, f'<ol class="findings">{items}</ol>{rest}', _names(release))


def no_evidence_seen(release: Release) -> View:
    """Name the groups for which a disparity as large as a fifth was looked for and not seen."""
    steps = [cell for cell in asked(release) if cell.family != "headline"]
    seen = [
        cell for cell in asked(release) if cell.verdict == NO_EVIDENCE and cell.family == "headline"
    ]
    text = "Over all stages, no group is in this class."
    if seen:
        text = f"Over all stages, no evidence seen for {_compared_groups(release, seen)}."
    if steps:
        tally = Counter(cell.verdict for cell in steps)
        text += (
            f" At single stages, of {len(steps)} comparisons: evidence of a disparity in "
            f"{tally[EVIDENCE]}, no evidence seen in {tally[NO_EVIDENCE]}, and cannot tell in "
            f"{tally[CANNOT_TELL]}."
        )
    low = release.context.rule.negligible_ratio
    note = (
        "“No evidence seen” means that we would have noticed a disparity as large as a fifth. The "
        f"whole likely range of the rate ratio lies between {low:.2f} and {1 / low:.2f} (1 is "
        "equal rates); so does that of not passing, or the rates lie within "
        f"{100 * release.context.rule.negligible_difference:g} points of each other. It does not "
        "mean that everyone was treated alike."
    )
    return View(text, paragraph(text) + paragraph(note, "caveat"), _names(release))


def what_else_could_explain_it(release: Release) -> View:
    """Say what the figures do not take account of."""
    general = (
        "On this page each characteristic is looked at on its own. Differences in experience or "
        "qualifications are not taken into account anywhere in this report.",
        "A disparity is a reason to ask why. It is not by itself proof of discrimination, and "
        "no UK law sets a ratio that passes or fails.",
    )
    given = "".join(
        f"<li>{escape(text)}</li>" for text in (*release.context.explanations, *general)
    )
    return View("What else could explain it", f"<ul>{given}</ul>")


def _finding(release: Release, cell: ReleasedCell, more: str = "") -> str:
    title = release[cell.characteristic].title
    about = f"{cell.group}, {where(release, cell)}"
    link = (
        f'<a href="#{anchor(cell.characteristic)}">See {escape(title.lower())}'
        f'<span class="visually-hidden">: {escape(about)}</span></a>'
    )
    return (
        f'<div class="finding">{paragraph(f"{conclusion(release, cell)} {more}".strip())}'
        f"<p>{verdict_html(cell)} {link}</p></div>"
    )


def verdict_html(cell: ReleasedCell) -> str:
    """Return the verdict, marked by its words and not by colour alone."""
    style = STYLES.get(cell.verdict or "", "unasked")
    return f'<strong class="verdict {style}">{escape(words.verdict(cell))}</strong>'


def _compared_groups(release: Release, cells: list[ReleasedCell]) -> str:
    return words.listed(
        [
            f"{words.people_of(cell.group, release.context)} "
            f"(compared with {words.people_of(cell.comparator, release.context)})"
            for cell in cells
        ]
    )


def _names(release: Release) -> tuple[str, ...]:
    return tuple(finding.name for finding in characteristics(release))
