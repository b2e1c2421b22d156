"""A process that dies, or whose disk fails, at every single change of the disk."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from collections import Counter
from pathlib import Path

import pytest

from workbench.publishing import publication
from workbench.publishing.places import Places

PROGRAM = Path(__file__).with_name("crashing.py")
KINDS = ("kill", "half", "full", "broken", "memory")
POINTS = {
    "first": 19,
    "exchange": 23,
    "two renames": 26,
    "recovery": 9,
    "failure": 17,
    "forget": 6,
    "index": 27,
}
"""Changes of the disk in each scenario, each struck in four ways; writes are also half done."""


def test_enough_points_are_struck():
    assert sum(POINTS.values()) >= 60


@pytest.mark.parametrize(("scenario", "at_least"), POINTS.items(), ids=lambda value: str(value))
def test_a_crash_anywhere_leaves_the_old_or_the_new_and_the_next_run_mends(
    scenario, at_least, tmp_path
):
    """A report, a failure's record or the index could be lost, torn, or falsely complete."""
    found = strike(scenario, tmp_path)
    assert [point for point in found if point["wrong"]] == []
    struck = Counter(point["kind"] for point in found)
    assert set(struck) | {"half"} == set(KINDS)
    assert min(struck[kind] for kind in KINDS if kind != "half") >= at_least, struck
    for point in found:
        killed = point["kind"] in ("kill", "half")
        assert point["how"] in ((-9,) if killed else (0, 3)), point


def strike(scenario: str, folder: Path) -> list[dict]:
    """Return the points at which a process was struck, and what was wrong after each."""
    done = subprocess.run(
        [sys.executable, str(PROGRAM), scenario, str(folder), *KINDS],
        capture_output=True,
        text=True,
        timeout=120,
    )
    assert done.returncode == 0, done.stderr
    return json.loads(done.stdout)


@pytest.mark.parametrize("exchanges", [True, False])
def test_everything_is_on_the_disk_before_it_is_relied_on(tmp_path, monkeypatch, exchanges):
    """After a loss of power a report could be named that was never wholly written."""
    places = Places(tmp_path / "reports", "toy", "one")
    places.reports.mkdir()
    publication.publish(places, {"report.html": "old"}, {})
    if not exchanges:
        monkeypatch.setattr(publication, "exchange", lambda *_: False)
    log = watched(monkeypatch)
    publication.publish(places, {"report.html": "new", "findings.json": "[]"}, {})
    place = next(at for at, (what, _) in enumerate(log) if what in ("exchange", "rename"))
    written = [name for what, name in log[:place] if what == "open"]
    assert written == ["report.html", "findings.json", "manifest.json"]
    for name in written:
        assert ("fsync", name) in log[log.index(("open", name)) : place], name
    # Whole names, the manifest's last, before the folder takes its place.
    assert log[place - 1] == ("fsync", "one")
    # The new names, in both folders that changed, before anything of the old is removed.
    removal = next(at for at, (what, _) in enumerate(log) if what == "unlink" and at > place)
    last = max(at for at, (what, _) in enumerate(log[:removal]) if what in ("exchange", "rename"))
    assert log[last + 1 : removal].count(("fsync", "toy")) == 2


def watched(monkeypatch) -> list[tuple[str, str]]:
    """Return a list that grows with each change of the disk: what, and the name it is done to."""
    log: list[tuple[str, str]] = []
    names: dict[int, str] = {}
    open_, fsync, rename, unlink = os.open, os.fsync, os.rename, os.unlink
    exchange = publication.exchange

    def opened(path, flags, *rest, **named):
        descriptor = open_(path, flags, *rest, **named)
        names[descriptor] = Path(path).name
        if flags & os.O_CREAT:
            log.append(("open", names[descriptor]))
        return descriptor

    def synced(descriptor):
        log.append(("fsync", names[descriptor]))
        fsync(descriptor)

    def noted(what, call):
        def change(one, *rest, **named):
            done = call(one, *rest, **named)
            if done is not False:
                log.append((what, Path(one).name))
            return done

        return change

    monkeypatch.setattr(os, "open", opened)
    monkeypatch.setattr(os, "fsync", synced)
    monkeypatch.setattr(os, "rename", noted("rename", rename))
    monkeypatch.setattr(os, "unlink", noted("unlink", unlink))
    monkeypatch.setattr(publication, "exchange", noted("exchange", exchange))
    return log


@pytest.mark.parametrize("policy", ["open", "analyst"])
def test_who_may_read_does_not_depend_on_the_umask(tmp_path, policy):
    """With a careless umask others could change a report, or read one that is private."""
    places = Places(tmp_path / "reports", "toy", "one")
    before = os.umask(0)
    try:
        places.reports.mkdir(mode=0o755)
        publication.publish(places, {"report.html": "r"}, {"policy": policy})
    finally:
        os.umask(before)
    folder, file = (0o755, 0o644) if policy == "open" else (0o700, 0o600)
    assert mode(places.final) == folder
    assert mode(places.final.parent) == 0o755
    assert {mode(path) for path in places.final.iterdir()} == {file}
    assert mode(places.reports / ".staging") == mode(places.staging.parent) == 0o700


def mode(path: Path) -> int:
    return path.stat().st_mode & 0o777
