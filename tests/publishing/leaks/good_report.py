"""A small report as it is published, made without a kernel: what the planted leaks are put into."""

from __future__ import annotations

import json
import shutil
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

from workbench.analyses.recruitment_funnel import Parameters, analyse
from workbench.disclosure import Release, release
from workbench.parameters.root import INSTALLED
from workbench.parameters.yaml_file import load
from workbench.publishing import key, manifest, replay
from workbench.publishing.outputs import outputs_of
from workbench.publishing.plan import Run
from workbench.publishing.quality.assurance import PAGE
from workbench.publishing.quality.signing import signed_page
from workbench.publishing.release import facts
from workbench.publishing.verification.report import as_bytes

ANALYSIS, NAME = "recruitment_funnel", "small"
LEFT_OUT = (
    "earlier events channels benchmarks panels adjustments actions insight applied intersections"
)
CELLS = "cell-14 cell-15 gap-question gap strata-question strata cell-23 cell-24"
KEPT, STAGES = ("ethnicity", "sex"), ("sift", "online_test", "assessment_centre")


def make_project(folder: Path) -> Path:
    """Write a project of one notebook and one small campaign; return its root."""
    (folder / "notebooks").mkdir(parents=True)
    (folder / "parameters").mkdir()
    _copy_notebook(folder)
    shutil.copy(INSTALLED / "requirements.lock", folder)
    (folder / "data").mkdir()
    shutil.copy(INSTALLED / f"data/synthetic/{ANALYSIS}/applications.csv", folder / "data")
    return folder


def _copy_notebook(folder: Path) -> None:
    """Copy the first cells, and those of a chart, a gap, a model and the records."""
    notebook = json.loads((INSTALLED / f"notebooks/{ANALYSIS}.ipynb").read_text())
    cells = notebook["cells"]
    notebook["cells"] = cells[:6] + [cell for cell in cells[6:] if cell["id"] in CELLS.split()]
    (folder / f"notebooks/{ANALYSIS}.ipynb").write_text(json.dumps(notebook))


def small_run(root: Path) -> Run:
    """Return a run with few characteristics and few questions."""
    values = load(INSTALLED / f"parameters/{ANALYSIS}/synthetic.yaml")
    values = {name: value for name, value in values.items() if name not in LEFT_OUT.split()}
    values["characteristics"] = {name: {} for name in KEPT}
    values |= {"strata": {"region": {}}, "data": str(root / "data/applications.csv")}
    values["stages"] = {name: values["stages"][name] for name in STAGES}
    for stage in values["stages"].values():
        for name in ("date", "score", "pass_mark"):
            (stage or {}).pop(name, None)
    parameters = Parameters.from_values(values, source="small")
    notebook = root / f"notebooks/{ANALYSIS}.ipynb"
    return Run(ANALYSIS, NAME, root / f"{NAME}.yaml", parameters, notebook)


def released(run: Run) -> Release:
    """Analyse the campaign and take it through the gate."""
    return release(analyse(run.parameters), run.parameters.policy)


def contents(run: Run, released: Release, notebook: dict[str, Any]) -> tuple[dict, dict]:
    """Return the manifest and every file of a published report, from its executed notebook."""
    found = key.fingerprint(run)
    outputs = outputs_of(notebook, released, run)
    told = manifest.describe(run, found, facts(released), started=datetime.now(UTC))
    page, told = signed_page(notebook, released, run, outputs=outputs, facts=told, log=None)
    files = {name: as_bytes(content) for name, content in {**outputs, PAGE: page}.items()}
    return json.loads(json.dumps(told)), files


def made(root: Path) -> tuple[Run, Release, dict[str, Any]]:
    """Return a run, its release and the notebook that follows from it."""
    run = small_run(root)
    one = released(run)
    return run, one, replay.again(run, one)
