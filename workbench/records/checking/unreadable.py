"""Text that stands for no day, kind by kind, each with what to do about it."""

from __future__ import annotations

from collections.abc import Iterator

import ibis
from ibis.expr.types import StringColumn, Table

from workbench.parameters import DateOrder
from workbench.records.dates import DAY, NAMED, SEPARATOR, SERIAL, SLASHED, UNREADABLE, YEAR, as_day
from workbench.records.opening.opened import in_rows

SAY = "Say so: reading: {dates: "
SHAPES = {
    "spaced": r"^\s|\s$",
    "iso": "^[0-9]{4}-[0-9]{1,2}-[0-9]{1,2}",
    "serial": SERIAL,
    "slashed": SLASHED,
    "short year": f"^{DAY}{SEPARATOR}({DAY}|{NAMED}){SEPARATOR}[0-9]{{2}}$",
    "day and name": f"^{DAY}{SEPARATOR}{NAMED}{SEPARATOR}{YEAR}",
    "name and day": f"^{NAMED}{SEPARATOR}{DAY}{SEPARATOR}{YEAR}",
}
"""How text may look; each is of the first kind that it is like, else of none."""
MENDS = {
    "spaced": "has spaces around the day in {rows}. Take them out.",
    "iso": (
        "names a day that no calendar has in {rows}, as 2023-02-29 would, or has more than a time "
        "after it. Correct them."
    ),
    "serial": (
        "holds Excel's day numbers in {rows}, such as 45385 for 3 April 2024. " + SAY + "excel}."
    ),
    "short year": (
        "has years of two figures in {rows}. Write them with four, or leave 'date' out of the "
        "stage: dates are not needed."
    ),
    "day and name": "has the day first, then the month by its name, in {rows}. " + SAY + "dmy}.",
    "name and day": "has the month by its name, then the day, in {rows}. " + SAY + "mdy}.",
    "": (
        "holds text that is no day in {rows}. Write days as 2024-04-03, and leave the field blank "
        "where there is none."
    ),
}
IMPOSSIBLE = (
    "names a day that no calendar has in {rows}, as 31/02/2024 would, or has more than a time "
    "after it. Correct them."
)
FIXED = {
    "day and name": ("dmy", IMPOSSIBLE),
    "name and day": ("mdy", IMPOSSIBLE),
    "serial": ("excel", MENDS[""]),
}
"""Kinds that are of the declared order already, and what is wrong with them then."""


def unreadable_days(rows: Table, column: str, order: DateOrder) -> Iterator[str]:
    """Yield, for each kind of text in a column that is no day in the declared order, a mend."""
    text = rows[column]
    strange = rows.filter(as_day(text, order) == UNREADABLE)
    kind = ibis.cases(
        *((strange[column].re_search(shape), name) for name, shape in SHAPES.items()), else_=""
    )
    counted = strange.group_by(kind=kind).aggregate(rows=strange.count())
    found = {row["kind"]: row["rows"] for row in counted.to_pyarrow().to_pylist()}
    for name in (*SHAPES, ""):
        if name in found:
            told = _slashed(text, order) if name == "slashed" else MENDS[name]
            declared, otherwise = FIXED.get(name, ("", ""))
            told = otherwise if declared == order else told
            yield f"{column!r} {told.replace('{rows}', in_rows(found[name]))}"


def _slashed(text: StringColumn, order: DateOrder) -> str:
    day_first, month_first = _over_twelve(text)
    if day_first and month_first:
        return (
            "cannot be read in {rows}: some days of the column begin with the day and some with "
            "the month. Write them all alike."
        )
    if not day_first and not month_first:
        if order in ("dmy", "mdy"):
            return IMPOSSIBLE
        return (
            "cannot be read in {rows}: 03/04/2024 can be 3 April or 4 March, and none of them "
            "tells. Say which: reading: {dates: dmy}, or {dates: mdy}."
        )
    found = "dmy" if day_first else "mdy"
    if found == order:
        return IMPOSSIBLE
    first = "the day" if day_first else "the month"
    return "cannot be read in {rows}: " + f"{first} comes first. {SAY}{found}}}."


def _over_twelve(text: StringColumn) -> tuple[bool, bool]:
    """Tell whether any first number of d/m/y is over 12, and whether any second is."""
    slashed = text.re_search(SLASHED)
    first = text.re_extract(r"^([0-9]{1,2})", 1).try_cast("int64")
    second = text.re_extract(r"^[0-9]{1,2}[-/. ]([0-9]{1,2})", 1).try_cast("int64")
    found = text.as_table().aggregate(
        first=(first > 12).max(where=slashed), second=(second > 12).max(where=slashed)
    )
    row = found.to_pyarrow().to_pylist()[0]
    return bool(row["first"]), bool(row["second"])
