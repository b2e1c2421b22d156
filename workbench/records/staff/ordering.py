"""Each row of a file of staff beside the rows of the same person before and after it."""

from __future__ import annotations

import ibis
from ibis.expr.types import BooleanValue, DateValue, IntegerValue, Table, Value

from workbench.records.dates import UNREADABLE
from workbench.records.engines import Engine
from workbench.records.staff.contract import StaffContract

GOES_ON = ibis.date("9999-12-31")
"""Stands for the last day of a spell that goes on, where days are compared."""


def in_order(coded: Table, contract: StaffContract, engine: Engine) -> Table:
    """Return the rows with numbers for people, and with what comes before and after.

    Returns
    -------
    Table
        The columns of `coded`, and ``number`` (of the person), ``grade`` (its code, or 0 where
        there is none), ``first_month`` and ``last_month`` (in which the row tells of the person:
        none, if a later row begins in the same month), ``is_first``, ``is_last``, ``left`` (in
        the last month, for good), ``earlier_end``, ``next_start`` and ``earlier_grade``.
    """
    names = coded.select("person").distinct()
    numbered = names.select("person", number=ibis.row_number().over(order_by=names["person"]))
    numbers = engine.keep("staff_numbers", numbered)
    table = coded.inner_join(numbers, "person")
    grades = [place for place, one in enumerate(contract.coded) if one.name == contract.grade]
    table = table.mutate(
        grade=table[f"group_{grades[0]}"].cast("int16") if grades else ibis.literal(0, "int16")
    )
    return _spells(table, contract) if contract.layout == "spells" else _months(table, contract)


def month_of(day: DateValue) -> IntegerValue:
    """Return the number of a day's month, as `month_number` does."""
    return (day.year() * 12 + day.month() - 1).cast("int32")


def read(day: DateValue) -> BooleanValue:
    """Tell where a day was there and could be read."""
    return (day > UNREADABLE).fill_null(False)


def _spells(table: Table, contract: StaffContract) -> Table:
    end = table["end"].fill_null(GOES_ON)
    table = table.mutate(until=end)
    order = [table["start"], table["until"]]
    each = ibis.window(group_by="number", order_by=order)
    before = ibis.window(group_by="number", order_by=order, preceding=(None, 1))
    table = table.mutate(
        next_start=table["start"].lead().over(each),
        earlier_end=table["until"].max().over(before),
        earlier_grade=table["grade"].lag().over(each),
        is_first=table["start"].lag().over(each).isnull(),
    )
    snapshot = ibis.literal(contract.snapshot)
    told = (table["reason"] >= 0) | (table["until"] < snapshot)
    is_last = table["next_start"].isnull()
    last_day = ibis.least(table["until"], snapshot)
    until_next = month_of(table["next_start"]) - 1
    return table.mutate(
        is_last=is_last,
        left=is_last & table["end"].notnull() & told,
        first_month=month_of(table["start"]),
        last_month=ibis.least(month_of(last_day), until_next.fill_null(_far())).cast("int32"),
    )


def _far() -> Value:
    return ibis.literal(99_999, "int32")


def _months(table: Table, contract: StaffContract) -> Table:
    month = month_of(table["month"])
    table = table.mutate(first_month=month, last_month=month)
    each = ibis.window(group_by="number", order_by=table["first_month"])
    table = table.mutate(
        earlier_month=table["first_month"].lag().over(each),
        next_month=table["first_month"].lead().over(each),
        earlier_grade=table["grade"].lag().over(each),
        newest_month=table["first_month"].max(),
    )
    is_last = table["next_month"].isnull()
    gone = (table["first_month"] < table["newest_month"]) | (table["reason"] >= 0)
    left = is_last & gone
    if contract.layout == "month_ends":
        # Who was there at a month's end and not at the next was still in post on days between.
        table = table.mutate(last_month=(month + left.cast("int32")).cast("int32"))
    return table.mutate(is_first=table["earlier_month"].isnull(), is_last=is_last, left=left)
