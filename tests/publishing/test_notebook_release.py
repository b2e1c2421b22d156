"""What an executed notebook must hold, and must not, before any of it is published."""

from __future__ import annotations

import copy
import json

import pytest
import toy_project as toy

from workbench.disclosure import Release
from workbench.errors import RunError
from workbench.publishing.execution import check_complete
from workbench.publishing.plan import plan
from workbench.publishing.release import check_matches, check_shown, facts, read_release


@pytest.fixture
def notebook():
    return toy.executed_notebook()


def test_a_good_notebook_passes(notebook):
    check_complete(notebook)
    release = read_release(notebook)
    check_shown(notebook, release)
    assert release.to_json() == toy.release_content()


def released(*cells, **changes):
    return Release.from_json(toy.release_content(findings=[toy.finding(*cells)], **changes))


def test_the_manifest_says_what_was_released():
    verdicts = ("cannot tell", "no evidence seen", "cannot tell")
    cells = [toy.cell("people", verdict=verdict) for verdict in verdicts]
    release = released(*cells, toy.cell("rows counted"), toy.cell("rows read", value=41))
    told = facts(release)
    assert [one["group"] for one in told.pop("headlines")] == [cell["group"] for cell in cells]
    assert told == {
        "title": "Toy one",
        "policy": "open",
        "marking": "OFFICIAL",
        "data_source": "synthetic",
        "citation": None,
        "data_date": None,
        "headline": "Nothing here meets the standard for evidence of a disparity.",
        "verdicts": {"evidence of a disparity": 0, "no evidence seen": 1, "cannot tell": 2},
        "rows_read": {"value": 41, "shown": "41"},
        "records": {
            "people": {"value": 40, "shown": "40"},
            "rows counted": {"value": 40, "shown": "40"},
            "rows read": {"value": 41, "shown": "41"},
        },
    }


def test_rows_read_may_not_be_released():
    for cells in ([], [toy.cell("rows counted")], [toy.cell("rows read", counts={})]):
        assert facts(released(*cells))["rows_read"] is None
    assert facts(Release.from_json(toy.release_content(findings=[])))["rows_read"] is None


def test_a_release_may_be_text(notebook):
    data = notebook["cells"][0]["outputs"][0]["data"]
    data[toy.MIME_TYPE] = json.dumps(data[toy.MIME_TYPE])
    assert read_release(notebook).context.title == "Toy one"


def test_one_release_is_needed(notebook):
    twice = copy.deepcopy(notebook)
    twice["cells"].append(twice["cells"][0])
    with pytest.raises(RunError, match="2 releases"):
        read_release(twice)
    del notebook["cells"][0]
    with pytest.raises(RunError, match="0 releases"):
        read_release(notebook)


@pytest.mark.parametrize("schema", [None, 1, "2"])
def test_a_release_of_another_schema_is_refused(schema):
    with pytest.raises(RunError, match=f"release has schema {schema}; 2 is known"):
        read_release(toy.executed_notebook(schema=schema))


@pytest.mark.parametrize(
    "change",
    [
        {"context": None},
        {"context": {"title": "Toy one"}},
        {"rule": None},
        {"marking": None},
        {"title": 4},
        {"citation": 4},
        {"findings": None},
        {"findings": [{"name": "records"}]},
        {"findings": [toy.finding() | {"name": 4}]},
        {"findings": [toy.finding(toy.cell("rows read", counts=None))]},
        {"findings": [toy.finding(toy.cell("rows read", people=40))]},
        {"findings": [toy.finding(toy.cell("rows read", value=float("nan")))]},
    ],
)
def test_a_release_of_another_form_is_refused(change):
    with pytest.raises(RunError, match="not of the form that is known"):
        read_release(toy.executed_notebook(**change))


@pytest.mark.parametrize("content", ["{", "4", [], None])
def test_what_is_no_release_at_all_is_refused(notebook, content):
    notebook["cells"][0]["outputs"][0]["data"][toy.MIME_TYPE] = content
    with pytest.raises(RunError, match="not of the form that is known"):
        read_release(notebook)


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
    other = "published" if name == "data_source" else "x"
    with pytest.raises(RunError, match=f"another {name.replace('_', ' ')}"):
        check_matches(read_release(toy.executed_notebook(**{name: other})), run)
