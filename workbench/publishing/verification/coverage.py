"""How much of a report is worked out again, and how much only held to its form."""

from __future__ import annotations

from workbench.disclosure import Release
from workbench.publishing.verification import chains, leaving, pooled
from workbench.publishing.verification.numbers import BOUND, counts_of, has_counts
from workbench.publishing.verification.shown import Place, places


def coverage(release: Release) -> tuple[int, int]:
    """Return how many numbers are worked out again here, and how many there are.

    The others are made of many cells, or said by models: of them it is checked that they lie
    between their limits, and that a model tells no more figures than it may.
    """
    told = [
        (place, name, number.value is not None or number.method == BOUND)
        for place in places(release)
        for name, number in place.cell.numbers.items()
    ]
    again = sum(_is_worked_out(place, name, release) for place, name, is_told in told if is_told)
    return again, sum(is_told for _, _, is_told in told)


def _is_worked_out(place: Place, name: str, release: Release) -> bool:
    own = has_counts(place, counts_of(name)) or name in chains.PARTS
    again = leaving.is_recomputed(place, name, release)
    return own or again or pooled.is_recomputed(place, name)
