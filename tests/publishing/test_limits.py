"""How long a cell and a notebook may take, and what is said when they take longer."""

from __future__ import annotations

import subprocess
import time

import pytest
import toy_project as toy
from typer.testing import CliRunner

from workbench.cli import app
from workbench.errors import RunError
from workbench.publishing import limits
from workbench.publishing.limits import Limits, Watch
from workbench.publishing.plan import plan
from workbench.publishing.progress import CellTimer, Progress
from workbench.publishing.run import run_all


class Clock:
    """A timer that says what it is told to say."""

    cell, notebook = 0.0, 0.0

    def cell_seconds(self) -> float:
        return self.cell

    def seconds(self) -> float:
        return self.notebook

    def where(self) -> str:
        return "in code cell 3 of 5"


@pytest.mark.parametrize(
    ("seconds", "said"),
    [
        ({"cell": 1801}, "a cell may take 1,800 seconds. Find out what takes so long, or allow "
         "more with --cell-timeout."),
        ({"notebook": 7201}, "a notebook may take 7,200 seconds. Find out what takes so long, or "
         "allow more with --run-timeout."),
    ],
)  # fmt: skip
def test_the_limits_are_half_an_hour_and_two_hours(seconds, said, monkeypatch):
    """A notebook that hangs would hold its report for ever."""
    monkeypatch.setattr(limits, "LOOK_AGAIN", 0.001)
    clock, killed = Clock(), []
    vars(clock).update(seconds)
    with Watch(clock, Limits(), kill=lambda: killed.append(True)) as watch:
        until = time.monotonic() + 5
        while not killed and time.monotonic() < until:
            time.sleep(0.001)
    assert killed
    with pytest.raises(RunError, match="It was ended in code cell 3 of 5: a") as raised:
        watch.check()
    assert str(raised.value).endswith(said)


def test_within_the_limits_nothing_is_ended(monkeypatch):
    """A notebook that takes its time would be lost."""
    monkeypatch.setattr(limits, "LOOK_AGAIN", 0.001)
    clock = Clock()
    clock.cell, clock.notebook = 1799, 7199
    with Watch(clock, Limits(), kill=pytest.fail) as watch:
        time.sleep(0.05)
    watch.check()


def test_time_between_cells_is_no_cells_time(monkeypatch):
    """A slow start of the kernel would be counted against a cell."""
    now = [0.0]
    monkeypatch.setattr("workbench.publishing.progress.time.monotonic", lambda: now[0])
    timer = CellTimer(Progress(), "toy/one", cells=2)
    now[0] = 50
    assert (timer.seconds(), timer.cell_seconds()) == (50, 0)
    assert timer.where() == "before code cell 1 of 2"
    timer.begin()
    now[0] = 60
    assert (timer.seconds(), timer.cell_seconds()) == (60, 10)
    timer.end()
    assert (timer.seconds(), timer.cell_seconds()) == (60, 0)


def test_a_clock_that_is_set_back_changes_no_limit(monkeypatch):
    """After a change of the clock a notebook would be ended at once, or never."""
    timer = CellTimer(Progress(), "toy/one", cells=2)
    timer.begin()
    monkeypatch.setattr("time.time", lambda: 0.0)
    assert 0 <= timer.cell_seconds() <= timer.seconds() < 5


@pytest.mark.parametrize(
    ("allowed", "said"),
    [(Limits(cell=0.5), "a cell may take 0.5 seconds"), (Limits(run=4), "may take 4 seconds")],
)
def test_a_kernel_over_a_limit_is_gone_and_the_cell_named(project, reports, allowed, said):
    """A limit that leaves its kernel running limits nothing."""
    file = reports.parent / "kernel"
    code = f"exec import pathlib\npathlib.Path({str(file)!r}).write_text(str(os.getpid()))\n"
    path = toy.write_parameters(project, behaviour=code + "sum(range(10**13))")
    began = time.monotonic()
    (outcome,) = run_all(plan([path])[0], [], reports=reports, limits=allowed)
    assert time.monotonic() - began < 30
    assert said in outcome.reason
    assert "code cell 3 of 5" in outcome.reason or allowed.run == 4
    if file.exists():
        kernel = file.read_text()
        gone = subprocess.run(["ps", "-p", kernel, "-o", "stat="], capture_output=True, text=True)
        assert gone.stdout.strip() in ("", "Z")
    assert not (reports / ".work/toy/one").exists()


@pytest.mark.usefixtures("project")
@pytest.mark.parametrize("option", ["--cell-timeout", "--run-timeout"])
@pytest.mark.parametrize("value", ["0", "-1", "soon"])
def test_a_limit_that_is_none_is_refused(option, value):
    """No limit at all would be taken for a limit."""
    result = CliRunner().invoke(app, ["run", option, value])
    assert result.exit_code == 2
    assert option in result.stderr
