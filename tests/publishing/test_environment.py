"""What the machine may do to a run: one clear message, and the last good report as it was."""

from __future__ import annotations

import errno
import io
import os
import re
import shutil
import tempfile
from datetime import UTC, datetime, timedelta
from pathlib import Path
from types import SimpleNamespace

import crashing
import pytest
import toy_project as toy
from typer.testing import CliRunner

from workbench.cli import app
from workbench.errors import RunError
from workbench.publishing import failures, publication
from workbench.publishing import run as running
from workbench.publishing.explanations import explained
from workbench.publishing.places import Places, make_private, prepare
from workbench.publishing.progress import Progress

NOBODY = 65534


@pytest.fixture
def places(reports):
    return Places(reports, "toy", "one")


@pytest.fixture
def stand_in(monkeypatch):
    """Runs that need no kernel: each publishes the word `new`."""
    monkeypatch.setattr(running, "read_log", lambda *_, **__: None)
    monkeypatch.setattr(running, "secret_of", lambda *_, **__: None)
    key = SimpleNamespace(key="key", inputs=())
    monkeypatch.setattr(running, "fingerprint", lambda *_, **__: key)
    monkeypatch.setattr(
        running, "_make", lambda _, places, *__, **___: crashing.publish(places, "new")
    )


def run_one(places, **options):
    """Run the report; return the outcome and what was told."""
    told = io.StringIO()
    run = SimpleNamespace(
        analysis="toy", name="one", label="toy/one", parameter_file=Path(__file__)
    )
    options = {"force": False, "progress": Progress(told), **options}
    return running.run_one(run, reports=places.reports, **options), told.getvalue()


# The folder of reports


def test_a_file_in_place_of_the_reports_is_refused(tmp_path):
    """Every run would fail, each with a message of its own."""
    (tmp_path / "reports").touch()
    mend = "Make it a folder that can be written to, or name another with --reports."
    with pytest.raises(RunError) as raised:
        prepare(tmp_path / "reports")
    assert str(raised.value) == f"{tmp_path}/reports: is not a folder. {mend}"
    with pytest.raises(RunError, match="is not a folder"):
        prepare(tmp_path / "reports/below")


def test_reports_that_cannot_be_written_to_are_refused():
    """A run of an hour would end in the discovery that nothing can be kept."""
    folder = Path(tempfile.mkdtemp(dir="/tmp"))
    was_root = os.geteuid() == 0
    try:
        folder.chmod(0o755 if was_root else 0o555)
        if was_root:
            os.seteuid(NOBODY)
        with pytest.raises(RunError) as raised:
            prepare(folder)
        with pytest.raises(RunError, match=r"cannot be made \(Permission denied\)"):
            prepare(folder / "below")
    finally:
        if was_root:
            os.seteuid(0)
        shutil.rmtree(folder)
    mend = "Make it a folder that can be written to, or name another with --reports."
    assert str(raised.value) == f"{folder}: cannot be written to (Permission denied). {mend}"


def test_nothing_runs_where_nothing_can_be_kept(project, tmp_path):
    """The exit code would say that some reports were published."""
    (tmp_path / "file").touch()
    result = CliRunner().invoke(
        app, ["run", str(toy.write_parameters(project)), "--reports", str(tmp_path / "file")]
    )
    assert result.exit_code == 2
    assert result.stdout == ""
    assert len(result.stderr.splitlines()) == 1


# Something in the way


