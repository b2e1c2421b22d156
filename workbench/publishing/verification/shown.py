"""What a reader of a release can know of its counts: what is printed, and what it may stand for."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import product

import numpy as np
from numpy.typing import NDArray

from workbench.disclosure import Release, ReleasedCell, ReleasedFinding

Counts = NDArray[np.int64]
Flags = NDArray[np.bool_]
Floats = NDArray[np.float64]
BASE, BAND = 5, 5
"""What the policy `open` promises, written down apart from the code that keeps the promise."""
SMALL = 5
"""What `restricted` hides is below this, of those who passed and of those who did not."""
MINIMUM_ENTERED, MINIMUM_CELL = 30, 5
FIGURES = 2
SET_AGAINST, BEARING = "set against the plain number of shown counts", 500
"""Such a number is told to one figure more where so many people, as printed, are on each side."""
HIDDEN = "[c]"
SIDES = ("passed", "entered", "comparator_passed", "comparator_entered")


@dataclass(frozen=True, slots=True)
class Place:
    """One released cell and the finding it stands in."""

    finding: ReleasedFinding
    cell: ReleasedCell

    def __str__(self) -> str:
        """Name the cell by its keys, without a number of it."""
        keys = ("group", "stage", "stratum", "basis")
        named = [text for text in (getattr(self.cell, key) for key in keys) if text]
        return f"{self.finding.name} ({', '.join(named)})"


@dataclass(frozen=True, slots=True, eq=False)
class Known:
    """One count of many cells: what is printed, and the least and the most it may stand for."""

    value: Counts
    low: Counts
    high: Counts
    banded: Flags


def places(release: Release) -> Iterator[Place]:
    """Yield every cell of a release."""
    for finding in release.findings:
        for cell in finding.cells:
            yield Place(finding, cell)


def rounds(release: Release) -> bool:
    """Tell whether the release promises that no exact count enters it."""
    return release.policy == "open"


def complete(release: Release) -> bool:
    """Tell whether the release promises nothing but exact figures, all of them."""
    return release.policy == "analyst"


def known(
    cells: Sequence[ReleasedCell], names: Sequence[str], *, rounded: bool
) -> dict[str, Known]:
    """Return some counts of cells that all have them.

    Examples
    --------
    >>> from workbench.disclosure import ReleasedCount
    >>> keys = dict.fromkeys(("characteristic", "group", "role", "comparator"), "")
    >>> keys |= dict.fromkeys(("stage", "basis", "stratum"), "")
    >>> cell = ReleasedCell(**keys, counts={"passed": ReleasedCount(10, "10")}, numbers={})
    >>> one = known([cell], ["passed"], rounded=True)["passed"]
    >>> int(one.low[0]), int(one.high[0])
    (8, 12)
    """
    return {name: _known([cell.counts[name].value for cell in cells], rounded) for name in names}


def _known(values: Sequence[int | None], rounded: bool) -> Known:
    banded = np.array([value is None for value in values], dtype=bool)
    value = np.array([value or 0 for value in values], dtype=np.int64)
    if not rounded:
        return Known(value, value, value, banded)
    half = BASE // 2
    low = np.where(banded, 0, np.maximum(value - half, BAND))
    return Known(value, low, np.where(banded, BAND - 1, value + half), banded)


def possible(counts: Mapping[str, Known], names: Sequence[str]) -> dict[str, Counts]:
    """Return every set of counts that the printed ones may stand for, shape (cells, sets)."""
    spread = max(int((counts[name].high - counts[name].low).max(initial=0)) for name in names)
    steps = np.array(list(product(range(spread + 1), repeat=len(names))), np.int64)
    return {
        name: np.minimum(counts[name].low[:, None] + steps[:, place], counts[name].high[:, None])
        for place, name in enumerate(names)
    }


def enough(passed: Known, entered: Known) -> Flags:
    """Tell where a rate may be shown."""
    return (
        (entered.value >= MINIMUM_ENTERED)
        & (passed.value >= MINIMUM_CELL)
        & (entered.value - passed.value >= MINIMUM_CELL)
    )
