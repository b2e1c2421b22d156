"""Evidence for the public sector equality duty: the three aims of section 149 of the Act."""

from __future__ import annotations

from workbench.analyses.role_evaluation.report.words import place
from workbench.disclosure import Release
from workbench.presentation.duty import NO_PROOF, three_aims
from workbench.presentation.view import View

ADVANCES = {
    "for_whom": "whether some officers gained less from the role than others",
    "survey": "whether staff with protected characteristics answer otherwise",
}
FIRST = (
    "The role was given to {place}s, not to people, and what it did is told of all its officers "
    "together. Whether some gained less stands under “For whom?” and “What do staff say?”."
)


def show(release: Release) -> View:
    """Say what in this report bears on each aim of the duty, and what does not."""
    return three_aims(
        release, first=f"{FIRST.format(place=place(release))} {NO_PROOF}", advances=ADVANCES
    )
