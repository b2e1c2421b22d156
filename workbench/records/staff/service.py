"""Since when people serve and hold their grade."""

from __future__ import annotations

from functools import reduce

import ibis
from ibis.expr.types import BooleanValue, DateValue, Table, Value

from workbench.records.staff.contract import StaffContract
from workbench.records.staff.ordering import month_of

NOT_KNOWN = -1


def with_service(table: Table, contract: StaffContract) -> Table:
    """Return rows of staff with the days that service and the time in a grade are counted from.

    Parameters
    ----------
    table : Table
        Rows as `workbench.records.staff.ordering.in_order` returns them.
    contract : StaffContract
        Where the days stand.

    Returns
    -------
    Table
        With ``day`` (the first of the row), ``since`` (from which service counts; null if not
        known) and
        ``in_grade_since`` (the day on which the present grade was entered, likewise).
    """
    table = table.mutate(day=table["start" if contract.layout == "spells" else "month"])
    if contract.layout != "spells":
        table = table.mutate(day=table["day"].truncate("M"))
    table = table.mutate(told=_told(table, contract), oldest=table["day"].min())
    table = _with_since(table, contract)
    return table.mutate(in_grade_since=_in_grade_since(table, contract))


def was_reset(joined: DateValue, contract: StaffContract) -> BooleanValue:
    """Tell where the day somebody joined is that of a transfer."""
    if not contract.resets:
        return ibis.literal(False)
    days = [joined == ibis.literal(day) for day in contract.resets]
    return reduce(lambda one, other: one | other, days)


def _told(table: Table, contract: StaffContract) -> Value:
    """Return the day of joining that a row itself tells."""
    none = ibis.null("date")
    joined = table["joined"] if contract.joined else none
    joined = was_reset(joined, contract).ifelse(none, joined) if contract.joined else none
    first = table["joined_originally"] if contract.joined_originally else none
    return ibis.coalesce(first, joined)


def _tells(contract: StaffContract) -> bool:
    return bool(contract.joined or contract.joined_originally)


def _with_since(table: Table, contract: StaffContract) -> Table:
    each = ibis.window(group_by="number")
    if _tells(contract):
        # What another row of the same person tells, where it can be true of this one.
        other = table["told"].min().over(each)
        monthly = contract.layout != "spells"
        before = month_of(other) <= table["first_month"] if monthly else other <= table["day"]
        other = before.ifelse(other, ibis.null("date"))
        return table.mutate(since=ibis.coalesce(table["told"], other))
    first = table["day"].min().over(each)
    # Who is there as the data begin has served for longer, nobody knows how long.
    return table.mutate(since=(first > table["oldest"]).ifelse(first, ibis.null("date")))


def _in_grade_since(table: Table, contract: StaffContract) -> DateValue:
    none = ibis.null("date")
    changed = ~table["is_first"] & (table["grade"] != table["earlier_grade"])
    so_far = ibis.window(group_by="number", order_by=table["day"], preceding=None, following=0)
    entered = changed.ifelse(table["day"], none).max().over(so_far)
    if contract.service:
        known, day = (table["service"] == 0), table["day"]
    else:
        # Whoever is seen from later on than they joined may have held another grade before.
        told = table["told"] if _tells(contract) else table["since"]
        known, day = month_of(told) == table["first_month"], told
    first = (table["is_first"] & known.fill_null(False)).ifelse(day, none).max()
    return ibis.coalesce(entered, first.over(ibis.window(group_by="number")))
