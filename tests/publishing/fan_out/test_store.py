"""Runs on the workers of a scheduler whose reports go to a store."""

from __future__ import annotations

import os
import signal
from dataclasses import replace
from pathlib import Path

import fanning
import pytest
import seen
import toy_project as toy

from workbench.errors import StorageError
from workbench.publishing.fan_out import footing
from workbench.publishing.store.following import reports_folder

SLOW = "exec import time; time.sleep(1)"


@pytest.fixture
def home(bucket, tmp_path, monkeypatch):
    """The home of a store's address, on the disk that machines share."""
    monkeypatch.setenv("WORKBENCH_HOMES", str(tmp_path / "homes"))
    return reports_folder(f"s3://{bucket.name}/{seen.PREFIX}")


@pytest.fixture
def here(home):
    """What a call stands on, with its lock held and its mark in the store."""
    footing.problems.cache_clear()
    with footing.standing(["recruitment_funnel"], home) as stands:
        yield stands


def probes(bucket) -> list[str]:
    return [name for name in bucket.named() if ".probe-" in name]


def test_a_worker_that_reaches_the_same_store_has_no_problem(bucket, here):
    before = bucket.named()
    assert footing.problems(here) == ()
    assert bucket.named() == before


def test_a_worker_that_reaches_another_store_is_told(bucket, here):
    """Readers would be led to a report that is elsewhere."""
    bucket.remove(*probes(bucket))
    (found,) = footing.problems(here)
    assert found.startswith(f"finds another store at s3://{bucket.name}/out (set AWS_ENDPOINT_URL")


def test_a_worker_without_credentials_or_rights_is_told(bucket, here, monkeypatch):
    """Every run would fail at its end, one after the other."""
    with bucket.denied("s3:PutObject"):
        (found,) = footing.problems(here)
    assert found.startswith(f"cannot publish to the store (s3://{bucket.name}/out/.probe-")
    footing.problems.cache_clear()
    for name in ("AWS_ACCESS_KEY_ID", "AWS_SECRET_ACCESS_KEY"):
        monkeypatch.delenv(name)
    (found,) = footing.problems(here)
    assert "there are no credentials" in found


def test_a_worker_that_does_not_share_the_home_is_told(here):
    """Its locks and its ledger would be others, and two could publish at once."""
    (found,) = footing.problems(replace(here, batch="another"))
    assert found.startswith("does not see this call's reports folder")


def test_the_mark_goes_with_the_call_and_that_of_a_killed_one_with_the_next(bucket, home):
    dead = home / footing.FOLDER / "dead"
    with footing.standing(["recruitment_funnel"], home):
        assert len(probes(bucket)) == 1
        dead.mkdir()
        (dead / footing.HELD).touch()
        bucket.put(f"{seen.PREFIX}/.probe-dead", "")
    assert len(probes(bucket)) == 1
    with footing.standing(["recruitment_funnel"], home):
        assert not dead.exists()
    assert probes(bucket) == []


def test_a_store_that_takes_no_mark_is_told_before_anything_runs(bucket, home):
    with (
        bucket.denied("s3:PutObject"),
        pytest.raises(StorageError, match="permission denied"),
        footing.standing(["recruitment_funnel"], home),
    ):
        pass
    assert list((home / footing.FOLDER).iterdir()) == []


@pytest.mark.skipif(not Path("/proc/self/stat").exists(), reason="looks at processes in /proc")
def test_workers_publish_to_the_store_though_one_is_killed(bucket, home, tmp_path):
    """A report could be made twice, half carried over, or be in the home alone."""
    project = toy.make_project(tmp_path / "project")
    names = ("one", "two", "three")
    files = [toy.write_parameters(project, name, behaviour=SLOW) for name in names]
    address = f"s3://{bucket.name}/{seen.PREFIX}"
    with fanning.cluster(2, str(project)) as scheduler:
        words = ("--reports", address, "--backend", "dask", "--scheduler", scheduler)
        process = fanning.call("run", *files, *words, toy=project)
        worker, *_ = fanning.kernel_at_work(home, "toy/one", process)
        os.kill(worker, signal.SIGKILL)
        code, printed, told = fanning.ended(process)
    assert code == 0, told
    assert told[-1].endswith("seconds: 3 published.")
    published = seen.reports(bucket)
    assert sorted(published) == sorted(f"toy/{name}" for name in names)
    assert all(published[label] == seen.pointed(bucket, label) for label in published)
    versions = {key.rsplit("/", 1)[0] for key in bucket.named(f"{seen.PREFIX}/open/")}
    assert len(versions) == len(names)
    assert printed.splitlines()[-1] == f"{address}/index.html"
    assert probes(bucket) == []
