"""Labels outside the lists, each named with what it may have been meant to be."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

import ibis
from ibis.expr.types import Table

from workbench.records.checking.likeness import described
from workbench.records.coding import BLANK, of_campaign, stage_places, status_codes
from workbench.records.contract import CodedColumn, Contract
from workbench.records.opening.opened import in_rows

LABELS_SHOWN = 5
SHARED = 1.5
"""Rows a label; many labels with fewer are names or numbers of people, and are not shown."""


def label_problems(raw: Table, contract: Contract, columns: Sequence[str]) -> dict[str, str]:
    """Return, for each of `columns` with labels outside its list, a sentence that names them."""
    known = allowed_labels(contract)
    rows = of_campaign(raw, contract)
    counted = [
        unknown_labels(_to_read(rows, name, contract), name, known[name]) for name in columns
    ]
    unknown = ibis.union(*counted) if len(counted) > 1 else counted[0]
    found = unknown.order_by(["column", ibis.desc("rows"), "label"]).to_pyarrow().to_pylist()
    mends = _mends(contract)
    return {
        column: f"{column!r}: {told_unknown(here, known[column])} {mends[column]}"
        for column in columns
        if (here := [item for item in found if item["column"] == column])
    }


def other_campaigns(raw: Table, contract: Contract) -> str:
    """Return a sentence that names the campaigns there are, where none is the one asked for."""
    column = raw[contract.campaign_column]
    counted = raw.group_by(label=column).aggregate(rows=raw.count())
    found = counted.order_by([ibis.desc("rows"), "label"]).to_pyarrow().to_pylist()
    if _personal(found):
        return f"{contract.campaign_column!r} has {len(found):,} different labels."
    return f"{contract.campaign_column!r} has {_shown(found, [str(contract.campaign)])}."


def allowed_labels(contract: Contract) -> dict[str, tuple[str, ...]]:
    """Return every label that may stand in each column of labels."""
    allowed = {coded.column: tuple(coded.meanings) for coded in contract.coded}
    if contract.status:
        return allowed | {contract.status: tuple(status_codes(contract))}
    if long := contract.long:
        outcomes = {long.outcome: (*contract.stages[0].meanings, "")}
        return allowed | {long.stage: tuple(stage_places(contract))} | outcomes
    return allowed | {stage.column: (*stage.meanings, "") for stage in contract.stages}


def _to_read(rows: Table, column: str, contract: Contract) -> Table:
    """Return the rows whose label counts: an ignored stage may have any outcome."""
    if contract.long is None or column != contract.long.outcome:
        return rows
    ignored = [label for label, place in stage_places(contract).items() if place == BLANK]
    return rows.filter(rows[contract.long.stage].notin(ignored)) if ignored else rows


def _mends(contract: Contract) -> dict[str, str]:
    outcome = (
        "Correct the file (a stage that was not reached is blank), or say what they mean under "
        "'outcomes'."
    )
    mends = dict.fromkeys(contract.outcome_columns, outcome)
    first = contract.stages[0].name
    if contract.status:
        mends[contract.status] = (
            "Say at which stage people with them are, and how: "
            f"stages: {{{first}: {{failed: [..], pending: [..]}}}}. A blank is written ''."
        )
    if contract.long:
        mends[contract.long.stage] = (
            f"Name them: stages: {{{first}: {{called: [..]}}}}, or leave them out: "
            "'ignored_stages'."
        )
    return mends | {coded.column: _mend_of_group(coded) for coded in contract.coded}


def _mend_of_group(coded: CodedColumn) -> str:
    if coded.mend:
        return coded.mend
    if coded.named_under == "adjustments":
        return (
            "Correct the file, or say what they mean: adjustments: {scheme_yes: [..], scheme_no: "
            "[..], scheme_undeclared: [..]}."
        )
    return (
        f"Correct the file, or say which group they belong to: {coded.named_under}: "
        f"{{{coded.name}: {{recode: {{{coded.groups[0]}: [..]}}}}}}; what stands for no answer "
        "goes under 'undeclared' there."
    )


def unknown_labels(rows: Table, column: str, allowed: Sequence[str]) -> Table:
    """Count the rows of each label of a column that is not allowed."""
    strange = rows.filter(rows[column].notin(allowed))
    return strange.group_by(label=strange[column]).aggregate(
        rows=strange.count(), column=ibis.literal(column)
    )


def told_unknown(found: list[dict], allowed: Sequence[str]) -> str:
    """Say which labels are unknown, and of how many rows, in the words of a problem."""
    rows = sum(item["rows"] for item in found)
    told = f"{len(found):,} unknown label{'s' if len(found) > 1 else ''} in {in_rows(rows)}"
    if _personal(found):
        return f"{told}, not shown: they may tell who people are. Is it the right column?"
    shown = _shown(found, allowed)
    # Said once for each column, since one word mends all of its labels.
    trim = " Spaces can be taken off: reading: {trim: true}." if "but for spaces)" in shown else ""
    return f"{told}: {shown}.{trim}"


def _personal(found: list[dict]) -> bool:
    rows = sum(item["rows"] for item in found)
    return len(found) > LABELS_SHOWN and rows < SHARED * len(found)


def _shown(found: list[dict], allowed: Iterable[str]) -> str:
    shown = ", ".join(described(item["label"], allowed) for item in found[:LABELS_SHOWN])
    more = f" and {len(found) - LABELS_SHOWN:,} more" if len(found) > LABELS_SHOWN else ""
    return shown + more
