"""Opening a sheet of an Excel workbook: every cell as text, days as ISO dates."""

from __future__ import annotations

import warnings
from collections.abc import Iterator, Sequence
from contextlib import closing
from datetime import date
from itertools import islice
from pathlib import Path
from typing import Any

import pyarrow as pa
import pyarrow.parquet as pq
from ibis.backends.duckdb import Backend

from workbench.parameters import Reading
from workbench.records.opening.opened import Opened, doubled, header_problems
from workbench.records.opening.sheet import sheet_problems

BATCH = 20_000
SHEET_LIMIT = 1_048_576
"""The rows of a sheet; an export that fills it was probably cut off there."""
BROKEN = "cannot be read as an Excel workbook; it may be cut off. Export it again."


def open_workbook(
    connection: Backend, path: Path, reading: Reading, wanted: Sequence[str], copy: Path
) -> Opened:
    """Open a sheet whose first row names its columns; `copy` is where its cells are written."""
    # What is outside the cells (styles, validation) is of no use here, nor are warnings of it.
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")
        try:
            return _open(connection, path, reading, wanted, copy)
        # A broken archive raises whatever its first broken part raises.
        except Exception:
            return Opened("", problems=(BROKEN,))


def _open(
    connection: Backend, path: Path, reading: Reading, wanted: Sequence[str], copy: Path
) -> Opened:
    from openpyxl import load_workbook

    # Opened here, since the library goes by the ending of a name.
    with (
        path.open("rb") as file,
        closing(load_workbook(file, read_only=True, data_only=True)) as workbook,
    ):
        names = [sheet.title for sheet in workbook.worksheets]
        chosen = reading.sheet or next(iter(names), "")
        listed = ", ".join(map(repr, names))
        if chosen not in names:
            told = f"has no sheet {chosen!r}; it has {listed}. Correct 'sheet' under 'reading'."
            return Opened("", problems=(told,))
        how = f"an Excel workbook, {f'sheet {chosen!r}' if reading.sheet else 'first sheet'}"
        sheet = workbook[chosen]
        # Some programs write the size of a sheet wrongly, and rows beyond it would be lost.
        sheet.reset_dimensions()
        rows = sheet.iter_rows(values_only=True)
        header = [as_text(cell) for cell in next(rows, ())]
        problems = header_problems(header, wanted)
        if problems:
            elsewhere = f" Or is it another sheet of {listed}? Say so: reading: {{sheet: ..}}."
            other = elsewhere if len(names) > 1 and not reading.sheet else ""
            return Opened(how, problems=(*problems[:-1], problems[-1] + other))
        if problems := sheet_problems(path, sheet, header, wanted):
            return Opened(how, problems=problems)
        written = _write(rows, len(header), copy)
    if written >= SHEET_LIMIT - 1:
        return Opened(how, problems=("fills the whole sheet: rows may be cut off. Export csv.",))
    columns = {name: f"c{place}" for place, name in enumerate(header)}
    return Opened(how, connection.read_parquet(copy), columns, doubled=doubled(header))


def _write(rows: Iterator[tuple], width: int, copy: Path) -> int:
    """Write the rows as text to a parquet file, in bounded memory; return how many."""
    schema = pa.schema([(f"c{place}", pa.string()) for place in range(width)])
    written = 0
    with pq.ParquetWriter(copy, schema) as writer:
        while batch := list(islice(rows, BATCH)):
            texts = [[as_text(cell) for cell in row[:width]] for row in batch]
            kept = [[*row, *[""] * (width - len(row))] for row in texts if any(row)]
            columns = list(zip(*kept, strict=True)) if kept else [()] * width
            writer.write_table(pa.table([pa.array(c, pa.string()) for c in columns], schema))
            written += len(kept)
    return written


def as_text(cell: Any) -> str:
    """Return a cell as it would stand in a text file.

    Examples
    --------
    >>> from datetime import datetime
    >>> [as_text(cell) for cell in (None, 5.0, True, datetime(2024, 4, 3), " x")]
    ['', '5', 'TRUE', '2024-04-03', ' x']
    """
    if cell is None:
        return ""
    if isinstance(cell, bool):
        return str(cell).upper()
    if isinstance(cell, float) and cell.is_integer():
        return str(int(cell))
    if isinstance(cell, date):
        return cell.isoformat().removesuffix("T00:00:00")
    return str(cell)
