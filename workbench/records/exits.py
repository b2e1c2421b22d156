"""Where each application left the process, which is the one thing that is counted."""

from __future__ import annotations

from functools import reduce
from operator import and_

import ibis
from ibis.expr.types import BooleanValue, IntegerValue, StringValue, Table

from workbench.records.contract import CodedColumn, Contract
from workbench.records.quality import of_campaign
from workbench.records.reader import Records
from workbench.vocabulary.terms import NOT_DECLARED

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
        A column for each characteristic (the group, or *Not declared* for undeclared and blank),
        and: ``exit_stage``, the number of the stage where the application ended (0 for the first;
        the number of stages if it passed them all); ``exit_outcome``, what happened there
        (``pending`` where the stage is blank, ``passed`` after the last); ``exempted``, the sum
        of 2 to the power of each exempt stage's number; ``people``, how many the row stands for.
    """
    table = of_campaign(records.table, contract)
    gone_on = [
        table[stage.column].isin(stage.labels("passed", "exempt")) for stage in contract.stages
    ]
    people = table[contract.count].cast("int64") if contract.count else ibis.literal(1, "int64")
    applications = table.select(
        **{coded.name: _group(table, coded) for coded in contract.coded},
        exit_stage=_exit_stage(gone_on),
        exit_outcome=_exit_outcome(table, contract, gone_on),
        exempted=_exempted(table, contract, gone_on),
        people=people,
    )
    # Worked out once and kept: every margin counts over it again.
    return table.get_backend().create_table("applications", obj=applications, temp=True)


def _group(table: Table, coded: CodedColumn) -> StringValue:
    label = table[coded.column]
    return label.isin((*coded.undeclared, "")).ifelse(NOT_DECLARED, label)


def _through(gone_on: list[BooleanValue], stage: int) -> BooleanValue:
    return reduce(and_, gone_on[:stage], ibis.literal(True))


def _exit_stage(gone_on: list[BooleanValue]) -> IntegerValue:
    passed = [_through(gone_on, number + 1).cast("int64") for number in range(len(gone_on))]
    return sum(passed[1:], passed[0])


def _exit_outcome(table: Table, contract: Contract, gone_on: list[BooleanValue]) -> StringValue:
    branches = []
    for number, stage in enumerate(contract.stages):
        here = _through(gone_on, number) & ~gone_on[number]
        label = table[stage.column]
        known = [(label == text, meaning) for text, meaning in stage.meanings.items()]
        branches.append((here, ibis.cases(*known, else_="pending")))
    return ibis.cases(*branches, else_="passed")


def _exempted(table: Table, contract: Contract, gone_on: list[BooleanValue]) -> IntegerValue:
    flags = [
        (_through(gone_on, number) & table[stage.column].isin(stage.labels("exempt"))).cast("int64")
        * 2**number
        for number, stage in enumerate(contract.stages)
        if stage.labels("exempt")
    ]
    return sum(flags[1:], flags[0]) if flags else ibis.literal(0, "int64")
