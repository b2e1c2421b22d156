"""The same staff as a file with labels, as systems export them, and as codes, for the peers."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import numpy as np
import pyarrow as pa
import pyarrow.csv as pc
import pyarrow.parquet as pq
from numpy.typing import NDArray

from benchmarks.attrition.columns import FIXED, GROUPS
from benchmarks.attrition.people import FOLLOWED, Months, People, invent

FIRST = np.datetime64("2019-07")
"""The first month of the file."""
RESIGNED = "Resigned"
PEOPLE_PER_ROW = {"spells": 1.0, "months": 0.03}
"""Of a file of months, about."""


def group(place: int) -> str:
    """Return the label of a group."""
    return f"Group {place + 1}"


def make(folder: Path, kind: str, rows: int) -> tuple[Path, Path]:
    """Write spells or months of about so many rows, once, with labels and as codes.

    Returns
    -------
    tuple of Path
        Two parquet files; the one of codes stands beside a csv file of the same.
    """
    labelled = folder / f"{kind}-{rows}.parquet"
    coded = folder / f"{kind}-{rows}-coded.parquet"
    if not (labelled.exists() and coded.with_suffix(".csv").exists()):
        folder.mkdir(parents=True, exist_ok=True)
        people = invent(round(rows * PEOPLE_PER_ROW[kind]), varying=kind == "months")
        labels, codes = (_spells if kind == "spells" else _months)(people)
        pq.write_table(labels, labelled)
        pq.write_table(codes, coded)
        pc.write_csv(codes, coded.with_suffix(".csv"))
    return labelled, coded


def _spells(people: People) -> tuple[pa.Table, pa.Table]:
    number = np.arange(len(people.joined))
    labels = {
        "person": _identifiers(number),
        "start": _days(people.entry),
        "end": pa.array(_last_days(people.last), mask=~people.left),
        "joined": _days(people.joined),
        "reason": _reasons(people.left),
        **{name: _labels(codes, GROUPS[name]) for name, codes in people.groups.items()},
    }
    codes = {
        "entry": people.entry - people.joined,
        "exit": people.last - people.joined + 1,
        "left": people.left.astype(np.int8),
        **people.groups,
    }
    return pa.table(labels), pa.table(codes)


def _months(people: People) -> tuple[pa.Table, pa.Table]:
    month = np.arange(FOLLOWED)
    there = (people.entry[:, None] <= month) & (month <= people.last[:, None])
    person, month = np.nonzero(there)
    joined = people.joined[person]
    left = people.left[person] & (month == people.last[person])
    fixed = {name: people.groups[name][person] for name in FIXED}
    labels = {
        "person": _identifiers(person),
        "month": _days(month),
        "joined": _days(joined),
        "reason": _reasons(left),
        **{name: _labels(codes, GROUPS[name]) for name, codes in fixed.items()},
        **{name: values[person, month] for name, values in people.values.items()},
    }
    codes = {
        "person": person.astype(np.int32),
        "entry": month.astype(np.int32) - joined,
        "exit": month.astype(np.int32) - joined + 1,
        "left": left.astype(np.int8),
        **fixed,
        **{name: bands[person, month] for name, bands in people.bands.items()},
    }
    return pa.table(labels), pa.table(codes)


def _identifiers(number: NDArray[np.int64]) -> pa.Array:
    return pa.array(np.char.add("P", np.char.zfill(number.astype("U7"), 7)))


def _days(month: NDArray[Any]) -> pa.Array:
    return pa.array((FIRST + month).astype("datetime64[D]"))


def _last_days(month: Months) -> NDArray[np.datetime64]:
    return (FIRST + month + 1).astype("datetime64[D]") - 1


def _reasons(left: NDArray[np.bool_]) -> pa.Array:
    return pa.array(np.full(left.shape, RESIGNED), mask=~left)


def _labels(codes: NDArray[np.int8], groups: int) -> pa.DictionaryArray:
    return pa.DictionaryArray.from_arrays(codes, [group(place) for place in range(groups)])
