"""Signals to a run and to its kernel while a cell works: nothing is lost and nothing is left."""

from __future__ import annotations

import json
import signal
import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest
import toy_project as toy

from workbench.publishing import manifest, publication
from workbench.publishing.places import Places
from workbench.publishing.plan import plan
from workbench.publishing.run import run_all

COMMAND = Path(__file__).with_name("toy_command.py")
ALIVE_AFTER = 5
"""Seconds after which a process that should have ended is an orphan."""
STARTS_A_CHILD = """exec import pathlib, subprocess
child = subprocess.Popen(["sleep", "600"])
file = pathlib.Path({file!r})
file.with_suffix(".part").write_text(f"{{os.getpid()}} {{os.getppid()}} {{child.pid}}")
file.with_suffix(".part").rename(file)
"""
HOLDS_THE_INTERPRETER = "sum(range(10**13))"
"""One step of many minutes, in which no other thread of the kernel can run."""


@pytest.fixture
def last_good(reports):
    """The report that stands; whatever happens to later runs must leave it as it is."""
    publication.publish(Places(reports, "toy", "one"), {"report.html": "good"}, {"key": "old"})
    return reports


@contextmanager
def started(project: Path, reports: Path) -> Iterator[tuple[subprocess.Popen, list[int]]]:
    """Start a run whose cell never ends; give it and the processes that must go with it."""
    file = reports.parent / "processes"
    code = STARTS_A_CHILD.format(file=str(file)) + HOLDS_THE_INTERPRETER
    path = toy.write_parameters(project, behaviour=code)
    words = (str(project), "run", str(path), "--reports", str(reports))
    run = subprocess.Popen(
        [sys.executable, str(COMMAND), *words],
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        text=True,
    )
    try:
        until = time.monotonic() + 120
        while not file.exists():
            assert run.poll() is None, run.communicate()
            assert time.monotonic() < until
            time.sleep(0.05)
        processes = [int(word) for word in file.read_text().split()]
        assert all(alive(process) for process in processes)
        yield run, processes
    finally:
        run.kill()
        run.communicate()


def alive(process: int) -> bool:
    try:
        state = Path(f"/proc/{process}/stat").read_text().rsplit(")", 1)[1].split()[0]
    except (FileNotFoundError, ProcessLookupError):
        return False
    return state != "Z"


def orphans(processes: list[int]) -> list[int]:
    until = time.monotonic() + ALIVE_AFTER
    while time.monotonic() < until and any(map(alive, processes)):
        time.sleep(0.05)
    return [process for process in processes if alive(process)]


def contents(folder: Path) -> dict[str, bytes]:
    return {path.name: path.read_bytes() for path in sorted(folder.iterdir())}


@pytest.mark.skipif(not Path("/proc/self/stat").exists(), reason="looks at processes in /proc")
@pytest.mark.parametrize("name", ["SIGTERM", "SIGINT", "SIGHUP"])
def test_a_run_that_is_asked_to_stop_ends_its_kernel_and_says_so(project, last_good, name):
    """A kernel would go on with personal data in memory, or the last good report would be gone."""
    before = contents(last_good / "toy/one")
    with started(project, last_good) as (run, processes):
        run.send_signal(signal.Signals[name])
        _, told = run.communicate(timeout=30)
        assert run.returncode == 128 + signal.Signals[name]
        assert f"toy/one  stopped by {name}; the report is as it was. Run again" in told
        assert "Traceback" not in told
        assert orphans(processes) == []
    assert contents(last_good / "toy/one") == before
    places = Places(last_good, "toy", "one")
    assert not places.work.exists()
    assert not places.failed.exists(), "a run that was stopped has not failed"


@pytest.mark.skipif(not Path("/proc/self/stat").exists(), reason="looks at processes in /proc")
def test_a_run_that_is_killed_takes_its_kernel_along_and_the_next_sweeps(project, last_good):
    """Orphans would hold the data for hours, and temporary files with rows would stay for good."""
    before = contents(last_good / "toy/one")
    places = Places(last_good, "toy", "one")
    with started(project, last_good) as (run, processes):
        left = sorted(path.name for path in places.work.iterdir())
        assert left == ["kernel.json", "kernel.txt", "temporary"]
        assert (places.reports / ".work").stat().st_mode & 0o077 == 0
        run.kill()
        run.communicate(timeout=30)
        assert run.returncode == -signal.SIGKILL
        assert orphans(processes) == []
    assert contents(last_good / "toy/one") == before
    assert manifest.verifies(last_good / "toy/one")
    publication.recover_all(last_good)
    assert not places.work.exists()


