"""Whether the rows can be used: one aggregate query of problems; labels are read again to name."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from functools import reduce
from operator import or_

from ibis.expr.types import BooleanValue, Table

from workbench.errors import DataError
from workbench.records.coding import BLANK, UNKNOWN
from workbench.records.contract import CodedColumn, Contract
from workbench.records.days import day_measures, day_problems
from workbench.records.labels import in_rows, label_problems
from workbench.records.layouts import gone_on
from workbench.records.reader import Records

FEWEST_COMPARATORS = 5
"""Where the band of the `open` policy ends: a refusal tells 0 from 4 no more than the band does."""


@dataclass(frozen=True, slots=True)
class Checked:
    """What may be counted: rows of the campaign, and applications by people with another there."""

    rows_used: int
    further_applications: int | None


def check(records: Records, contract: Contract) -> Checked:
    """Refuse records that cannot be counted truly, and return how many rows will be counted.

    Raises
    ------
    DataError
        Naming every problem, the column, how many rows have it, and what to do.
    """
    found = _measured(records.table, contract)
    if not found["rows"]:
        told = [f"no rows for the campaign {contract.campaign!r}. Check 'campaign'."]
        raise DataError.gather(
            records.source, [*records.problems, *(told if contract.campaign else ())]
        )
    strange = [column for column, name in _label_measures(contract).items() if found[name]]
    labels = label_problems(records.raw, contract, strange) if strange else {}
    problems = [*records.problems, *labels.values()]
    problems += _identifier_problems(found, contract)
    problems += day_problems(found, records.raw, contract)
    problems += _order_problems(found, contract, set(labels))
    problems += _group_problems(found, contract, set(labels))
    if problems:
        raise DataError.gather(records.source, problems)
    further = found["applications"] - found["people_named"] if contract.person else None
    return Checked(found["rows"], further)


def _label_measures(contract: Contract) -> dict[str, str]:
    """Return the columns of labels, and the measure that counts the unknown ones of each."""
    if contract.long:
        outcomes = {
            contract.long.stage: "unknown_stages",
            contract.long.outcome: "unknown_outcomes",
        }
    elif contract.status:
        outcomes = {contract.status: "unknown_0"}
    else:
        outcomes = {stage.column: f"unknown_{n}" for n, stage in enumerate(contract.stages)}
    groups = {coded.column: f"unknown_group_{n}" for n, coded in enumerate(contract.coded)}
    return outcomes | groups


def _measured(records: Table, contract: Contract) -> dict[str, int]:
    table = records.filter(records["here"])
    measures = {"applications": table.count(), "rows": table["rows"].sum()}
    measures["bad_count"] = (table["people"] < 0).sum()
    if contract.identifier:
        named = table["identifier"] != ""
        measures["no_identifier"] = table["rows"].sum(where=~named)
        measures["identifiers"] = table["identifier"].nunique(where=named)
    if contract.person:
        measures["no_person"] = (table["person"] == "").sum()
        measures["people_named"] = table["person"].nunique(where=table["person"] != "")
    if contract.long:
        for name in ("repeated", "unknown_stages", "unknown_outcomes"):
            measures[name] = table[name].sum()
    for number in range(len(contract.stages)):
        measures[f"unknown_{number}"] = (table[f"stage_{number}"] == UNKNOWN).sum()
        if number:
            measures[f"early_{number}"] = _early(table, number).sum()
    for place, coded in enumerate(contract.coded):
        measures |= _group_measures(table, place, coded)
    measures |= day_measures(table, contract)
    found = table.aggregate(**measures).to_pyarrow().to_pylist()[0]
    return {name: int(value or 0) for name, value in found.items()}


def _early(table: Table, number: int) -> BooleanValue:
    """Tell whether a stage was reached without all before it."""
    missed = reduce(or_, [~gone_on(table, before) for before in range(number)])
    return (table[f"stage_{number}"] != BLANK) & missed


def _group_measures(table: Table, place: int, coded: CodedColumn) -> dict:
    code, people = table[f"group_{place}"], table["people"]
    declared = (code >= 0) & (code < len(coded.groups))
    comparator = coded.groups.index(coded.comparator)
    measures = {
        f"unknown_group_{place}": (code == UNKNOWN).sum(),
        f"comparator_{place}": people.sum(where=code == comparator),
        f"declared_{place}": people.sum(where=declared),
    }
    if f"differs_{place}" in table.columns:
        measures[f"differs_{place}"] = table[f"differs_{place}"].sum()
    return measures


def _identifier_problems(found: dict[str, int], contract: Contract) -> Iterator[str]:
    if found["bad_count"]:
        yield (
            f"'{contract.count}' is not a whole number of people in {in_rows(found['bad_count'])}. "
            "Correct them; 0 is allowed."
        )
    for column, measure in ((contract.identifier, "no_identifier"), (contract.person, "no_person")):
        if column and found[measure]:
            yield f"'{column}' is blank in {in_rows(found[measure])}. Fill it in."
    if contract.long:
        if found["repeated"]:
            yield (
                f"{in_rows(found['repeated'])} beyond one for an application and stage. Keep the "
                "row that counts."
            )
    elif contract.identifier:
        filled = found["rows"] - found["no_identifier"]
        if again := filled - found["identifiers"]:
            yield (
                f"'{contract.identifier}': {in_rows(again)} with the identifier of an earlier row. "
                "Keep one row for each application. If people may apply more than once, or to two "
                "regions, name a column that tells applications apart, and this one as 'person'."
            )


def _order_problems(found: dict[str, int], contract: Contract, strange: set[str]) -> Iterator[str]:
    """Yield stages reached too early, save what only follows from `strange` columns."""
    if strange & set(contract.outcome_columns) and contract.layout != "wide":
        return
    for number, stage in enumerate(contract.stages[1:], 1):
        before = {one.column for one in contract.stages[: number + 1]}
        if (early := found[f"early_{number}"]) and not before & strange:
            yield (
                f"'{stage.column}' has an outcome in {in_rows(early)} where an earlier stage was "
                "not passed. Correct the rows, or the order of 'stages'."
            )


def _group_problems(found: dict[str, int], contract: Contract, strange: set[str]) -> Iterator[str]:
    for place, coded in enumerate(contract.coded):
        if differs := found.get(f"differs_{place}"):
            yield (
                f"'{coded.column}': the rows of {differs:,} applications name more than one group. "
                "Correct them."
            )
        if coded.column in strange:
            continue
        if not found[f"declared_{place}"]:
            yield (
                f"'{coded.column}' names a group in no row. Take {coded.name} out of "
                "'characteristics', or check the export."
            )
        elif found[f"comparator_{place}"] < FEWEST_COMPARATORS:
            yield (
                f"'{coded.column}': fewer than {FEWEST_COMPARATORS} people are in the comparator "
                f"group {coded.comparator!r}. Choose another comparator, or check the labels."
            )
        elif found[f"comparator_{place}"] == found[f"declared_{place}"]:
            yield (
                f"'{coded.column}': everyone who declared is in the group {coded.comparator!r}, so "
                f"there is no one to compare. Take {coded.name} out of 'characteristics'."
            )
