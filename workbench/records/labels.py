"""Labels outside the lists, each named with what it may have been meant to be."""

from __future__ import annotations

import unicodedata
from collections.abc import Sequence
from difflib import get_close_matches

import ibis
from ibis.expr.types import Table

from workbench.records.coding import of_campaign, status_codes
from workbench.records.contract import Contract

LABELS_SHOWN = 5
LONGEST_SHOWN = 60
LOOK_ALIKE = str.maketrans(
    "АВЕЅІЈКМНОРСТХУасеіјорѕхуΑΒΕΖΗΙΚΜΝΟΡΤΥΧον’‘–—",
    "ABESIJKMHOPCTXYaceijopsxyABEZHIKMNOPTYXov''--",
)
"""Cyrillic and Greek letters, and typographic marks, that look like others."""


def label_problems(raw: Table, contract: Contract, columns: Sequence[str]) -> dict[str, str]:
    """Return, for each of `columns` with labels outside its list, a sentence that names them."""
    known = allowed_labels(contract)
    rows = of_campaign(raw, contract)
    unknown = ibis.union(*(_unknown(rows, name, known[name]) for name in columns))
    found = unknown.order_by(["column", ibis.desc("rows"), "label"]).to_pyarrow().to_pylist()
    mends = _mends(contract)
    return {
        column: f"{_sentence(column, here, known[column])} {mends[column]}"
        for column in columns
        if (here := [item for item in found if item["column"] == column])
    }


def allowed_labels(contract: Contract) -> dict[str, tuple[str, ...]]:
    """Return every label that may stand in each column of labels."""
    allowed = {coded.column: tuple(coded.meanings) for coded in contract.coded}
    if contract.status:
        return allowed | {contract.status: tuple(status_codes(contract))}
    if long := contract.long:
        called = [label for stage in contract.stages for label in stage.called]
        outcomes = {long.outcome: (*contract.stages[0].meanings, "")}
        return allowed | {long.stage: (*called, *long.ignored)} | outcomes
    return allowed | {stage.column: (*stage.meanings, "") for stage in contract.stages}


def _mends(contract: Contract) -> dict[str, str]:
    outcome = "Correct the file, or say what they mean under 'outcomes'."
    mends = dict.fromkeys(contract.outcome_columns, outcome)
    if contract.status:
        mends[contract.status] = (
            "Say at which stage and how people with them left: stages: {sift: {failed: [..]}}."
        )
    if contract.long:
        mends[contract.long.stage] = (
            "Name them: stages: {sift: {called: [..]}}, or leave them out: 'ignored_stages'."
        )
    for coded in contract.coded:
        mends[coded.column] = (
            "Correct the file, or say which group they belong to: "
            f"{coded.name}: {{recode: {{{coded.groups[0]}: [..]}}}}."
        )
    return mends


def _unknown(rows: Table, column: str, allowed: Sequence[str]) -> Table:
    strange = rows.filter(rows[column].notin(allowed))
    return strange.group_by(label=strange[column]).aggregate(
        rows=strange.count(), column=ibis.literal(column)
    )


def _sentence(column: str, found: list[dict], allowed: Sequence[str]) -> str:
    rows = sum(item["rows"] for item in found)
    shown = ", ".join(described(item["label"], allowed) for item in found[:LABELS_SHOWN])
    more = f" and {len(found) - LABELS_SHOWN} more" if len(found) > LABELS_SHOWN else ""
    plural = "s" if len(found) > 1 else ""
    return (
        f"'{column}': {len(found)} label{plural} outside the code list in {in_rows(rows)}: "
        f"{shown}{more}."
    )


def described(label: str, allowed: Sequence[str]) -> str:
    r"""Return a label as a message shows it, with the known label it may have been meant to be.

    Examples
    --------
    >>> described(" White", ["White", "Black"])
    "' White' ('White' but for spaces)"
    >>> described("Wite", ["White", "Black"])
    "'Wite' (nearest: 'White')"
    """
    if not label:
        return "blank"
    text = repr(label[:LONGEST_SHOWN])
    for known in filter(None, allowed):
        if difference := _difference(label, known):
            letters = ascii(label[:LONGEST_SHOWN]) if "letters" in difference else text
            return f"{letters} ({known!r} but for {difference})"
    close = get_close_matches(label, [known for known in allowed if known], n=1, cutoff=0.5)
    return f"{text} (nearest: {close[0]!r})" if close else text


def _difference(label: str, known: str) -> str | None:
    """Return in what alone a label differs from a known one."""
    if _spaced(label) == _spaced(known):
        return "spaces"
    if _spaced(label).casefold() == _spaced(known).casefold():
        return "capitals"
    if _plain(label) == _plain(known):
        return "letters that look alike"
    return None


def _spaced(text: str) -> str:
    seen = (" " if mark.isspace() else mark for mark in text if mark != "\ufeff")
    return " ".join("".join(seen).replace("\u200b", " ").split())


def _plain(text: str) -> str:
    marks = unicodedata.normalize("NFKC", _spaced(text).translate(LOOK_ALIKE))
    return "".join(m for m in marks if unicodedata.category(m) not in ("Cf", "Cc")).casefold()


def in_rows(number: int) -> str:
    """Return a number of rows in words."""
    return f"{number:,} row{'' if number == 1 else 's'}"
