"""Whether the rows can be used: one aggregate query of problems and one of unknown labels."""

from __future__ import annotations

from collections.abc import Sequence
from difflib import get_close_matches
from functools import reduce
from operator import or_

import ibis
from ibis.expr.types import BooleanValue, IntegerValue, Table

from workbench.errors import DataError
from workbench.records.contract import Contract, StageColumn
from workbench.records.reader import Records

LABELS_SHOWN = 5
FEWEST_COMPARATORS = 5
"""Where the band of the `open` policy ends: a refusal tells 0 from 4 no more than the band does."""


def check(records: Records, contract: Contract) -> int:
    """Refuse records that cannot be counted truly, and return how many rows will be counted.

    Raises
    ------
    DataError
        Naming every problem, the column, how many rows have it, and what to do.
    """
    table = of_campaign(records.table, contract)
    counts = _problem_counts(table, contract)
    labels = _label_problems(table, contract) if counts["rows"] else {}
    problems = [*records.problems, *labels.values(), *_sentences(counts, contract, set(labels))]
    if problems:
        raise DataError.gather(records.source, problems)
    return counts["rows"]


def of_campaign(table: Table, contract: Contract) -> Table:
    """Return the rows of the campaign that the contract names; all rows if it names none."""
    if contract.campaign_column is None:
        return table
    return table.filter(table[contract.campaign_column] == contract.campaign)


def _problem_counts(table: Table, contract: Contract) -> dict[str, int]:
    measures = {"rows": table.count()}
    if contract.identifier:
        identifier = table[contract.identifier]
        measures["no_identifier"] = (identifier == "").sum()
        measures["identifiers"] = identifier.nunique(where=identifier != "")
    if contract.count:
        measures["bad_count"] = (~table[contract.count].re_search(r"^[0-9]{1,12}$")).sum()
    for number, condition in enumerate(_out_of_order(table, contract.stages)):
        measures[f"order_{number}"] = condition.sum()
    for coded in contract.coded:
        here = table[coded.column] == coded.comparator
        measures[f"comparator_{coded.name}"] = _people_where(here, table, contract)
    found = table.aggregate(**measures).to_pyarrow().to_pylist()[0]
    return {name: int(value or 0) for name, value in found.items()}


def _people_where(here: BooleanValue, table: Table, contract: Contract) -> IntegerValue:
    if contract.count is None:
        return here.sum()
    return table[contract.count].try_cast("int64").fill_null(0).sum(where=here)


def _out_of_order(table: Table, stages: Sequence[StageColumn]) -> list[BooleanValue]:
    """Return, for each stage after the first, whether it was reached without all before it."""
    gone_on = [table[stage.column].isin(stage.labels("passed", "exempt")) for stage in stages[:-1]]
    return [
        (table[stage.column] != "") & reduce(or_, [~passed for passed in gone_on[: number + 1]])
        for number, stage in enumerate(stages[1:])
    ]


def _sentences(counts: dict[str, int], contract: Contract, strange: set[str]) -> list[str]:
    """Say what was counted; not what only follows from `strange` columns, told already."""
    rows = counts["rows"]
    if rows == 0 and contract.campaign is None:
        return []
    if rows == 0:
        return [f"no rows for the campaign {contract.campaign!r}. Check 'campaign'."]
    told: list[str] = []
    if contract.identifier:
        told += _identifier_problems(counts, contract.identifier)
    if bad := counts.get("bad_count", 0):
        told.append(f"'{contract.count}' is not a whole number of people in {_rows(bad)}.")
    for number, stage in enumerate(contract.stages[1:]):
        before = {one.column for one in contract.stages[: number + 2]}
        if (early := counts[f"order_{number}"]) and not before & strange:
            told.append(
                f"'{stage.column}' has an outcome in {_rows(early)} where an earlier stage was "
                "not passed. Correct the rows, or the order of 'stages'."
            )
    for coded in contract.coded:
        few = counts[f"comparator_{coded.name}"] < FEWEST_COMPARATORS
        if few and coded.column not in strange:
            told.append(
                f"'{coded.column}': fewer than {FEWEST_COMPARATORS} people are in the comparator "
                f"group {coded.comparator!r}. Choose another comparator, or check the labels."
            )
    return told


def _identifier_problems(counts: dict[str, int], column: str) -> list[str]:
    told = []
    blank = counts["no_identifier"]
    again = counts["rows"] - blank - counts["identifiers"]
    if blank:
        told.append(f"'{column}' is blank in {_rows(blank)}. Fill it in.")
    if again:
        told.append(
            f"'{column}': {_rows(again)} with the identifier of an earlier row. "
            "Keep one row for each application."
        )
    return told


def _label_problems(table: Table, contract: Contract) -> dict[str, str]:
    """Return, for each column with labels outside its list, a sentence that names them."""
    allowed: dict[str, tuple[str, ...]] = {}
    mends: dict[str, str] = {}
    for coded in contract.coded:
        allowed[coded.column] = (*coded.groups, *coded.undeclared, "")
        mends[coded.column] = (
            "Correct the file, or name the labels it has: "
            f"{coded.name}: {{groups: [..], comparator: ..}}."
        )
    for stage in contract.stages:
        allowed[stage.column] = (*stage.meanings, "")
        mends[stage.column] = "Correct the file, or say what they mean under 'outcomes'."
    unknown = ibis.union(*(_unknown(table, name, labels) for name, labels in allowed.items()))
    found = unknown.order_by(["column", ibis.desc("rows"), "label"]).to_pyarrow().to_pylist()
    return {
        column: f"{_label_sentence(column, here, labels)} {mends[column]}"
        for column, labels in allowed.items()
        if (here := [item for item in found if item["column"] == column])
    }


def _unknown(table: Table, column: str, allowed: Sequence[str]) -> Table:
    strange = table.filter(table[column].notin(allowed))
    return strange.group_by(label=strange[column]).aggregate(
        rows=strange.count(), column=ibis.literal(column)
    )


def _label_sentence(column: str, found: list[dict], allowed: Sequence[str]) -> str:
    rows = sum(item["rows"] for item in found)
    shown = ", ".join(_label(item["label"], allowed) for item in found[:LABELS_SHOWN])
    more = f" and {len(found) - LABELS_SHOWN} more" if len(found) > LABELS_SHOWN else ""
    plural = "s" if len(found) > 1 else ""
    return (
        f"'{column}': {len(found)} label{plural} outside the code list in {_rows(rows)}: "
        f"{shown}{more}."
    )


def _label(label: str, allowed: Sequence[str]) -> str:
    close = get_close_matches(label, [known for known in allowed if known], n=1, cutoff=0.5)
    return f"{label[:60]!r} (nearest: {close[0]!r})" if close else f"{label[:60]!r}"


def _rows(number: int) -> str:
    return f"{number:,} row{'' if number == 1 else 's'}"
