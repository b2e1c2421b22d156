"""Spark, in this process or on a cluster: the same expressions, worked out by many machines."""

from __future__ import annotations

import itertools
import os
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pyarrow as pa
import pyarrow.parquet as pq
from ibis.backends.pyspark import Backend
from ibis.expr.types import Expr, Table
from py4j.protocol import Py4JError
from pyspark.errors import PySparkException

from workbench.errors import DataError
from workbench.records.engines.dialect import SparkCompiler
from workbench.records.engines.failing import EngineError, EngineMemoryError
from workbench.records.engines.local import SCRATCH
from workbench.records.engines.session import is_far, running_session

if TYPE_CHECKING:
    from workbench.records.opening.opened import Opened

NOT_SHARED = (
    "'engine' is spark on a cluster, whose workers do not see the private folders of this machine. "
    "Name a folder that every machine sees: the environment variable WORKBENCH_SCRATCH."
)
NAMES = itertools.count()
"""Views are named for the whole session; no two readings may share one."""


class ArrowBackend(Backend):
    """Ibis's own, but that results come as Arrow.

    Through pandas they are slower, and pyspark does not know pandas 3 yet.
    """

    compiler = SparkCompiler()

    def to_pyarrow(self, expr: Expr, /, *, params=None, limit=None, **_) -> Any:
        """Work an expression out; as Ibis's own, with the types that it declares."""
        rows = expr.as_table()
        found = self.raw_sql(self.compile(rows, params=params, limit=limit)).toArrow()
        return expr.__pyarrow_result__(found.cast(rows.schema().to_pyarrow()))


@dataclass(frozen=True, slots=True)
class SparkEngine:
    """A session of Spark, and a folder where tables are kept as parquet.

    Attributes
    ----------
    backend : Backend
        What expressions are run in.
    folder : Path
        Of the local engine that opens files; every worker must see it.
    views : list of str
        Names that are forgotten at the end.
    """

    backend: Backend
    folder: Path
    views: list[str] = field(default_factory=list)

    def keep(self, name: str, rows: Table) -> Table:
        """Work a table out once; what is asked of the one returned is not worked out again."""
        place = self.folder / f"{name}-{next(NAMES)}"
        self.backend.to_parquet_dir(rows, place.as_uri())
        # Spark holds a literal of one byte as one of four.
        return self._read(place).cast(rows.schema())

    def hold(self, name: str, rows: pa.Table) -> Table:
        """Return rows of this process as a table of the engine."""
        place = self.folder / f"{name}-{next(NAMES)}.parquet"
        pq.write_table(rows, place)
        return self._read(place)

    def drop(self, name: str) -> None:
        """Do nothing: what was kept goes with the folder."""

    def opened(self, one: Opened, columns: tuple[str, ...]) -> Table:
        """Return an opened file as a table of this engine.

        Parquet whose columns both engines write as the same text is read as it stands. All else
        the local engine turns into text first: it accounts for every row that cannot be read.
        """
        wanted = {one.columns[name] for name in columns}
        if one.parquet is not None and wanted <= one.plain:
            return self._read(one.parquet.resolve())
        assert one.table is not None
        staged = self.folder / f"text-{next(NAMES)}.parquet"
        text = {name: one.table[name].cast("string") for name in wanted}
        one.table.select(**text).to_parquet(staged)
        return self._read(staged)

    def _read(self, place: Path) -> Table:
        name = f"workbench_{os.getpid()}_{next(NAMES)}"
        self.views.append(name)
        return self.backend.read_parquet(place.as_uri(), table_name=name)


@contextmanager
def spark_engine(folder: Path) -> Iterator[SparkEngine]:
    """Yield an engine that keeps its tables in a folder.

    Raises
    ------
    DataError
        If there is no pyspark, no Java, or no session; or if workers cannot see the folder.
    """
    session = running_session()
    if is_far() and not os.environ.get(SCRATCH):
        raise DataError(NOT_SHARED)
    made = ArrowBackend()
    made.register_options()
    engine = SparkEngine(made.connect(session), folder)
    try:
        yield engine
    except (PySparkException, Py4JError) as error:
        short = "OutOfMemory" in str(error)
        raise (EngineMemoryError if short else EngineError) from error
    finally:
        for name in engine.views:
            session.catalog.dropTempView(name)
