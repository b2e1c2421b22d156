"""Reading a file of units and months, or many, once, into a local table of numbers."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass

from ibis.expr.types import Table

from workbench.parameters import DateOrder, Reading
from workbench.records.opening import open_files
from workbench.records.panel.coding import with_first_days, with_month_numbers, with_panel_codes
from workbench.records.panel.contract import PanelContract
from workbench.records.reader import DEFAULT, nothing_read
from workbench.storage import Location


@dataclass(frozen=True, slots=True, eq=False)
class PanelRecords:
    """The rows of a file of units and months as numbers, and as the text they were.

    Attributes
    ----------
    source : str
        What messages call the data.
    how : tuple of str
        How the files were read, each way once.
    rows_read : int
        Rows of all files.
    raw : Table
        The wanted columns as text, blank where empty.
    table : Table
        The rows as `workbench.records.panel.coding.with_month_numbers` returns them.
    problems : tuple of str
        Of rows that could not be read; `check_panel` refuses them with all else it finds.
    dates : str
        The order of days that was declared.
    """

    source: str
    how: tuple[str, ...]
    rows_read: int
    raw: Table
    table: Table
    problems: tuple[str, ...] = ()
    dates: DateOrder = "ymd"


@contextmanager
def read_panel(
    path: Location, contract: PanelContract, reading: Reading = DEFAULT
) -> Iterator[PanelRecords]:
    """Read the columns that `contract` names into a local table.

    Parameters
    ----------
    path : Path or ObjectPath
        A file of delimited text, parquet or Excel (xlsx), or a glob of several.
    contract : PanelContract
        Which columns are needed and what stands in them.
    reading : Reading
        How the files are written, where they do not tell.

    Yields
    ------
    PanelRecords
        Valid until the context ends, when the tables are dropped.

    Raises
    ------
    DataError
        With every problem of the files' shape: missing, empty, a column absent or doubled.
    """
    with open_files(path, contract.columns, reading) as files:
        text = with_first_days(files.text(contract.columns), contract.days.values())
        # Kept as text first: days read what stands there in many places, and a panel is small.
        raw = files.engine.keep("panel_text", text)
        coded = with_panel_codes(raw, contract, reading.dates)
        days = files.engine.keep("panel_days", coded)
        table = files.engine.keep("panel_rows", with_month_numbers(days))
        broken = tuple(files.row_problems())
        rows = int(table.count().to_pyarrow().as_py())
        if rows == 0 and not broken:
            raise nothing_read(files)
        yield PanelRecords(files.source, files.how, rows, raw, table, broken, reading.dates)
