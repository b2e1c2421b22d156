"""A refused file publishes nothing, and the last good report stays as it was."""

from __future__ import annotations

import json
import shutil
from collections.abc import Mapping
from html import unescape
from pathlib import Path
from typing import Any

import pytest
import test_bad_days
import test_bad_files
import test_bad_labels
import test_bad_layouts
import test_bad_shape
import test_bad_workbooks
import yaml
from campaign import FILE, GOOD, HEADER, WITHHELD, Case, parameters, write

from workbench.analyses.recruitment_funnel import analyse
from workbench.disclosure import MIME_TYPE, release
from workbench.parameters.root import INSTALLED
from workbench.publishing import execution, verification
from workbench.publishing.library import rebuild
from workbench.publishing.plan import Run, plan
from workbench.publishing.run import Outcome, run_all

MODULES = (
    test_bad_days,
    test_bad_files,
    test_bad_labels,
    test_bad_layouts,
    test_bad_shape,
    test_bad_workbooks,
)
SOME = {
    f"{module.__name__}: {name}": case
    for module in MODULES
    for name, case in list(module.CASES.items())[::7]
}
ALL = Case(HEADER + GOOD, "")
BAD_PARAMETERS = {
    "a bare no": ("title: A test", "title: no"),
    "a misspelt name": ("policy:", "polcy:"),
    "a tag": ("title: A test", "title: !!python/name:os.system A test"),
    "an anchor": ("title: A test", "title: &a A test"),
}


def in_process(run: Run, folder: Path, *, timer: object, **_: object) -> Mapping[str, Any]:
    """Return what a kernel would leave: the release of the analysis, and one view of it."""
    assert folder.is_dir()
    assert timer
    released = release(analyse(run.parameters), run.parameters.policy)
    bundle = {"text/plain": "released", MIME_TYPE: released.to_json()}
    view = {"text/plain": "8", "text/html": "<h2>Rows</h2><p>8 rows</p>"}
    shown = {"workbench": {"findings": ["records"]}}
    return {
        "cells": [_cell(1, bundle, {}), _cell(2, view, shown)],
        "metadata": {},
        "nbformat": 4,
        "nbformat_minor": 5,
    }


def _cell(number: int, data: dict[str, Any], metadata: dict[str, Any]) -> dict[str, Any]:
    output = {"output_type": "display_data", "data": data, "metadata": metadata}
    cell = {"cell_type": "code", "id": f"cell-{number}", "execution_count": number}
    return cell | {"metadata": {}, "source": "released", "outputs": [output]}


def run_case(root: Path, case: Case, change: tuple[str, str] = ("", "")) -> Outcome:
    """Put a case in the place of the good file, and publish."""
    folder = root / "data"
    shutil.rmtree(folder, ignore_errors=True)
    write(case.content, folder / case.file)
    folder.mkdir(exist_ok=True)
    made = parameters(folder / (case.data or case.file), policy="open", **case.changes)
    plain = made.model_dump(mode="json", exclude_unset=True)
    values = yaml.safe_dump(plain, allow_unicode=True, sort_keys=False)
    file = root / "parameters/recruitment_funnel/campaign.yaml"
    file.write_text(values.replace(*change) if change[0] else values, encoding="utf-8")
    runs, refusals = plan([file])
    return run_all(runs, refusals, reports=root / "reports")[0]


def published(root: Path) -> dict[str, bytes]:
    """Return every published file; hidden folders are private to this machine."""
    files = (path for path in (root / "reports").rglob("*") if path.is_file())
    named = {path.relative_to(root / "reports"): path for path in files}
    return {
        name.as_posix(): path.read_bytes()
        for name, path in named.items()
        if not name.parts[0].startswith(".") and name.name != "index.html"
    }


@pytest.fixture(scope="module")
def project(tmp_path_factory):
    """Return a root with one good report, and what is published there."""
    root = tmp_path_factory.mktemp("project")
    (root / "parameters/recruitment_funnel").mkdir(parents=True)
    shutil.copytree(INSTALLED / "notebooks", root / "notebooks")
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv("WORKBENCH_ROOT", str(root))
        patch.setattr(execution, "execute", in_process)
        # What stands in for a notebook cannot be replayed; what is replayed has its own tests.
        patch.setattr(verification, "prove", lambda *_: None)
        assert run_case(root, ALL).status == "published"
        good = published(root)
        assert {Path(name).name for name in good} >= {"report.html", "manifest.json"}
        yield root, good


def check_kept(root: Path, good: dict[str, bytes], outcome: Outcome, reason: str) -> None:
    """Check that the good report is all there is, and that the failure is remembered."""
    assert outcome.status == "failed"
    assert outcome.report is None
    assert published(root) == good
    recorded = root / "reports/.failed/recruitment_funnel/campaign"
    assert json.loads((recorded / "reason.json").read_text())["reason"] == reason
    index = rebuild(root / "reports").read_text()
    assert reason in unescape(index)
    assert "last good report still stands" in index


@pytest.mark.parametrize("case", SOME)
def test_a_bad_file_leaves_the_last_good_report(project, case: str, capsys):
    root, good = project
    outcome = run_case(root, SOME[case])
    check_kept(root, good, outcome, WITHHELD)
    first = SOME[case].says if isinstance(SOME[case].says, str) else SOME[case].says[0]
    assert first.replace("FOLDER", str(root / "data")) in capsys.readouterr().err
    assert first not in rebuild(root / "reports").read_text()


@pytest.mark.parametrize("case", BAD_PARAMETERS)
def test_a_bad_parameter_file_leaves_the_last_good_report(project, case: str):
    root, good = project
    outcome = run_case(root, ALL, BAD_PARAMETERS[case])
    assert outcome.reason
    check_kept(root, good, outcome, outcome.reason)


def test_a_mended_file_is_published_and_the_failure_forgotten(project):
    root, good = project
    run_case(root, SOME["test_bad_shape: empty"])
    assert run_case(root, ALL).status == "published"
    assert published(root).keys() == good.keys()
    assert not (root / "reports/.failed/recruitment_funnel/campaign/reason.json").exists()
    assert (root / "data" / FILE).is_file()
