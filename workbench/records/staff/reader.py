"""Reading a file of staff, or many, once, into a local table of codes."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass

from ibis.expr.types import Table

from workbench.parameters import DateOrder, Reading
from workbench.records.contract import Contract, Exclusions, LongColumns
from workbench.records.engines import Engine
from workbench.records.exclusions import TakenOut, read_entries, take_out
from workbench.records.opening import Files, open_files
from workbench.records.reader import DEFAULT, nothing_read
from workbench.records.staff.coding import with_month_days, with_staff_codes
from workbench.records.staff.contract import StaffContract
from workbench.records.staff.ordering import in_order
from workbench.records.staff.service import with_service
from workbench.storage import Location


@dataclass(frozen=True, slots=True, eq=False)
class StaffRecords:
    """The rows of a file of staff as codes, and as the text they were.

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
        The rows as codes, as `workbench.records.staff.service.with_service` says.
    engine : Engine
        What works on them.
    problems : tuple of str
        Of rows that could not be read; `check_staff` refuses them with all else it finds.
    dates : str
        The order of days that was declared.
    taken_out : TakenOut, optional
        What a list of exclusions left out of everything else here; its ``applications`` are people.
    """

    source: str
    how: tuple[str, ...]
    rows_read: int
    raw: Table
    table: Table
    engine: Engine
    problems: tuple[str, ...] = ()
    dates: DateOrder = "ymd"
    taken_out: TakenOut | None = None


@contextmanager
def read_staff(
    path: Location, contract: StaffContract, reading: Reading = DEFAULT
) -> Iterator[StaffRecords]:
    """Read the columns that `contract` names into a local table.

    Parameters
    ----------
    path : Path or ObjectPath
        A file of delimited text, parquet or Excel (xlsx), or a glob of several.
    contract : StaffContract
        Which columns are needed and what stands in them.
    reading : Reading
        How the files are written, where they do not tell.

    Yields
    ------
    StaffRecords
        Valid until the context ends, when the tables are dropped.

    Raises
    ------
    DataError
        With every problem of the files' shape: missing, empty, a column absent or doubled.
    """
    entries = read_entries(contract.exclusions) if contract.exclusions else None
    of = (contract.exclusions.of,) if contract.exclusions else ()
    columns = tuple(dict.fromkeys((*contract.columns, *of)))
    with open_files(path, columns, reading) as files:
        raw, taken_out = files.text(columns), None
        if entries is not None and contract.exclusions:
            applied = _as_applications(contract, contract.exclusions)
            raw, taken_out = take_out(raw, applied, entries, files.engine)
        yield _load(files, contract, reading.dates, (with_month_days(raw, contract), taken_out))


def _load(
    files: Files,
    contract: StaffContract,
    order: DateOrder,
    rows: tuple[Table, TakenOut | None],
) -> StaffRecords:
    raw, taken_out = rows
    engine = files.engine
    coded = engine.keep("staff_coded", with_staff_codes(raw, contract, order))
    broken = tuple(files.row_problems())
    table = engine.keep("staff_rows", with_service(in_order(coded, contract, engine), contract))
    engine.drop("staff_coded")
    number = int(table.count().to_pyarrow().as_py())
    if number == 0 and not broken:
        raise nothing_read(files, taken_out)
    problems = (*broken, *(taken_out.problems if taken_out else ()))
    return StaffRecords(
        files.source, files.how, number, raw, table, engine, problems, order, taken_out
    )


def _as_applications(contract: StaffContract, exclusions: Exclusions) -> Contract:
    """Return staff as taking people out wants them: many rows of one person, told by its column."""
    return Contract(
        contract.person,
        None,
        None,
        None,
        (),
        (),
        long=LongColumns(contract.person, contract.reason),
        exclusions=exclusions,
    )
