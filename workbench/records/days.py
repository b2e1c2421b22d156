"""Whether the days of the stages can be true: readable, in order, not yet to come."""

from __future__ import annotations

from collections.abc import Iterator
from functools import reduce
from operator import or_

import ibis
from ibis.expr.types import StringColumn, Table

from workbench.records.coding import of_campaign
from workbench.records.contract import Contract
from workbench.records.dates import SERIAL, SLASHED, UNREADABLE
from workbench.records.labels import in_rows

SAY = "Say so: reading: {dates: "


def day_measures(table: Table, contract: Contract) -> dict:
    """Return what to count of the days of each stage that has them."""
    dated = _dated(table, contract)
    measures = {}
    for number in dated:
        day = table[f"date_{number}"]
        measures[f"no_day_{number}"] = (day == UNREADABLE).sum()
        earlier = [table[f"date_{before}"] for before in dated if before < number]
        if earlier:
            true = day > UNREADABLE
            measures[f"before_{number}"] = reduce(or_, [true & (day < e) for e in earlier]).sum()
        if contract.latest:
            measures[f"late_{number}"] = (day > ibis.literal(contract.latest)).sum()
    return measures


def day_problems(found: dict[str, int], raw: Table, contract: Contract) -> Iterator[str]:
    """Yield what cannot be true of the days, in words."""
    unreadable: dict[str, int] = {}
    for number, stage in enumerate(contract.stages):
        column = contract.long.date if contract.long else stage.date
        if rows := found.get(f"no_day_{number}"):
            unreadable[str(column)] = unreadable.get(str(column), 0) + rows
        where = f"'{column}'" + (f" of {stage.name}" if contract.long else "")
        if rows := found.get(f"before_{number}"):
            yield (
                f"{where} is before the day of an earlier stage in {in_rows(rows)}. Correct the "
                "days, or the order of 'stages'."
            )
        if rows := found.get(f"late_{number}"):
            yield (
                f"{where} is after {contract.latest}, the 'data_date', in {in_rows(rows)}. Correct "
                "the days, or the data date."
            )
    yield from (_unreadable(column, rows, raw, contract) for column, rows in unreadable.items())


def _dated(table: Table, contract: Contract) -> list[int]:
    return [n for n in range(len(contract.stages)) if f"date_{n}" in table.columns]


def _unreadable(column: str, rows: int, raw: Table, contract: Contract) -> str:
    text = of_campaign(raw, contract)[column]
    serial, slashed, first_over, second_over = _shapes(text)
    told = f"'{column}' holds no day that can be read in {in_rows(rows)}"
    if serial:
        return f"{told}: Excel's day numbers, such as 45385 for 3 April 2024. {SAY}excel}}."
    if not slashed:
        return f"{told}. Write days as 2024-04-03, or say their order: reading: {{dates: dmy}}."
    if first_over and second_over:
        return f"{told}: some begin with the day and some with the month. Correct them."
    if first_over or second_over:
        order = "dmy" if first_over else "mdy"
        return f"{told}: {'the day' if first_over else 'the month'} comes first. {SAY}{order}}}."
    return (
        f"{told}: 03/04/2024 can be 3 April or 4 March, and none of them tells. "
        "Say which: reading: {dates: dmy}, or {dates: mdy}."
    )


def _shapes(text: StringColumn) -> tuple[int, int, int, int]:
    slashed = text.re_search(SLASHED)
    first = text.re_extract(r"^([0-9]{1,2})", 1).try_cast("int64")
    second = text.re_extract(r"^[0-9]{1,2}[-/. ]([0-9]{1,2})", 1).try_cast("int64")
    found = text.as_table().aggregate(
        serial=text.re_search(SERIAL).sum(),
        slashed=slashed.sum(),
        first=first.max(where=slashed),
        second=second.max(where=slashed),
    )
    row = found.to_pyarrow().to_pylist()[0]
    return (
        row["serial"] or 0,
        row["slashed"] or 0,
        (row["first"] or 0) > 12,
        (row["second"] or 0) > 12,
    )
