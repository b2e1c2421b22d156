"""Everything published, made again from the release alone and compared byte for byte."""

from __future__ import annotations

import json
from collections.abc import Iterator
from itertools import zip_longest

from workbench.publishing import replay, spreadsheet
from workbench.publishing.outputs import FINDINGS, NOTEBOOK
from workbench.publishing.spreadsheet_reading import SheetCell, read_values
from workbench.publishing.verification.report import Report

BESIDE_CELLS = {
    "sheets": "sheets",
    "hidden": "hidden rows or columns",
    "links": "links",
    "names": "defined names",
    "properties": "properties",
    "parts": "inner files",
    "loose": "texts outside of cells",
}
"""What a spreadsheet holds besides the cells, and what it is called."""


def notebook_problems(report: Report) -> list[str]:
    """Say which cell of the notebook is not what the release alone leads to."""
    found = report.contents.get(NOTEBOOK)
    if found is None:
        return [f"{NOTEBOOK} is missing"]
    if found == report.due[NOTEBOOK]:
        return []
    due = json.loads(report.due[NOTEBOOK])
    cells = [{**cell, "source": "".join(cell["source"])} for cell in due["cells"]]
    place = replay.first_difference(report.notebook, {**due, "cells": cells})
    return [place or "the notebook is written in another way"]


def other_problems(report: Report) -> list[str]:
    """Say where every other output begins to differ from what the release alone leads to."""
    found = []
    for name, due in report.due.items():
        content = report.contents.get(name)
        if content is None:
            found.append(f"{name} is missing")
        elif name != NOTEBOOK and content != due:
            found += [f"{name}: {place}" for place in _places(name, content, due)]
    return found


def _places(name: str, found: bytes, due: bytes) -> list[str]:
    if name == spreadsheet.FILE:
        places = list(_in_sheets(found, due))
        return places or ["its parts are not packed as they are made"]
    lines = zip_longest(found.split(b"\n"), due.split(b"\n"))
    number = next(number for number, (one, other) in enumerate(lines, 1) if one != other)
    kind = "record" if name == FINDINGS else "line"
    # A list of records begins on its second line.
    return [f"{kind} {number - (name == FINDINGS)} does not follow from the release"]


def _in_sheets(found: bytes, due: bytes) -> Iterator[str]:
    """Yield what a spreadsheet holds that does not follow, by its place and never its content."""
    one, other = read_values(found), read_values(due)
    for kind, told in BESIDE_CELLS.items():
        if getattr(one, kind) != getattr(other, kind):
            yield f"its {told} do not follow from the release"
    cells, wanted = _by_place(one.cells), _by_place(other.cells)
    for place in sorted({*cells, *wanted}):
        if cells.get(place) != wanted.get(place):
            yield f"sheet '{place[0]}', cell {place[1]} does not follow from the release"
            return


def _by_place(cells: tuple[SheetCell, ...]) -> dict[tuple[str, str], SheetCell]:
    return {(cell.sheet, cell.address): cell for cell in cells}
