"""Everything that can be wrong with single rows of units and months, counted in one query."""

from __future__ import annotations

from datetime import date

import ibis
from ibis.expr.types import NumericValue, Table, Value

from workbench.records.checking.measures import NOTHING, SPACED, UNSEEN
from workbench.records.coding import UNKNOWN
from workbench.records.dates import UNREADABLE
from workbench.records.panel.contract import PanelContract
from workbench.records.staff.contract import month_number

LONGEST_PANEL = 20
"""Years before the snapshot; systems write 1900 for a day that they do not know."""

Measures = dict[str, Value]


def measured_panel(table: Table, contract: PanelContract) -> dict[str, int]:
    """Return how many rows there are with each problem, and how many of each kind.

    Parameters
    ----------
    table : Table
        As `workbench.records.panel.coding.with_month_numbers` returns it.
    contract : PanelContract
        What may stand in it.
    """
    measures = _texts(table, "unit") | _texts(table, "region") | _days(table, contract)
    measures["units"] = table["unit"].nunique(where=~table["unit"].re_search(NOTHING))
    measures["unknown_flag"] = (table["flag"] == UNKNOWN).sum()
    for place, one in enumerate(contract.outcomes):
        name = f"outcome_{place}"
        measures |= _numbers(table[name], name, one.least, one.greatest)
    for dose in contract.doses:
        measures |= _numbers(table[f"dose_{dose}"], f"dose_{dose}", 0, None)
    if {"funded", "filled"} <= set(contract.doses):
        beyond = table["dose_filled"] > table["dose_funded"]
        measures["filled_beyond_funded"] = beyond.sum()
    found = table.aggregate(**measures).to_pyarrow().to_pylist()[0]
    return {name: int(value or 0) for name, value in found.items()}


def oldest(snapshot: date) -> int:
    """Return the number of the first month that can be true."""
    return month_number(snapshot) - 12 * LONGEST_PANEL


def _texts(table: Table, name: str) -> Measures:
    text = table[name]
    blank, spaced = text.re_search(NOTHING), text.re_search(SPACED)
    return {
        f"no_{name}": blank.sum(),
        f"spaced_{name}": (spaced & ~blank).sum(),
        f"unseen_{name}": (text.re_search(UNSEEN) & ~spaced & ~blank).sum(),
    }


def _days(table: Table, contract: PanelContract) -> Measures:
    snapshot = ibis.literal(contract.snapshot)
    measures: Measures = {
        "no_month": table["day_month"].isnull().sum(),
        "late_month": (table["month"] > month_number(contract.snapshot)).sum(),
        "late_actual": (table["day_actual"] > snapshot).sum(),
    }
    for name in contract.days:
        measures[f"unread_{name}"] = (table[f"day_{name}"] == UNREADABLE).sum()
        measures[f"old_{name}"] = (table[name] < oldest(contract.snapshot)).sum()
    return measures


def _numbers(
    value: NumericValue, name: str, least: float | None, greatest: float | None
) -> Measures:
    number = value.notnull() & ~value.isnan()
    beyond = ibis.literal(False)
    if least is not None:
        beyond = beyond | (value < least)
    if greatest is not None:
        beyond = beyond | (value > greatest)
    return {
        f"no_value_{name}": value.isnan().sum(),
        f"beyond_{name}": (number & beyond).sum(),
        f"blank_{name}": value.isnull().sum(),
        f"filled_{name}": number.sum(),
        f"varies_{name}": (value.max(where=number) > value.min(where=number)).cast("int8"),
        f"within_1_{name}": (value.max(where=number) <= 1).cast("int8"),
    }
