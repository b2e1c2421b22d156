"""Reading one file or many, once, into a local table of codes."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

import duckdb
import ibis
from ibis.backends.duckdb import Backend
from ibis.expr.types import Table

from workbench.errors import DataError
from workbench.parameters import Reading
from workbench.records.coding import with_codes
from workbench.records.columnar import open_parquet
from workbench.records.contract import Contract
from workbench.records.delimited import open_delimited, row_problems
from workbench.records.engine import engine
from workbench.records.files import kind_of, matching, problem_of, shown
from workbench.records.layouts import with_stages
from workbench.records.opened import Opened
from workbench.records.workbook import open_workbook

DEFAULT = Reading()


@dataclass(frozen=True, slots=True)
class Records:
    """The rows of the data as codes, and as the text they were.

    Attributes
    ----------
    source : str
        What messages call the data.
    how : tuple of str
        How each file was read, where that differs from the one before.
    rows_read : int
        Rows of all files.
    raw : Table
        The wanted columns as text, blank where empty; read from the files again when asked.
    table : Table
        One row an application, as `workbench.records.layouts.with_stages` says.
    problems : tuple of str
        Of rows that could not be read; `check` refuses them with all else it finds.
    """

    source: str
    how: tuple[str, ...]
    rows_read: int
    raw: Table
    table: Table
    problems: tuple[str, ...] = ()


@contextmanager
def read(path: Path, contract: Contract, reading: Reading = DEFAULT) -> Iterator[Records]:
    """Read the columns that `contract` names into a local table.

    Parameters
    ----------
    path : Path
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
    paths = matching(path)
    source = shown(path) if len(paths) == 1 else f"{shown(path)} ({len(paths)} files)"
    with engine() as (connection, scratch):
        try:
            opened = {
                shown(one): _open(connection, one, contract, reading, scratch) for one in paths
            }
            if told := _by_file({name: one.problems for name, one in opened.items()}):
                raise DataError.gather(source, told)
            yield _load(connection, opened, contract, reading, source)
        except duckdb.Error as error:
            first = str(error).strip().split("\n", 1)[0]
            raise DataError(
                f"{source}: cannot be read. {first.replace(str(path), shown(path))}"
            ) from error


def _open(
    connection: Backend, path: Path, contract: Contract, reading: Reading, scratch: Path
) -> Opened:
    if problem := problem_of(path):
        return Opened("", problems=(problem,))
    kind = kind_of(path, reading.format)
    wanted = contract.columns
    if kind == "parquet":
        return open_parquet(connection, path, wanted)
    if kind == "xlsx":
        return open_workbook(connection, path, reading, wanted, scratch)
    if kind == "csv":
        return open_delimited(connection, path, reading, wanted, scratch)
    return Opened("", problems=(kind,))


def _by_file(problems: Mapping[str, Sequence[str]]) -> list[str]:
    """Return all problems in one list; of several files each begins with its file's name."""
    return [
        f"{name}: {problem}" if len(problems) > 1 else problem
        for name, of_file in problems.items()
        for problem in of_file
    ]


def _wanted(opened: Opened, contract: Contract) -> Table:
    assert opened.table is not None
    table = opened.table
    return table.select(
        **{
            name: table[opened.columns[name]].cast("string").fill_null("")
            for name in contract.columns
        }
    )


def _load(
    connection: Backend,
    opened: Mapping[str, Opened],
    contract: Contract,
    reading: Reading,
    source: str,
) -> Records:
    tables = [_wanted(one, contract) for one in opened.values()]
    raw = ibis.union(*tables) if len(tables) > 1 else tables[0]
    coded = connection.create_table(
        "record_rows", obj=with_codes(raw, contract, reading.dates), temp=True
    )
    told = row_problems(connection) if any(one.read_from for one in opened.values()) else {}
    broken = _by_file({name: told.get(one.read_from, ()) for name, one in opened.items()})
    rows = coded.count().to_pyarrow().as_py()
    if rows == 0 and not broken:
        raise DataError(f"{source}: has a header but no rows. Check the export.")
    table = with_stages(coded, contract)
    if contract.layout == "long":
        table = connection.create_table("records", obj=table, temp=True)
    how = tuple(dict.fromkeys(one.how for one in opened.values()))
    return Records(source, how, rows, raw, table, tuple(broken))
