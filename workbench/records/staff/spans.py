"""Rows of staff as spans of whole months, each month of a person in one of them alone."""

from __future__ import annotations

import ibis
from ibis.expr.types import IntegerValue, Table, Value

from workbench.records.coding import BLANK
from workbench.records.staff.coding import NO_SERVICE
from workbench.records.staff.contract import StaffContract
from workbench.records.staff.ordering import month_of


def with_spans(table: Table, contract: StaffContract) -> Table:
    """Return the spans of people, of and outside the population.

    Parameters
    ----------
    table : Table
        Rows as `workbench.records.staff.service.with_service` returns them, and checked.
    contract : StaffContract
        What stands in them.

    Returns
    -------
    Table
        ``span`` (a number), ``number`` of the person, ``first_month``, ``last_month``,
        ``of_population``, ``left``, ``reason``, ``moved_to`` (both told of the last month),
        ``service_from`` and ``grade_from`` (the months of joining and of entering the grade), and
        every ``group_`` and ``value_``.
    """
    table = table.filter(table["first_month"] <= table["last_month"])
    carried = [name for name in table.columns if name.startswith(("group_", "value_"))]
    unnamed = len(contract.reason_names) - 1
    told = (table["reason"] == BLANK).ifelse(unnamed, table["reason"])
    return table.select(
        "number",
        "first_month",
        "last_month",
        "of_population",
        "left",
        *carried,
        span=ibis.row_number(),
        reason=table["left"].ifelse(told, BLANK).cast("int8"),
        moved_to=_moved_to(table, contract),
        service_from=_service(table, contract),
        grade_from=_in_grade(table, contract),
    )


def _moved_to(table: Table, contract: StaffContract) -> Value:
    if contract.grade is None:
        return ibis.literal(BLANK, "int8")
    each = ibis.window(group_by="number", order_by=table["first_month"])
    follows = table["first_month"].lead().over(each) == table["last_month"] + 1
    grade = table["grade"].lead().over(each)
    # A label that is no grade stands in months outside the population alone.
    moves = follows & (grade != table["grade"]) & (grade >= 0)
    return moves.fill_null(False).ifelse(grade, BLANK).cast("int16")


def _service(table: Table, contract: StaffContract) -> IntegerValue:
    """Return the month of joining, so that each later month is one month of service more."""
    if contract.service:
        told = table["service"].nullif(NO_SERVICE)
        return (table["first_month"] - told).cast("int32")
    return month_of(table["since"])


def _in_grade(table: Table, contract: StaffContract) -> IntegerValue:
    return ibis.null("int32") if contract.grade is None else month_of(table["in_grade_since"])
