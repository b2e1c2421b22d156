"""Reading one file or many, once, into a local table of codes."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass

from ibis.expr.types import Table

from workbench.errors import DataError
from workbench.parameters import DateOrder, Reading
from workbench.records.coding import with_codes
from workbench.records.contract import Contract
from workbench.records.engines import Engine
from workbench.records.exclusions import TakenOut, read_entries, take_out
from workbench.records.layouts import with_stages
from workbench.records.opening import Files, open_files
from workbench.storage import Location

DEFAULT = Reading()
NO_ROWS = "no rows under the header. Check the export."
ALL_TAKEN_OUT = "every row is of someone on the exclusions list. See that it is the right list."


@dataclass(frozen=True, slots=True)
class Records:
    """The rows of the data as codes, and as the text they were.

    Attributes
    ----------
    source : str
        What messages call the data.
    how : tuple of str
        How the files were read, each way once.
    rows_read : int
        Rows of all files, but for those of people who objected.
    raw : Table
        The wanted columns as text, blank where empty; read from the files again when asked.
    table : Table
        One row an application, as `workbench.records.layouts.with_stages` says.
    problems : tuple of str
        Of rows that could not be read; `check` refuses them with all else it finds.
    dates : str
        The order of days that was declared.
    nearly : int
        Rows of a campaign that differs from the one wanted in spaces or capitals alone.
    taken_out : TakenOut, optional
        What a list of exclusions left out of everything else here.
    engine : Engine
        What works on them.
    """

    source: str
    how: tuple[str, ...]
    rows_read: int
    raw: Table
    table: Table
    engine: Engine
    problems: tuple[str, ...] = ()
    dates: DateOrder = "ymd"
    nearly: int = 0
    taken_out: TakenOut | None = None


@contextmanager
def read(path: Location, contract: Contract, reading: Reading = DEFAULT) -> Iterator[Records]:
    """Read the columns that `contract` names into a local table.

    Parameters
    ----------
    path : Path or ObjectPath
        A file of delimited text, parquet or Excel (xlsx), or a glob of several.
    contract : Contract
        Which columns are needed and what their labels mean.
    reading : Reading
        How the files are written, where they do not tell.

    Yields
    ------
    Records
        Valid until the context ends, when the table is dropped.

    Raises
    ------
    DataError
        With every problem of the files' shape: missing, empty, a column absent or doubled.
    """
    entries = read_entries(contract.exclusions) if contract.exclusions else None
    with open_files(path, contract.columns, reading) as files:
        yield _load(files, contract, reading.dates, entries)


def _load(
    files: Files, contract: Contract, order: DateOrder, entries: tuple[str, ...] | None
) -> Records:
    raw, taken_out = files.text(contract.columns), None
    engine = files.engine
    if entries is not None:
        raw, taken_out = take_out(raw, contract, entries, engine)
    coded = engine.keep("record_rows", with_codes(raw, contract, order))
    broken = tuple(files.row_problems())
    counted = coded.aggregate(rows=coded.count(), nearly=coded["nearly_here"].sum())
    found = counted.to_pyarrow().to_pylist()[0]
    rows, nearly = found["rows"], int(found["nearly"] or 0)
    if rows == 0 and not broken:
        raise nothing_read(files, taken_out)
    table = with_stages(coded, contract)
    if contract.layout == "long":
        table = engine.keep("records", table)
    problems = (*broken, *(taken_out.problems if taken_out else ()))
    return Records(
        files.source, files.how, rows, raw, table, engine, problems, order, nearly, taken_out
    )


def nothing_read(files: Files, taken_out: TakenOut | None = None) -> DataError:
    """Return what is said of a file without a row, or whose every row was taken out."""
    everybody = taken_out and taken_out.rows
    return DataError(f"{files.source}: {ALL_TAKEN_OUT if everybody else NO_ROWS}")
