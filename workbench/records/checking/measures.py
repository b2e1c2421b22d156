"""Everything that can be wrong with the rows, counted in one query."""

from __future__ import annotations

from functools import reduce
from operator import or_

from ibis.expr.types import BooleanValue, StringValue, Table

from workbench.records.checking.days import day_measures
from workbench.records.coding import BLANK, NO_MARK, UNKNOWN
from workbench.records.contract import CodedColumn, Contract
from workbench.records.layouts import gone_on

NOTHING = r"^[\s\pZ]*$"
SPACED = r"^[\s\pZ]|[\s\pZ]$"
UNSEEN = r"\pC"
"""A mark that cannot be seen, such as the one that tells of UTF-8 where files were put together."""


def measured(records: Table, contract: Contract) -> dict[str, int]:
    """Return how many rows, applications or people there are with each problem.

    Parameters
    ----------
    records : Table
        One row an application, as `workbench.records.layouts.with_stages` returns them.
    contract : Contract
        What may stand in them.
    """
    table = records.filter(records["here"])
    # In a long file the rows without an identifier look like one application of them all.
    sure = ~_is_blank(table["identifier"]) if contract.long else None
    measures = {"applications": table.count(), "rows": table["rows"].sum()}
    measures["bad_count"] = (table["people"] < 0).sum()
    measures |= _identifier_measures(table, contract)
    if contract.long:
        measures["repeated"] = table["repeated"].sum(where=sure)
        for name in ("unknown_stages", "unknown_outcomes"):
            measures[name] = table[name].sum()
        if contract.person:
            measures["persons_differ"] = table["persons_differ"].sum(where=sure)
    for number in range(len(contract.stages)):
        measures[f"unknown_{number}"] = (table[f"stage_{number}"] == UNKNOWN).sum()
        if number:
            measures[f"early_{number}"] = _early(table, number).sum(where=sure)
    for place, coded in enumerate(contract.coded):
        measures |= _group_measures(table, place, coded, sure)
    for place in contract.scores:
        measures[f"no_score_{place}"] = (table[f"score_{place}"] == NO_MARK).sum()
    measures |= day_measures(table, contract, sure)
    found = table.aggregate(**measures).to_pyarrow().to_pylist()[0]
    return {name: int(value or 0) for name, value in found.items()}


def label_measures(contract: Contract) -> dict[str, str]:
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


def _is_blank(text: StringValue) -> BooleanValue:
    return text.re_search(NOTHING)


def _identifier_measures(table: Table, contract: Contract) -> dict:
    measures = {}
    named = {"identifier": contract.identifier, "person": contract.person}
    for name in (name for name, column in named.items() if column):
        text, blank = table[name], _is_blank(table[name])
        measures[f"no_{name}"] = table["rows"].sum(where=blank)
        spaced = text.re_search(SPACED)
        measures[f"spaced_{name}"] = table["rows"].sum(where=spaced & ~blank)
        unseen = text.re_search(UNSEEN) & ~spaced & ~blank
        measures[f"unseen_{name}"] = table["rows"].sum(where=unseen)
        measures[f"different_{name}"] = text.nunique(where=~blank)
    return measures


def _early(table: Table, number: int) -> BooleanValue:
    """Tell whether a stage was reached without all before it."""
    missed = reduce(or_, [~gone_on(table, before) for before in range(number)])
    return (table[f"stage_{number}"] != BLANK) & missed


def _group_measures(
    table: Table, place: int, coded: CodedColumn, sure: BooleanValue | None
) -> dict:
    code, people = table[f"group_{place}"], table["people"]
    declared = (code >= 0) & (code < len(coded.groups))
    measures = {
        f"unknown_group_{place}": (code == UNKNOWN).sum(),
        f"declared_{place}": people.sum(where=declared),
    }
    if coded.comparator:
        comparator = code == coded.groups.index(coded.comparator)
        measures[f"comparator_{place}"] = people.sum(where=comparator)
    if f"differs_{place}" in table.columns:
        measures[f"differs_{place}"] = table[f"differs_{place}"].sum(where=sure)
    return measures
