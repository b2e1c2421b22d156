"""What stands in a file that nobody has described: its columns, their labels, days and numbers."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Literal, cast

import ibis
from ibis.expr.types import StringValue, Table, Value

from workbench.parameters import DateOrder, Reading
from workbench.records.dates import ISO, SERIAL, SLASHED, UNREADABLE, as_day
from workbench.records.opening import open_files
from workbench.storage import Location

MOST_LABELS = 60
"""A column with more different values holds no labels; its values are never shown."""
FIFTHS = (0.2, 0.4, 0.6, 0.8)
YEAR_MONTH = "^[0-9]{4}-(0[1-9]|1[0-2])$"


@dataclass(frozen=True, slots=True)
class ColumnSurvey:
    """One column.

    Attributes
    ----------
    name : str
        As the header has it.
    filled, distinct : int
        Rows that are not blank, and different values among them.
    labels : mapping of str to int
        How many rows have each value, most frequent first; empty where there are too many.
    whole : bool
        Whether every value is a whole number.
    days : str, optional
        ``ymd``, ``dmy``, ``mdy`` or ``excel`` where every value is a day in that order;
        ``either`` where it could be ``dmy`` or ``mdy``.
    latest : str, optional
        The latest of those days in ISO form, where the order is clear; or of those months.
    year_months, month_ends : bool
        Whether every value is a month such as 2023-06; or the last day of one.
    fifths : tuple of float
        The values below which one to four fifths of the rows are, where every value is a number.
    zeros : int
        Rows with the number 0.
    """

    name: str
    filled: int
    distinct: int
    labels: Mapping[str, int]
    whole: bool
    days: DateOrder | Literal["either"] | None
    latest: str | None
    year_months: bool = False
    month_ends: bool = False
    fifths: tuple[float, ...] = ()
    zeros: int = 0


@dataclass(frozen=True, slots=True)
class FileSurvey:
    """All columns of a file, its rows, how it was read, and names that stand twice."""

    rows: int
    how: tuple[str, ...]
    columns: tuple[ColumnSurvey, ...]
    doubled: tuple[str, ...] = ()

    @property
    def spaced(self) -> bool:
        """Whether a label has spaces around it."""
        return any(label != label.strip() for one in self.columns for label in one.labels)


def survey(path: Location, reading: Reading, most_labels: int = MOST_LABELS) -> FileSurvey:
    """Look at every column of a file or of several alike.

    Parameters
    ----------
    path : Path or ObjectPath
        A data file, or a glob of several.
    reading : Reading
        How the file is written, where it does not tell.
    most_labels : int
        A column with more different values holds no labels.

    Raises
    ------
    DataError
        If the file cannot be read.
    """
    with open_files(path, (), reading) as files:
        headers = [set(one.columns) for one in files.opened.values()]
        everywhere = set.intersection(*headers)
        first = next(iter(files.opened.values())).columns
        # The engine takes names that differ only in case for one, and blank ones for none.
        once = {
            name.casefold(): name for name in reversed(list(first)) if name in everywhere and name
        }
        names = [name for name in first if name in once.values()]
        table = files.engine.keep("survey", files.text(names))
        rows = table.count().to_pyarrow().as_py()
        found = _measured(table, {name: _measures(table[name]) for name in names})
        days = {name: order for name in names if (order := _days(found[name]))}
        further = _measured(
            table,
            {name: _further(table[name], found[name], days.get(name)) for name in names},
        )
        labels = _labels(table, [n for n in names if 0 < found[n]["distinct"] <= most_labels])
    columns = tuple(
        ColumnSurvey(
            name,
            filled=found[name]["filled"] or 0,
            distinct=found[name]["distinct"],
            labels=labels.get(name, {}),
            whole=_all(found[name], "whole"),
            days=days.get(name),
            latest=str(further[name]["latest"]) if "latest" in further[name] else None,
            year_months=_all(found[name], "year_months"),
            month_ends=further[name].get("month_ends") == found[name]["filled"],
            fifths=tuple(further[name][f"{at}"] for at in FIFTHS if f"{at}" in further[name]),
            zeros=further[name].get("zeros") or 0,
        )
        for name in names
    )
    doubled = dict.fromkeys(name for one in files.opened.values() for name in one.doubled)
    return FileSurvey(rows, files.how, columns, tuple(doubled))


def _measured(table: Table, wanted: Mapping[str, Mapping[str, Value]]) -> dict[str, dict]:
    """Return the measures of every column, all by one query."""
    places = [(name, measure) for name, measures in wanted.items() for measure in measures]
    numbered = {f"m{place}": wanted[name][measure] for place, (name, measure) in enumerate(places)}
    found: dict[str, dict] = {name: {} for name in wanted}
    if numbered:
        row = table.aggregate(**numbered).to_pyarrow().to_pylist()[0]
        for (name, measure), value in zip(places, row.values(), strict=True):
            found[name][measure] = value
    return found


def _labels(table: Table, names: Sequence[str]) -> dict[str, dict[str, int]]:
    counted = [
        (filled := table.filter(table[name] != ""))
        .group_by(label=filled[name])
        .aggregate(rows=filled.count(), column=ibis.literal(name))
        for name in names
    ]
    found: dict[str, dict[str, int]] = {name: {} for name in names}
    if counted:
        ordered = ibis.union(*counted).order_by([ibis.desc("rows"), "label"])
        for item in ordered.to_pyarrow().to_pylist():
            found[item["column"]][item["label"]] = item["rows"]
    return found


def _measures(text: StringValue) -> dict[str, Value]:
    slashed = text.re_search(SLASHED)
    first = text.re_extract("^([0-9]{1,2})", 1).try_cast("int64")
    second = text.re_extract("^[0-9]{1,2}[-/. ]([0-9]{1,2})", 1).try_cast("int64")
    serial = text.re_extract("^([0-9]{5})", 1).try_cast("int64")
    # Between 1982 and 2064; a number beyond is no day of a campaign.
    likely = text.re_search(SERIAL) & (serial > 30_000) & (serial < 60_000)
    filled = text != ""
    return {
        "filled": filled.sum(),
        "distinct": text.nunique(where=filled),
        "whole": text.re_search("^[0-9]{1,12}$").sum(),
        "number": text.re_search(r"^-?[0-9]{1,12}([.][0-9]+)?$").sum(),
        "year_months": text.re_search(YEAR_MONTH).sum(),
        "iso": text.re_search(ISO).sum(),
        "slashed": slashed.sum(),
        "first": first.max(where=slashed),
        "second": second.max(where=slashed),
        "serial": likely.sum(),
    }


def _all(row: Mapping[str, int], measure: str) -> bool:
    return 0 < (row["filled"] or 0) == row[measure]


def _further(text: StringValue, row: Mapping[str, int], order: str | None) -> dict[str, Value]:
    """Return what is asked of a column once it is known to hold days, months or numbers."""
    if order in ("ymd", "dmy", "mdy", "excel"):
        day = as_day(text, cast(DateOrder, order))
        ends = (day > UNREADABLE) & ((day + ibis.interval(days=1)).day() == 1)
        return {"latest": day.max(), "month_ends": ends.sum()}
    if _all(row, "year_months"):
        return {"latest": text.max(where=text != "")}
    if not _all(row, "number"):
        return {}
    number = text.try_cast("float64")
    fifths: dict[str, Value] = {f"{at}": number.quantile(at) for at in FIFTHS}
    return fifths | {"zeros": (number == 0).sum()}


def _days(row: Mapping[str, int]) -> DateOrder | Literal["either"] | None:
    filled = row["filled"] or 0
    if not filled:
        return None
    if (row["iso"] or 0) == filled:
        return "ymd"
    if (row["serial"] or 0) == filled:
        return "excel"
    if (row["slashed"] or 0) + (row["iso"] or 0) < filled:
        return None
    if row["first"] > 12 and row["second"] > 12:
        return None
    return "dmy" if row["first"] > 12 else "mdy" if row["second"] > 12 else "either"
