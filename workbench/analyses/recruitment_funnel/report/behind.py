"""What the further questions say, for the first page: a line each, and no verdict."""

from __future__ import annotations

from collections.abc import Callable
from html import escape

from workbench.analyses.recruitment_funnel.report import (
    adjusted,
    adjustments,
    campaigns,
    leaving,
    undeclared,
    waiting,
)
from workbench.disclosure import Release
from workbench.presentation.view import EMPTY, View, anchor, paragraph

LINES: tuple[tuple[str, Callable[[Release], str]], ...] = (
    ("Were people turned down, or did they leave?", leaving.headline),
    ("How long did people wait?", waiting.headline),
    ("Did adjustments and the Disability Confident Scheme work?", adjustments.headline),
    ("Does it remain once circumstances are equal?", adjusted.headline),
    ("What if those who did not declare were different?", undeclared.headline),
    ("Is it getting better?", campaigns.headline),
)
"""The heading of each section in the notebook, and what it has to say here."""
NOTE = "None of this carries a verdict: it helps to look for reasons, and is no proof of any."


def show(release: Release) -> View:
    """List what each further question has to say, with a link to all of it."""
    told = [(title, text) for title, headline in LINES if (text := headline(release))]
    if not told:
        return EMPTY
    items = "".join(
        f'<li><a href="#{anchor(title)}">{escape(title)}</a> {escape(text)}</li>'
        for title, text in told
    )
    names = tuple(finding.name for finding in release.findings)
    return View(told[0][1], f"<ul>{items}</ul>{paragraph(NOTE, 'caveat')}", names)
