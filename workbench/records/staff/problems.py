"""What can be wrong with rows of staff, in words, each with the mend."""

from __future__ import annotations

from collections.abc import Iterator, Mapping

import ibis

from workbench.records.checking.check import TRIM, group_problems
from workbench.records.checking.labels import told_unknown, unknown_labels
from workbench.records.checking.unreadable import unreadable_days
from workbench.records.opening.opened import in_rows
from workbench.records.staff.coding import of_population
from workbench.records.staff.contract import (
    NONE_HELD,
    MeasuredColumn,
    StaffContract,
    month_name,
)
from workbench.records.staff.day_problems import (
    day_problems,
    months_problems,
    reason_problems,
    spells_problems,
)
from workbench.records.staff.reader import StaffRecords

Found = Mapping[str, int]

OF_REASONS = (
    "Correct the file (whoever is still there has none), or say what they mean: leaving: "
    "{reasons: {resignation: [..]}}."
)
OF_STAGES = ", or leave 'date' out of the stage: dates are not needed"
"""A mend that applications have and staff do not."""


def row_problems(records: StaffRecords, contract: StaffContract, found: Found) -> Iterator[str]:
    """Yield every problem of the rows.

    Parameters
    ----------
    records : StaffRecords
        The rows, as codes and as text.
    contract : StaffContract
        What may stand in them.
    found : mapping of str to int
        As `workbench.records.staff.measures.measured_staff` returns it.
    """
    yield from _person_problems(contract, found)
    yield from _population_problems(contract, found)
    told = list(_unreadable(records, contract, found))
    told += day_problems(contract, found)
    spells = contract.layout == "spells"
    told += spells_problems(contract, found) if spells else months_problems(contract, found)
    told += reason_problems(contract, found)
    yield from told
    labels = _label_problems(records, contract, found)
    yield from labels.values()
    for place, driver in enumerate(contract.measured):
        yield from _driver_problems(driver, place, found)
    # Who left, and who is in a group, is not known while rows cannot be read.
    if found["rows_kept"] and not records.problems:
        if not told and contract.reason not in labels:
            yield from _leaving_problems(contract, found)
        for place, coded in enumerate(contract.coded):
            if coded.column not in labels:
                yield from group_problems(dict(found), place, coded)


def _person_problems(contract: StaffContract, found: Found) -> Iterator[str]:
    column = repr(contract.person)
    if rows := found["no_person"]:
        yield f"{column} is blank in {in_rows(rows)}. Fill it in."
    if rows := found["spaced_person"]:
        yield (
            f"{column} has spaces before or after it in {in_rows(rows)}, so that one could count "
            f"as two. {TRIM}"
        )
    if rows := found["unseen_person"]:
        yield (
            f"{column} holds characters that cannot be seen in {in_rows(rows)}, so that one could "
            "count as two. Take them out."
        )


def _population_problems(contract: StaffContract, found: Found) -> Iterator[str]:
    columns = ", ".join(map(repr, contract.kept))
    if rows := found["nearly"]:
        yield (
            f"{columns}: {in_rows(rows)} with a label that differs from one of 'kept' only in "
            f"spaces or capitals, and would be set aside. Write it alike. {TRIM}"
        )
    elif not found["rows_kept"]:
        yield (
            f"{columns}: no row has the labels of 'kept'. Correct 'kept', or leave it out to count "
            "everyone."
        )


def _unreadable(records: StaffRecords, contract: StaffContract, found: Found) -> Iterator[str]:
    columns = [column for name, column in contract.days.items() if found[f"no_day_{name}"]]
    for column in dict.fromkeys(columns):
        for told in unreadable_days(records.raw, column, records.dates):
            yield told.replace(OF_STAGES, "")


