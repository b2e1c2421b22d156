"""Files of statuses and files with a row for each stage, made into a row for each application."""

from __future__ import annotations

from functools import reduce
from operator import add

import ibis
from ibis.expr.types import IntegerValue, Table

from workbench.records.coding import BLANK, EXEMPT, PASSED, UNKNOWN
from workbench.records.contract import Contract

CARRIED = ("here", "rows", "identifier", "person", "people")


def with_stages(coded: Table, contract: Contract) -> Table:
    """Return one row an application, with ``stage_<number>`` for every stage.

    A row of a long file adds ``repeated``, its rows beyond one a stage; ``differs_<number>``,
    whether its rows name more than one group of that characteristic; and ``persons_differ``,
    whether they name more than one person.
    """
    if contract.layout == "status":
        return _from_status(coded, contract)
    if contract.layout == "long":
        return _from_rows(coded, contract)
    return coded


def _from_status(coded: Table, contract: Contract) -> Table:
    stage, outcome = coded["status"] // 10, coded["status"] % 10
    unknown = coded["status"] == UNKNOWN
    stages = {
        f"stage_{number}": ibis.cases(
            (unknown, UNKNOWN if number == 0 else BLANK),
            (stage > number, PASSED),
            (stage == number, outcome),
            else_=BLANK,
        ).cast("int8")
        for number in range(len(contract.stages))
    }
    kept = [name for name in coded.columns if name != "status"]
    return coded.select(*kept, **stages)


def _from_rows(coded: Table, contract: Contract) -> Table:
    stages = range(len(contract.stages))
    at = [coded["stage"] == number for number in stages]
    measures = {
        "rows": coded["rows"].sum(),
        "people": coded["people"].max(),
        "unknown_stages": (coded["stage"] == UNKNOWN).sum(),
        "unknown_outcomes": ((coded["outcome"] == UNKNOWN) & (coded["stage"] != BLANK)).sum(),
        "repeated": reduce(add, (_beyond_one(here.sum()) for here in at)),
    }
    if contract.person:
        measures["person"] = coded["person"].max()
        named = coded["person"] != ""
        measures["persons_differ"] = coded["person"].nunique(where=named) > 1
    for number in stages:
        measures[f"stage_{number}"] = coded["outcome"].max(where=at[number]).fill_null(BLANK)
        if "date" in coded.columns:
            measures[f"date_{number}"] = coded["date"].max(where=at[number])
    for place, one in enumerate(contract.coded):
        code = coded[f"group_{place}"]
        named = (code >= 0) & (code < len(one.groups))
        # The lowest: a group where any row names one, else not declared.
        measures[f"group_{place}"] = code.min()
        measures[f"differs_{place}"] = code.max(where=named) != code.min(where=named)
    # Not by identifier alone: one may stand in two campaigns.
    return coded.group_by("here", "identifier").aggregate(**measures)


def _beyond_one(rows: IntegerValue) -> IntegerValue:
    return (rows > 1).ifelse(rows - 1, 0)


def gone_on(table: Table, number: int) -> ibis.expr.types.BooleanValue:
    """Return whether each application passed, or was exempt from, a stage."""
    return table[f"stage_{number}"].isin([PASSED, EXEMPT])
