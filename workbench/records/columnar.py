"""Opening a parquet file."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

import pyarrow as pa
import pyarrow.parquet as pq
from ibis.backends.duckdb import Backend

from workbench.records.opened import Opened, header_problems


def open_parquet(connection: Backend, path: Path, wanted: Sequence[str]) -> Opened:
    """Open a parquet file; its columns keep their names."""
    try:
        header = pq.read_schema(path).names
    except (pa.ArrowException, OSError):
        return Opened("", problems=("cannot be read as parquet; it may be cut off. Export again.",))
    problems = header_problems(header, wanted) or _case_problems(header, wanted)
    if problems:
        return Opened("parquet", problems=problems)
    return Opened("parquet", connection.read_parquet(path), {name: name for name in header})


def _case_problems(header: Sequence[str], wanted: Sequence[str]) -> tuple[str, ...]:
    # The engine takes names that differ only in case for one.
    lower = [name.lower() for name in header]
    return tuple(
        f"column '{name}' has a twin that differs only in capitals. Keep one."
        for name in wanted
        if lower.count(name.lower()) > 1
    )
