"""The engine of one machine; what it keeps is on disk, in a private folder."""

from __future__ import annotations

import os
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

import duckdb
import ibis
import pyarrow as pa
from ibis.backends.duckdb import Backend
from ibis.expr.types import Table

from workbench.records.engines.failing import EngineError, EngineMemoryError
from workbench.records.engines.folders import PREFIX, held, sweep_abandoned

if TYPE_CHECKING:
    from workbench.records.opening.opened import Opened

MEMORY = "WORKBENCH_MEMORY"
"""Environment variable: the memory the engine may use, such as ``2GB``; four fifths by default."""
ROWS = "rows.duckdb"
SCRATCH = "WORKBENCH_SCRATCH"
"""Environment variable: where private folders are made; the system's own place by default."""


@dataclass(frozen=True, slots=True)
class LocalEngine:
    """DuckDB in this process.

    Attributes
    ----------
    backend : Backend
        What files are opened in.
    folder : Path
        Only its owner can enter it; it is gone when the engine ends.
    on_disk : bool
        Whether tables are kept in a file there, compressed, and not in memory.
    """

    backend: Backend
    folder: Path
    on_disk: bool = False

    def keep(self, name: str, rows: Table) -> Table:
        """Work a table out once; what is asked of the one returned is not worked out again."""
        return self.backend.create_table(name, obj=rows, temp=not self.on_disk)

    def hold(self, name: str, rows: pa.Table) -> Table:
        """Return rows of this process as a table of the engine."""
        return self.backend.create_table(name, obj=rows, temp=True)

    def drop(self, name: str) -> None:
        """Forget a table that was kept under a name."""
        self.backend.drop_table(name)

    def opened(self, one: Opened, columns: tuple[str, ...]) -> Table:  # noqa: ARG002
        """Return an opened file as it stands."""
        assert one.table is not None
        return one.table


@contextmanager
def local_engine() -> Iterator[LocalEngine]:
    """Yield an engine whose tables and folder are gone at the end.

    What a process that was killed left behind is gone with the next engine that its owner starts.
    """
    near = Path(os.environ.get(SCRATCH) or tempfile.gettempdir())
    sweep_abandoned(near)
    with tempfile.TemporaryDirectory(prefix=PREFIX, dir=near) as folder, held(Path(folder)):
        limit = {"memory_limit": os.environ[MEMORY]} if os.environ.get(MEMORY) else {}
        # With a limit on memory tables stand in a file, compressed, so that it does not grow with
        # the rows. Without one nobody's identifier is written, though the folder is private.
        place = Path(folder) / ROWS if limit else ":memory:"
        connection = ibis.duckdb.connect(place, temp_directory=folder, **limit)
        # In a notebook a slow query would draw a bar, which is an output like any other.
        connection.raw_sql("SET enable_progress_bar = false")
        try:
            yield LocalEngine(connection, Path(folder), bool(limit))
        except duckdb.OutOfMemoryException as error:
            raise EngineMemoryError from error
        except duckdb.Error as error:
            raise EngineError from error
        finally:
            connection.disconnect()
