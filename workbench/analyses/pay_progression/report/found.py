"""The first page's list: disparities first, then what the sections say of them."""

from __future__ import annotations

from workbench.analyses.pay_progression.report import alike, apart, assessed, places
from workbench.disclosure import Release
from workbench.presentation import one_step
from workbench.presentation.view import View

SECTIONS = (
    (assessed.headline, "Was everyone assessed?", "who was assessed"),
    (places.headline, "Is it where people work?", "where people work"),
    (alike.headline, "Does it remain like with like?", "what remains like with like"),
    (apart.headline, "Who is never considered, and why?", "who is never considered"),
)
"""What each section says first, its heading, and how a link names it."""


def show(release: Release) -> View:
    """List what was found, each with a link to its section."""
    also = [(headline(release), heading, named) for headline, heading, named in SECTIONS]
    return one_step.found.what_we_found(release, also)
