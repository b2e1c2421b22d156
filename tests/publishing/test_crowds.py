"""Many runs of one report at the same time: one at a time makes it, no reader sees a mixture."""

from __future__ import annotations

import json
import os
import re
import subprocess
import sys
import threading
from collections import Counter
from pathlib import Path

import pytest

from workbench.publishing import manifest
from workbench.publishing.locks import BusyError, holder, locked

PROGRAM = Path(__file__).with_name("crowding.py")
COUNT = 16


def crowd(how: str, folder: Path) -> dict:
    """Run a crowd on one report; return what became of each, and what a reader saw."""
    done = subprocess.run(
        [sys.executable, str(PROGRAM), how, str(COUNT), str(folder / "all/reports")],
        capture_output=True,
        text=True,
        timeout=150,
    )
    assert done.returncode == 0, done.stderr
    found = json.loads(done.stdout)
    assert found["mixtures"] == []
    assert manifest.verifies(folder / "all/reports/toy/one")
    for kind in (".staging", ".previous", ".work", ".failing", ".failed"):
        assert not (folder / f"all/reports/{kind}/toy/one").exists(), kind
    return found


def statuses(found: dict) -> Counter:
    return Counter(outcome["status"] for outcome in found["outcomes"])


def test_sixteen_runs_make_a_report_one_after_the_other(tmp_path):
    """Two runs at once could leave the table of one beside the sentences of the other."""
    found = crowd("force", tmp_path)
    assert statuses(found) == {"published": COUNT}
    waited = [outcome["told"] for outcome in found["outcomes"] if outcome["told"]]
    assert len(waited) >= COUNT // 2
    for text in waited:
        assert re.fullmatch(
            r"toy/one  waiting for (process \d+ on \S+ since \S+|another process)\n", text
        )
    assert sum("waiting for process" in text for text in waited) >= COUNT // 2


def test_a_report_that_another_has_just_made_is_not_made_again(tmp_path):
    """Work would be done many times over, and a resumed batch would begin from the start."""
    assert statuses(crowd("resume", tmp_path)) == {"published": 1, "unchanged": COUNT - 1}


def test_a_run_that_is_not_to_wait_names_who_is_at_work(tmp_path):
    """Whoever meets a busy report would not know whom to ask."""
    found = crowd("refuse", tmp_path)
    assert statuses(found) == {"published": 1, "failed": COUNT - 1}
    winner = next(one["process"] for one in found["outcomes"] if one["status"] == "published")
    for outcome in found["outcomes"]:
        if outcome["status"] == "failed":
            said = rf"toy/one is being run by (process {winner} on \S+ since \S+|another process); "
            assert re.fullmatch(said + "this run did not wait for it.", outcome["reason"])
            assert outcome["told"] == f"toy/one  not run: {outcome['reason']}\n"
    assert sum(f"process {winner} " in (one["reason"] or "") for one in found["outcomes"]) >= 1


def test_a_holder_that_has_not_signed_yet_is_named_as_soon_as_it_has(tmp_path):
    """The lock is taken before it is signed; who looked between the two would be told no name."""
    path = tmp_path / ".locks/toy/one.lock"
    with locked(tmp_path, "toy/one"):
        words = path.read_text()
        path.write_text("")
        later = threading.Timer(0.2, path.write_text, [words])
        later.start()
        with pytest.raises(BusyError, match=f"is being run by process {os.getpid()} "):
            locked(tmp_path, "toy/one", wait=False).__enter__()
        later.join()


def test_a_holder_that_is_killed_holds_nobody_up(tmp_path):
    """A report could never be made again after one crash."""
    found = crowd("dying", tmp_path)
    assert Counter(found["ended"]) == {-9: 1, 0: COUNT - 1}
    assert statuses(found) == {"published": COUNT - 1}


def test_a_lock_left_by_a_dead_process_is_free(tmp_path):
    """What the file says of a holder must never be taken for the lock itself."""
    words = {"process": 1, "host": "elsewhere", "since": "2020-01-01T00:00:00Z"}
    path = tmp_path / ".locks/toy/one.lock"
    path.parent.mkdir(parents=True)
    path.write_text(json.dumps(words))
    with locked(tmp_path, "toy/one", wait=False):
        assert "process 1 " not in holder(path)
        with pytest.raises(BusyError, match="is being run by process"):
            locked(tmp_path, "toy/one", wait=False).__enter__()


def test_a_link_in_place_of_a_lock_is_not_followed(tmp_path):
    """A link could have another file of the owner overwritten."""
    (tmp_path / ".locks/toy").mkdir(parents=True)
    (tmp_path / "precious").write_text("precious")
    (tmp_path / ".locks/toy/one.lock").symlink_to(tmp_path / "precious")
    with pytest.raises(OSError, match="symbolic links"), locked(tmp_path, "toy/one"):
        pass
    assert (tmp_path / "precious").read_text() == "precious"
