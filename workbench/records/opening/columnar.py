"""Opening a parquet file."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

import pyarrow as pa
import pyarrow.parquet as pq
from ibis.backends.duckdb import Backend

from workbench.records.opening.opened import Opened, header_problems


def open_parquet(connection: Backend, path: Path, wanted: Sequence[str]) -> Opened:
    """Open a parquet file; its columns keep their names."""
    try:
        schema = pq.read_schema(path)
    except (pa.ArrowException, OSError):
        return Opened("", problems=("cannot be read as parquet; it may be cut off. Export again.",))
    header = schema.names
    problems = (
        header_problems(header, wanted)
        or _case_problems(header, wanted)
        or _nested_problems(schema, wanted)
    )
    if problems:
        return Opened("parquet", problems=problems)
    # Else a folder named sex=Men would take the place of the column.
    table = connection.read_parquet(path, hive_partitioning=False)
    plain = frozenset(field.name for field in schema if _is_plain(field.type))
    columns = {name: name for name in header}
    return Opened("parquet", table, columns, parquet=path, plain=plain)


def _is_plain(kind: pa.DataType) -> bool:
    if pa.types.is_dictionary(kind):
        kind = kind.value_type
    return any(
        is_it(kind)
        for is_it in (
            pa.types.is_string,
            pa.types.is_large_string,
            pa.types.is_signed_integer,
            pa.types.is_boolean,
            pa.types.is_date32,
        )
    )


def _case_problems(header: Sequence[str], wanted: Sequence[str]) -> tuple[str, ...]:
    # The engine takes names that differ only in case for one.
    lower = [name.lower() for name in header]
    return tuple(
        f"column {name!r} has a twin that differs only in capitals. Keep one."
        for name in wanted
        if lower.count(name.lower()) > 1
    )


def _nested_problems(schema: pa.Schema, wanted: Sequence[str]) -> tuple[str, ...]:
    return tuple(
        f"column {name!r} holds lists or structures, not single values. Export one value a row."
        for name in wanted
        if pa.types.is_nested(schema.field(name).type)
    )
