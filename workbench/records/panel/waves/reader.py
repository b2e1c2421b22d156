"""Reading a file of answers, or many, once, into a local table of codes."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass

import ibis
from ibis.expr.types import Table, Value

from workbench.parameters import Reading
from workbench.records.coding import BLANK, coded_as, places_of
from workbench.records.opening import open_files
from workbench.records.panel.coding import as_number
from workbench.records.panel.waves.contract import SurveyContract
from workbench.records.reader import DEFAULT, nothing_read
from workbench.storage import Location


@dataclass(frozen=True, slots=True, eq=False)
class SurveyRecords:
    """The rows of a file of answers as codes, and as the text they were.

    Attributes
    ----------
    source : str
        What messages call the data.
    how : tuple of str
        How the files were read, each way once.
    rows_read : int
        Rows of all files.
    raw : Table
        The wanted columns as text, blank where empty; read from the files again when asked.
    table : Table
        The rows as `with_survey_codes` returns them.
    problems : tuple of str
        Of rows that could not be read; `check_survey` refuses them with all else it finds.
    """

    source: str
    how: tuple[str, ...]
    rows_read: int
    raw: Table
    table: Table
    problems: tuple[str, ...] = ()


@contextmanager
def read_survey(
    path: Location, contract: SurveyContract, reading: Reading = DEFAULT
) -> Iterator[SurveyRecords]:
    """Read the columns that `contract` names into a local table.

    Parameters
    ----------
    path : Path or ObjectPath
        A file of delimited text, parquet or Excel (xlsx), or a glob of several.
    contract : SurveyContract
        Which columns are needed and what stands in them.
    reading : Reading
        How the files are written, where they do not tell.

    Yields
    ------
    SurveyRecords
        Valid until the context ends, when the table is dropped.

    Raises
    ------
    DataError
        With every problem of the files' shape: missing, empty, a column absent or doubled.
    """
    with open_files(path, contract.columns, reading) as files:
        raw = files.text(contract.columns)
        table = files.engine.keep("survey_rows", with_survey_codes(raw, contract))
        broken = tuple(files.row_problems())
        rows = int(table.count().to_pyarrow().as_py())
        if rows == 0 and not broken:
            raise nothing_read(files)
        yield SurveyRecords(files.source, files.how, rows, raw, table, broken)


def with_survey_codes(raw: Table, contract: SurveyContract) -> Table:
    """Return the rows of a file as codes; an expression that has not run yet.

    Returns
    -------
    Table
        ``wave`` and ``unit`` (places in `wave_names` and `units`, -1 blank, -2 unknown),
        ``weight`` (1 without a column; null if blank, not a number if no number),
        ``group_<place>`` of each coded column and ``item_<place>`` of each item (1 to 5, 0 no
        answer, -2 unknown).
    """
    waves = {"": BLANK} | {name: place for place, name in enumerate(contract.wave_names)}
    units = {"": BLANK} | {name: place for place, name in enumerate(contract.units)}
    columns: dict[str, Value] = {
        "wave": coded_as(raw[contract.wave], waves, "int16"),
        "unit": coded_as(raw[contract.unit], units, "int16"),
        "weight": as_number(raw[contract.weight])
        if contract.weight
        else ibis.literal(1.0, "float64"),
    }
    for place, one in enumerate(contract.coded):
        codes = places_of(one.meanings, one.results)
        columns[f"group_{place}"] = coded_as(raw[one.column], codes, "int16")
    for place, item in enumerate(contract.items):
        columns[f"item_{place}"] = coded_as(raw[item.column], item.meanings)
    return raw.select(**columns)
