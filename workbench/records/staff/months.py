"""One row a person and month in post: what a file of staff becomes before anything is counted."""

from __future__ import annotations

import ibis
from ibis.expr.types import IntegerValue, Table, Value

from workbench.records.coding import BLANK
from workbench.records.staff.coding import kind_of
from workbench.records.staff.contract import StaffContract
from workbench.records.staff.drivers import driver_columns
from workbench.records.staff.reader import StaffRecords
from workbench.records.staff.service import NOT_KNOWN
from workbench.records.staff.spans import with_spans

MONTHS = "staff_months"


def with_months(records: StaffRecords, contract: StaffContract) -> Table:
    """Return the months that people are in post and of the population, one row each.

    Months after the last one counted are cut off. A month in which a person has two spells is
    that of the later one, and of the population if that one is. Nobody is there before they are
    seen.

    Parameters
    ----------
    records : StaffRecords
        Which `check_staff` has accepted.
    contract : StaffContract
        What stands in them.

    Returns
    -------
    Table
        ``person`` (a code, no identifier), ``month`` (twelve a year), ``service`` and ``in_grade``
        (months since that of joining and of entering the grade; -1 not known), ``leaves``,
        ``reason``, ``moved_to`` (-1 where there is none), the place in its results for each coded
        and measured column, and the number itself of each measured one; drivers as they were their
        lag before.
        Kept by the engine until the reading ends.
    """
    engine = records.engine
    spans = engine.keep("staff_spans", with_spans(records.table, contract))
    panel = spans.select(
        "span",
        "number",
        month=ibis.range(
            spans["first_month"].cast("int64"), spans["last_month"].cast("int64") + 1
        ).unnest(),
    )
    panel = engine.keep("staff_panel", panel.mutate(month=panel["month"].cast("int32")))
    months = engine.keep(MONTHS, _canonical(panel, spans, contract))
    engine.drop("staff_panel")
    engine.drop("staff_spans")
    return months


def _canonical(panel: Table, spans: Table, contract: StaffContract) -> Table:
    counted = panel.filter(panel["month"] <= contract.last_month)
    kept = spans.filter(spans["of_population"])
    here = counted.inner_join(kept.drop("number"), "span")
    drivers = dict(enumerate(contract.measured))
    for lag in sorted({driver.lag for driver in drivers.values() if driver.lag}):
        values = [f"value_{place}" for place, driver in drivers.items() if driver.lag == lag]
        here = _with_earlier(here.drop(*values), panel, spans.select("span", *values), lag)
    return here.select(
        **_of_month(here),
        **{
            one.name: here[f"group_{place}"].cast(kind_of(len(one.results)))
            for place, one in enumerate(contract.coded)
        },
        **{
            name: column
            for place, driver in drivers.items()
            for name, column in driver_columns(here, place, driver).items()
        },
    )


def _with_earlier(here: Table, panel: Table, spans: Table, lag: int) -> Table:
    """Return months with the span in which each person was `lag` months before, and its values."""
    earlier = panel.select("number", month=panel["month"] + lag, **{f"span_{lag}": panel["span"]})
    found = here.left_join(earlier, ["number", "month"]).drop("number_right", "month_right")
    values = spans.rename({f"span_{lag}_right": "span"})
    found = found.left_join(values, found[f"span_{lag}"] == values[f"span_{lag}_right"])
    return found.drop(f"span_{lag}_right")


def _of_month(here: Table) -> dict[str, Value]:
    leaves = (here["month"] == here["last_month"]) & here["left"]
    moves = (here["month"] == here["last_month"]) & (here["moved_to"] != BLANK)
    return {
        "person": here["number"].cast("int64"),
        "month": here["month"],
        "service": _since(here, "service"),
        "in_grade": _since(here, "grade"),
        "leaves": leaves,
        "reason": leaves.ifelse(here["reason"], BLANK).cast("int8"),
        "moved_to": moves.ifelse(here["moved_to"], BLANK).cast("int16"),
    }


def _since(here: Table, what: str) -> IntegerValue:
    """Return the months since another; 0 before it."""
    months = here["month"] - here[f"{what}_from"]
    return (months < 0).ifelse(0, months).fill_null(NOT_KNOWN).cast("int16")
