"""Reading a file once into a local table of text, with every broken row counted."""

from __future__ import annotations

import csv
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from difflib import get_close_matches
from pathlib import Path

import duckdb
import ibis
from ibis.expr.types import Table

from workbench.errors import DataError
from workbench.records.contract import Contract

MAXIMUM_HEADER = 1_000_000
ROW_PROBLEMS = {
    "TOO MANY COLUMNS": "too many fields",
    "MISSING COLUMNS": "too few fields",
    "INVALID ENCODING": "characters that are not UTF-8",
    "UNQUOTED VALUE": "a stray quotation mark",
}


@dataclass(frozen=True, slots=True)
class Records:
    """The rows of one file as text; a blank is an empty string.

    `problems` tells of rows that could not be read; `check` refuses them with all else it finds.
    """

    source: str
    rows_read: int
    table: Table
    problems: tuple[str, ...] = ()


@contextmanager
def read(path: Path, contract: Contract) -> Iterator[Records]:
    """Read the columns that `contract` names, as text, into a local table.

    Parameters
    ----------
    path : Path
        A comma-separated UTF-8 file with a header, or a parquet file.
    contract : Contract
        Which columns are needed.

    Yields
    ------
    Records
        Valid until the context ends, when the table is dropped.

    Raises
    ------
    DataError
        With every problem of the file's shape: missing, empty, a column absent or doubled.
    """
    problems = _file_problems(path)
    if problems:
        raise DataError.gather(path.name, problems)
    connection = ibis.duckdb.connect()
    try:
        file = _open(connection, path)
        problems = _column_problems(file.columns, contract)
        if problems:
            raise DataError.gather(path.name, problems)
        text = {name: file[name].cast("string").fill_null("") for name in contract.columns}
        table = connection.create_table("records", obj=file.select(**text), temp=True)
        broken = tuple(_row_problems(connection, path))
        rows = table.count().to_pyarrow().as_py()
        if rows == 0 and not broken:
            raise DataError(f"{path.name}: has a header but no rows. Check the export.")
        yield Records(path.name, rows, table, broken)
    except duckdb.Error as error:
        raise DataError(
            f"{path.name}: cannot be read as {_kind(path)}. "
            f"{_first(error).replace(str(path), path.name)}"
        ) from error
    finally:
        connection.disconnect()


def _kind(path: Path) -> str:
    return "parquet" if path.suffix.lower() == ".parquet" else "comma-separated text"


def _first(error: Exception) -> str:
    return str(error).strip().split("\n", 1)[0]


def _open(connection: ibis.backends.duckdb.Backend, path: Path) -> Table:
    if _kind(path) == "parquet":
        return connection.read_parquet(path)
    return connection.read_csv(
        path,
        all_varchar=True,
        header=True,
        skip=0,
        delim=",",
        quote='"',
        escape='"',
        strict_mode=True,
        store_rejects=True,
        rejects_limit=0,
    )


def _file_problems(path: Path) -> list[str]:
    if not path.exists():
        return [f"no such file in {path.parent}. Check 'data'; it starts at the project's root."]
    if not path.is_file():
        return ["is not a file. Name a csv or parquet file in 'data'."]
    if path.stat().st_size == 0:
        return ["is empty. Check the export."]
    return [] if _kind(path) == "parquet" else _header_problems(path)


def _header_problems(path: Path) -> list[str]:
    with path.open("rb") as file:
        first_line = file.readline(MAXIMUM_HEADER)
    try:
        header = next(csv.reader([first_line.decode("utf-8-sig")]), [])
    except (UnicodeDecodeError, csv.Error):
        return ["the header is not UTF-8 text. Save the file as UTF-8 csv."]
    if len(header) == 1 and (";" in header[0] or "\t" in header[0]):
        return ["the first line has one field. Is the file separated by commas? Save it so."]
    doubled = sorted({name for name in header if header.count(name) > 1})
    return [f"column '{name}' stands twice in the header. Keep one." for name in doubled]


def _column_problems(present: tuple[str, ...], contract: Contract) -> list[str]:
    return [
        f"column '{name}' is missing. {_suggestion(name, present)}"
        for name in contract.columns
        if name not in present
    ]


def _suggestion(name: str, present: tuple[str, ...]) -> str:
    # The other columns are not listed: without a header they would be somebody's record.
    close = get_close_matches(name, present, n=1)
    found = (
        f"The nearest is '{close[0]}'."
        if close
        else f"None of the {len(present)} columns is like it; see that the first line names them."
    )
    return f"{found} Map it under 'columns' in the parameters, or add it to the file."


def _row_problems(connection: ibis.backends.duckdb.Backend, path: Path) -> list[str]:
    if _kind(path) == "parquet":
        return []
    counted = connection.raw_sql(
        "SELECT error_type::VARCHAR, count(DISTINCT line), min(line) FROM reject_errors "
        "GROUP BY 1 ORDER BY 1"
    ).fetchall()
    return [
        f"{rows:,} row{'s' if rows > 1 else ''} with {ROW_PROBLEMS.get(kind, kind.lower())}, "
        f"the first at line {line}. Quote fields that hold commas, and export again."
        for kind, rows, line in counted
    ]
