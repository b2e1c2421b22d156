"""Runs on the workers of a scheduler, one of which is killed in the middle, or that are stopped."""

from __future__ import annotations

import json
import os
import signal
from pathlib import Path

import fanning
import pytest

from workbench.publishing import manifest
from workbench.publishing.locks import locked

pytestmark = pytest.mark.skipif(
    not Path("/proc/self/stat").exists(), reason="looks at processes in /proc"
)
FILES = {"one": "berkeley-1973", "two": "teal-1978", "three": "teal-1978", "four": "teal-1978"}
FIRST = "recruitment_funnel/one"


def outputs(reports: Path, name: str) -> dict[str, str]:
    told = json.loads((reports / "recruitment_funnel" / name / manifest.FILE).read_text())
    return told["outputs"]


@pytest.fixture(scope="module")
def survived(cluster, tmp_path_factory):
    """Runs of which one worker was killed while its kernel was at work."""
    folder = tmp_path_factory.mktemp("killed")
    files = fanning.copies(folder, **FILES)
    reports = folder / "reports"
    words = ("run", *files, "--reports", reports, "--backend", "dask", "--scheduler", cluster)
    process = fanning.call(*words, "--force")
    worker, *kernel = fanning.kernel_at_work(reports, FIRST, process)
    os.kill(worker, signal.SIGKILL)
    orphans = fanning.left_alive(worker, *kernel)
    return reports, fanning.ended(process), orphans


def test_a_worker_that_is_killed_costs_no_report(survived):
    """A report could be lost, half there, or told of as failed though it can be made."""
    reports, (code, printed, told), _ = survived
    assert code == 0, told
    for name in FILES:
        assert manifest.verifies(reports / "recruitment_funnel" / name), name
        assert f"{reports}/recruitment_funnel/{name}/report.html" in printed
    assert told[-1].endswith("seconds: 4 published.")
    assert sum("recruitment_funnel/" in line and " published " in line for line in told[-6:]) == 4


def test_none_is_published_twice(survived):
    """What was lost is run again, and what had been published is not."""
    _, (_, _, told), _ = survived
    published = [line.split()[0] for line in told if "  published in " in line]
    assert sorted(published) == sorted(f"recruitment_funnel/{name}" for name in FILES)
    assert sum(line.startswith(f"{FIRST}  started") for line in told) == 2


def test_a_worker_that_is_killed_leaves_nothing_behind(survived):
    """Its kernel would go on with the data in memory, or its lock hold the report up."""
    reports, _, orphans = survived
    assert orphans == set()
    for name in FILES:
        with locked(reports, f"recruitment_funnel/{name}", wait=False):
            pass
    assert list((reports / ".work").glob("*/*")) == []
    assert list((reports / ".fan_out").iterdir()) == []


def test_reports_are_those_of_this_process(survived, tmp_path):
    """What a report says could depend on where it was made."""
    reports, _, _ = survived
    files = fanning.copies(tmp_path, one=FILES["one"], two=FILES["two"])
    alone = tmp_path / "reports"
    assert fanning.ended(fanning.call("run", *files, "--reports", alone, "--quiet"))[0] == 0
    for name in ("one", "two"):
        assert outputs(alone, name) == outputs(reports, name)
        key = [
            json.loads((where / "recruitment_funnel" / name / manifest.FILE).read_text())["key"]
            for where in (alone, reports)
        ]
        assert key[0] == key[1]


def test_a_call_that_is_stopped_stops_its_runs_on_the_workers(cluster, tmp_path):
    """Kernels would go on for hours on other machines after Ctrl-C."""
    files = fanning.copies(tmp_path, **FILES)
    reports = tmp_path / "reports"
    words = ("run", *files, "--reports", reports, "--backend", "dask", "--scheduler", cluster)
    process = fanning.call(*words)
    worker, *kernel = fanning.kernel_at_work(reports, FIRST, process)
    process.send_signal(signal.SIGINT)
    code, _, told = fanning.ended(process)
    assert code == 128 + signal.SIGINT
    assert sum("stopped by SIGINT; the report is as it was" in line for line in told) == 4
    assert told[-1].endswith("seconds: 4 stopped.")
    assert fanning.left_alive(*kernel) == set()
    assert fanning.still_there(worker), "a worker is not for one call"
    assert not list(reports.glob("recruitment_funnel/*"))
    assert not list((reports / ".failed").glob("*/*"))
