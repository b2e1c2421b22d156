"""What every engine offers, and the one that the parameters name."""

from __future__ import annotations

import warnings
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING, Protocol

import pyarrow as pa
from ibis.expr.types import Table

from workbench.parameters import EngineName
from workbench.records.engines.local import LocalEngine, local_engine

if TYPE_CHECKING:
    from workbench.records.opening.opened import Opened

NOT_OF_PANDAS = "PySpark does not yet fully support pandas"


class Engine(Protocol):
    """What expressions are worked out by."""

    @property
    def folder(self) -> Path:
        """Return a folder that only its owner can enter; it is gone when the engine ends."""

    def keep(self, name: str, rows: Table) -> Table:
        """Work a table out once; what is asked of the one returned is not worked out again."""

    def hold(self, name: str, rows: pa.Table) -> Table:
        """Return rows of this process as a table of the engine."""

    def drop(self, name: str) -> None:
        """Forget a table that was kept under a name."""

    def opened(self, one: Opened, columns: tuple[str, ...]) -> Table:
        """Return a file that the local engine opened as a table of this engine."""


@contextmanager
def engines(name: EngineName) -> Iterator[tuple[LocalEngine, Engine]]:
    """Yield the local engine, which opens files, and the one that works on them.

    Raises
    ------
    DataError
        If there is no such engine to be had.
    """
    with local_engine() as local:
        if name == "duckdb":
            yield local, local
            return
        # Results come as Arrow: nothing goes through pandas.
        warnings.filterwarnings("ignore", NOT_OF_PANDAS, FutureWarning)
        # Only here: its libraries are no part of an ordinary install.
        from workbench.records.engines.spark import spark_engine

        with spark_engine(local.folder) as spark:
            yield local, spark
