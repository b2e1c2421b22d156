"""Where Spark cannot be had it is said what to do."""

from __future__ import annotations

from pathlib import Path

import pytest

from workbench.errors import DataError, ParameterError
from workbench.parameters import Reading
from workbench.records.engines import session
from workbench.records.opening import open_files

WANTED = ("sex",)


@pytest.fixture
def people(tmp_path: Path) -> Path:
    (tmp_path / "a.csv").write_text("sex\nMen\n")
    return tmp_path / "a.csv"


@pytest.fixture
def unbegun(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(session, "running_session", session.running_session.__wrapped__)
    monkeypatch.setattr("workbench.records.engines.spark.running_session", session.running_session)


def said(path: Path) -> str:
    with pytest.raises(DataError) as caught, open_files(path, WANTED, Reading(engine="spark")):
        pass
    return str(caught.value)


@pytest.mark.usefixtures("unbegun", "spark")
def test_without_pyspark(people: Path, monkeypatch):
    monkeypatch.setattr(session, "find_spec", lambda _: None)
    assert "Install the extra 'spark'" in said(people)


@pytest.mark.usefixtures("unbegun", "spark")
def test_without_java(people: Path, monkeypatch):
    monkeypatch.setattr(session.shutil, "which", lambda _: None)
    monkeypatch.delenv("JAVA_HOME", raising=False)
    assert "needs Java 17. Install it (Debian: openjdk-17-jre-headless)" in said(people)


@pytest.mark.usefixtures("spark")
def test_a_cluster_must_see_the_folder_where_tables_are_kept(people: Path, monkeypatch):
    monkeypatch.setenv(session.WHERE, "spark://host:7077")
    assert "environment variable WORKBENCH_SCRATCH" in said(people)


@pytest.mark.parametrize("where", ["spark://me:secret@host:7077", "sc://host/;token=abc"])
def test_the_place_of_a_cluster_is_not_shown_with_its_secret(where: str, monkeypatch):
    monkeypatch.setenv(session.WHERE, where)
    assert "secret" not in session.place_shown()
    assert "abc" not in session.place_shown()


def test_another_engine_is_refused_by_name():
    from workbench.analyses.recruitment_funnel import Parameters

    values = {"analysis": "recruitment_funnel", "reading": {"engine": "sparks"}}
    with pytest.raises(ParameterError, match=r"duckdb.*spark"):
        Parameters.from_values(values, source="test")
