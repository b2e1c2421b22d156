"""Runs in real kernels whose reports go to a store: what is there, what is left alone."""

from __future__ import annotations

import json
import re
from pathlib import Path

import pytest
import seen
import toy_project as toy
from typer.testing import CliRunner

from workbench.cli import app

TYPES = {
    "report.html": "text/html; charset=utf-8",
    "manifest.json": "application/json",
    "findings.csv": "text/csv; charset=utf-8",
}

pytestmark = pytest.mark.usefixtures("machine")


def run(bucket, *files: Path, words: tuple[str, ...] = ()) -> object:
    reports = f"s3://{bucket.name}/{seen.PREFIX}"
    return CliRunner().invoke(app, ["run", *map(str, files), "--reports", reports, *words])


@pytest.fixture
def parameters(project):
    return toy.write_parameters(project)


def counted() -> list[str]:
    """Return a list that every request to the store will be written to."""
    from workbench.storage.client import client

    asked: list[str] = []
    events = client().meta.events
    events.register(
        "before-send.s3", lambda request, **_: asked.append(f"{request.method} {request.url}")
    )
    return asked


def test_a_report_is_published_and_is_found_unchanged_elsewhere(bucket, machine, parameters):
    done = run(bucket, parameters)
    assert done.exit_code == 0, done.output
    address, index = [line for line in done.stdout.splitlines() if line.startswith("s3://")]
    assert index == f"s3://{bucket.name}/out/index.html"
    assert re.fullmatch(
        rf"s3://{bucket.name}/out/open/toy/one/\d{{8}}T\d{{12}}Z-[0-9a-f]{{12}}/report\.html",
        address,
    )
    told = seen.reports(bucket)
    assert list(told) == ["toy/one"]
    assert told["toy/one"] == seen.pointed(bucket, "toy/one")
    for name, kind in TYPES.items():
        key = address.removeprefix(f"s3://{bucket.name}/").replace("report.html", name)
        head = bucket.client.head_object(Bucket=bucket.name, Key=key)
        assert head["ContentType"] == kind

    before = bucket.named()
    for name in ("ours", "a new machine"):
        machine(name)
        asked = counted()
        done = run(bucket, parameters)
        assert "unchanged" in done.output
        assert bucket.named() == before
        assert not [one for one in asked if one.startswith("GET") and "report.html" in one]
        assert not [one for one in asked if one.startswith("GET") and "tables.xlsx" in one]
        changes = [one for one in asked if not one.startswith(("GET", "HEAD"))]
        assert bool(changes) == (name != "ours"), changes


def test_data_and_reports_may_both_be_in_a_store(bucket, project):
    address = bucket.put("in/toy.csv", "a\n1\n")
    path = toy.write_parameters(project, data=address)
    done = run(bucket, path)
    assert done.exit_code == 0, done.output
    (told,) = seen.reports(bucket).values()
    assert told["parameters"]["data"] == "toy.csv"
    (one,) = told["inputs"]
    assert (one["parameter"], one["name"], one["algorithm"]) == ("data", "toy.csv", "sha256-etag")
    for key in bucket.named("out/open/"):
        assert b"s3://" not in bucket.get(key), key
    assert "unchanged" in run(bucket, path).output
    bucket.put("in/toy.csv", "a\n2\n")
    assert "published in" in run(bucket, path).output


def _current(bucket) -> str:
    told = json.loads(bucket.get("out/.pointers/toy/one.json"))
    return f"out/{told['version']}/manifest.json"


def test_a_report_that_was_spoilt_in_the_store_is_made_anew(bucket, machine, parameters):
    run(bucket, parameters)
    (key,) = [one for one in bucket.named("out/open/") if one.endswith("findings.csv")]
    bucket.put(key, "spoilt")
    assert "published in" in run(bucket, parameters).output
    assert list(seen.reports(bucket)) == ["toy/one"]
    (key,) = [one for one in bucket.named("out/open/") if one == _current(bucket)]
    bucket.put(key, "spoilt")
    machine("a new machine")
    assert "published in" in run(bucket, parameters).output
    assert list(seen.reports(bucket)) == ["toy/one"]
    bucket.remove(*bucket.named("out/.pointers/"))
    assert "published in" in run(bucket, parameters).output
    assert list(seen.reports(bucket)) == ["toy/one"]


