"""Evidence for the equality duty: the three aims of section 149 of the Act."""

from __future__ import annotations

from workbench.disclosure import Release
from workbench.presentation import words
from workbench.presentation.duty import NO_PROOF, of_protected, three_aims, untold
from workbench.presentation.view import View
from workbench.vocabulary.terms import OVERALL

ADVANCES = {
    "assessed": "who was assessed",
    "apart": "who could not progress at all, and why",
    "strata": "whether a gap goes with where people work",
    "intersections": "whether characteristics combine",
    "undeclared": "what those who did not declare could change",
}
"""What a section tells of section 149(3): disadvantages, needs, and taking part."""


def show(release: Release) -> View:
    """Say what in this report bears on each aim of the duty, and what does not."""
    return three_aims(release, first=_first(release), advances=ADVANCES)


def _first(release: Release) -> str:
    """Say where there is evidence, of whom it cannot be told, and what was never looked at."""
    groups = words.listed(
        [words.people_of(cell.group, release.context) for cell in of_protected(release)]
    )
    found = (
        f"Evidence of a disparity in who {release.context.completed}: {groups}."
        if groups
        else f"In who {release.context.completed} no disparity of a protected characteristic meets "
        "the standard for evidence here."
    )
    return " ".join(part for part in (found, untold(release, OVERALL), NO_PROOF) if part)
