"""What units of their sizes could have shown at all."""

from __future__ import annotations

from workbench.analyses.attrition.report.where.reading import Units, value
from workbench.disclosure import ReleasedCell

RATIO = "detectable_unit_ratio"


def could_show(one: Units) -> str:
    """Say how many times as many would have to leave for a unit to be named, by its size."""
    sized = _by_size(one)
    if not sized:
        return ""
    smallest, middle, largest = sized[0], sized[len(sized) // 2], sized[-1]
    told = (
        f" For a unit of middle size ({one.shown(middle)[1]} {one.of}) to be named in four of five "
        f"cases, {_times(middle)} times as many of its people would have to leave as of all"
    )
    if _times(smallest) == _times(largest):
        return f"{told}."
    return (
        f"{told}; for the smallest ({one.shown(smallest)[1]}) {_times(smallest)} times, for the "
        f"largest ({one.shown(largest)[1]}) {_times(largest)} times. Not to be named does not show "
        "that a unit is like the others."
    )


def ratio_of_the_middle(one: Units) -> float | None:
    """Return how many times as many must leave a unit of middle size for it to be named."""
    sized = _by_size(one)
    return value(sized[len(sized) // 2].numbers[RATIO]) if sized else None


def _by_size(one: Units) -> list[ReleasedCell]:
    """Return the units that are judged, the smallest first."""
    judged = [cell for cell in one.judged if value(cell.numbers.get(RATIO)) is not None]
    return sorted(judged, key=lambda cell: cell.counts[one.counts[1]].value or 0)


def _times(cell: ReleasedCell) -> str:
    return f"{value(cell.numbers[RATIO]) or 0.0:.1f}"
