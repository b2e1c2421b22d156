"""The local engine that reads and counts; it spills to a private folder when memory is short."""

from __future__ import annotations

import os
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import ibis
from ibis.backends.duckdb import Backend

MEMORY = "WORKBENCH_MEMORY"
"""Environment variable: the memory the engine may use, such as ``2GB``; four fifths by default."""


@contextmanager
def engine() -> Iterator[tuple[Backend, Path]]:
    """Yield a connection and a folder that only its owner can open; both are gone at the end."""
    with tempfile.TemporaryDirectory(prefix="workbench-") as folder:
        limit = {"memory_limit": os.environ[MEMORY]} if os.environ.get(MEMORY) else {}
        connection = ibis.duckdb.connect(temp_directory=folder, **limit)
        try:
            yield connection, Path(folder)
        finally:
            connection.disconnect()
