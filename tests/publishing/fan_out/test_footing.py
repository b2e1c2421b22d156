"""What keeps runs from workers: no scheduler, workers that see something else, lost for good."""

from __future__ import annotations

import json
import pickle
import signal
import sys
from dataclasses import replace
from pathlib import Path

import fanning
import pytest
import toy_project as toy
from typer.testing import CliRunner

from workbench.cli import app
from workbench.errors import RunError
from workbench.parameters.root import INSTALLED
from workbench.publishing import manifest, stopping
from workbench.publishing.fan_out import footing
from workbench.publishing.fan_out.cluster import address_of, check_workers
from workbench.publishing.fan_out.worker import Relay, Task
from workbench.publishing.plan import parameter_files, plan

KILLS_ITS_WORKER = """exec import pathlib, signal
companion = pathlib.Path(f"/proc/{os.getppid()}/stat").read_text().rsplit(")", 1)[1].split()
os.kill(int(companion[1]), signal.SIGKILL)
sum(range(10**13))"""
IMPATIENT = """
from workbench.cli import app
from workbench.publishing.fan_out import cluster
cluster.PATIENCE = 2
app()
"""
"""The command, which is to wait two seconds and not ten."""


def refused(*words: object) -> str:
    """Return the one message of a call that ran nothing."""
    done = CliRunner().invoke(app, ["run", *map(str, words)])
    assert (done.exit_code, done.stdout) == (2, "")
    return done.stderr.strip()


@pytest.fixture
def here(tmp_path):
    """What a call stands on, with its lock held."""
    with footing.standing(["recruitment_funnel"], tmp_path) as stands:
        yield stands


@pytest.fixture(autouse=True)
def _ask_afresh():
    footing.problems.cache_clear()


@pytest.mark.parametrize(
    ("words", "said"),
    [
        (["--backend", "dask"], "the backend dask needs the address of a scheduler: name it"),
        (["--backend", "dask", "--scheduler", "host"], "'host' is no scheduler's address"),
        (["--backend", "dask", "--scheduler", "inproc://1"], "'inproc://1' is no scheduler's"),
        (["--scheduler", "tcp://host:8786"], "--scheduler is for --backend dask. Add that"),
        (["--backend", "dask", "--scheduler", "tcp://h:1", "--jobs", 2], "--jobs is for runs on"),
    ],
)
def test_options_that_do_not_go_together_are_one_message(words, said, monkeypatch, tmp_path):
    """A cluster could be started that nobody asked for, or an option do nothing."""
    monkeypatch.delenv("DASK_SCHEDULER_ADDRESS", raising=False)
    assert refused(*words, "--reports", tmp_path / "reports").startswith(said)
    assert not (tmp_path / "reports").exists()


def test_the_address_may_come_from_the_environment(monkeypatch):
    monkeypatch.setenv("DASK_SCHEDULER_ADDRESS", "tls://[::1]:8786")
    assert address_of(None) == "tls://[::1]:8786"
    assert address_of("tcp://named:1") == "tcp://named:1"


def test_a_scheduler_that_is_not_there_is_one_message(tmp_path):
    """A person would wait for ever, or see a library's traceback."""
    files = fanning.copies(tmp_path, one="teal-1978")
    words = ("--backend", "dask", "--scheduler", "tcp://127.0.0.1:9")
    program = [sys.executable, "-c", IMPATIENT, "run", *files, "--reports", tmp_path, *words]
    done = fanning.subprocess.run(program, capture_output=True, text=True)
    assert (done.returncode, done.stdout) == (2, "")
    assert done.stderr == (
        "no Dask scheduler answers at tcp://127.0.0.1:9 within 2 seconds. Start it, or mend the "
        "address.\n"
    )
    assert not (tmp_path / "recruitment_funnel/one").exists()


def test_workers_that_see_another_project_are_refused_and_nothing_runs(tmp_path):
    """Reports could be made from other data, or written to a disk that nobody looks at."""
    files = fanning.copies(tmp_path, one="teal-1978")
    reports = tmp_path / "reports"
    with fanning.cluster(1, WORKBENCH_ROOT=str(tmp_path)) as address:
        words = ("--backend", "dask", "--scheduler", address)
        code, _, told = fanning.ended(fanning.call("run", *files, "--reports", reports, *words))
    assert code == 2
    (message,) = told
    assert message.startswith(
        "1 of 2 processes of the cluster (a scheduler and its workers) cannot"
    )
    assert f"has the project at {tmp_path}, not at {INSTALLED} (start it there, or set" in message
    assert [path.name for path in reports.iterdir()] == [".fan_out"]


def test_a_worker_that_shares_everything_has_no_problem(here, tmp_path):
    with pytest.MonkeyPatch.context() as patch:
        # Another process would find the lock held; so does another opening of the file.
        patch.chdir(tmp_path)
        patch.setenv("WORKBENCH_ROOT", str(INSTALLED))
        assert footing.problems(here) == ()


@pytest.mark.parametrize(
    ("change", "said"),
    [
        ({"code": (("recruitment_funnel", "0"),)}, "has another version of the workbench"),
        ({"code": (("no_such", "0"),)}, "cannot load the analyses (unknown analysis 'no_such'"),
        ({"lock": "0"}, "has another requirements.lock"),
        ({"batch": "another"}, "does not see this call's reports folder"),
    ],
)
def test_every_difference_has_its_sentence(here, change, said):
    """A worker with other code would make another report than this machine."""
    (found,) = footing.problems(replace(here, **change))
    assert found.startswith(said)


