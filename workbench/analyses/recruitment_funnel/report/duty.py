"""Evidence for the public sector equality duty: the three aims of section 149 of the Act."""

from __future__ import annotations

from workbench.disclosure import Release
from workbench.presentation import words
from workbench.presentation.duty import NO_PROOF, of_protected, three_aims, untold
from workbench.presentation.view import View
from workbench.vocabulary.terms import OVERALL

ADVANCES = {
    "gap": "at which stage a gap opens",
    "adjustments": "whether adjustments were made in time",
    "representation": "whether applicants and starters look like the people who could apply",
    "channels": "whom which advertising reached",
}
"""What a section tells of section 149(3): disadvantages, needs, and taking part."""


def show(release: Release) -> View:
    """Say what in this report bears on each aim of the duty, and what does not."""
    return three_aims(release, first=_first(release), advances=ADVANCES)


def _first(release: Release) -> str:
    """Say where there is evidence, of whom it cannot be told, and what was never looked at."""
    found = of_protected(release)
    through = [cell for cell in found if cell.stage == OVERALL]
    groups = words.listed([words.people_of(cell.group, release.context) for cell in through])
    parts = [
        f"Evidence of a disparity over all stages: {groups}."
        if groups
        else "Over all stages no disparity meets the standard for evidence here.",
        _at_stages(len(found) - len(through)),
        untold(release, OVERALL),
        NO_PROOF,
    ]
    return " ".join(part for part in parts if part)


def _at_stages(many: int) -> str:
    if not many:
        return ""
    return f"At single stages: {many} comparison{'' if many == 1 else 's'} with such evidence."
