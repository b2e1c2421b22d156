"""Which parameter files are refused before anything runs, and what a key depends on."""

from __future__ import annotations

import json
import re

import pytest
import toy_project as toy

from workbench.publishing import key
from workbench.publishing.plan import parameter_files, plan


def refusal(path, **options):
    runs, refusals = plan([path], **options)
    assert not runs
    return refusals[0].reason


def run_of(path, **options):
    runs, refusals = plan([path], **options)
    assert not refusals
    return runs[0]


def test_a_good_file_becomes_a_run(project):
    run = run_of(toy.write_parameters(project))
    assert run.label == "toy/one"
    assert run.parameters.title == "Toy one"
    assert run.notebook == project / "notebooks/toy.ipynb"


@pytest.mark.parametrize(
    ("values", "message"),
    [
        ({"titel": "x"}, "Did you mean 'title'?"),
        ({"seed": "7"}, "'seed'"),
        ({"policy": "opne"}, "'policy'"),
    ],
)
def test_a_bad_file_is_refused_with_its_message(project, values, message):
    assert message in refusal(toy.write_parameters(project, **values))


@pytest.mark.usefixtures("project")
def test_an_unknown_analysis_is_refused_with_the_nearest_name(tmp_path):
    path = tmp_path / "one.yaml"
    path.write_text("analysis: toi\n")
    assert "Did you mean 'toy'?" in refusal(path)


def test_a_missing_file_is_refused(project):
    assert "cannot be read" in refusal(project / "parameters/toy/none.yaml")


def test_a_file_in_another_analysis_folder_is_refused(project):
    folder = project / "parameters/other"
    folder.mkdir()
    path = toy.write_parameters(project).rename(folder / "one.yaml")
    assert "belongs in parameters/toy/" in refusal(path)
    path.unlink()
    folder.rmdir()


def test_a_name_that_is_no_folder_name_is_refused(project):
    assert "the file's name" in refusal(toy.write_parameters(project, "a b"))


def test_two_files_of_one_run_are_both_refused(project, tmp_path):
    one = toy.write_parameters(project)
    other = tmp_path / "one.yaml"
    other.write_text(one.read_text())
    runs, refusals = plan([one, other])
    assert not runs
    assert all("also makes the run 'toy/one'" in item.reason for item in refusals)


def test_the_same_file_named_twice_is_one_run(project):
    path = toy.write_parameters(project)
    assert len(plan([path, path])[0]) == 1


def test_hidden_copies_are_not_parameter_files(project):
    path = toy.write_parameters(project)
    hidden = project / "parameters/.ipynb_checkpoints"
    hidden.mkdir()
    (hidden / "one-checkpoint.yaml").write_text(path.read_text())
    assert parameter_files() == [path]
    (hidden / "one-checkpoint.yaml").unlink()
    hidden.rmdir()


def test_the_policy_asked_for_takes_the_place_of_the_files(project):
    assert run_of(toy.write_parameters(project), policy="analyst").parameters.policy == "analyst"


def test_the_key_changes_with_everything_a_report_depends_on(project):
    path = toy.write_parameters(project, data="data/*.csv")
    keys = [key.fingerprint(run_of(path)).key]
    assert key.fingerprint(run_of(path)).key == keys[0]

    def note(**options):
        keys.append(key.fingerprint(run_of(path, **options)).key)

    note(policy="analyst")
    (project / "data/toy.csv").write_text("a\n2\n")
    note()
    (project / "data/more.csv").write_text("")
    note()
    (project / "data/more.csv").rename(project / "data/other.csv")
    note()
    code = project / "analyses/toy/words.py"
    code.write_text("")
    note()
    lock = project / "requirements.lock"
    lock.write_text("pandas==4\n")
    note()
    notebook = json.loads((project / "notebooks/toy.ipynb").read_text())
    notebook["cells"][1]["source"] += "\n"
    (project / "notebooks/toy.ipynb").write_text(json.dumps(notebook))
    note()
    toy.write_parameters(project, data="data/*.csv", title="Another")
    note()
    assert len(set(keys)) == len(keys)


def test_outputs_kept_in_the_notebook_do_not_change_the_key(project):
    run = run_of(toy.write_parameters(project))
    before = key.fingerprint(run).key
    notebook = json.loads(run.notebook.read_text())
    notebook["cells"][1]["execution_count"] = 4
    run.notebook.write_text(json.dumps(notebook))
    assert key.fingerprint(run).key == before


def test_inputs_have_base_names_only(project):
    found = key.inputs(run_of(toy.write_parameters(project, data="data/absent.csv")))
    assert found == (key.Input("data", "absent.csv", "sha256", "missing", None),)


@pytest.mark.parametrize(
    "name", ["a" * 81, "..", "-x", "a b", "a;rm", "\u202eevil", "a\nb", "=1+1"]
)
def test_a_name_that_is_no_plain_file_name_is_refused(project, name):
    path = toy.write_parameters(project, "plain")
    path.rename(named := path.with_name(f"{name}.yaml"))
    runs, refusals = plan([named])
    named.unlink()
    assert runs == []
    assert "at most 80 letters, digits, '.', '-' and '_'" in refusals[0].reason
    assert re.fullmatch(r"[A-Za-z0-9._-]{1,120}", refusals[0].name)