@pytest.mark.usefixtures("stand_in")
@pytest.mark.parametrize("kind", ["symbolic link", "file"])
@pytest.mark.parametrize(
    "name", ["toy", "toy/one", ".staging", ".staging/toy", ".locks", ".locks/toy"]
)
def test_what_is_in_the_way_is_named_and_left_alone(places, tmp_path, name, kind):
    """A link would be followed, and what it points to changed, removed or shown to others."""
    precious = tmp_path / "elsewhere"
    precious.mkdir()
    (precious / "precious").write_text("precious")
    way = places.reports / name
    way.parent.mkdir(parents=True)
    way.symlink_to(precious) if kind == "symbolic link" else way.write_text("mine")
    outcome, told = run_one(places)
    assert outcome.status == "failed"
    assert outcome.reason == (
        f"{name}: a {kind} is in the way, where a folder is needed. Move it away, then run again."
    )
    assert "Traceback" not in told
    assert [path.name for path in precious.iterdir()] == ["precious"]
    assert way.is_symlink() or way.read_text() == "mine"


@pytest.mark.usefixtures("stand_in")
@pytest.mark.parametrize("kind", ["staging", "previous", "work", "failing"])
def test_a_link_among_what_is_swept_is_removed_and_not_followed(places, tmp_path, kind):
    """To sweep would be to empty somebody else's folder."""
    precious = tmp_path / "elsewhere"
    precious.mkdir()
    (precious / "precious").touch()
    way = getattr(places, kind)
    way.parent.mkdir(parents=True)
    way.symlink_to(precious)
    outcome, _ = run_one(places)
    assert outcome.status == "published"
    assert (precious / "precious").exists()
    assert not way.is_symlink()


# A full disk, and other errors of the machine


@pytest.mark.usefixtures("stand_in")
@pytest.mark.parametrize("kind", ["full", "broken", "memory"])
def test_a_disk_that_fails_anywhere_is_told_and_the_last_report_stands(tmp_path, monkeypatch, kind):
    """A run would end in a traceback and take those after it along, or lose the last report."""
    for number in range(1, 200):
        places = Places(tmp_path / f"{number}/reports", "toy", "one")
        crashing.publish(places, "old")
        log = tmp_path / f"{number}/log"
        with monkeypatch.context() as patch:
            for name in (*crashing.CHANGES, "open", "write"):
                patch.setattr(os, name, getattr(os, name))
            for module in (publication, failures):
                patch.setattr(module, "exchange", module.exchange)
            crashing.install(crashing.Fault(kind, number, log))
            outcome, told = run_one(places)
        if not log.exists():
            break
        seen = crashing.seen_report(places)
        assert seen in ("old", "new"), number
        assert outcome.status == "published" or "Traceback" not in told
        if outcome.status == "published":
            assert seen == "new"
        elif kind == "full":
            assert re.search(r"the disk is full\. Free some space, then run again\.", told), told
        elif kind == "memory":
            assert "Memory ran out. Run fewer at a time" in told
        outcome, _ = run_one(places, force=True)
        assert (outcome.status, crashing.seen_report(places)) == ("published", "new")
        assert not failures.is_recorded(places)
    assert number > 23


def test_a_failure_that_cannot_be_recorded_is_told_all_the_same(project, reports):
    """The one who waits would learn nothing of what went wrong."""
    toy.write_parameters(project, titel="Toy")
    reports.mkdir()
    (reports / ".failing").write_text("in the way")
    result = CliRunner().invoke(app, ["run", "--reports", str(reports)])
    assert result.exit_code == 1
    assert "Did you mean 'title'?" in result.stderr
    assert (
        "not recorded: .failing: a file is in the way, where a folder is needed. Move it away, "
        "then run again."
    ) in result.stderr


def test_an_index_that_cannot_be_written_is_told_and_counts_as_failed(project, reports):
    """The reports would seem not to be there, and the exit code say that nothing was run."""
    toy.write_parameters(project, titel="Toy")
    (reports / "index.html/below").mkdir(parents=True)
    result = CliRunner().invoke(app, ["run", "--reports", str(reports)])
    assert result.exit_code == 1
    said = "The index was not rebuilt: .index.html.new: something else is in the way."
    assert said in result.stderr
    assert not list(reports.glob("*.new"))


