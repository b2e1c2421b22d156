"""The released values as comma-separated values: one line a number, in columns that are fixed.

A program that opens such a file may take a text that begins with a mark such as ``=`` for a
formula. So every such text gets an apostrophe before it, which `read` takes away again.
"""

from __future__ import annotations

import csv
import io
import math
import re
from collections.abc import Mapping, Sequence
from functools import lru_cache
from typing import Any

from workbench.disclosure import Release
from workbench.errors import RunError

FILE = "findings.csv"
ENCODING = "utf-8-sig"
"""With its mark at the head: without it Excel reads other letters than were written."""
KEYS = ("characteristic", "group", "role", "comparator", "stage", "basis", "stratum")
TEXTS = ("finding", "section", "measure", *KEYS)
NUMBERS = ("value", "lower", "upper", "lower_open", "upper_open", "level", "method")
TESTS = ("p_value", "p_adjusted", "family", "family_size", "verdict", "size")
FIXED = (*TEXTS, *NUMBERS, *TESTS)
SHOWN = "_shown"
WRITTEN = (*TEXTS, "method", "family", "verdict", "size")
"""The columns of texts; of the others only the counts as shown are."""
ALWAYS = (*TEXTS, "method")
"""The texts that are always there, though nothing may stand in them."""
BEGINNING = r"(?:^|(?<=[;,|\t\r\n]))"
"""Where some program may begin a cell, whichever mark it takes to part them."""
ACTS = re.compile(BEGINNING + r"(?=\s*[\t\r\n=+\-@'＝＋－＠])")
"""Before such a mark, wide ones too, or before a gap that a program may leave out."""
KEPT = re.compile(BEGINNING + "'")


def render(release: Release) -> bytes:
    """Return the file of a release.

    Raises
    ------
    RunError
        If a count is named as one of the fixed columns is.
    """
    records = release.records()
    names = columns(records)
    lines = [names, *([record.get(name) for name in names] for record in records)]
    return "".join(",".join(map(_cell, line)) + "\r\n" for line in lines).encode(ENCODING)


def columns(records: Sequence[Mapping[str, Any]]) -> tuple[str, ...]:
    """Return the columns: those every file has, then each count and how it is shown, by name.

    Raises
    ------
    RunError
        If a count is named as one of the fixed columns is.
    """
    found = {name for record in records for name in record} - {*FIXED}
    counts = sorted(name for name in found if name + SHOWN in found)
    if found != {*counts, *(name + SHOWN for name in counts)}:
        raise RunError(f"A count has a name that a column of {FILE} has. Name the count otherwise.")
    return (*FIXED, *(part for name in counts for part in (name, name + SHOWN)))


def guarded(text: str) -> str:
    """Return a text that no program takes for a formula.

    Examples
    --------
    >>> guarded("Asian"), guarded("=1+1"), guarded("'plain'"), guarded("a;@b")
    ('Asian', "'=1+1", "''plain'", "a;'@b")
    """
    return ACTS.sub("'", text)


def unguarded(text: str) -> str:
    """Return a text as it was before it was guarded.

    Examples
    --------
    >>> unguarded("Asian"), unguarded("'=1+1"), unguarded("''plain'"), unguarded("a;'@b")
    ('Asian', '=1+1', "'plain'", 'a;@b')
    """
    return KEPT.sub("", text)


def read(content: bytes) -> list[dict[str, Any]]:
    """Read back what `render` wrote: the records that ``findings.json`` holds.

    Parameters
    ----------
    content : bytes
        The file, its encoding mark in it.
    """
    lines = list(csv.reader(io.StringIO(content.decode(ENCODING), newline="")))
    head = [unguarded(name) for name in lines[0]]
    return [_record(dict(zip(head, line, strict=True))) for line in lines[1:]]


def _record(told: Mapping[str, str]) -> dict[str, Any]:
    counts = [name for name in told if name + SHOWN in told and told[name + SHOWN]]
    kept = (*FIXED, *counts, *(name + SHOWN for name in counts))
    return {name: _value(name, told[name]) for name in kept}


def _value(name: str, text: str) -> Any:
    if name in ALWAYS:
        return unguarded(text)
    if not text:
        return None
    if name in WRITTEN or name.endswith(SHOWN):
        return unguarded(text)
    if text in ("true", "false"):
        return text == "true"
    return int(text) if re.fullmatch(r"-?\d+", text) else float(text)


@lru_cache(maxsize=65_536)
def _quoted(text: str) -> str:
    return '"' + guarded(text).replace('"', '""') + '"' if text else ""


def _cell(value: object) -> str:
    """Return a value as it is written: numbers bare, texts in quotation marks, else nothing.

    Raises
    ------
    ValueError
        If a number is not finite.
    """
    if isinstance(value, str):
        return _quoted(value)
    if isinstance(value, float) and not math.isfinite(value):
        raise ValueError(f"{value} is no number that a file may hold")
    if isinstance(value, bool):
        return str(value).lower()
    return "" if value is None else str(value)
