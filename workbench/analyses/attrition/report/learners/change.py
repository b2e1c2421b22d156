"""Learners before and after a change, as far as those after it can be followed."""

from __future__ import annotations

from workbench.analyses.attrition.report.learners.clock import (
    cells_of,
    changed_groups,
    edges,
    value_of,
)
from workbench.analyses.attrition.report.words import rate_range
from workbench.disclosure import Release, ReleasedCell, ReleasedNumber
from workbench.presentation import words


def changed(release: Release) -> str:
    """Say how many had left or moved on before and after a change, as far as both are followed."""
    groups = changed_groups(release)
    if not groups:
        return ""
    pairs = list(zip(*(cells_of(release, group) for group in groups), strict=True))
    told = [
        (end, pair)
        for end, pair in zip(edges(release)[1:], pairs, strict=True)
        if all(value_of(cell, "still_learning") is not None for cell in pair)
    ]
    since = release.context.tied["learners changed from"]
    if not told:
        return f"Too few learners of intakes from {since} are followed to set beside those before."
    end, (before, after) = told[-1]
    parts = [
        f"{done}: {_ranged(before, name)} of every 100 before, {_ranged(after, name)} from then on"
        for name, done in (("left_by", "left"), ("moved_by", "moved to other work"))
    ]
    apart = [
        done
        for name, done in (("left_by", "leaving"), ("moved_by", "moving to other work"))
        if _apart(before.numbers.get(name), after.numbers.get(name))
    ]
    sure = (
        f"The likely ranges of {words.listed(apart)} lie apart; what else changed at that time may "
        "have made it so."
        if apart
        else "The likely ranges overlap, so we cannot tell that anything changed."
    )
    return (
        f"The intakes from {since} can be followed for {end} months so far. Gone by then: "
        f"{'; '.join(parts)}. {sure}"
    )


def _ranged(cell: ReleasedCell, name: str) -> str:
    return rate_range(cell.numbers.get(name))


def _apart(one: ReleasedNumber | None, other: ReleasedNumber | None) -> bool:
    if one is None or other is None:
        return False
    ends = (one.lower, one.upper, other.lower, other.upper)
    if any(end is None for end in ends):
        return False
    return (one.upper or 0) < (other.lower or 0) or (other.upper or 0) < (one.lower or 0)
