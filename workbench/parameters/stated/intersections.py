"""Which characteristics are looked at together, as the parameters name them."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from math import prod

MOST_CELLS = 300


def intersection_problems(
    intersections: Sequence[Sequence[str]],
    characteristics: Sequence[str],
    groups: Callable[[str], Sequence[str]],
) -> Iterator[str]:
    """Yield why characteristics cannot be looked at together, each with its mend.

    Parameters
    ----------
    intersections : sequence of sequence of str
        Names that are looked at together.
    characteristics : sequence of str
        Those of the file.
    groups : callable
        From a characteristic to its groups.
    """
    seen: list[set[str]] = []
    for names in intersections:
        listed = ", ".join(names)
        unknown = [name for name in names if name not in characteristics]
        if unknown or not 2 <= len(set(names)) <= 3 or len(set(names)) < len(names):
            yield (
                f"intersections: [{listed}] must name two or three different characteristics of "
                "this file."
            )
            continue
        if set(names) in seen:
            yield f"intersections: [{listed}] stands twice, whatever the order. Keep one."
        seen.append(set(names))
        cells = prod(len(groups(name)) for name in names)
        if cells > MOST_CELLS:
            yield (
                f"intersections: [{listed}] makes {cells:,} cells; {MOST_CELLS} at most "
                "can be told of. Name fewer characteristics, or put groups together: 'recode'."
            )
