"""One session of Spark for a process: in it, or where the environment says."""

from __future__ import annotations

import atexit
import os
import re
import shutil
import socket
from collections.abc import Iterator
from contextlib import ExitStack, contextmanager
from functools import cache
from importlib.util import find_spec
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import TYPE_CHECKING
from urllib.parse import urlsplit

from workbench.errors import DataError
from workbench.records.engines.folders import PREFIX, held
from workbench.records.engines.local import MEMORY, SCRATCH

if TYPE_CHECKING:
    from pyspark.sql import SparkSession

WHERE = "WORKBENCH_SPARK"
"""Environment variable: ``local[4]``, ``spark://host:7077`` or ``sc://host:15002``."""
LOCAL = "local[*]"
PORT = 15002
"""Of Spark Connect, where none is named."""
PATIENCE = 10
"""Seconds that a server is given to answer."""
NO_PYSPARK = (
    "'engine' is spark, and pyspark is not installed. Install the extra 'spark', or leave 'engine' "
    "out."
)
NO_JAVA = (
    "'engine' is spark, which needs Java 17. Install it (Debian: openjdk-17-jre-headless), or "
    "leave 'engine' out."
)
NO_SESSION = (
    "no session of Spark could be had at {where}. Check the environment variable "
    "WORKBENCH_SPARK, or leave 'engine' out."
)


def place_shown() -> str:
    """Return where Spark is, without a name, token or password that may stand in it."""
    kind, _, rest = os.environ.get(WHERE, LOCAL).partition("://")
    return f"{kind}://{re.split('[/;]', rest.rpartition('@')[2])[0]}" if rest else kind


def is_far() -> bool:
    """Tell whether the workers are other machines than this one."""
    return not os.environ.get(WHERE, LOCAL).startswith("local")


@cache
def running_session() -> SparkSession:
    """Return the session of this process, begun the first time it is asked for.

    Raises
    ------
    DataError
        If it cannot begin.
    """
    if find_spec("pyspark") is None:
        raise DataError(NO_PYSPARK)
    where = os.environ.get(WHERE, LOCAL)
    if not where.startswith("sc://") and not (os.environ.get("JAVA_HOME") or shutil.which("java")):
        raise DataError(NO_JAVA)
    from pyspark.errors import PySparkException
    from pyspark.sql import SparkSession

    builder = SparkSession.builder.appName("workbench")
    builder = builder.remote(where) if where.startswith("sc://") else builder.master(where)
    for name, value in _settings(where).items():
        builder = builder.config(name, value)
    try:
        _knock(where)
        with _unheard():
            session = builder.getOrCreate()
    except (PySparkException, OSError, RuntimeError, ValueError) as error:
        raise DataError(NO_SESSION.format(where=place_shown())) from error
    atexit.register(session.stop)
    return session


def _knock(where: str) -> None:
    """See that a server of Spark Connect is there; its client would go on trying for minutes."""
    if where.startswith("sc://"):
        place = urlsplit(where)
        socket.create_connection((place.hostname, place.port or PORT), PATIENCE).close()


@contextmanager
def _unheard() -> Iterator[None]:
    """Give a program that starts meanwhile nowhere to write: a notebook would show it as its own.

    Spark's program inherits the output of this process and writes its log there, whatever its
    level.
    """
    kept = {number: os.dup(number) for number in (1, 2)}
    try:
        nowhere = os.open(os.devnull, os.O_WRONLY)
        for number in kept:
            os.dup2(nowhere, number)
        os.close(nowhere)
        yield
    finally:
        for number, one in kept.items():
            os.dup2(one, number)
            os.close(one)


def _settings(where: str) -> dict[str, str]:
    """Return what both engines must do alike, and for a session here where it may write and be."""
    alike = {
        "spark.sql.session.timeZone": "UTC",
        # A text that is no number is null, as it is to DuckDB; else the whole query would stop.
        "spark.sql.ansi.enabled": "false",
        "spark.sql.execution.arrow.pyspark.enabled": "true",
    }
    if where.startswith("sc://"):
        return alike
    # The pages that show queries are open to whoever reaches the machine.
    alike |= {
        "spark.ui.enabled": "false",
        "spark.driver.memory": os.environ.get(MEMORY, "2GB").lower().removesuffix("b"),
    }
    if not where.startswith("local"):
        return alike
    folder = _folder_for_good()
    here = {
        "spark.local.dir": str(folder),
        "spark.sql.warehouse.dir": str(folder / "warehouse"),
        "spark.driver.extraJavaOptions": f"-Dderby.system.home={folder}",
        # Nobody else is to reach it.
        "spark.driver.host": "127.0.0.1",
        "spark.driver.bindAddress": "127.0.0.1",
        "spark.sql.shuffle.partitions": str(os.cpu_count() or 1),
    }
    return alike | here


def _folder_for_good() -> Path:
    """Return a private folder that goes with this process, or after it with the next engine."""
    for_good, near = ExitStack(), os.environ.get(SCRATCH) or None
    made = TemporaryDirectory(prefix=PREFIX, dir=near, ignore_cleanup_errors=True)
    folder = Path(for_good.enter_context(made))
    for_good.enter_context(held(folder))
    atexit.register(for_good.close)
    return folder
