"""Whether the days of the stages can be true: in order, not yet to come, not long gone."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from functools import reduce
from operator import or_

import ibis
from ibis.expr.types import BooleanValue, DateValue, Table

from workbench.records.contract import Contract
from workbench.records.dates import UNREADABLE
from workbench.records.opening.opened import in_rows

LONGEST_CAMPAIGN = 10
"""Years before the data date; systems write 1900 or 1970 for a day that they do not know."""


def day_measures(table: Table, contract: Contract, sure: BooleanValue | None) -> dict:
    """Return what to count of the days of each stage that has them, where `sure` holds."""
    dated = [n for n in range(len(contract.stages)) if f"date_{n}" in table.columns]
    measures = {}
    for number in dated:
        day = table[f"date_{number}"]
        true = day > UNREADABLE
        measures[f"no_day_{number}"] = (day == UNREADABLE).sum()
        earlier = [table[f"date_{before}"] for before in dated if before < number]
        if earlier:
            before = reduce(or_, [(true & (e > UNREADABLE) & (day < e)) for e in earlier])
            measures[f"before_{number}"] = before.sum(where=sure)
        if contract.latest:
            measures[f"late_{number}"] = (day > ibis.literal(contract.latest)).sum()
            oldest = ibis.literal(_oldest(contract.latest))
            measures[f"old_{number}"] = (true & (day < oldest)).sum()
    for name in contract.other_days:
        day = table[f"day_{name}"]
        measures[f"no_day_{name}"] = (day == UNREADABLE).sum()
        if contract.latest:
            measures[f"late_{name}"] = (day > ibis.literal(contract.latest)).sum()
            oldest = ibis.literal(_oldest(contract.latest))
            measures[f"old_{name}"] = ((day > UNREADABLE) & (day < oldest)).sum()
    return measures | _other_orders(table, contract, dated)


def _other_orders(table: Table, contract: Contract, dated: list[int]) -> dict:
    """Return what to count of days that cannot be true beside each other."""
    measures = {}
    if contract.applied and dated:
        days = [table[f"date_{number}"] for number in dated]
        applied = table["day_applied"]
        measures["applied_after"] = reduce(or_, [_before(day, applied) for day in days]).sum()
    if contract.support:
        made, asked = table["day_made"], table["day_requested"]
        measures["made_before"] = _before(made, asked).sum()
        measures["made_unasked"] = (made.notnull() & asked.isnull()).sum()
    return measures


def _before(day: DateValue, other: DateValue) -> BooleanValue:
    """Tell where both days are read, and one is before the other."""
    return (day > UNREADABLE) & (other > UNREADABLE) & (day < other)


def day_problems(found: dict[str, int], contract: Contract) -> Iterator[str]:
    """Yield what cannot be true of days that can be read, in words."""
    for number, stage in enumerate(contract.stages):
        column = contract.long.date if contract.long else stage.date
        where = f"{column!r}" + (f" of {stage.name}" if contract.long else "")
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
        if rows := found.get(f"old_{number}"):
            yield _too_old(where, rows, contract)
    yield from _other_days(found, contract)


def _too_old(where: str, rows: int, contract: Contract) -> str:
    return (
        f"{where} is over {LONGEST_CAMPAIGN} years before {contract.latest}, the 'data_date', in "
        f"{in_rows(rows)}. Correct the days, or leave them blank where they are not known."
    )


def _other_days(found: dict[str, int], contract: Contract) -> Iterator[str]:
    for name, column in contract.other_days.items():
        if rows := found.get(f"late_{name}"):
            yield (
                f"{column!r} is after {contract.latest}, the 'data_date', in {in_rows(rows)}. "
                "Correct the days, or the data date."
            )
        if rows := found.get(f"old_{name}"):
            yield _too_old(f"{column!r}", rows, contract)
    if rows := found.get("applied_after"):
        yield (
            f"{contract.applied!r} is after the day of a stage in {in_rows(rows)}. Correct the "
            "days."
        )
    if contract.support is None:
        return
    made, asked = contract.support.made, contract.support.requested
    if rows := found.get("made_before"):
        yield f"{made!r} is before {asked!r} in {in_rows(rows)}. Correct the days."
    if rows := found.get("made_unasked"):
        yield (
            f"{made!r} is filled in {in_rows(rows)} where {asked!r} is blank. Fill in the day it "
            "was asked for, or take the other out."
        )


def strange_days(found: dict[str, int], contract: Contract) -> tuple[str, ...]:
    """Return the columns with text that stands for no day."""
    columns = [
        contract.long.date if contract.long else stage.date
        for number, stage in enumerate(contract.stages)
        if found.get(f"no_day_{number}")
    ]
    others = [c for name, c in contract.other_days.items() if found.get(f"no_day_{name}")]
    return tuple(dict.fromkeys(str(column) for column in (*columns, *others)))


def _oldest(latest: date) -> date:
    return date(max(latest.year - LONGEST_CAMPAIGN, 1), latest.month, 1)
