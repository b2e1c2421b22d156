"""Everything that can be wrong with rows of staff, and what is only told, in one query."""

from __future__ import annotations

from datetime import date

import ibis
from ibis.expr.types import BooleanValue, Table, Value

from workbench.records.checking.measures import NOTHING, SPACED, UNSEEN
from workbench.records.coding import BLANK, UNKNOWN
from workbench.records.dates import UNREADABLE
from workbench.records.staff.coding import NO_SERVICE
from workbench.records.staff.contract import StaffContract
from workbench.records.staff.ordering import GOES_ON, month_of, read
from workbench.records.staff.service import was_reset

LONGEST_SERVICE = 60
"""Years before the snapshot; systems write 1900 for a day that they do not know."""

Measures = dict[str, Value]


def measured_staff(table: Table, contract: StaffContract) -> dict[str, int]:
    """Return how many rows or people there are with each problem, and how many of each kind.

    Parameters
    ----------
    table : Table
        As `workbench.records.staff.service.with_service` returns it.
    contract : StaffContract
        What may stand in it.
    """
    # The rows without a person look like one person of them all.
    sure = ~table["person"].re_search(NOTHING)
    measures = _people(table, sure) | _days(table, contract) | _leaving(table, contract)
    measures |= _spells(table, sure) if contract.layout == "spells" else _months(table, sure)
    for place, one in enumerate(contract.coded):
        measures |= _groups(table, place, len(one.groups))
        if one.comparator:
            compared = table[f"group_{place}"] == one.groups.index(one.comparator)
            measures[f"comparator_{place}"] = _different(table, compared)
    for place in range(len(contract.measured)):
        measures |= _values(table, contract, place)
    found = table.aggregate(**measures).to_pyarrow().to_pylist()[0]
    return {name: int(value or 0) for name, value in found.items()}


def oldest(snapshot: date) -> date:
    """Return the first day that can be true."""
    return date(max(snapshot.year - LONGEST_SERVICE, 1), snapshot.month, 1)


def _different(table: Table, where: BooleanValue) -> Value:
    """Return how many people of the population have a row where something holds."""
    return table["number"].nunique(where=table["of_population"] & where)


def _people(table: Table, sure: BooleanValue) -> Measures:
    person, kept = table["person"], table["of_population"]
    spaced = person.re_search(SPACED) & sure
    return {
        "people": table["number"].nunique(),
        "people_kept": table["number"].nunique(where=kept),
        "rows_kept": kept.sum(),
        "nearly": table["nearly"].sum(),
        "no_person": (~sure).sum(),
        "spaced_person": spaced.sum(),
        "unseen_person": (person.re_search(UNSEEN) & sure & ~spaced).sum(),
    }


def _days(table: Table, contract: StaffContract) -> Measures:
    measures: Measures = {"first_month": table["first_month"].min()}
    first = "start" if contract.layout == "spells" else "month"
    measures["no_first"] = table[first].isnull().sum()
    snapshot = ibis.literal(contract.snapshot)
    for name in contract.days:
        day = table[name]
        late = month_of(day) > month_of(snapshot) if name == "month" else day > snapshot
        measures[f"no_day_{name}"] = (day == UNREADABLE).sum()
        measures[f"late_{name}"] = late.sum()
        measures[f"old_{name}"] = (
            read(day) & (day < ibis.literal(oldest(contract.snapshot)))
        ).sum()
    for name in {"joined", "joined_originally"} & set(contract.days):
        day = table[name]
        from_day = month_of(day) > table["first_month"] if first == "month" else day > table[first]
        after = read(day) & read(table[first]) & from_day
        after = after & ~was_reset(day, contract) if name == "joined" else after
        measures[f"after_{name}"] = after.sum()
    if contract.service:
        measures["no_service"] = (table["service"] == NO_SERVICE).sum()
    return measures


def _leaving(table: Table, contract: StaffContract) -> Measures:
    kept, left = table["of_population"], table["left"]
    closed = table["last_month"] <= contract.last_month
    unknown = table["service" if contract.service else "since"].isnull()
    return {
        "unknown_reason": (kept & (table["reason"] == UNKNOWN)).sum(),
        "leavers": (kept & left & closed).sum(),
        "leavers_cut": (kept & left & ~closed).sum(),
        "leavers_set_aside": (left & ~kept).sum(),
        "without_reason": (kept & left & closed & (table["reason"] == BLANK)).sum(),
        "service_not_known": _different(table, unknown),
    }


def _spells(table: Table, sure: BooleanValue) -> Measures:
    start, end = table["start"], table["end"]
    before = table["earlier_end"]
    started = sure & read(start)
    again = (started & (before >= start)).fill_null(False)
    touching = again & (before == start)
    differs = table["grade"] != table["earlier_grade"]
    one_day = ibis.interval(days=1)
    follows = table["next_start"] <= table["until"] + one_day
    gap = started & read(before) & (before < start - one_day)
    told = sure & (table["reason"] != BLANK)
    dated = read(start) & read(table["next_start"])
    return {
        "end_first": (read(end) & read(start) & (end < start)).sum(),
        "touching": touching.sum(),
        "overlapping": (again & ~touching).sum(),
        "two_grades": (again & ~touching & differs).sum(),
        "reason_early": (told & dated & (table["until"] < GOES_ON) & follows).sum(),
        "reason_open": (told & end.isnull()).sum(),
        "came_back": table["number"].nunique(where=gap),
    }


def _months(table: Table, sure: BooleanValue) -> Measures:
    month, before = table["first_month"], table["earlier_month"]
    again = sure & (month == before)
    differs = table["grade"] != table["earlier_grade"]
    dated = sure & read(table["month"])
    missing = dated & (table["next_month"] > month + 1)
    later = dated & (table["next_month"] > month)
    return {
        "repeated": again.sum(),
        "two_grades": (again & differs).sum(),
        "missing": missing.sum(),
        "missing_people": table["number"].nunique(where=missing),
        "reason_early": (later & (table["reason"] != BLANK)).sum(),
        "newest": month.max(),
        "not_month_ends": (~dated | (month_of(table["month"] + ibis.interval(days=1)) == month))
        .fill_null(True)
        .sum(),
    }


def _groups(table: Table, place: int, groups: int) -> Measures:
    code, kept = table[f"group_{place}"], table["of_population"]
    return {
        f"unknown_group_{place}": (kept & (code == UNKNOWN)).sum(),
        f"declared_{place}": _different(table, (code >= 0) & (code < groups)),
    }


def _values(table: Table, contract: StaffContract, place: int) -> Measures:
    driver, value, kept = contract.measured[place], table[f"value_{place}"], table["of_population"]
    number = value.notnull() & ~value.isnan()
    beyond = ibis.literal(False)
    if driver.least is not None:
        beyond = beyond | (value < driver.least)
    if driver.greatest is not None:
        beyond = beyond | (value > driver.greatest)
    known = kept & number
    return {
        f"no_value_{place}": value.isnan().sum(),
        f"beyond_{place}": (number & beyond).sum(),
        f"zero_{place}": (known & (value == 0)).sum(),
        f"staying_{place}": (known & ~table["left"]).sum(),
        f"blank_{place}": (kept & value.isnull()).sum(),
        f"filled_{place}": known.sum(),
        f"varies_{place}": (value.max(where=known) > value.min(where=known)).cast("int8"),
    }