def test_another_library_is_named_with_both_versions(here):
    others = tuple((name, "0.1" if name == "scipy" else said) for name, said in here.versions)
    (found,) = footing.problems(replace(here, versions=others))
    assert found == f"has scipy {dict(here.versions)['scipy']} in place of scipy 0.1"


def test_a_file_system_that_keeps_no_locks_is_refused(here, monkeypatch):
    """Two machines could make one report at the same time."""
    monkeypatch.setattr(footing.fcntl, "flock", lambda *_: None)
    (found,) = footing.problems(here)
    assert found.startswith("can take a lock that this call holds")
    assert found.endswith("that all machines share and that keeps locks)")


def test_a_folder_that_cannot_be_written_to_is_told(here, monkeypatch):
    def full(**_):
        raise OSError(28, "No space left on device")

    monkeypatch.setattr(footing.tempfile, "TemporaryFile", full)
    (found,) = footing.problems(here)
    assert found.startswith("cannot write to the reports folder (the disk is full.")


def test_every_worker_is_named_with_every_reason(here):
    class Client:
        def run(self, *_, **__):
            return {"tcp://b:1": ("has x", "has y"), "tcp://a:1": (), "tcp://c:1": KeyError("k")}

        def run_on_scheduler(self, *_):
            raise ModuleNotFoundError("workbench")

    with pytest.raises(RunError) as raised:
        check_workers(Client(), here)
    assert str(raised.value).endswith(
        "nothing was run. tcp://b:1 has x; it has y. "
        "tcp://c:1 has no workbench that can do this (KeyError). "
        "the scheduler has no workbench that can do this (ModuleNotFoundError)."
    )


def test_what_a_killed_call_left_is_swept_and_a_living_one_is_left(here, tmp_path):
    dead = tmp_path / footing.FOLDER / "dead"
    dead.mkdir()
    (dead / footing.HELD).touch()
    with footing.standing(["recruitment_funnel"], tmp_path):
        assert not dead.exists()
        assert here.folder.exists()
    assert here.folder.exists()


def test_every_run_of_the_project_can_be_sent(here):
    """A run that holds something open could go to no other process."""
    runs, refusals = plan(parameter_files())
    assert len(runs) >= 10
    assert refusals == []
    for run in runs:
        task = Task(run, here, force=False, wait=True, limits=None, quiet=True)
        assert pickle.loads(pickle.dumps(task)) == task


def test_trouble_never_passes_through_the_schedulers_log(monkeypatch):
    """It can name values from the data, and the scheduler keeps what it is told."""
    sent = []
    monkeypatch.setattr(Relay, "_send", lambda _, *words: sent.append(words))
    relay = Relay("batch", quiet=False)
    relay.say("toy/one", "failed: Jane Smith")
    relay.note("toy/one", "started")
    assert relay.said == ["failed: Jane Smith"]
    assert sent == [("note", "toy/one", "started")]


def test_a_call_that_is_stopped_stops_no_other():
    """One person's Ctrl-C would stop the runs of all who share a worker."""
    stopping.ask("mine", signal.SIGINT)
    with stopping.belonging_to("another"):
        stopping.check()
    with stopping.belonging_to("mine"), pytest.raises(stopping.StoppedError, match="by SIGINT"):
        stopping.check()
    stopping.check()


@pytest.mark.skipif(not Path("/proc/self/stat").exists(), reason="looks at processes in /proc")
def test_a_run_that_is_lost_time_after_time_fails_and_stops_no_other(tmp_path):
    """One that takes too much memory could end all the others, or be tried for ever."""
    project = toy.make_project(tmp_path / "project")
    files = [
        toy.write_parameters(project, "bad", behaviour=KILLS_ITS_WORKER),
        *(toy.write_parameters(project, name) for name in ("good", "fine")),
    ]
    reports = tmp_path / "reports"
    # A run that waited at the worker of the bad one would be held to blame with it.
    settings = {"DASK_DISTRIBUTED__SCHEDULER__ALLOWED_FAILURES": "0"}
    with fanning.cluster(2, str(project), **settings) as address:
        words = ("--reports", reports, "--backend", "dask", "--scheduler", address)
        code, _, told = fanning.ended(fanning.call("run", *files, *words, toy=project))
    assert code == 1, told
    assert told[-1].endswith("seconds: 2 published, 1 failed."), "\n".join(told)
    assert any(line.startswith("toy/bad  failed: Its worker was lost time after") for line in told)
    reason = json.loads((reports / ".failed/toy/bad/reason.json").read_text())["reason"]
    assert reason.startswith("Its worker was lost")
    assert all(manifest.verifies(reports / "toy" / name) for name in ("good", "fine"))
    assert not (reports / ".work/toy/bad").exists()
    assert "Its worker was lost" in (reports / "index.html").read_text()


def test_the_command_line_imports_no_cluster():
    """A call without a scheduler would wait for libraries that it has no use for."""
    code = (
        "import sys, workbench.cli, workbench.publishing.run, workbench.publishing.fan_out.calls; "
        "print([name for name in ('dask', 'distributed') if name in sys.modules])"
    )
    done = fanning.subprocess.run([sys.executable, "-c", code], capture_output=True, text=True)
    assert done.stdout.strip() == "[]", done.stderr
