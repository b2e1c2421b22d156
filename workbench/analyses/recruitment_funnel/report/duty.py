"""Evidence for the public sector equality duty: the three aims of section 149 of the Act."""

from __future__ import annotations

from html import escape

from workbench.disclosure import Release
from workbench.presentation import words
from workbench.presentation.selection import asked, disparities
from workbench.presentation.view import View, paragraph
from workbench.vocabulary.terms import CANNOT_TELL, OVERALL

ADVANCES = {
    "representation": "whether applicants and starters look like the people the service could hire",
    "channels": "which advertising reached whom",
    "adjustments": "whether adjustments were made in time",
}
"""Sections that tell of equality of opportunity beyond who passed."""
NO_LAW = (
    "This page gathers evidence. It is not an equality analysis, nor legal advice: taking positive "
    "action (sections 158 and 159) needs both."
)


def show(release: Release) -> View:
    """Say what in this report bears on each aim of the duty, and what does not."""
    aims = (
        ("Eliminate discrimination, harassment and victimisation", _first(release)),
        ("Advance equality of opportunity", _second(release)),
        ("Foster good relations", _third(release)),
    )
    items = "".join(f"<li><strong>{title}.</strong> {escape(text)}</li>" for title, text in aims)
    lead = (
        "What this report adds to the evidence that section 149 of the Equality Act 2010 asks a "
        "public body to have due regard to. For marriage and civil partnership only the first aim "
        "applies."
    )
    names = tuple(finding.name for finding in release.of_section("characteristic"))
    html = paragraph(lead) + f"<ol>{items}</ol>" + paragraph(NO_LAW, "caveat")
    return View(lead, html, names)


def _first(release: Release) -> str:
    found = [cell for cell in disparities(release) if cell.stage == OVERALL]
    groups = words.listed([words.people_of(cell.group, release.context) for cell in found])
    unknown = [c for c in asked(release) if c.family == "headline" and c.verdict == CANNOT_TELL]
    told = (
        f"Evidence of a disparity over all stages for {groups}; whether it is justified this "
        "report does not say."
        if found
        else "No disparity over all stages meets the standard for evidence here."
    )
    return (
        f"{told} For {len(unknown)} groups it cannot tell. Harassment and victimisation it does "
        "not cover."
    )


def _second(release: Release) -> str:
    told = [text for section, text in ADVANCES.items() if release.of_section(section)]
    absent = [text for section, text in ADVANCES.items() if not release.of_section(section)]
    parts = [f"It shows {words.listed(told)}." if told else ""]
    parts.append(f"It does not show {words.listed(absent)}." if absent else "")
    return " ".join(part for part in parts if part)


def _third(release: Release) -> str:
    said = len(release.context.insight)
    if not said:
        return "Numbers of who passed say little of this. No account of what people say was given."
    return f"Numbers of who passed say little of this. {said} remarks of people stand beside them."
