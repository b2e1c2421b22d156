"""Where each application left the process, which is the one thing that is counted."""

from __future__ import annotations

from functools import reduce
from operator import and_

import ibis
from ibis.expr.types import BooleanValue, IntegerValue, Table

from workbench.records.coding import BLANK, EXEMPT, PASSED, PENDING
from workbench.records.contract import SUPPORT, SUPPORT_RESULTS, Contract, Support
from workbench.records.layouts import gone_on
from workbench.records.reader import Records

KEPT = ("date_", "score_", "day_applied")
EXIT_COLUMNS = ("exit_stage", "exit_outcome", "exempted")


def with_exits(records: Records, contract: Contract) -> Table:
    """Return one row an application: its groups and its exit.

    Parameters
    ----------
    records : Records
        Records that passed `check`.
    contract : Contract
        The contract they were checked against.

    Returns
    -------
    Table
        A column for each characteristic (the place of the group in its results), and:
        ``exit_stage``, the number of the stage where the application ended (0 for the first; the
        number of stages if it passed them all); ``exit_outcome``, the place in `OUTCOMES` of what
        happened there (pending where the stage is blank, passed after the last); ``exempted``,
        the sum of 2 to the power of each exempt stage's number; ``people``, how many the row
        stands for; ``date_<number>``, ``day_applied`` and ``score_<number>`` where the contract
        has them; ``support``, the place in `SUPPORT_RESULTS`, likewise.
    """
    table = records.table.filter(records.table["here"])
    stages = range(len(contract.stages))
    applications = table.select(
        **{coded.name: table[f"group_{place}"] for place, coded in enumerate(contract.coded)},
        exit_stage=_sum([_through(table, number + 1).cast("int8") for number in stages]),
        exit_outcome=_exit_outcome(table, stages),
        exempted=_exempted(table, contract),
        people=table["people"],
        **{name: table[name] for name in table.columns if name.startswith(KEPT)},
        **({SUPPORT: _support(table, contract.support)} if contract.support else {}),
    )
    # Worked out once and kept: every margin counts over it again.
    return records.engine.keep("applications", applications)


def _through(table: Table, stages: int) -> BooleanValue:
    """Return whether each application went on from all of the first stages."""
    return reduce(and_, (gone_on(table, before) for before in range(stages)), ibis.literal(True))


def _sum(parts: list[IntegerValue]) -> IntegerValue:
    return sum(parts[1:], parts[0])


def _exit_outcome(table: Table, stages: range) -> IntegerValue:
    branches = []
    for number in stages:
        here = _through(table, number) & ~gone_on(table, number)
        code = table[f"stage_{number}"]
        branches.append((here, (code == BLANK).ifelse(PENDING, code).cast("int8")))
    return ibis.cases(*branches, else_=ibis.literal(PASSED, "int8"))


def _exempted(table: Table, contract: Contract) -> IntegerValue:
    flags = [
        (_through(table, number) & (table[f"stage_{number}"] == EXEMPT)).cast("int64") * 2**number
        for number, stage in enumerate(contract.stages)
        if "exempt" in stage.meanings.values()
    ]
    return _sum(flags) if flags else ibis.literal(0, "int64")


def _support(table: Table, support: Support) -> IntegerValue:
    """Tell what came of a request for an adjustment by the day of the stage it was for."""
    did_not_ask, in_time, late, not_made, no_day = range(len(SUPPORT_RESULTS))
    asked, made, day = table["day_requested"], table["day_made"], table[f"date_{support.stage}"]
    return ibis.cases(
        (asked.isnull(), did_not_ask),
        (made.isnull(), not_made),
        (day.isnull(), no_day),
        (made <= day, in_time),
        else_=late,
    ).cast("int8")
