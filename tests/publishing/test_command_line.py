"""Exit codes and messages of the command line."""

from __future__ import annotations

import re
import subprocess
import sys

import pandas as pd
import pytest
import toy_project as toy
from typer.testing import CliRunner

from workbench.cli import app
from workbench.publishing import discovery
from workbench.synthetic import SyntheticData


def invoke(*words):
    return CliRunner().invoke(app, [str(word) for word in words])


def test_a_refused_file_ends_with_two_and_one_message(project, reports):
    path = toy.write_parameters(project, titel="Toy")
    result = invoke("run", path, "--reports", reports)
    assert result.exit_code == 2
    assert result.stdout == ""
    assert result.stderr.strip() == "one.yaml: unknown name 'titel'. Did you mean 'title'?"
    assert not reports.exists()


@pytest.mark.usefixtures("project")
def test_a_project_without_parameter_files_ends_with_two(reports):
    result = invoke("run", "--reports", reports)
    assert result.exit_code == 2
    assert "no parameter file" in result.stderr


def test_all_files_of_the_project_refused_is_a_failed_run(project, reports):
    toy.write_parameters(project, titel="Toy")
    result = invoke("run", "--reports", reports)
    assert result.exit_code == 1
    assert "Did you mean" in (reports / "index.html").read_text()
    assert result.stdout.splitlines()[-1] == str(reports / "index.html")


def test_reports_that_cannot_be_written_are_one_message(project, tmp_path):
    (tmp_path / "file").touch()
    result = invoke("run", toy.write_parameters(project), "--reports", tmp_path / "file")
    assert result.exit_code == 2
    assert "file" in result.stderr
    assert "Traceback" not in result.output


def test_a_run_tells_its_progress_and_ends_with_a_table(project, reports):
    path = toy.write_parameters(project)
    told = invoke("run", path, "--reports", reports)
    lines = told.stderr.splitlines()
    assert lines[0].startswith("toy/one  started")
    assert lines[-3] == "Run      Ended      Seconds"
    assert re.fullmatch(r"toy/one  published +\d+\.\d", lines[-2])
    assert re.fullmatch(r"1 run in \d+\.\d seconds: 1 published\.", lines[-1])
    quiet = invoke("run", path, "--reports", reports, "--quiet")
    assert [line.split()[:2] for line in quiet.stderr.splitlines()] == [
        ["Run", "Ended"],
        ["toy/one", "unchanged"],
        ["1", "run"],
    ]
    assert quiet.stdout == told.stdout


def test_quiet_tells_of_trouble_all_the_same(project, reports):
    toy.write_parameters(project, titel="Toy")
    told = invoke("run", "--reports", reports, "--quiet").stderr
    assert told.startswith("toy/one  refused: one.yaml: unknown name 'titel'.")
    assert told.splitlines()[-1].endswith("seconds: 1 failed.")


@pytest.mark.usefixtures("project")
def test_an_unknown_policy_is_refused():
    assert invoke("run", "--policy", "opne").exit_code == 2


@pytest.mark.usefixtures("project")
def test_an_unknown_analysis_has_no_synthetic_data():
    result = invoke("synthesise", "toi")
    assert result.exit_code == 2
    assert "Did you mean 'toy'?" in result.stderr
    assert "no synthetic data" in invoke("synthesise", "toy").stderr


@pytest.mark.usefixtures("project")
@pytest.mark.parametrize(("words", "given"), [([], {}), (["--size", 3, "--seed", 4], (3, 4))])
def test_synthetic_data_is_written_where_it_is_asked_for(tmp_path, monkeypatch, words, given):
    asked = []

    def make(**options):
        asked.append(options)
        tables = {"people": [pd.DataFrame({"a": [1]})]}
        return SyntheticData(tables, pd.DataFrame({"column": ["a"]}), dict)

    monkeypatch.setattr(discovery.load("toy"), "synthesise", make, raising=False)
    result = invoke("synthesise", "toy", "--out", tmp_path, "--format", "parquet", *words)
    assert result.exit_code == 0, result.output
    assert (tmp_path / "people.parquet").is_file()
    assert result.stdout.splitlines()[0] == str(tmp_path / "people.parquet")
    assert asked == [dict(zip(("size", "seed"), given, strict=False)) if given else {}]


def test_the_command_line_and_a_skipped_run_import_nothing_slow():
    code = (
        "import sys, workbench.cli, workbench.publishing.library, workbench.publishing.run; "
        "print([name for name in ('pandas', 'papermill', 'rich') if name in sys.modules])"
    )
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert done.stdout.strip() == "[]"
