"""As a user does it: the command line on committed files, papermill with a typing error."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from html import unescape
from pathlib import Path

import pytest

from workbench.parameters.root import INSTALLED

PARAMETERS = INSTALLED / "parameters" / "recruitment_funnel"
NOTEBOOK = INSTALLED / "notebooks" / "recruitment_funnel.ipynb"


def command(*words: str, folder: Path) -> subprocess.CompletedProcess[str]:
    program = Path(sys.executable).with_name(words[0])
    environment = {name: value for name, value in os.environ.items() if name != "WORKBENCH_ROOT"}
    return subprocess.run(
        [program, *words[1:]], cwd=folder, env=environment, capture_output=True, text=True
    )


@pytest.fixture(scope="module")
def published(tmp_path_factory) -> Path:
    """Run every parameter file of the project from a folder that is not the project's."""
    folder = tmp_path_factory.mktemp("elsewhere")
    files = [str(path) for path in sorted(PARAMETERS.glob("*.yaml"))]
    reports = folder / "reports"
    words = ["workbench", "run", *files, "--reports", str(reports), "--jobs", "2"]
    done = command(*words, folder=folder)
    assert done.returncode == 0, done.stderr
    assert done.stdout.splitlines()[-1] == "reports/index.html"
    return reports / "recruitment_funnel"


def value(folder: Path, measure: str, group: str, stage: str) -> float:
    records = json.loads((folder / "findings.json").read_text())
    return next(
        record["value"]
        for record in records
        if (record["measure"], record["group"], record["stage"]) == (measure, group, stage)
        and record["basis"] != "cumulative"
    )


@pytest.mark.parametrize(
    ("run", "measure", "group", "stage", "expected", "tolerance"),
    [
        ("teal-1978", "selection_rate", "Black", "written_test", 0.5417, 5e-5),
        ("teal-1978", "selection_rate", "White", "written_test", 0.7954, 5e-5),
        ("teal-1978", "relative_rate_index", "Black", "written_test", 0.68, 5e-3),
        ("teal-1978", "relative_rate_index", "Black", "overall", 1.696, 5e-4),
        ("teal-1978", "shortfall", "Black", "written_test", 12.18, 5e-3),
        ("berkeley-1973", "selection_rate", "Women", "overall", 557 / 1835, 1e-6),
        ("berkeley-1973", "rate_difference", "Women", "overall", -0.1416, 5e-5),
    ],
)
def test_published_figures_come_out_of_the_command_line(
    published: Path, run, measure, group, stage, expected, tolerance
):
    """457 US 440; Bickel and others (1975)."""
    assert value(published / run, measure, group, stage) == pytest.approx(expected, abs=tolerance)


def test_the_report_stands_alone(published: Path):
    page = unescape((published / "teal-1978" / "report.html").read_text())
    assert "default-src 'none'; img-src data:; style-src 'unsafe-inline'" in page
    assert '<html lang="en-GB"' in page
    assert "<script" not in page
    assert "EXACT FIGURES" in page
    for written in published.rglob("*"):
        if written.is_file():
            assert str(INSTALLED).encode() not in written.read_bytes()


def test_the_manifest_names_no_place_and_no_person(published: Path):
    manifest = json.loads((published / "synthetic" / "manifest.json").read_text())
    assert {"key", "parameters", "inputs", "versions", "outputs", "policy"} <= set(manifest)
    assert manifest["rows_read"] == {"value": 5600, "shown": "5,600"}
    assert str(Path.home()) not in json.dumps(manifest)


@pytest.mark.parametrize("folder", [INSTALLED / "notebooks", Path("/")], ids=str)
def test_a_misspelt_parameter_refuses_through_papermill(tmp_path: Path, folder: Path):
    """Papermill alone only logs an unknown parameter and runs on the default."""
    out = tmp_path / "out.ipynb"
    words = ["papermill", str(NOTEBOOK), str(out), "-p", "polcy", "analyst", "--no-progress-bar"]
    done = command(*words, folder=folder)
    assert done.returncode != 0
    assert "unknown name 'polcy'. Did you mean 'policy'?" in done.stderr