@pytest.mark.usefixtures("stand_in")
def test_a_full_disk_under_the_log_fails_no_run(places):
    """A report would be lost because its progress could not be told."""

    class Full(io.StringIO):
        def write(self, _: str) -> int:
            raise OSError(errno.ENOSPC, os.strerror(errno.ENOSPC))

    outcome, _ = run_one(places, progress=Progress(Full()))
    assert outcome.status == "published"


@pytest.mark.parametrize(
    ("number", "said"),
    [
        (errno.ENOSPC, "the disk is full. Free some space, then run again."),
        (errno.EDQUOT, "the disk is full. Free some space, then run again."),
        (errno.EROFS, "permission denied. Make it a place this user can write to"),
        (errno.EACCES, "permission denied. Make it a place this user can write to"),
        (errno.ELOOP, "something else is in the way. Move it away, then run again."),
        (errno.EXDEV, "lies on another file system; the folder of reports must lie on one."),
        (errno.EIO, "Input/output error. The log says more."),
    ],
)
def test_an_error_of_the_machine_is_named_without_a_folder(number, said):
    """A shared page would show how this machine is laid out."""
    text = str(explained(OSError(number, os.strerror(number), "/srv/private/report.html")))
    assert text.startswith(f"report.html: {said}")
    assert "srv" not in text


# Who may read, and when


def test_a_failure_is_private_from_its_first_byte(reports, monkeypatch):
    """Others could read the log of a failed run, for a moment or for good."""
    seen = []
    write = os.write

    def writing(descriptor, data):
        seen.append(os.fstat(descriptor).st_mode & 0o777)
        return write(descriptor, data)

    run = SimpleNamespace(
        analysis="toy", name="one", label="toy/one", parameter_file=Path(__file__)
    )
    places = Places(reports, "toy", "one")
    before = os.umask(0)
    try:
        make_private(places.work, reports=reports)
        (places.work / "notebook.ipynb").write_text('{"cells": []}')
        monkeypatch.setattr(os, "write", writing)
        failures.record(places, run, reason="reason", log="log")
    finally:
        os.umask(before)
    assert set(seen) == {0o600}
    kept = {path.name: path.stat().st_mode & 0o777 for path in places.failed.iterdir()}
    assert {"log.txt": 0o600, "reason.json": 0o600}.items() <= kept.items()
    assert set(kept.values()) == {0o600}
    for folder in (places.failed, places.failed.parent, places.failed.parent.parent):
        assert folder.stat().st_mode & 0o777 == 0o700


def test_a_hidden_folder_that_is_open_to_others_is_closed(places):
    """One `mkdir` by hand would show others all that is staged."""
    (places.reports / ".staging").mkdir(parents=True, mode=0o777)
    (places.reports / ".staging").chmod(0o777)
    make_private(places.staging, reports=places.reports)
    assert (places.reports / ".staging").stat().st_mode & 0o777 == 0o700


# Clocks


@pytest.mark.usefixtures("stand_in")
def test_a_clock_that_is_set_back_changes_nothing_that_is_kept(places, monkeypatch):
    """A report made 'before' the last would be taken for the older one, or never be made."""
    crashing.publish(places, "old")
    ahead = datetime.now(UTC) + timedelta(days=3650)
    for path in places.final.iterdir():
        os.utime(path, (ahead.timestamp(), ahead.timestamp()))
    monkeypatch.setattr("time.time", lambda: 0.0)
    outcome, _ = run_one(places)
    assert (outcome.status, crashing.seen_report(places)) == ("published", "new")


def test_a_run_is_never_told_to_have_taken_less_than_no_time(project):
    """A manifest would hold a negative duration."""
    from workbench.publishing import manifest
    from workbench.publishing.key import fingerprint
    from workbench.publishing.plan import plan

    ((run,), _) = plan([toy.write_parameters(project)])
    began = datetime.now(UTC) + timedelta(hours=1)
    facts = manifest.describe(run, fingerprint(run), {"policy": "open"}, started=began)
    assert facts["duration_seconds"] >= 0
