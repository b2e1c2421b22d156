"""A refused panel publishes nothing: the last good report stays as it was, and others go on."""

from __future__ import annotations

import shutil
from collections.abc import Mapping
from html import unescape
from pathlib import Path
from typing import Any

import pytest
import yaml

from tests.analyses.role_evaluation.small_rollout import FRAME, LONDON, STATED, Made, put, stated
from workbench.analyses.role_evaluation import analyse
from workbench.disclosure import MIME_TYPE, release
from workbench.parameters.root import INSTALLED
from workbench.publishing import execution, verification
from workbench.publishing.library import rebuild
from workbench.publishing.plan import Run, plan
from workbench.publishing.run import Outcome, run_all

HOURS = "administration_hours"
WITHHELD = "The data file was refused. Whoever ran it was told why."
BAD: Mapping[str, tuple[Made, str]] = {
    "all at once": (put("actual_month", "2022-10"), "began in all of 12 units in 2022-10"),
    "one region": (lambda frame: frame[LONDON], "'region' has one unit alone"),
    "a label that is no number": (
        put(HOURS, "Confidential: Jane Smith", LONDON),
        f"'{HOURS}' holds text that is no number in 30 rows",
    ),
}


def in_process(run: Run, folder: Path, *, timer: object, **_: object) -> Mapping[str, Any]:
    """Return what a kernel would leave: the release of the analysis, and one view of it."""
    assert folder.is_dir()
    assert timer
    released = release(analyse(run.parameters), run.parameters.policy)
    bundle = {"text/plain": "released", MIME_TYPE: released.to_json()}
    view = {"text/plain": "12", "text/html": "<h2>Rows</h2><p>360 rows</p>"}
    shown = {"workbench": {"findings": ["records"]}}
    cells = [_cell(1, bundle, {}), _cell(2, view, shown)]
    return {"cells": cells, "metadata": {}, "nbformat": 4, "nbformat_minor": 5}


def _cell(number: int, data: dict[str, Any], metadata: dict[str, Any]) -> dict[str, Any]:
    output = {"output_type": "display_data", "data": data, "metadata": metadata}
    cell = {"cell_type": "code", "id": f"cell-{number}", "execution_count": number}
    return cell | {"metadata": {}, "source": "released", "outputs": [output]}


def run_both(root: Path, made: Made | None = None) -> dict[str, Outcome]:
    """Publish two runs, of which the panel of the first is changed."""
    for name in ("ours", "theirs"):
        change = made if name == "ours" else None
        frame = change(FRAME.copy()) if change else FRAME
        data = root / f"data/{name}.csv"
        frame.to_csv(data, index=False)
        few = {"outcomes": {HOURS: STATED["outcomes"][HOURS]}, "secondary": [], "splits": []}
        values = stated(data=str(data), draws=999, **few)
        file = root / f"parameters/role_evaluation/{name}.yaml"
        file.write_text(yaml.safe_dump(values, allow_unicode=True), encoding="utf-8")
    runs, refusals = plan(sorted((root / "parameters/role_evaluation").glob("*.yaml")))
    outcomes = run_all(runs, refusals, reports=root / "reports")
    return {Path(one.label).stem: one for one in outcomes}


def published(root: Path) -> dict[str, bytes]:
    """Return the published files of the run whose panel is changed."""
    folder = root / "reports/role_evaluation/ours"
    return {
        path.relative_to(folder).as_posix(): path.read_bytes()
        for path in folder.rglob("*")
        if path.is_file()
    }


@pytest.fixture(scope="module")
def project(tmp_path_factory):
    """Return a root with two good reports, and what one of them is."""
    root = tmp_path_factory.mktemp("project")
    for folder in ("parameters/role_evaluation", "data"):
        (root / folder).mkdir(parents=True)
    shutil.copytree(INSTALLED / "notebooks", root / "notebooks")
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv("WORKBENCH_ROOT", str(root))
        patch.setattr(execution, "execute", in_process)
        # What stands in for a notebook cannot be replayed; what is replayed has its own tests.
        patch.setattr(verification, "prove", lambda *_: None)
        assert {one.status for one in run_both(root).values()} == {"published"}
        good = published(root)
        assert {"report.html", "manifest.json"} <= good.keys()
        yield root, good


@pytest.mark.parametrize("case", BAD)
def test_a_bad_panel_leaves_the_last_good_report(project, case: str, capsys):
    root, good = project
    made, says = BAD[case]
    outcomes = run_both(root, made)
    assert (outcomes["ours"].status, outcomes["ours"].report) == ("failed", None)
    assert outcomes["theirs"].status in ("published", "unchanged")
    assert published(root) == good
    assert says in capsys.readouterr().err
    index = unescape(rebuild(root / "reports").read_text())
    assert WITHHELD in index
    assert says not in index
    assert "Jane Smith" not in index
    assert "last good report still stands" in index


def test_a_mended_panel_is_published_again(project):
    root, good = project
    run_both(root, BAD["one region"][0])
    assert run_both(root)["ours"].status in ("published", "unchanged")
    assert published(root).keys() == good.keys()
    assert "last good report still stands" not in rebuild(root / "reports").read_text()
