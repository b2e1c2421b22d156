"""The first notebook names every analysis, shows nothing of data, and what it says to type runs."""

from __future__ import annotations

import json
import re
from pathlib import Path

import pytest
from IPython.core.completer import provisionalcompleter
from IPython.core.interactiveshell import InteractiveShell

from workbench.errors import ParameterError, RunError
from workbench.exploring import compare, notebooks, released_by
from workbench.parameters.root import INSTALLED
from workbench.publishing import discovery, golden

START = INSTALLED / "notebooks" / "start.ipynb"
PAGE = INSTALLED / "docs" / "notebooks.md"


def test_every_analysis_is_named_with_its_question():
    frame = notebooks().to_frame()
    assert set(frame["Notebook"]) == {f"{name}.ipynb" for name in discovery.names()}
    assert frame["Question"].str.endswith("?").all()
    assert frame["Parameter files"].str.contains("synthetic.yaml").all()


def test_the_committed_guide_names_every_analysis():
    told = START.read_text()
    assert all(f'{name}.ipynb\\"' in told for name in discovery.names())


def test_links_of_the_first_notebook_lead_somewhere():
    cells = json.loads(START.read_text())["cells"]
    text = "".join("".join(cell["source"]) for cell in cells)
    found = re.findall(r"\]\(([^)]+)\)", text)
    assert len(found) >= 2
    assert all((START.parent / target).is_file() for target in found)


def python_of(path: Path) -> list[str]:
    text = path.read_text()
    if path.suffix == ".ipynb":
        cells = json.loads(text)["cells"]
        text = "\n".join("".join(cell["source"]) for cell in cells)
    return re.findall(r"```python\n(.*?)```", text, flags=re.DOTALL)


@pytest.mark.parametrize("path", [START, PAGE], ids=lambda path: path.name)
def test_what_is_said_to_type_runs(path: Path, exact, berkeley):
    space = {"released": exact, "parameters": berkeley}
    blocks = python_of(path)
    assert len(blocks) >= 2
    for block in blocks:
        exec(block, space)


def test_a_first_notebook_that_shows_data_is_not_kept():
    output = {"output_type": "execute_result", "metadata": {"workbench": {"findings": ["sex"]}}}
    cell = {"cell_type": "code", "outputs": [output]}
    with pytest.raises(RunError, match=r"start\.ipynb: code cell 1 shows data"):
        golden._check_no_data("start.ipynb", {"cells": [cell]})
    golden._check_no_data("start.ipynb", json.loads(START.read_text()))


def test_a_parameter_file_of_no_analysis_is_refused(tmp_path):
    with pytest.raises(ParameterError, match="is no analysis"):
        released_by(str(tmp_path / "a.yaml"))


@pytest.fixture
def shell():
    made = InteractiveShell()
    yield made
    made.history_manager.end_session()


def completed(shell: InteractiveShell, text: str) -> set[str]:
    with provisionalcompleter():
        return {one.text.strip("\"'") for one in shell.Completer.completions(text, len(text))}


def test_names_complete(shell, exact):
    shell.user_ns["released"] = exact
    assert completed(shell, 'released["strata') == {"strata:sex", "strata_rows:sex"}
    assert "names" in completed(shell, "released.na")
    shell.user_ns["finding"] = exact["sex"]
    assert {"only", "plot", "to_frame"} <= completed(shell, "finding.")


def test_objects_document_themselves(shell, exact, berkeley):
    shell.user_ns |= {"released": exact, "finding": exact["sex"], "view": compare(exact, exact)}
    shell.user_ns["parameters"] = berkeley
    for name, word in {
        "released": "names complete on Tab", "finding": "finding.only(", "finding.only": "stratum",
        "view": "to_frame", "parameters.with_": "validated anew", "compare": "side by side",
    }.items():  # fmt: skip
        shell.user_ns["compare"] = compare
        assert word in shell.object_inspect_mime(name)["text/plain"], name


def test_a_mistake_is_one_message(shell, exact, capsys):
    shell.user_ns["released"] = exact
    shell.run_cell('released["sexx"]')
    told = capsys.readouterr().out.strip().splitlines()
    assert told == [
        "workbench.errors.UnknownNameError: There is no finding 'sexx'. Did you mean 'sex'?"
    ]
    shell.run_cell("1 / 0")
    assert "Traceback" in capsys.readouterr().out
