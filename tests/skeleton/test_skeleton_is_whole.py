"""If these fail, `workbench new` writes an analysis that does not pass the project's own checks."""

from __future__ import annotations

import os
import re
from pathlib import Path
from unittest.mock import Mock

import pytest
from nbclient.exceptions import CellExecutionError

from workbench.errors import RunError
from workbench.publishing import golden
from workbench.skeleton import writing

NAME = "example_analysis"
NEW = ("workbench.cli", "new", NAME, "--title", "Who gets there?")


FULL = """
import workbench.synthetic

def write(*_, **__):
    raise OSError(28, "No space left on device", "people.csv")

workbench.synthetic.write = write
"""


@pytest.fixture(scope="module")
def before(files) -> set[str]:
    return files()


@pytest.fixture(scope="module")
def made(run) -> list[str]:
    done = run(*NEW)
    assert done.returncode == 0, done.stderr
    return done.stdout.splitlines()


def test_it_is_refused_before_anything_is_there(before: set[str], run, files):
    """A name that is taken: the message alone, and nothing written."""
    for name in ("attrition", "counted", "Pay", "../pay"):
        done = run("workbench.cli", "new", name)
        assert done.returncode == 2
        assert done.stderr.startswith("workbench new: ")
        assert len(done.stderr.splitlines()) == 1
    assert files() == before


def test_nothing_is_left_of_one_that_fails_on_the_way(before, run, files, project, tmp_path):
    """A full disk while the data are drawn: all that was written goes again."""
    (tmp_path / "sitecustomize.py").write_text(FULL, encoding="utf-8")
    done = run(*NEW, PYTHONPATH=os.pathsep.join([str(tmp_path), str(project)]))
    assert (done.returncode, done.stderr) == (2, "people.csv: No space left on device.\n")
    assert files() == before


def test_a_notebook_that_does_not_run_is_told_as_one_message(monkeypatch):
    """It is a mistake of the skeleton, and the reader is told so."""
    error = CellExecutionError("", "KeyError", "'people'")
    monkeypatch.setattr(golden, "refresh", Mock(side_effect=error))
    with pytest.raises(RunError, match=r"'abc' did not run \(KeyError: 'people'\). Nothing was"):
        writing._execute("abc")


def test_it_says_what_it_made(made: list[str]):
    assert made == [
        f"workbench/analyses/{NAME}",
        f"tests/analyses/{NAME}",
        f"tests/readers/{NAME}.yaml",
        f"parameters/{NAME}",
        f"data/synthetic/{NAME}",
        f"notebooks/{NAME}.ipynb",
    ]


def test_no_other_file_is_touched(made: list[str], before: set[str], files, project: Path):
    places = tuple(made)
    assert {path for path in files() - before if not path.startswith(places)} == set()
    assert not before - files()
    folder = project / "data" / "synthetic" / NAME
    told = {path.name for path in folder.iterdir()}
    assert told == {"README.md", "codebook.csv", "people.csv", "truth.json"}


@pytest.mark.usefixtures("made")
def test_its_own_tests_and_those_of_notebooks_pass(run):
    words = ["-p", "no:xdist", "-p", "no:cacheprovider", "-q", f"tests/analyses/{NAME}"]
    others = ["tests/test_notebooks.py", "tests/readers", f"workbench/analyses/{NAME}"]
    done = run("pytest", *words, *others, "-k", f"{NAME} or test_the_golden_run")
    assert done.returncode == 0, done.stdout[-3000:]
    assert not re.search(r"skipped|xfail", done.stdout)


@pytest.mark.usefixtures("made")
def test_types_are_right(run):
    done = run("mypy", f"workbench/analyses/{NAME}", "--no-incremental")
    assert done.returncode == 0, done.stdout


@pytest.mark.usefixtures("made")
def test_a_second_one_of_that_name_is_refused(run, files):
    there = files()
    done = run("workbench.cli", "new", NAME)
    assert done.returncode == 2
    assert f"there is already something called '{NAME}'" in done.stderr
    assert files() == there
