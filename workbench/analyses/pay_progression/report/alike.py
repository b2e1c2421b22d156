"""Does it remain like with like: gaps beside people alike in what is held equal."""

from __future__ import annotations

from workbench.analyses.recruitment_funnel.report import adjusted
from workbench.analyses.recruitment_funnel.report.adjusted.reading import Adjusted
from workbench.analyses.recruitment_funnel.report.adjusted.reading import adjusted as told_of
from workbench.analyses.recruitment_funnel.report.strata.reading import kinds
from workbench.disclosure import Release
from workbench.presentation import words
from workbench.presentation.selection import disparities
from workbench.presentation.view import View

CAVEAT = (
    "Held equal: {kinds}, and nothing else; what the file does not say cannot be held equal. A "
    "region or band with few people is put together with others. One figure stands for all of "
    "them, also where the gap is not the same in each. “Remains” is no proof of unfair treatment, "
    "and “accounted for” is not “justified”: why people’s circumstances differ is a question of "
    "its own. The ranges make no allowance for how many comparisons there are."
)


def show(release: Release) -> View:
    """Say which gaps remain among people alike in what is held equal."""
    return adjusted.show(release, caveat=CAVEAT)


def headline(release: Release) -> str:
    """Say which disparities remain like with like, and of which it cannot be told."""
    by_cell = {id(one.whole): one for one in told_of(release)}
    found = [by_cell[id(cell)] for cell in disparities(release) if id(cell) in by_cell]
    return " ".join(_told(release, one) for one in found if one.ratio)


def _told(release: Release, one: Adjusted) -> str:
    """Say of one disparity whether it is still clear among people alike."""
    group, other = (
        words.people_of(name, release.context) for name in (one.whole.group, one.whole.comparator)
    )
    alike = f"Among {release.context.people} alike in {kinds(release, one.cell)}"
    if one.remains:
        return f"{alike}, the gap of {group} remains."
    return (
        f"{alike}, a gap between {group} and {other} can no longer be told from chance. That says "
        "where to look. It does not make the gap fair."
    )
