"""The keys of a released cell, those cells that have some of them, and a cell written shortly."""

from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING, Any

from workbench.errors import UnknownNameError

if TYPE_CHECKING:
    from workbench.disclosure.released import ReleasedCell

CELL_KEYS = ("characteristic", "group", "role", "comparator", "stage", "basis", "stratum")


def counted(many: int, thing: str) -> str:
    """Return how many there are of a thing.

    Examples
    --------
    >>> counted(1, "cell"), counted(2, "cell")
    ('1 cell', '2 cells')
    """
    return f"{many} {thing}" if many == 1 else f"{many} {thing}s"


def cells_with(
    cells: tuple[ReleasedCell, ...], keys: Mapping[str, str]
) -> tuple[ReleasedCell, ...]:
    """Return the cells that have all these keys.

    Raises
    ------
    UnknownNameError
        If there is no such key, or no cell left that has it.
    """
    for key, wanted in keys.items():
        if key not in CELL_KEYS:
            raise UnknownNameError.of("key", key, CELL_KEYS)
        known = list(dict.fromkeys(getattr(cell, key) for cell in cells))
        if wanted not in known:
            raise UnknownNameError.of(key, wanted, known)
        cells = tuple(cell for cell in cells if getattr(cell, key) == wanted)
    return cells


def without_nothing(cell: dict[str, Any]) -> dict[str, Any]:
    """Leave out of a cell, and of each of its numbers, what is as if it were not said."""
    # Zero is something: it equals False, and must stay.
    numbers = {
        name: {
            part: value
            for part, value in number.items()
            if value is not None and value is not False and value != ""
        }
        for name, number in cell["numbers"].items()
    }
    return {name: value for name, value in cell.items() if value is not None} | {"numbers": numbers}
