"""Runs in real kernels: what is published, what is left alone, what is said."""

from __future__ import annotations

import json
import time
from pathlib import Path

import papermill
import pytest
import toy_project as toy
from typer.testing import CliRunner

from workbench.cli import app
from workbench.publishing.library import rebuild
from workbench.publishing.plan import plan
from workbench.publishing.run import run_all

TITLE = "<script>alert('\"')</script>"


def run_files(*files: Path, reports: Path, **options):
    runs, refusals = plan(files)
    return run_all(runs, refusals, reports=reports, **options)


def contents(folder: Path) -> dict[str, bytes]:
    return {path.name: path.read_bytes() for path in sorted(folder.iterdir())}


@pytest.fixture(scope="module")
def published(project, tmp_path_factory):
    """Return one published report, with a title that would act if it could."""
    reports = tmp_path_factory.mktemp("published")
    path = toy.write_parameters(project, title=TITLE, data=str(project / "data/toy.csv"))
    outcomes = run_files(path, reports=reports)
    path.unlink()
    return reports, outcomes


def test_a_report_is_published_whole(published):
    reports, outcomes = published
    assert [outcome.status for outcome in outcomes] == ["published"]
    files = contents(reports / "toy/one")
    beside = ["findings.csv", "findings.json", "manifest.json", "notebook.ipynb"]
    assert list(files) == [*beside, "report.html", "tables.xlsx"]
    assert json.loads(files["findings.json"])[0]["number_shown"] == "40"
    assert not (reports / ".work/toy/one").exists()
    assert not (reports / ".staging/toy/one").exists()


def test_nothing_published_names_a_folder_or_a_time(published, project):
    reports, _ = published
    for name, content in contents(reports / "toy/one").items():
        assert str(project).encode() not in content, name
        assert str(reports).encode() not in content, name
    notebook = json.loads((reports / "toy/one/notebook.ipynb").read_text())
    assert "papermill" not in json.dumps(notebook["metadata"])
    assert {key for cell in notebook["cells"] for key in cell["metadata"]} == {"tags"}
    counts = [cell["execution_count"] for cell in notebook["cells"] if "outputs" in cell]
    assert counts == [1, 2, 3, 4, 5]
    manifest = json.loads((reports / "toy/one/manifest.json").read_text())
    assert manifest["parameters"]["data"] == "toy.csv"
    assert manifest["rows_read"] == {"value": 40, "shown": "40"}
    assert manifest["seed"] == 7
    assert manifest["code"] == {"commit": None, "dirty": None}


def test_a_title_that_would_act_is_inert_everywhere(published):
    reports, _ = published
    index = rebuild(reports).read_text()
    for page in (index, (reports / "toy/one/report.html").read_text()):
        assert "<script" not in page
        assert "&lt;script&gt;" in page
    assert json.loads((reports / "toy/one/manifest.json").read_text())["title"] == TITLE


def test_the_same_inputs_give_the_same_bytes(published, project, tmp_path):
    path = toy.write_parameters(project, title=TITLE, data=str(project / "data/toy.csv"))
    run_files(path, reports=tmp_path)
    first, second = (contents(reports / "toy/one") for reports in (published[0], tmp_path))
    del first["manifest.json"], second["manifest.json"]
    assert first == second


def test_an_unchanged_run_is_skipped_at_once(published, project, capsys):
    reports, _ = published
    path = toy.write_parameters(project, title=TITLE, data=str(project / "data/toy.csv"))
    before, start = contents(reports / "toy/one"), time.monotonic()
    outcomes = run_files(path, reports=reports)
    assert time.monotonic() - start < 1
    assert [outcome.status for outcome in outcomes] == ["unchanged"]
    assert contents(reports / "toy/one") == before
    assert f"unchanged  {reports}/toy/one/report.html" in capsys.readouterr().err


def test_a_killed_kernel_leaves_the_last_good_report(published, project):
    reports, _ = published
    before = contents(reports / "toy/one")
    path = toy.write_parameters(project, title=TITLE, behaviour="killed")
    outcome = run_files(path, reports=reports)[0]
    assert outcome.status == "failed"
    assert "kernel stopped in code cell 3 of 5" in outcome.reason
    assert contents(reports / "toy/one") == before
    index = rebuild(reports).read_text()
    assert "kernel stopped" in index
    assert 'last good report still stands: <a href="toy/one/report.html"' in index

    path = toy.write_parameters(project, title=TITLE, data=str(project / "data/toy.csv"))
    assert run_files(path, reports=reports)[0].status == "published", "a failure is never skipped"
    assert "kernel stopped" not in rebuild(reports).read_text()


def test_failures_are_told_and_do_not_stop_the_others(project, tmp_path, monkeypatch):
    monkeypatch.chdir(tmp_path)
    for name in ("broken", "refused", "stream", "good"):
        toy.write_parameters(project, name, behaviour=name)
    toy.write_parameters(project, "misspelt", titel="Toy")
    result = CliRunner().invoke(app, ["run", "--reports", "out", "--jobs", "2"])
    assert result.exit_code == 1, result.output
    assert result.stdout.split() == ["out/toy/good/report.html", "out/index.html"]
    reasons = {
        path.parent.name: json.loads(path.read_text())["reason"]
        for path in tmp_path.glob("out/.failed/toy/*/reason.json")
    }
    assert reasons["broken"] == "KeyError in code cell 3; the log says more."
    # The index is shared: a data error can hold labels and names, so only its kind stands there.
    assert reasons["refused"] == "The data file was refused. Whoever ran it was told why."
    assert "toy.csv: no rows. Add some." in result.stderr
    assert "toy.csv" not in (tmp_path / "out/index.html").read_text()
    assert reasons["stream"].startswith("Code cell 3 writes to stdout")
    assert "Did you mean 'title'?" in reasons["misspelt"]
    assert set(reasons) == {"broken", "refused", "stream", "misspelt"}
    assert "Traceback" not in result.stderr
    assert "Jane Smith" not in (tmp_path / "out/index.html").read_text() + result.output
    assert "Jane Smith" not in (tmp_path / "out/.failed/toy/broken/log.txt").read_text()
    assert (tmp_path / "out/.failed").stat().st_mode & 0o077 == 0


@pytest.mark.parametrize(("deaths", "status"), [(2, "published"), (3, "failed")])
def test_a_kernel_that_dies_before_its_first_cell_is_started_again(
    project, tmp_path, monkeypatch, deaths, status
):
    """Two kernels that start at once can pick the same port; the second then dies at once."""
    path = toy.write_parameters(project, "twice", data=str(project / "data/toy.csv"))
    execute = papermill.execute_notebook
    left = [RuntimeError("Kernel died before replying to kernel_info")] * deaths

    def dying(*args, **named):
        if left:
            raise left.pop()
        return execute(*args, **named)

    monkeypatch.setattr(papermill, "execute_notebook", dying)
    outcomes = run_files(path, reports=tmp_path)
    path.unlink()
    assert [outcome.status for outcome in outcomes] == [status]
