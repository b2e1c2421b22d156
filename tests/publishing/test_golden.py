"""A committed notebook is executed in the kind of kernel that reports are made in."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from workbench.errors import RunError
from workbench.parameters.root import root
from workbench.publishing import golden
from workbench.publishing.companion import SELDOM

OF_A_REPORT = f"""import gc, os
assert gc.get_threshold()[0] == {SELDOM}
assert "temporary" in os.environ["TMPDIR"]"""


def notebook(folder: Path, source: str) -> Path:
    cell = {"cell_type": "code", "id": "one", "metadata": {}, "source": source}
    cell |= {"execution_count": None, "outputs": []}
    path = folder / "notebook.ipynb"
    content = {"cells": [cell], "metadata": {}, "nbformat": 4, "nbformat_minor": 5}
    path.write_text(json.dumps(content))
    return path


def test_it_runs_in_a_kernel_of_a_report_and_says_nothing(tmp_path, capfd):
    """The kernel of a specification talks in plain over the loopback address, and warns of it."""
    path = notebook(tmp_path, OF_A_REPORT)
    assert golden.refresh(path) is True
    assert json.loads(path.read_text())["cells"][0]["execution_count"] == 1
    assert golden.refresh(path) is False
    assert capfd.readouterr() == ("", "")


def test_a_project_that_is_on_the_path_by_name_is_found(tmp_path, monkeypatch):
    """Its notebooks would run the code of another one, or none."""
    monkeypatch.setenv("PYTHONPATH", str(root()))
    path = notebook(tmp_path, "import os, sys\nassert sys.path[0] == os.environ['PYTHONPATH']")
    assert golden.refresh(path) is True


def test_one_that_writes_to_a_stream_stays_as_it_was(tmp_path):
    path = notebook(tmp_path, "print('Jane Smith')")
    before = path.read_text()
    with pytest.raises(RunError, match="writes to stdout"):
        golden.refresh(path)
    assert path.read_text() == before
