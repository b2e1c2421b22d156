"""Evidence for the public sector equality duty: the three aims of section 149 of the Act."""

from __future__ import annotations

from workbench.analyses.attrition.report.words import RESIGNED
from workbench.disclosure import Release
from workbench.presentation import words
from workbench.presentation.duty import NO_PROOF, PROTECTED, of_protected, three_aims, untold
from workbench.presentation.selection import asked
from workbench.presentation.view import View
from workbench.vocabulary.terms import LEAVING, OVERALL

ADVANCES = {
    "like_with_like": "whether a gap in leaving remains, like with like",
    "intersections": "whether characteristics combine",
    "learners": "which learners complete, and which do not",
    "undeclared": "what those who did not declare could change",
}
"""What a section tells of section 149(3): disadvantages, needs, and taking part."""


def show(release: Release) -> View:
    """Say what in this report bears on each aim of the duty, and what does not."""
    return three_aims(release, first=_first(release), advances=ADVANCES)


def _first(release: Release) -> str:
    """Say where there is evidence, of whom it cannot be told, and what was never looked at."""
    if not any(cell.characteristic in PROTECTED for cell in asked(release)):
        return f"No protected characteristic was compared. {NO_PROOF}"
    found = of_protected(release)
    left = [cell for cell in found if cell.basis == OVERALL]
    groups = words.listed([words.people_of(cell.group, release.context) for cell in left])
    resigned = [cell for cell in found if cell.basis == RESIGNED]
    parts = [
        f"Evidence of a disparity in leaving: {groups}."
        if groups
        else "In leaving no disparity meets the standard for evidence here.",
        _resigned(len(resigned)),
        untold(release, LEAVING, OVERALL),
        NO_PROOF,
    ]
    return " ".join(part for part in parts if part)


def _resigned(many: int) -> str:
    if not many:
        return ""
    return f"Of resignation alone: {many} comparison{'' if many == 1 else 's'} with such evidence."
