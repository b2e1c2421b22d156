"""A report whose counts Spark made is published, is that of DuckDB, and leaves nothing behind."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path

import pytest

from workbench.parameters.root import INSTALLED
from workbench.records.engines import local_engine

FILE = INSTALLED / "parameters/recruitment_funnel/teal-1978.yaml"


@pytest.fixture(scope="module")
def folder(installed: None, tmp_path_factory: pytest.TempPathFactory) -> Path:  # noqa: ARG001
    """Publish one report by each engine, as a user does."""
    folder = tmp_path_factory.mktemp("spark")
    files = folder / "recruitment_funnel"
    for made in (files, folder / "scratch"):
        made.mkdir()
    text = FILE.read_text().replace("data: data/", f"data: {INSTALLED}/data/")
    (files / "duckdb.yaml").write_text(text)
    (files / "spark.yaml").write_text(f"{text}reading: {{engine: spark}}\n")
    own = {"WORKBENCH_SCRATCH": str(folder / "scratch"), "WORKBENCH_SPARK": "local[1]"}
    words = ["run", *sorted(files.iterdir()), "--reports", folder / "reports"]
    done = subprocess.run(
        [sys.executable, "-m", "workbench.cli", *words],
        env=os.environ | own,
        cwd=folder,
        capture_output=True,
        text=True,
    )
    assert done.returncode == 0, done.stderr
    return folder


def test_both_find_the_same(folder: Path):
    """A notebook shows whatever its programs write, and could not be published."""
    duckdb, spark = sorted((folder / "reports/recruitment_funnel").iterdir())
    assert (duckdb.name, spark.name) == ("duckdb", "spark")
    for name in ("findings.json", "findings.csv"):
        assert (duckdb / name).read_bytes() == (spark / name).read_bytes(), name


def test_nothing_is_left_when_the_next_engine_has_begun(folder: Path, monkeypatch):
    """A folder of labels and identifiers would stay on the disk of whoever ran it.

    A kernel that takes long to end is killed, before it can take away its own.
    """
    monkeypatch.setenv("WORKBENCH_SCRATCH", str(folder / "scratch"))
    with local_engine():
        pass
    assert list((folder / "scratch").iterdir()) == []
    assert sorted(path.name for path in folder.iterdir()) == [
        "recruitment_funnel",
        "reports",
        "scratch",
    ]
