"""Drivers that are numbers, as they were some months before, told in bands."""

from __future__ import annotations

import ibis
from ibis.expr.types import Table, Value

from workbench.records.staff.coding import kind_of
from workbench.records.staff.contract import (
    TOO_EARLY,
    MeasuredColumn,
    month_number,
)
from workbench.vocabulary.terms import NOT_RECORDED


def driver_columns(here: Table, place: int, driver: MeasuredColumn) -> dict[str, Value]:
    """Return the band and the number of a driver, as they count for each month.

    Parameters
    ----------
    here : Table
        Months of people, with ``value_<place>`` of the driver's lag earlier and, where it has one,
        ``span_<lag>``, which is null where the person was not there then.
    place : int
        Of the driver among those of the contract.
    driver : MeasuredColumn
        Its bands and what its blanks mean.
    """
    none, names = ibis.null("float64"), driver.results
    value = here[f"value_{place}"]
    broken = _broken(here, driver)
    value = (value.isnan() | broken).fill_null(False).ifelse(none, value)
    early = here[f"span_{driver.lag}"].isnull() if driver.lag else ibis.literal(False)
    edges = [(value < edge, number) for number, edge in enumerate(driver.edges)]
    band = ibis.cases(
        *([(early, names.index(TOO_EARLY))] if driver.lag else []),
        (broken, names.index(NOT_RECORDED)),
        (value.isnull(), names.index(driver.blank)),
        *edges,
        else_=len(driver.edges),
    )
    return {driver.name: band.cast(kind_of(len(names))), driver.value_name: value}


def _broken(here: Table, driver: MeasuredColumn) -> Value:
    """Tell where the number is of before the series was counted anew, and the month is not."""
    if driver.broken_on is None or not driver.lag:
        return ibis.literal(False)
    anew = month_number(driver.broken_on)
    return (here["month"] >= anew) & (here["month"] - driver.lag < anew)
