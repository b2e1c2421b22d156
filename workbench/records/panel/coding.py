"""A file of units and months as numbers."""

from __future__ import annotations

from collections.abc import Iterable

import ibis
from ibis.expr.types import DateValue, IntegerValue, NumericValue, StringValue, Table, Value

from workbench.parameters import DateOrder
from workbench.records.coding import BLANK, coded_as
from workbench.records.dates import as_day
from workbench.records.panel.contract import PanelContract
from workbench.records.staff.coding import NO_NUMBER, NUMBER, YEAR_MONTH
from workbench.records.staff.ordering import month_of, read

FLAGS = {"": BLANK} | {
    label: code
    for code, labels in enumerate((("0", "0.0", "false"), ("1", "1.0", "true")))
    for label in labels
}
"""What may stand in a column of whether a unit had the role, but for capitals."""


def with_first_days(raw: Table, columns: Iterable[str]) -> Table:
    """Return rows of text with the first day of a month where a month is written ``2023-06``."""
    named = dict.fromkeys(columns)
    texts = {name: raw[name] for name in named}
    return raw.mutate(
        **{
            name: text.re_search(YEAR_MONTH).ifelse(text + "-01", text)
            for name, text in texts.items()
        }
    )


def with_panel_codes(raw: Table, contract: PanelContract, order: DateOrder) -> Table:
    """Return the rows of a file as numbers; an expression that has not run yet.

    Returns
    -------
    Table
        ``unit`` and ``region`` (text), ``day_month``, ``day_planned``, ``day_actual`` (null if
        blank or not in the file, `UNREADABLE` if no day), ``flag`` (0, 1, -1 blank, -2 unknown),
        ``outcome_<place>`` and ``dose_<name>`` (null if blank, not a number if no number).
    """
    days = {
        name: as_day(_day_or_never(raw[contract.days[name]], contract, name), order)
        if name in contract.days
        else ibis.null("date")
        for name in ("month", "planned", "actual")
    }
    columns: dict[str, Value] = {
        "unit": raw[contract.unit],
        "region": raw[contract.region] if contract.region else ibis.literal(""),
        "flag": coded_as(raw[contract.treated].lower(), FLAGS)
        if contract.treated
        else ibis.literal(BLANK, "int8"),
    }
    columns |= {f"day_{name}": day for name, day in days.items()}
    for place, one in enumerate(contract.outcomes):
        columns[f"outcome_{place}"] = as_number(raw[one.column])
    columns |= {f"dose_{name}": as_number(raw[at]) for name, at in contract.doses.items()}
    return raw.select(**columns)


def _day_or_never(text: StringValue, contract: PanelContract, name: str) -> StringValue:
    if name == "month" or not contract.never:
        return text
    return text.isin(contract.never).ifelse("", text)


def with_month_numbers(coded: Table) -> Table:
    """Return coded rows with the numbers of their months, null where there is no day.

    Returns
    -------
    Table
        The columns of `coded`, and ``month``, ``planned`` and ``actual``.
    """
    return coded.mutate(
        **{name: _month(coded[f"day_{name}"]) for name in ("month", "planned", "actual")}
    )


def as_number(text: StringValue) -> NumericValue:
    """Return the number that text stands for: null if blank, not a number if it is none."""
    number = text.re_search(NUMBER).ifelse(text.try_cast("float64"), ibis.literal(NO_NUMBER))
    # 1e400 is written as a number and held as infinite.
    number = number.isinf().ifelse(ibis.literal(NO_NUMBER), number)
    return (text == "").ifelse(ibis.null("float64"), number)


def _month(day: DateValue) -> IntegerValue:
    return read(day).ifelse(month_of(day), ibis.null("int32"))
