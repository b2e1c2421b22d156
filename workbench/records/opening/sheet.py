"""Cells of a sheet that read as blank though they are not: formulas and merged cells."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator, Sequence
from contextlib import closing
from pathlib import Path
from typing import Any

from workbench.records.opening.opened import in_rows

CHUNK = 1 << 20
LONGEST_TAG = 200
MERGED = re.compile(rb'<(?:\w+:)?mergeCell ref="([A-Z]+[0-9]+:[A-Z]+[0-9]+)"')
FORMULA = re.compile(rb"<(?:\w+:)?f[ />]")


def sheet_problems(
    path: Path, sheet: Any, header: Sequence[str], wanted: Sequence[str]
) -> tuple[str, ...]:
    """Return which wanted columns hold cells whose value the file does not have.

    Parameters
    ----------
    path : Path
        The workbook.
    sheet : openpyxl.worksheet._read_only.ReadOnlyWorksheet
        The sheet, open for its values.
    header, wanted : sequence of str
        The names in its first row, and those that will be read.
    """
    places = {header.index(name): name for name in wanted}
    formulas, merged = _outline(sheet)
    problems = [
        f"{name!r} has merged cells (down to row {last:,}): only the first of them holds the "
        "value. Unmerge them, fill each cell in, and save it again."
        for name, last in _merged_down(merged, places).items()
    ]
    if formulas:
        problems += [
            f"{name!r} has formulas without a value in {in_rows(rows)}. Open the workbook in "
            "Excel and save it, or paste the values."
            for name, rows in _valueless(path, sheet, places).items()
        ]
    return tuple(problems)


def _outline(sheet: Any) -> tuple[bool, list[str]]:
    """Tell whether a sheet has formulas, and which ranges are merged, from its text alone."""
    merged: set[str] = set()
    formulas, kept = False, b""
    # The library has no public door to a sheet's text; it opens this one for its own reader.
    with sheet._get_source() as source:
        while chunk := source.read(CHUNK):
            text = kept + chunk
            formulas = formulas or bool(FORMULA.search(text))
            merged.update(match.decode() for match in MERGED.findall(text))
            kept = text[-LONGEST_TAG:]
    return formulas, sorted(merged)


def _merged_down(merged: Sequence[str], places: dict[int, str]) -> dict[str, int]:
    """Return the last merged row of each wanted column that is merged below the header."""
    from openpyxl.utils.cell import range_boundaries

    found: dict[str, int] = {}
    for left, _, right, bottom in map(range_boundaries, merged):
        for place, name in places.items():
            if bottom > 1 and left - 1 <= place <= right - 1:
                found[name] = max(found.get(name, 0), bottom)
    return found


def _valueless(path: Path, sheet: Any, places: dict[int, str]) -> Counter[str]:
    """Count formulas whose result was never worked out; the values alone show them as blank."""
    from openpyxl import load_workbook

    counted: Counter[str] = Counter()
    with path.open("rb") as file, closing(load_workbook(file, read_only=True)) as workbook:
        written = workbook[sheet.title]
        written.reset_dimensions()
        both = zip(_cells(written), _cells(sheet), strict=False)
        for formulas, values in both:
            counted.update(
                name
                for place, name in places.items()
                if place < min(len(formulas), len(values))
                and values[place] is None
                and isinstance(formulas[place], str)
                and formulas[place].startswith("=")
            )
    return counted


def _cells(sheet: Any) -> Iterator[tuple]:
    return sheet.iter_rows(min_row=2, values_only=True)
