"""A misspelt or wrongly typed parameter refuses by every door, with all problems at once."""

from __future__ import annotations

from pathlib import Path

import pytest

from workbench.analyses.recruitment_funnel import Parameters
from workbench.errors import ParameterError
from workbench.parameters.notebook import assigned_names
from workbench.parameters.root import INSTALLED, root
from workbench.parameters.yaml_file import load

GOOD = """\
analysis: recruitment_funnel
title: A test
data: data.csv
outcomes: {passed: [Pass], failed: [Fail]}
stages: {sift: {}, offer: {title: offer of a post}}
characteristics: {sex: {}, band: {groups: ["3", "4"], comparator: "4"}}
data_date: 2023-06-30
"""


def from_text(tmp_path: Path, text: str) -> Parameters:
    path = tmp_path / "run.yaml"
    path.write_text(text, encoding="utf-8")
    return Parameters.from_file(path)


def test_a_good_file_is_read(tmp_path: Path):
    parameters = from_text(tmp_path, GOOD)
    assert parameters.data_date is not None
    assert parameters.data_date.isoformat() == "2023-06-30"
    assert parameters.groups("band") == ("3", "4")
    assert parameters.comparator("sex") == "Men"
    assert parameters.headline_characteristics == ("sex",)


def test_all_problems_come_at_once(tmp_path: Path):
    with pytest.raises(ParameterError, match="3 problems") as caught:
        from_text(tmp_path, GOOD + "polcy: open\nalpha: x\nlevel: y\n")
    assert "polcy" in str(caught.value)


def test_a_missing_file_says_so(tmp_path: Path):
    with pytest.raises(ParameterError, match=r"absent\.yaml: cannot be read .* Check the name\."):
        Parameters.from_file(tmp_path / "absent.yaml")


def namespace(**changes: object) -> dict[str, object]:
    values: dict[str, object] = {
        name: field.get_default(call_default_factory=True)
        for name, field in Parameters.model_fields.items()
    }
    values |= {
        "analysis": "recruitment_funnel",
        "title": "A test",
        "data": "data.csv",
        "outcomes": {"passed": ["Pass"]},
        "stages": {"sift": {}},
        "characteristics": {"sex": {}},
    }
    return values | changes


def cells(own: str, *later: str) -> list[str]:
    return ["", f"# Parameters: all of them\n{own}", *later]


def test_a_notebook_and_a_file_mean_the_same():
    assert Parameters.from_notebook(namespace()) == Parameters.from_values(
        namespace(), source="test"
    )


def test_a_misspelt_name_in_the_notebook_refuses():
    with pytest.raises(ParameterError, match=r"unknown name 'titel'\. Did you mean 'title'"):
        Parameters.from_notebook(namespace(titel="x", In=cells("titel = 'x'")))


def test_a_misspelt_name_that_papermill_injected_refuses():
    history = cells("title = 'x'", "# Parameters\npolcy = 'open'\n")
    with pytest.raises(ParameterError, match="unknown name 'polcy'"):
        Parameters.from_notebook(namespace(polcy="open", In=history))


def test_a_mended_name_is_forgiven_and_other_names_are_no_business_of_ours():
    history = [*cells("titel = 'x'"), "frame = 1", "# Parameters: all\ntitle = 'x'"]
    made = Parameters.from_notebook(namespace(titel="x", frame=1, In=history))
    assert made.title == "A test"


def test_a_missing_assignment_refuses():
    values = namespace()
    del values["policy"]
    with pytest.raises(ParameterError, match="'policy' is not assigned in the parameters cell"):
        Parameters.from_notebook(values)


def test_injected_cells_count_only_after_our_own():
    assert assigned_names(["# Parameters\nold = 1", "# Parameters: ours\nnew = 1"]) == {"new"}


def test_the_root_is_found_from_the_notebooks_folder(tmp_path: Path, monkeypatch):
    (tmp_path / "parameters").mkdir()
    (tmp_path / "notebooks").mkdir()
    monkeypatch.delenv("WORKBENCH_ROOT", raising=False)
    monkeypatch.chdir(tmp_path / "notebooks")
    assert root() == tmp_path
    monkeypatch.setenv("WORKBENCH_ROOT", str(tmp_path / "notebooks"))
    assert root() == tmp_path / "notebooks"


@pytest.mark.parametrize("path", sorted((INSTALLED / "parameters").rglob("*.yaml")), ids=str)
def test_papermill_reads_our_files_as_we_do(path: Path):
    """`papermill -f` loads a file with its own loader; both doors must open on the same values."""
    import yaml
    from papermill.iorw import NoDatesSafeLoader

    text = path.read_text(encoding="utf-8")
    assert yaml.load(text, Loader=NoDatesSafeLoader) == load(path)