@pytest.mark.skipif(not Path("/proc/self/stat").exists(), reason="looks at processes in /proc")
@pytest.mark.parametrize("name", ["SIGTERM", "SIGKILL"])
def test_a_kernel_that_is_killed_leaves_no_process_and_a_reason(project, reports, name):
    """What a cell had started would go on after the run had failed."""
    file = reports.parent / "processes"
    code = STARTS_A_CHILD.format(file=str(file)) + f"os.kill(os.getpid(), {signal.Signals[name]:d})"
    path = toy.write_parameters(project, behaviour=code)
    (outcome,) = run_all(plan([path])[0], [], reports=reports)
    assert outcome.reason == (
        "The kernel stopped in code cell 3 of 5: it was killed, or ran out of memory."
    )
    assert orphans([int(word) for word in file.read_text().split()]) == []


def test_a_cell_that_runs_out_of_memory_is_told_as_that(project, reports):
    """A reader would be told of an error in the code where a larger machine is needed."""
    code = """exec import resource
resource.setrlimit(resource.RLIMIT_AS, (6 << 30, 6 << 30))
rows = bytearray(8 << 30)"""
    path = toy.write_parameters(project, behaviour=code)
    (outcome,) = run_all(plan([path])[0], [], reports=reports)
    assert outcome.reason == (
        "Code cell 3 ran out of memory. Run fewer at a time (--jobs 1), or lower what the engine "
        "may use (WORKBENCH_MEMORY)."
    )


def test_the_kernel_is_this_python_whatever_is_installed_under_its_name(
    project, reports, tmp_path, monkeypatch
):
    """A specification in somebody's own folder could run the notebook in another environment."""
    folder = tmp_path / "jupyter/kernels/python3"
    folder.mkdir(parents=True)
    (folder / "kernel.json").write_text('{"argv": ["/no/such/python"], "display_name": "x"}')
    monkeypatch.setenv("JUPYTER_PATH", str(tmp_path / "jupyter"))
    monkeypatch.setenv("JUPYTER_PREFER_ENV_PATH", "0")
    file = tmp_path / "facts"
    code = f"""exec import json, pathlib, resource, sys, tempfile
facts = [sys.executable, tempfile.gettempdir(), resource.getrlimit(resource.RLIMIT_CORE)]
pathlib.Path({str(file)!r}).write_text(json.dumps(facts))
raise KeyError"""
    path = toy.write_parameters(project, behaviour=code)
    (outcome,) = run_all(plan([path])[0], [], reports=reports)
    assert outcome.reason == "KeyError in code cell 3; the log says more."
    temporary = str(reports / ".work/toy/one/temporary")
    assert json.loads(file.read_text()) == [sys.executable, temporary, [0, 0]], "no dump of data"


def test_a_kernel_that_cannot_start_is_told_with_its_last_words(
    project, reports, tmp_path, monkeypatch, capfd
):
    """A broken set-up would be a traceback on the console, or a failure without a reason."""
    (tmp_path / "ipykernel.py").write_text("raise ImportError('No kernel is here')")
    monkeypatch.setenv("PYTHONPATH", str(tmp_path))
    (outcome,) = run_all(plan([toy.write_parameters(project)])[0], [], reports=reports)
    mend = "Set the workbench up afresh, then run again."
    said = "ImportError: No kernel is here"
    assert outcome.reason == f"The kernel could not be started ({said}). {mend}"
    monkeypatch.setattr(sys, "executable", "/no/such/python")
    (outcome,) = run_all(plan([toy.write_parameters(project)])[0], [], reports=reports)
    assert outcome.reason == f"The kernel could not be started (it said nothing). {mend}"
    assert "Traceback" not in capfd.readouterr().err
