"""Do characteristics combine: which combinations leave more or less than their groups add up to."""

from __future__ import annotations

from workbench.analyses.attrition.report.words import opening
from workbench.disclosure import Release
from workbench.presentation.combinations import section
from workbench.presentation.combinations.reading import Said, beyond, stands_out, told
from workbench.presentation.view import View


def show(release: Release) -> View:
    """Say of every set of characteristics whether they combine beyond adding up."""
    day = opening(release)
    nobody = f"no one was in post on {day}"
    said = Said("In post", "were in post", "left", f"in post on {day}", nobody)
    return section.show(release, said)


def headline(release: Release) -> str:
    """Say which combination stands furthest apart, in people; nothing where none does."""
    apart = [
        cell
        for finding in release.of_section("intersections")
        for cell in told(finding)
        if beyond(cell)
    ]
    if not apart:
        return ""
    people = [abs(cell.numbers["people_beyond_additive"].value or 0.0) for cell in apart]
    return stands_out(release, apart[people.index(max(people))])