def test_a_report_is_verified_and_its_quality_is_told_where_it_is(bucket, machine, parameters):
    run(bucket, parameters)
    machine("a reader's")
    folder = f"s3://{bucket.name}/out/toy/one"
    done = CliRunner().invoke(app, ["verify", folder])
    lines = done.stdout.splitlines()
    assert lines[0] == "toy/one"
    assert any("hash" in line for line in lines), lines
    words = ["quality", str(parameters), "--reports", f"s3://{bucket.name}/out"]
    done = CliRunner().invoke(app, words)
    assert "toy/one: draft" in done.output
    done = CliRunner().invoke(app, ["verify", f"s3://{bucket.name}/out/toy/none"])
    assert done.exit_code == 2
    assert "is no report" in done.output


def test_a_log_that_is_added_later_is_published_without_a_run(bucket, machine, parameters):
    run(bucket, parameters)
    names = {"commissioner": "A", "analyst": "B", "assurer": "C", "approver": "D"}
    lines = [f"{name}: {who}" for name, who in names.items()]
    lines += ["assumptions: [{text: t, owner: o, impact: low}]"]
    lines += ["checks: [{what: w, by: C, date: 2024-01-02, outcome: good}]", "limitations: []"]
    log = parameters.with_name("one.qa.yaml")
    log.write_text("\n".join(lines) + "\n")
    machine("a new machine")
    done = run(bucket, parameters)
    assert "not run again, log published" in done.output, done.output
    (told,) = seen.reports(bucket).values()
    assert told["quality_assurance"]["log"]["assurer"] == "C"


def test_a_failed_run_leaves_the_report_that_stood(bucket, project, parameters):
    run(bucket, parameters)
    before = seen.reports(bucket)
    done = run(bucket, toy.write_parameters(project, behaviour="broken"))
    assert done.exit_code == 1
    assert seen.reports(bucket) == before
    assert "KeyError in code cell" in bucket.get("out/index.html").decode()


@pytest.mark.parametrize(
    ("reports", "told"),
    [
        ("s3://no-such-bucket-here/out", "there is no such bucket"),
        ("s3://name:hunter2@bucket/out", "looks like a key"),
        ("s3:/bucket/out", "Write s3://bucket/path"),
        ("s3://bucket/*", "is a pattern"),
    ],
)
@pytest.mark.usefixtures("bucket")
def test_a_place_that_is_none_is_refused_before_anything_runs(parameters, reports, told):
    done = CliRunner().invoke(app, ["run", str(parameters), "--reports", reports])
    assert done.exit_code == 2
    assert told in " ".join(done.output.split())
    assert "hunter2" not in done.output


def test_what_is_kept_at_home_is_private(bucket, machine, parameters):
    top = machine("ours")
    run(bucket, parameters)
    (home,) = top.iterdir()
    assert home.stat().st_mode & 0o777 == 0o700
    assert json.loads((home / ".store/place.json").read_text())["conditions"] is True
    assert not bucket.named("out/.probe")


def test_a_home_is_under_the_projects_reports_where_nothing_else_is_said(
    bucket, project, parameters, monkeypatch
):
    monkeypatch.delenv("WORKBENCH_HOMES")
    assert run(bucket, parameters).exit_code == 0
    (home,) = (project / "reports/.homes").iterdir()
    assert (home / "toy/one/report.html").is_file()
    assert home.parent.stat().st_mode & 0o777 == 0o700


def test_a_profile_takes_no_address(bucket):
    done = CliRunner().invoke(app, ["profile", f"s3://{bucket.name}/a.csv"])
    assert done.exit_code == 2
    assert "files on this machine" in done.output
