"""A process that dies, or a store that fails, at every single change of the store."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

import pytest
import seen
import striking

from workbench.errors import RunError, StorageError
from workbench.publishing.store import sweeping

PROGRAM = Path(striking.__file__)
CHANGES = 5
"""Two outputs, the manifest, the pointer, the index."""
POINTED, INDEXED = 4, 5
pytestmark = [pytest.mark.usefixtures("machine", "project")]


@pytest.fixture
def address(bucket) -> str:
    return f"s3://{bucket.name}/{seen.PREFIX}"


def words(bucket) -> set[str]:
    """Return the word of each report that a reader finds, having checked that it is whole."""
    return {told["key"] for told in seen.reports(bucket).values()}


@pytest.mark.parametrize("kind", ["killed before", "killed after"])
@pytest.mark.parametrize("before", [None, "old"])
def test_a_process_that_is_killed_leaves_the_old_or_the_new(bucket, address, kind, before):
    """A reader could follow the index to half a report, or to none."""
    old = {before} - {None}
    if before:
        striking.publish(address, before)
    for number in range(1, CHANGES + 1):
        command = [sys.executable, str(PROGRAM), address, "new", kind, str(number)]
        done = subprocess.run(command, capture_output=True, text=True, timeout=60)
        assert done.returncode == -9, done.stderr
        indexed = number == INDEXED and kind == "killed after"
        assert words(bucket) == ({"new"} if indexed else old), number
        pointed = seen.pointed(bucket, "toy/one")
        is_new = number > POINTED or (number == POINTED and kind == "killed after")
        assert (pointed and pointed["key"]) == ("new" if is_new else before), number
        if is_new:
            striking.publish(address, before or "other")
            old = {before or "other"}
    striking.publish(address, "new")
    assert words(bucket) == {"new"}


@pytest.mark.parametrize("elsewhere", [False, True])
def test_a_store_that_goes_away_is_told_of_and_the_next_run_mends(
    bucket, address, machine, monkeypatch, elsewhere
):
    monkeypatch.setenv("AWS_MAX_ATTEMPTS", "1")
    striking.publish(address, "old")
    for number in range(1, CHANGES + 1):
        with (
            pytest.raises(StorageError, match="cannot be reached"),
            striking.struck("away", number) as fault,
        ):
            striking.publish(address, "new")
        assert fault.struck
        assert words(bucket) == {"old"}
        if elsewhere:
            machine(f"machine {number}")
        striking.publish(address, "old")
    striking.publish(address, "new")
    assert words(bucket) == {"new"}


@pytest.mark.parametrize("number", range(1, CHANGES + 1))
def test_an_answer_that_is_lost_is_not_taken_for_a_refusal(bucket, address, number):
    """The client asks again, and the store then says that the condition does not hold."""
    striking.publish(address, "old")
    with striking.struck("answer lost", number) as fault:
        striking.publish(address, "new")
    assert fault.struck
    assert words(bucket) == {"new"}


@pytest.mark.parametrize("part", ["*report.html", "*manifest.json", "*.pointers/*", "*index.html"])
def test_a_permission_that_is_missing_midway_leaves_the_old(bucket, address, part):
    striking.publish(address, "old")
    with (
        bucket.denied("s3:PutObject", under=part),
        pytest.raises(StorageError, match="permission denied"),
    ):
        striking.publish(address, "new")
    assert words(bucket) == {"old"}
    striking.publish(address, "new")
    assert words(bucket) == {"new"}


def test_a_run_that_may_not_write_is_refused_at_once(bucket, address, machine):
    machine("a new machine")
    with (
        bucket.denied("s3:PutObject"),
        pytest.raises(StorageError, match="permission denied"),
    ):
        striking.publish(address, "new")
    assert bucket.named() == []


def test_of_two_machines_at_once_one_is_refused_and_both_leave_a_whole_report(
    bucket, address, machine, monkeypatch
):
    striking.publish(address, "old")
    carry = striking.publication.carry

    def overtaken(places):
        monkeypatch.setattr(striking.publication, "carry", carry)
        machine("theirs")
        striking.publish(address, "theirs")
        machine("ours")
        carry(places)

    monkeypatch.setattr(striking.publication, "carry", overtaken)
    with pytest.raises(RunError, match="another run published it in the meantime"):
        striking.publish(address, "ours")
    assert words(bucket) == {"theirs"}
    assert seen.pointed(bucket, "toy/one")["key"] == "theirs"
    striking.publish(address, "ours")
    assert words(bucket) == {"ours"}


def test_an_index_of_two_machines_holds_the_reports_of_both(bucket, address, machine, monkeypatch):
    striking.publish(address, "a", "one")
    machine("theirs")
    from workbench.publishing.store import indexing

    pull = indexing.pull

    def overtaken(home):
        pull(home)
        monkeypatch.setattr(indexing, "pull", pull)
        machine("ours")
        striking.publish(address, "c", "three")
        machine("theirs")

    monkeypatch.setattr(indexing, "pull", overtaken)
    striking.publish(address, "b", "two")
    assert words(bucket) == {"a", "b", "c"}


def test_versions_stay_for_a_day_and_go_then(bucket, address, monkeypatch):
    """A page that is open would lead nowhere; or what was replaced would be kept for good."""
    for word in ("one", "two", "three"):
        striking.publish(address, word)
    bucket.put(f"{seen.PREFIX}/restricted/toy/one/half/report.html", "left by a crash")
    bucket.put(f"{seen.PREFIX}/open/toy/one-more/x/report.html", "of another report")
    assert len(bucket.named(f"{seen.PREFIX}/open/toy/one/")) == 9
    striking.publish(address, "four")
    later = sweeping.clock
    monkeypatch.setattr(sweeping, "clock", lambda place: later(place) + 1.1 * sweeping.KEPT)
    striking.publish(address, "five")
    left = {key.split("/")[4] for key in bucket.named(f"{seen.PREFIX}/open/toy/one/")}
    assert len(left) == 2
    assert words(bucket) == {"five"}
    assert not bucket.named(f"{seen.PREFIX}/restricted/")
    assert bucket.named(f"{seen.PREFIX}/open/toy/one-more/")


def test_versions_that_may_not_be_removed_stop_nothing(bucket, address, monkeypatch):
    for word in ("one", "two"):
        striking.publish(address, word)
    later = sweeping.clock
    monkeypatch.setattr(sweeping, "clock", lambda place: later(place) + 1.1 * sweeping.KEPT)
    with bucket.denied("s3:DeleteObject"):
        striking.publish(address, "three")
    assert words(bucket) == {"three"}


def test_a_store_that_keeps_no_conditions_is_refused(bucket, address, monkeypatch):
    from workbench.publishing.store import home

    put = home.put
    monkeypatch.setattr(home, "put", lambda path, data, **_: put(path, data))
    with pytest.raises(StorageError, match="does not keep conditions"):
        striking.publish(address, "new")
    assert bucket.named() == []
