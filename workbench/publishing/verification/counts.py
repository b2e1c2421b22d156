"""Counts as they may be printed, and rows in an order that tells nothing of their sizes."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Mapping
from itertools import combinations

from workbench.disclosure import Release, ReleasedCount, ReleasedFinding
from workbench.publishing.verification.shown import (
    BAND,
    BASE,
    HIDDEN,
    SMALL,
    Place,
    complete,
    places,
    rounds,
)

CHOSEN = "strata_rows"
"""The one section whose rows are chosen, circumstance by circumstance."""
ORDERED = ("group", "stage", "stratum")
KEYS = ("characteristic", "group", "stage", "basis", "stratum")


def problems(release: Release) -> list[str]:
    """Name every count that is not printed as the policy says, and every row out of order.

    Under a policy that rounds a count is ``<5`` or withheld, or it is a multiple of 5; and
    groups, stages and strata keep one order, whatever their sizes are. Under one that hides, none
    of 1 to 4 is printed, nor nobody or everybody of a group; under the third all counts are.
    """
    found = list(_printed(release))
    if complete(release):
        return found
    return [*found, *(_ordered(release) if rounds(release) else _small(release))]


def _printed(release: Release) -> Iterator[str]:
    for place in places(release):
        for name, count in place.cell.counts.items():
            if not _is_as_printed(count, release):
                yield f"{place}: {name} is not printed as the policy '{release.policy}' prints it"


def _is_as_printed(count: ReleasedCount, release: Release) -> bool:
    value, rounded = count.value, rounds(release)
    if value is None:
        few = rounded and count.shown == f"<{BAND}"
        return few or (count.shown == HIDDEN and not complete(release))
    rough = value >= BAND and value % BASE == 0
    return count.shown == f"{value:,}" and (rough if rounded else value >= 0)


def _small(release: Release) -> Iterator[str]:
    """Name every small count that is printed, and every group that passed or failed as one."""
    for place in places(release):
        values = {name: count.value for name, count in place.cell.counts.items()}
        for name, value in values.items():
            if value is not None and 0 < value < SMALL:
                yield f"{place}: {name} is small, and printed"
        if place.cell.characteristic:
            yield from _rests(place, values)


def _rests(place: Place, values: Mapping[str, int | None]) -> Iterator[str]:
    for name, passed in values.items():
        side = name.removesuffix("passed")
        entered = values.get(f"{side}entered")
        if side == name or passed is None or not entered:
            continue
        if passed in (0, entered):
            yield f"{place}: {name} tells that nobody or everybody passed"
        elif entered - passed < SMALL:
            yield f"{place}: {name} leaves a small count of those who did not"


def _ordered(release: Release) -> Iterator[str]:
    """Name every table whose rows come in another order than those of the same kind before it."""
    before: dict[tuple[str, ...], set[tuple[str, str]]] = defaultdict(set)
    for name, labels in release.context.dimensions.items():
        before["group", name].update(combinations(labels, 2))
    for finding in release.findings:
        for name in ORDERED:
            runs = list(_runs(finding, name))
            if name == "stage":
                runs = [(("stage",), tuple(release.context.stages)), *runs]
            if any(_contradicts(labels, before[kind]) for kind, labels in runs):
                yield f"{finding.name}: its rows are not in the one order of every {name}"


def _runs(finding: ReleasedFinding, name: str) -> Iterator[tuple[tuple[str, ...], tuple[str, ...]]]:
    """Yield labels in the order of the rows that differ in them alone, and what they are of."""
    others = [key for key in KEYS if key != name]
    runs: dict[tuple[str, ...], dict[str, None]] = defaultdict(dict)
    for cell in finding.cells:
        # A comparator may stand first or last; all strata together stand wherever some of them do.
        if cell.role == "comparator" or (finding.section == CHOSEN and not cell.stratum):
            continue
        runs[tuple(getattr(cell, key) for key in others)][getattr(cell, name)] = None
    for keys, labels in runs.items():
        characteristic = keys[others.index("characteristic")]
        kinds = {
            "group": ("group", characteristic),
            "stage": ("stage",),
            "stratum": ("stratum", finding.section, characteristic),
        }
        yield kinds[name], tuple(labels)


def _contradicts(labels: tuple[str, ...], before: set[tuple[str, str]]) -> bool:
    """Tell whether labels come in another order than ever before; remember theirs if not."""
    pairs = set(combinations(labels, 2))
    if any((other, one) in before for one, other in pairs):
        return True
    before |= pairs
    return False
