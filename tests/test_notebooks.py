"""Committed notebooks were run in order, and show nothing but synthetic or published data."""

from __future__ import annotations

import ast
import copy
import json
import re
from pathlib import Path

import pytest

from workbench.disclosure import MIME_TYPE
from workbench.parameters.root import INSTALLED

START = INSTALLED / "notebooks" / "start.ipynb"
NOTEBOOKS = sorted({*(INSTALLED / "notebooks").glob("*.ipynb")} - {START})
MOST_CODE_CELLS, MOST_LINES = 32, 8
SAFE_DATA = {"synthetic": "data/synthetic/", "published": "data/published/"}


def problems(notebook: dict) -> list[str]:
    """Return every reason why a notebook may not be committed as it is."""
    code = [cell for cell in notebook["cells"] if cell["cell_type"] == "code"]
    outputs = [output for cell in code for output in cell["outputs"]]
    found = []
    if [cell["execution_count"] for cell in code] != list(range(1, len(code) + 1)):
        found.append("not executed in order")
    if not outputs:
        found.append("no outputs")
    if any(output["output_type"] in ("stream", "error") for output in outputs):
        found.append("a stream or an error among the outputs")
    found += [f"data is not synthetic: {text}" for text in _unsafe_data(code, outputs)]
    if "injected-parameters" in json.dumps([cell["metadata"] for cell in code]):
        found.append("holds parameters that a run injected")
    return found


def _unsafe_data(code: list[dict], outputs: list[dict]) -> list[str]:
    first = ast.parse("".join(code[0]["source"]))
    values = {
        node.targets[0].id: ast.literal_eval(node.value)
        for node in first.body
        if isinstance(node, ast.Assign)
    }
    releases = [
        json.loads(output["data"][MIME_TYPE])
        for output in outputs
        if MIME_TYPE in output.get("data", {})
    ]
    if len(releases) != 1:
        return [f"{len(releases)} releases among the outputs"]
    source = releases[0]["context"]["data_source"]
    told = []
    if source not in SAFE_DATA or values.get("data_source") != source:
        told.append(f"its source is {source}")
    elif not str(values.get("data")).startswith(SAFE_DATA[source]):
        told.append(str(values.get("data")))
    if releases[0]["context"]["title"] != values.get("title"):
        told.append("the outputs are of another title than the parameters")
    return told


@pytest.fixture(params=NOTEBOOKS, ids=lambda path: path.stem)
def notebook(request) -> dict:
    return json.loads(request.param.read_text(encoding="utf-8"))


def test_there_is_a_notebook():
    assert NOTEBOOKS


def test_a_committed_notebook_may_be_published(notebook: dict):
    assert problems(notebook) == []


def test_a_notebook_is_thin(notebook: dict):
    code = [cell for cell in notebook["cells"] if cell["cell_type"] == "code"]
    assert len(code) <= MOST_CODE_CELLS
    lines = [sum(bool(line.strip()) for line in cell["source"]) for cell in code[1:]]
    assert max(lines) <= MOST_LINES
    assert code[0]["source"][0].startswith("# Parameters:")
    assert "parameters" in code[0]["metadata"]["tags"]


def test_a_notebook_names_no_folder_of_a_machine(notebook: dict):
    text = json.dumps(notebook)
    assert str(INSTALLED) not in text
    assert not re.search(r"[\"' ](/home/|/root/|/Users/|[A-Z]:\\\\)", text)


def _mutated(notebook: dict, change) -> list[str]:
    mutant = copy.deepcopy(notebook)
    change([cell for cell in mutant["cells"] if cell["cell_type"] == "code"])
    return problems(mutant)


def _no_outputs(code: list[dict]) -> None:
    for cell in code:
        cell["outputs"] = []


def _replace_parameter(old: str, new: str):
    def change(code: list[dict]) -> None:
        code[0]["source"] = [line.replace(old, new) for line in code[0]["source"]]

    return change


def _personal_release(code: list[dict]) -> None:
    output = next(out for cell in code for out in cell["outputs"] if MIME_TYPE in out["data"])
    written = output["data"][MIME_TYPE]
    output["data"][MIME_TYPE] = written.replace(
        '"data_source":"synthetic"', '"data_source":"personal"'
    )


@pytest.mark.parametrize(
    ("change", "expected"),
    [
        (lambda code: code[3].update(execution_count=2), "not executed in order"),
        (lambda code: code[3].update(execution_count=None), "not executed in order"),
        (_no_outputs, "no outputs"),
        (
            lambda code: code[2]["outputs"].append({"output_type": "stream", "text": "x"}),
            "a stream or an error among the outputs",
        ),
        (_personal_release, "data is not synthetic: its source is personal"),
        (_replace_parameter("data/synthetic/", "data/real/"), "data is not synthetic"),
        (_replace_parameter('"synthetic"', '"personal"'), "data is not synthetic"),
        (_replace_parameter('title = "', 'title = "Not '), "another title"),
        (
            lambda code: code[1]["metadata"].update(tags=["injected-parameters"]),
            "holds parameters that a run injected",
        ),
    ],
)
def test_a_notebook_that_must_not_be_committed_is_refused(notebook: dict, change, expected: str):
    assert any(expected in problem for problem in _mutated(notebook, change))


def test_the_parameters_cell_assigns_exactly_the_schema(notebook: dict):
    from importlib import import_module

    code = next(cell for cell in notebook["cells"] if cell["cell_type"] == "code")
    names = {
        node.targets[0].id
        for node in ast.parse("".join(code["source"])).body
        if isinstance(node, ast.Assign)
    }
    analysis = import_module(f"workbench.analyses.{_analysis(code)}")
    assert names == set(analysis.Parameters.model_fields)


def test_the_golden_run_and_the_notebook_mean_the_same(notebook: dict):
    """The defaults of the parameters cell are those of synthetic.yaml."""
    from importlib import import_module

    code = next(cell for cell in notebook["cells"] if cell["cell_type"] == "code")
    values: dict = {}
    exec("".join(code["source"]), values)
    analysis = _analysis(code)
    model = import_module(f"workbench.analyses.{analysis}").Parameters
    path: Path = INSTALLED / "parameters" / analysis / "synthetic.yaml"
    assert model.from_notebook(values) == model.from_file(path)


def _analysis(code: dict) -> str:
    line = next(line for line in code["source"] if line.startswith("analysis = "))
    return ast.literal_eval(line.split("=", 1)[1].split("#")[0].strip())
