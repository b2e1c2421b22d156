"""What an executed notebook must hold, and must not, before any of it is published."""

from __future__ import annotations

import copy
import json

import pytest
import toy_project as toy

from workbench.errors import RunError
from workbench.publishing.execution import check_complete
from workbench.publishing.plan import plan
from workbench.publishing.release import check_matches, check_shown, read_release


@pytest.fixture
def notebook(project):  # noqa: ARG001 the project knows the toy's release
    return toy.executed_notebook()


def test_a_good_notebook_passes(notebook):
    check_complete(notebook)
    release = read_release(notebook)
    check_shown(notebook, release)
    assert release.names == {"records"}
    assert release.rows_read == {"value": 40, "shown": "40"}


def test_a_release_may_be_text(notebook):
    data = notebook["cells"][0]["outputs"][0]["data"]
    data[toy.MIME_TYPE] = json.dumps(data[toy.MIME_TYPE])
    assert read_release(notebook).title == "Toy one"


def test_one_release_is_needed(notebook):
    twice = copy.deepcopy(notebook)
    twice["cells"].append(twice["cells"][0])
    with pytest.raises(RunError, match="2 releases"):
        read_release(twice)
    del notebook["cells"][0]
    with pytest.raises(RunError, match="0 releases"):
        read_release(notebook)


@pytest.mark.usefixtures("project")
@pytest.mark.parametrize(
    "change",
    [
        {"schema": 2},
        {"findings": None},
        {"findings": [{"name": "records"}]},
        {"title": None, "headline": 4},
        {"findings": [{"name": "a", "records": [{"value": float("nan")}]}]},
    ],
)
def test_a_release_of_another_form_is_refused(change):
    with pytest.raises(RunError, match=r"(?i)the release"):
        read_release(toy.executed_notebook(**change))


@pytest.mark.parametrize(
    ("change", "message"),
    [
        (lambda cell: cell.update(execution_count=None), "in order"),
        (lambda cell: cell.update(execution_count=3), "in order"),
        (lambda cell: cell["outputs"].append({"output_type": "error"}), "Code cell 2"),
        (
            lambda cell: cell["outputs"].append({"output_type": "stream", "name": "stderr"}),
            "Code cell 2 writes to stderr",
        ),
    ],
)
def test_an_incomplete_notebook_is_refused(notebook, change, message):
    change(notebook["cells"][1])
    with pytest.raises(RunError, match=message):
        check_complete(notebook)


def test_what_did_not_come_through_the_gate_is_refused(notebook):
    notebook["cells"][1]["outputs"][0]["metadata"] = {}
    with pytest.raises(RunError, match="Code cell 2 shows something that is not a released"):
        check_shown(notebook, read_release(notebook))


def test_a_finding_that_was_not_released_is_refused(notebook):
    notebook["cells"][1]["outputs"][0]["metadata"] = {"workbench": {"findings": ["sex"]}}
    with pytest.raises(RunError, match="'sex', which is not in the release"):
        check_shown(notebook, read_release(notebook))


@pytest.mark.parametrize("name", ["analysis", "title", "policy", "data_source"])
def test_a_release_of_other_parameters_is_refused(project, name):
    run = plan([toy.write_parameters(project)])[0][0]
    check_matches(read_release(toy.executed_notebook()), run)
    with pytest.raises(RunError, match=f"another {name.replace('_', ' ')}"):
        check_matches(read_release(toy.executed_notebook(**{name: "x"})), run)
