"""A gap taken apart again, stage by stage, from the printed counts of a whole group."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence

import numpy as np

from workbench.disclosure import Release, ReleasedFinding
from workbench.publishing.verification.limits import STEP
from workbench.publishing.verification.shown import SIDES, Floats, Place, known, rounds

PARTS = ("share_of_gap", "gained_at_parity")


def problems(release: Release) -> list[str]:
    """Name every part of a gap, and gain at parity, that is not that of the printed counts."""
    return [
        problem
        for finding in release.findings
        for where in _groups(finding)
        for problem in _of_group(where, rounded=rounds(release))
    ]


def _groups(finding: ReleasedFinding) -> Iterator[list[Place]]:
    """Yield the stages of each group of a finding that takes gaps apart."""
    if not any(name in cell.numbers for cell in finding.cells for name in PARTS):
        return
    groups: dict[tuple[str, str], list[Place]] = defaultdict(list)
    for cell in finding.cells:
        groups[cell.characteristic, cell.group].append(Place(finding, cell))
    yield from groups.values()


def _of_group(where: Sequence[Place], *, rounded: bool) -> Iterator[str]:
    told = [place for place in where if any(name in place.cell.numbers for name in PARTS)]
    if any(name not in place.cell.counts for place in where for name in SIDES):
        yield from (f"{place}: a gap is taken apart without its counts" for place in told)
        return
    counts = known([place.cell for place in where], SIDES, rounded=rounded)
    if any(one.banded.any() for one in counts.values()):
        yield from (f"{place}: a gap is taken apart of too few people" for place in told)
        return
    due = parts({name: one.value for name, one in counts.items()})
    for row, place in enumerate(where):
        for name in PARTS:
            number = place.cell.numbers.get(name)
            if number is None or number.value is None:
                continue
            if not abs(number.value - due[name][row]) <= STEP * max(1, abs(due[name][row])):
                yield f"{place}: {name} is not that of the printed counts"


def parts(counts: Mapping[str, np.ndarray]) -> dict[str, Floats]:
    """Return each stage's share of a gap, and the starts gained were it alone at parity.

    Parameters
    ----------
    counts : mapping of str to int array, shape (stages,)
        Of a group and its comparator, stages in order.

    Examples
    --------
    >>> sides = ([40, 10], [80, 40], [60, 30], [80, 60])
    >>> parts({name: np.array(side) for name, side in zip(SIDES, sides)})["gained_at_parity"]
    array([ 5., 10.])
    """
    _, entered, _, others = (counts[name] for name in SIDES)
    # Rounded apart, more could be printed to have passed than entered.
    passed = np.minimum(counts["passed"], entered)
    other = np.minimum(counts["comparator_passed"], others)
    with np.errstate(divide="ignore", invalid="ignore"):
        ratio = np.log((passed * others) / (other * entered))
        rate, gap = passed / entered, other / others - passed / entered
        elsewhere = [np.prod(np.delete(rate, stage)) for stage in range(len(rate))]
        shares = ratio / ratio.sum()
    return {"share_of_gap": shares, "gained_at_parity": entered[0] * np.array(elsewhere) * gap}
