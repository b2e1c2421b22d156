"""A file of staff as codes, and its rows in the order of each person's time."""

from __future__ import annotations

from functools import reduce
from operator import and_, or_

import ibis
from ibis.expr.types import BooleanValue, IntegerValue, NumericValue, StringValue, Table, Value

from workbench.parameters import DateOrder
from workbench.records.coding import BLANK, coded_as, places_of
from workbench.records.dates import as_day
from workbench.records.staff.contract import StaffContract

NUMBER = r"^-?[0-9]{1,12}([.][0-9]{1,17})?([eE][-+]?[0-9]{1,3})?$"
WHOLE_MONTHS = r"^[0-9]{1,3}([.]0+)?$"
YEAR_MONTH = r"^[0-9]{4}-[0-9]{2}$"
NO_NUMBER = float("nan")
"""Stands for text that is no number; `check_staff` refuses it."""
NO_SERVICE = -2
"""Stands for text that is no number of months."""


def with_month_days(raw: Table, contract: StaffContract) -> Table:
    """Return the rows with the first day of a month where a month is written as ``2023-06``."""
    if contract.month is None:
        return raw
    text = raw[contract.month]
    return raw.mutate(**{contract.month: text.re_search(YEAR_MONTH).ifelse(text + "-01", text)})


def with_staff_codes(raw: Table, contract: StaffContract, order: DateOrder) -> Table:
    """Return the rows of a file as codes; an expression that has not run yet.

    Returns
    -------
    Table
        ``person`` (text), ``of_population``, ``nearly`` (not of it for spaces or capitals alone),
        the days of `StaffContract.days`, ``reason`` (place in the names, -1 blank, -2 unknown),
        ``group_<number>`` of each coded column, ``value_<number>`` of each measured one (null if
        blank, not a number if no number) and ``service`` where the file has it.
    """
    names = contract.reason_names
    reasons = {"": BLANK} | {label: names.index(name) for label, name in contract.reasons.items()}
    columns: dict[str, Value] = {
        "person": raw[contract.person],
        "of_population": of_population(raw, contract),
        "nearly": _nearly(raw, contract),
        "reason": coded_as(raw[contract.reason], reasons),
    }
    columns |= {name: as_day(raw[column], order) for name, column in contract.days.items()}
    for place, one in enumerate(contract.coded):
        codes = places_of(one.meanings, one.results)
        columns[f"group_{place}"] = coded_as(raw[one.column], codes, kind_of(len(one.results)))
    for place, driver in enumerate(contract.measured):
        number = _number(raw[driver.column])
        columns[f"value_{place}"] = number.nullif(0) if driver.zero_is_none else number
    if contract.service:
        columns["service"] = _service(raw[contract.service])
    return raw.select(**columns)


def of_population(raw: Table, contract: StaffContract) -> BooleanValue:
    """Tell which rows are of the people whom the report is about."""
    kept = [raw[column].isin(labels) for column, labels in contract.kept.items()]
    return reduce(and_, kept, ibis.literal(True))


def kind_of(results: int) -> str:
    """Return the smallest integer that holds the places of so many results."""
    return "int8" if results <= 127 else "int16"


def _nearly(raw: Table, contract: StaffContract) -> BooleanValue:
    """Tell where a label differs from a kept one only in spaces or capitals."""
    near = []
    for column, labels in contract.kept.items():
        bare = ["".join(label.split()).lower() for label in labels]
        text = raw[column]
        alike = text.re_replace(r"[\s\pZ]+", "").lower().isin(bare)
        near.append(text.notin(labels) & alike)
    return reduce(or_, near, ibis.literal(False))


def _number(text: StringValue) -> NumericValue:
    number = text.re_search(NUMBER).ifelse(text.try_cast("float64"), ibis.literal(NO_NUMBER))
    return (text == "").ifelse(ibis.null("float64"), number)


def _service(text: StringValue) -> IntegerValue:
    months = text.re_extract(r"^([0-9]+)", 1).try_cast("int16")
    number = text.re_search(WHOLE_MONTHS).ifelse(months, ibis.literal(NO_SERVICE, "int16"))
    return (text == "").ifelse(ibis.null("int16"), number)
