"""As a user does it: the command line on committed files, papermill with a typing error."""

from __future__ import annotations

import json
import os
import re
import shutil
import subprocess
import sys
from html import unescape
from pathlib import Path

import pytest

from workbench.parameters.root import INSTALLED
from workbench.parameters.yaml_file import parse
from workbench.publishing import discovery

PARAMETERS = INSTALLED / "parameters" / "recruitment_funnel"
NOTEBOOK = INSTALLED / "notebooks" / "recruitment_funnel.ipynb"
ANSWERED = ("recruitment_funnel/spring.yaml", "attrition/ours.yaml")
"""Parameter files that a person has to answer the questions of."""


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


def readme_blocks(language: str) -> list[str]:
    text = (INSTALLED / "README.md").read_text()
    return re.findall(rf"```{language}\n(.*?)```", text, flags=re.DOTALL)


def test_the_readmes_first_commands_are_the_makefiles():
    assert [line.split(" #")[0].strip() for line in readme_blocks("sh")[0].splitlines()] == [
        "make report",
        "make test",
    ]
    text = (INSTALLED / "README.md").read_text()
    makefile = (INSTALLED / "Makefile").read_text()
    for target in re.findall(r"`make ([a-z]+)`", text):
        assert re.search(rf"^{target}:", makefile, flags=re.MULTILINE), target


def test_your_own_campaign_in_ten_minutes_as_the_readme_says(tmp_path: Path):
    """Every command of the README after the first two, in a project of its own."""
    for name in ("notebooks", "parameters"):
        shutil.copytree(INSTALLED / name, tmp_path / name)
    (tmp_path / ".venv").symlink_to(Path(sys.executable).parents[1])
    written = tmp_path / "parameters/role_evaluation/ours.yaml"
    written.write_text(next(text for text in readme_blocks("yaml") if "role_evaluation" in text))
    for line in "".join(readme_blocks("sh")[1:]).splitlines():
        for made in filter(Path.exists, (tmp_path / "parameters" / name for name in ANSWERED)):
            text = made.read_text().replace("data_source: personal", "data_source: synthetic")
            text = re.sub("^data_date: '2023.*", 'data_date: "2023-09-30"', text, flags=re.M)
            made.write_text(text.replace("# data_from:", "data_from:"))
        done = command(*line.replace(".venv/bin/", "").split(), folder=tmp_path)
        assert done.returncode == 0, done.stderr
    folder = tmp_path / "reports/recruitment_funnel/spring"
    assert "SYNTHETIC DATA" in (folder / "report.html").read_text()
    assert value(folder, "selection_rate", "Black", "online_test") < 0.7
    assert json.loads((folder / "manifest.json").read_text())["rows_read"]["value"] == 3000
    report = (tmp_path / "reports/attrition/ours/report.html").read_text()
    assert "SYNTHETIC DATA" in report
    assert "Leaving is highest in" in report
    report = (tmp_path / "reports/role_evaluation/ours/report.html").read_text()
    assert "Evidence of a change in time on administration" in report


@pytest.mark.parametrize("block", readme_blocks("yaml"))
def test_the_readmes_parameters_are_accepted(block: str):
    """A block is of recruitment unless it names its analysis."""
    needed = {"analysis": "recruitment_funnel", "title": "t", "data": "d.csv"}
    values = needed | parse(block, source="README")
    kind = discovery.load(values["analysis"]).Parameters
    assert kind.from_values(values, source="README")


@pytest.mark.parametrize("folder", [INSTALLED / "notebooks", Path("/")], ids=str)
def test_a_misspelt_parameter_refuses_through_papermill(tmp_path: Path, folder: Path):
    """Papermill alone only logs an unknown parameter and runs on the default."""
    out = tmp_path / "out.ipynb"
    words = ["papermill", str(NOTEBOOK), str(out), "-p", "polcy", "analyst", "--no-progress-bar"]
    done = command(*words, folder=folder)
    assert done.returncode != 0
    assert "unknown name 'polcy'. Did you mean 'policy'?" in done.stderr
