"""Names that the sheets and tables of a spreadsheet may have, no two alike."""

from __future__ import annotations

import re
from collections.abc import Sequence

LONGEST_SHEET = 31
LONGEST_TABLE = 200
NOT_IN_A_SHEET = re.compile(r"[\[\]:*?/\\'\x00-\x1f\U00010000-\U0010ffff]")
NOT_IN_A_TABLE = re.compile(r"[^A-Za-z0-9]+")


def sheet_names(wanted: Sequence[str]) -> tuple[str, ...]:
    """Return names that sheets may have: short, without marks of its own, no two alike.

    Examples
    --------
    >>> sheet_names(["Gap", "gap", "A/B: [1]", "History", ""])
    ('Gap', 'gap 2', 'A B 1', 'History 2', 'Sheet')
    """
    plain = [" ".join(NOT_IN_A_SHEET.sub(" ", text).split()) for text in wanted]
    # The program keeps one name for itself.
    return _unlike([text or "Sheet" for text in plain], LONGEST_SHEET, " ", {"history"})


def table_names(sheets: Sequence[str]) -> tuple[str, ...]:
    """Return a name for the table of each sheet, as screen readers and formulas call it.

    Examples
    --------
    >>> table_names(["Gap", "R1C1", "Who declared: what", "Åland", "="])
    ('Table_Gap', 'Table_R1C1', 'Table_Who_declared_what', 'Table_land', 'Table')
    """
    # What all begin with keeps a name from being the address of a cell.
    plain = [NOT_IN_A_TABLE.sub("_", f"Table {text}").strip("_") for text in sheets]
    return _unlike(plain, LONGEST_TABLE, "_", set())


def _unlike(wanted: Sequence[str], longest: int, gap: str, taken: set[str]) -> tuple[str, ...]:
    made: list[str] = []
    for text in wanted:
        plain = text[:longest].strip()
        name, number = plain, 1
        while name.casefold() in taken:
            number += 1
            ending = f"{gap}{number}"
            name = plain[: longest - len(ending)] + ending
        taken.add(name.casefold())
        made.append(name)
    return tuple(made)
