"""Evidence for the public sector equality duty: what every analysis says of it alike."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from html import escape

from workbench.disclosure import Release, ReleasedCell
from workbench.presentation import words
from workbench.presentation.selection import asked, disparities
from workbench.presentation.view import EMPTY, View, paragraph
from workbench.vocabulary.characteristics import CODE_LISTS
from workbench.vocabulary.terms import CANNOT_TELL

PROTECTED = {one.name for one in CODE_LISTS if one.protected_as}
"""Characteristics whose code list names a protected characteristic of the Act."""
LEAD = (
    "Section 149 of the Equality Act 2010 requires a public authority to have due regard to three "
    "needs in what it does. This is what the report can add to the evidence on each. Marriage and "
    "civil partnership counts for the first need only."
)
NO_LAW = (
    "Due regard is for those who decide, before they decide; no report can have it for them. This "
    "is neither an equality analysis nor legal advice: take advice before positive action "
    "(sections 158 and 159)."
)
NO_PROOF = (
    "A disparity is not by itself discrimination, and where none is seen there may be "
    "discrimination all the same. Of harassment and victimisation this report says nothing."
)


def three_aims(release: Release, *, first: str, advances: Mapping[str, str]) -> View:
    """Say what in a report bears on each aim of the duty, and what does not.

    Parameters
    ----------
    release : Release
        Of published figures nothing is said: no authority decides by them.
    first : str
        What it tells of discrimination, harassment and victimisation.
    advances : mapping of str to str
        What each section tells of section 149(3), disadvantages, needs and taking part, as what
        follows "this report tells".
    """
    if release.context.data_source == "published":
        return EMPTY
    aims = (
        ("Eliminate discrimination, harassment and victimisation", first),
        ("Advance equality of opportunity", _second(release, advances)),
        ("Foster good relations", _third(release)),
    )
    items = "".join(f"<li><strong>{title}.</strong> {escape(text)}</li>" for title, text in aims)
    sections = ("characteristic", *advances)
    names = tuple(one.name for section in sections for one in release.of_section(section))
    html = paragraph(LEAD) + f"<ol>{items}</ol>" + paragraph(NO_LAW, "caveat")
    return View(LEAD, html, names)


def of_protected(release: Release) -> list[ReleasedCell]:
    """Return disparities of protected characteristics."""
    return [cell for cell in disparities(release) if cell.characteristic in PROTECTED]


def untold(release: Release, stage: str, basis: str | None = None) -> str:
    """Say of how many groups it cannot be told at a stage, and of what nothing is known here."""
    unknown = sum(
        (cell.verdict, cell.stage) == (CANNOT_TELL, stage)
        and basis in (None, cell.basis)
        and cell.characteristic in PROTECTED
        for cell in asked(release)
    )
    silent = (*release.context.not_collected, *release.context.not_looked_at)
    parts = [f"It cannot tell for {unknown} group{'' if unknown == 1 else 's'}." if unknown else ""]
    parts.append(f"It compares nobody by {'; '.join(silent)}." if silent else "")
    return " ".join(part for part in parts if part)


def _second(release: Release, advances: Mapping[str, str]) -> str:
    told = [text for section, text in advances.items() if release.of_section(section)]
    absent = [text for section, text in advances.items() if not release.of_section(section)]
    parts = [f"This report tells {words.listed(told)}." if told else ""]
    parts.append(f"It does not tell {_either(absent)}." if absent else "")
    return " ".join(part for part in parts if part)


def _either(items: Sequence[str]) -> str:
    """Join words as a sentence does that denies each of them.

    Examples
    --------
    >>> _either(["a"]), _either(["a", "b", "c"])
    ('a', 'a, b or c')
    """
    return " or ".join(filter(None, (", ".join(items[:-1]), items[-1])))


def _third(release: Release) -> str:
    said = len(release.context.insight)
    if not said:
        return "Rates say little of this, and no account of what people say was given."
    remarks = "1 remark stands" if said == 1 else f"{said} remarks stand"
    return f"Rates say little of this. Of what people say, {remarks} under “Since last time”."