def _label_problems(records: StaffRecords, contract: StaffContract, found: Found) -> dict[str, str]:
    """Return, for each column with labels outside its list, a sentence that names them."""
    allowed = {contract.reason: ("", *contract.reasons)} if found["unknown_reason"] else {}
    mends = {contract.reason: OF_REASONS}
    for place, one in enumerate(contract.coded):
        if found[f"unknown_group_{place}"]:
            allowed[one.column] = tuple(one.meanings)
        mends[one.column] = (
            f"Correct the file, or say which group they belong to: {one.named_under}: "
            f"{{{one.name}: {{recode: {{{one.groups[0]}: [..]}}}}}}; what stands for no answer "
            "goes under 'undeclared' there."
        )
    if not allowed:
        return {}
    rows = records.raw.filter(of_population(records.raw, contract))
    counted = [unknown_labels(rows, column, labels) for column, labels in allowed.items()]
    unknown = ibis.union(*counted) if len(counted) > 1 else counted[0]
    items = unknown.order_by(["column", ibis.desc("rows"), "label"]).to_pyarrow().to_pylist()
    return {
        column: f"{column!r}: {told_unknown(here, labels)} {mends[column]}"
        for column, labels in allowed.items()
        if (here := [item for item in items if item["column"] == column])
    }


def _driver_problems(driver: MeasuredColumn, place: int, found: Found) -> Iterator[str]:
    column, under = repr(driver.column), f"drivers: {{{driver.name}: "
    if rows := found[f"no_value_{place}"]:
        yield (
            f"{column} holds text that is no number in {in_rows(rows)}. Write figures alone, with "
            "a point before decimals; a blank is a month without one."
        )
    if rows := found[f"beyond_{place}"]:
        yield (
            f"{column} is {_beyond(driver)} in {in_rows(rows)}. Correct them, or say what can be "
            f"true: {under}{{least: .., greatest: ..}}}}."
        )
    unsaid = driver.blank == NONE_HELD and driver.zero_is_none is None
    if unsaid and (rows := found[f"zero_{place}"]):
        yield (
            f"{column} is 0 in {in_rows(rows)}, and a blank there is who holds none. Say that a 0 "
            f"is that as well, {under}{{zero: none held}}}}, or that it is a number (zero: a "
            "number)."
        )
    yield from _filled_problems(driver, place, found)


def _filled_problems(driver: MeasuredColumn, place: int, found: Found) -> Iterator[str]:
    """Yield why a driver tells nothing: it has no values, or only those of leavers."""
    column, filled = repr(driver.column), found[f"filled_{place}"]
    if not found["rows_kept"] or found[f"no_value_{place}"]:
        return
    if not filled:
        yield (
            f"{column} is blank in every row. Take {driver.name} out of 'drivers', or check the "
            "export."
        )
    elif not found[f"staying_{place}"] and filled < found["rows_kept"]:
        yield (
            f"{column} is filled in {in_rows(filled)}, each the last of a person who left, so that "
            f"it was measured after they did, or as they went. Take {driver.name} out of 'drivers'."
        )
    elif not found[f"varies_{place}"]:
        yield (
            f"{column} is the same number in {in_rows(filled)}, so that nobody can be told apart "
            f"by it. Take {driver.name} out of 'drivers', or check the export."
        )


def _beyond(driver: MeasuredColumn) -> str:
    if driver.greatest is None:
        return f"below {driver.least:g}"
    if driver.least is None:
        return f"above {driver.greatest:g}"
    return f"not between {driver.least:g} and {driver.greatest:g}"


def _leaving_problems(contract: StaffContract, found: Found) -> Iterator[str]:
    last, column = month_name(contract.last_month), repr(contract.reason)
    if found["first_month"] > contract.last_month:
        return
    if not found["leavers"]:
        yield (
            f"{column}: no one leaves up to {last}, the last month counted. The file may hold only "
            "those still there: export those who left too, or check 'kept'."
        )
    elif found["leavers"] + found["leavers_cut"] == found["people_kept"]:
        where = repr(contract.end if contract.layout == "spells" else contract.month)
        yield (
            f"{column}: everyone leaves. Export those still there too, and see that {where} tells "
            "who they are: " + _still_there(contract)
        )


def _still_there(contract: StaffContract) -> str:
    if contract.layout == "spells":
        return "it is blank while a spell goes on."
    return "their rows go on to the last month of the file."
