"""One session of Spark for all these tests, which one process runs."""

from __future__ import annotations

import os
import shutil
import sys
from collections.abc import Callable
from importlib.util import find_spec
from pathlib import Path
from typing import Any

import pytest

from workbench.records import engines as package
from workbench.records.opening import source

RECORDS = Path(__file__).parents[1] / "records"
for folder in (RECORDS, RECORDS / "staff", RECORDS / "panel"):
    sys.path.insert(0, str(folder))
ABSENT = "no pyspark (the extra 'spark') or no Java 17 here"


@pytest.fixture(scope="session")
def installed() -> None:
    """Skip what needs Spark and Java; where they must be there, their absence is a failure."""
    if find_spec("pyspark") is None or not (os.environ.get("JAVA_HOME") or shutil.which("java")):
        if os.environ.get("WORKBENCH_SPARK_TESTS") in ("required", "all"):
            pytest.fail(ABSENT)
        pytest.skip(ABSENT)


@pytest.fixture(scope="session")
def spark(installed: None) -> None:  # noqa: ARG001
    """Begin the session once."""
    from workbench.records.engines.session import running_session

    running_session()


@pytest.fixture
def on_spark(spark: None, monkeypatch: pytest.MonkeyPatch) -> None:  # noqa: ARG001
    """Have every file read by Spark, whatever its parameters say."""
    monkeypatch.setattr(source, "engines", lambda _: package.engines("spark"))


@pytest.fixture
def both(spark: None, monkeypatch: pytest.MonkeyPatch) -> Callable[[Callable[[], Any]], tuple]:  # noqa: ARG001
    """Return what does something once on each engine."""

    def twice(do: Callable[[], Any]) -> tuple[Any, Any]:
        local = do()
        with monkeypatch.context() as patch:
            patch.setattr(source, "engines", lambda _: package.engines("spark"))
            return local, do()

    return twice
