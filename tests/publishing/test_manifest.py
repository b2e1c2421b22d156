"""The manifest: if this fails, nobody can tell what a report was made from, or too much."""

from __future__ import annotations

import hashlib
import json
import threading
from datetime import UTC, datetime, timedelta

import pytest
import toy_project as toy

from workbench.analyses.recruitment_funnel import Parameters
from workbench.errors import RunError
from workbench.parameters.root import INSTALLED
from workbench.publishing import key, manifest
from workbench.publishing.plan import Run, plan
from workbench.publishing.release import facts, read_release
from workbench.publishing.secret import secret_of

SECRET = bytes(range(32))


def run_of(path):
    runs, refusals = plan([path])
    assert not refusals
    return runs[0]


def describe(run, *, secret=None, started=None, release=None, **given):
    content = {"data_source": run.parameters.data_source} | (release or {})
    released = facts(read_release(toy.executed_notebook(**content)))
    found = key.fingerprint(run, secret=secret)
    started = started or datetime(2026, 4, 3, 9, tzinfo=UTC)
    return manifest.describe(run, found, released, started=started, **given)


def records(*cells):
    return {"findings": [toy.finding(*cells)]}


def test_it_holds_all_that_makes_a_report_and_nothing_unnamed(project):
    """A new line in the manifest would go out without anybody having thought of it."""
    told = describe(run_of(toy.write_parameters(project)))
    assert sorted(told) == [
        "analysis",
        "audit",
        "citation",
        "code",
        "code_sha256",
        "data_date",
        "data_source",
        "defaults_used",
        "disclosure",
        "duration_seconds",
        "headline",
        "headlines",
        "inputs",
        "key",
        "ledger",
        "marking",
        "notebook_sha256",
        "parameters",
        "policy",
        "previous",
        "records",
        "requirements_lock_sha256",
        "rows_read",
        "run",
        "run_time",
        "schema",
        "seed",
        "title",
        "verdicts",
        "versions",
    ]
    assert told["schema"] == 3
    lock = (project / "requirements.lock").read_bytes()
    assert told["requirements_lock_sha256"] == hashlib.sha256(lock).hexdigest()
    assert (told["audit"], told["ledger"]) == (None, None)
    json.dumps(told, allow_nan=False)


def test_it_says_which_parameters_were_defaults(project):
    """A reader could not tell what was chosen from what was left alone."""
    told = describe(run_of(toy.write_parameters(project, behaviour="good")))
    assert told["defaults_used"] == ["citation", "policy", "reading", "seed"]
    assert told["parameters"]["seed"] == 7


def test_defaults_within_what_was_given_are_named_too():
    """A default of a stage or a file would look like a choice."""
    values = {
        "analysis": "recruitment_funnel",
        "title": "T",
        "data": "data/a.csv",
        "reading": {"dates": "dmy"},
        "stages": {"sift": {"column": "Sift"}},
        "characteristics": {"sex": {"comparator": "Men"}},
        "outcomes": {"passed": ["P"], "failed": ["F"]},
    }
    used = set(manifest.defaults_used(Parameters.from_values(values, source="t")))
    assert {"reading.format", "stages.sift.title", "characteristics.sex.title"} < used
    given = {"title", "reading", "reading.dates", "stages.sift.column", "outcomes.passed"}
    assert not used & (given | {"characteristics.sex.comparator", "stages", "stages.sift"})


def test_every_number_of_rows_is_carried_as_it_was_released(project):
    """An exact count of the people set aside would stand beside its band."""
    banded = {"value": None, "shown": "<5"}
    cells = (
        toy.cell("rows read"),
        toy.cell("applications taken out: objected in writing", counts={"number": banded}),
        toy.cell("of another unit", counts={"share": banded}),
    )
    told = describe(run_of(toy.write_parameters(project)), release=records(*cells))
    assert told["records"] == {
        "rows read": {"value": 40, "shown": "40"},
        "applications taken out: objected in writing": banded,
    }
    assert told["rows_read"] == {"value": 40, "shown": "40"}
    assert (
        describe(run_of(toy.write_parameters(project)), release={"findings": []})["records"] == {}
    )


def test_policy_and_thresholds_are_written_out(project):
    """A threshold changed later would leave no trace in what was published before."""
    told = describe(run_of(toy.write_parameters(project)))
    known = {"name": "open", "marking": "OFFICIAL", "base": 5, "band": 5, "minimum_entered": 30}
    assert known.items() <= told["disclosure"].items()


def test_what_the_auditor_and_the_ledger_say_is_carried(project):
    """A report would not say that it was attacked before it went out."""
    run = run_of(toy.write_parameters(project))
    told = describe(run, audit={"verdict": "safe", "cells": 3}, ledger=[{"entry": 1}])
    assert told["audit"] == {"verdict": "safe", "cells": 3}
    assert told["ledger"] == [{"entry": 1}]


def test_a_clock_that_is_set_back_gives_no_negative_duration(project):
    """The manifest would state what cannot be."""
    later = datetime.now(UTC) + timedelta(hours=1)
    told = describe(run_of(toy.write_parameters(project)), started=later)
    assert told["duration_seconds"] == 0.0


def test_inputs_are_named_by_their_parameter(monkeypatch):
    """Two files of one name could not be told apart."""
    monkeypatch.setenv("WORKBENCH_ROOT", str(INSTALLED))
    file = INSTALLED / "parameters/recruitment_funnel/synthetic.yaml"
    run = Run("recruitment_funnel", "synthetic", file, Parameters.from_file(file), file)
    assert [(item.parameter, item.name) for item in key.inputs(run)] == [
        ("data", "applications.csv"),
        ("earlier.0.data", "earlier_applications.csv"),
        ("channels.spend", "channel_spend.csv"),
        ("benchmarks", "benchmarks.csv"),
    ]


def test_files_of_a_pattern_have_its_parameter_and_their_own_hash(project):
    """One file of many could change unseen."""
    run = run_of(toy.write_parameters(project, data="data/*.csv"))
    (project / "data/more.csv").write_text("b\n")
    try:
        found = describe(run)["inputs"]
    finally:
        (project / "data/more.csv").unlink()
    assert found == [
        {
            "parameter": "data",
            "name": name,
            "algorithm": "sha256",
            "digest": hashlib.sha256(content).hexdigest(),
            "bytes": len(content),
        }
        for name, content in (("more.csv", b"b\n"), ("toy.csv", b"a\n1\n"))
    ]


def test_keyed_hashes_are_those_of_rfc_4231(tmp_path):
    """Nobody else could check a hash against a file with the key in hand."""
    (tmp_path / "one").write_bytes(b"Hi There")
    assert key.digest(tmp_path / "one", secret=b"\x0b" * 20) == (
        "b0344c61d8db38535ca8afceaf0bf12b881dc200c9833da726e9376c2e32cff7"
    )
    (tmp_path / "two").write_bytes(b"\xdd" * 50)
    assert key.digest(tmp_path / "two", secret=b"\xaa" * 20) == (
        "773ea91e36800e46854db8ebd09181a72959098b3ef8c122d9635514ced565fe"
    )


def test_a_guess_at_personal_data_cannot_be_tried_on_the_manifest(project):
    """Whoever knows all but one field of a small file could confirm a guess at the last."""
    run = run_of(toy.write_parameters(project, data_source="personal"))
    one, other = (describe(run, secret=secret) for secret in (SECRET, SECRET[::-1]))
    assert one["inputs"][0]["algorithm"] == "hmac-sha256"
    assert one["inputs"][0]["bytes"] is None
    assert one["inputs"][0]["digest"] != other["inputs"][0]["digest"]
    # The run's key is made from the hashes of the inputs, and would do as well.
    assert one["key"] != other["key"]
    content = (project / "data/toy.csv").read_bytes()
    for name in ("md5", "sha1", "sha256", "sha512"):
        assert hashlib.new(name, content).hexdigest() not in json.dumps(one)
    assert describe(run, secret=SECRET)["key"] == one["key"]


def test_personal_data_is_never_hashed_without_a_key(project):
    """A caller that forgets the key would publish what can be guessed against."""
    run = run_of(toy.write_parameters(project, data_source="personal"))
    with pytest.raises(ValueError, match="personal data is hashed with a key only"):
        key.fingerprint(run)


def test_the_key_is_made_once_and_is_private(project, reports):
    """A key that others can read is none, and a second one would unsign every report."""
    reports.mkdir()
    run = run_of(toy.write_parameters(project, data_source="personal"))
    found: list[bytes | None] = []
    threads = [
        threading.Thread(target=lambda: found.append(secret_of(run, reports))) for _ in range(16)
    ]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert len(found) == 16
    assert len(set(found)) == 1
    assert len(found[0] or b"") == 32
    folder = reports / ".ledger"
    assert [path.name for path in folder.iterdir()] == ["key"]
    assert (folder.stat().st_mode & 0o777, (folder / "key").stat().st_mode & 0o777) == (
        0o700,
        0o600,
    )


def test_data_of_nobody_needs_no_key(project, reports):
    """A hash of published data could not be compared with the source's own."""
    reports.mkdir()
    assert secret_of(run_of(toy.write_parameters(project)), reports) is None
    assert not (reports / ".ledger").exists()


@pytest.mark.parametrize("content", ["", "ab" * 31, "xy" * 32, "\u00e9"])
def test_a_file_that_holds_no_key_is_refused(project, reports, content):
    """Half a key would be taken for one, and hashes made that anyone can test."""
    (reports / ".ledger").mkdir(parents=True)
    (reports / ".ledger/key").write_text(content, encoding="utf-8")
    run = run_of(toy.write_parameters(project, data_source="personal"))
    with pytest.raises(RunError) as caught:
        secret_of(run, reports)
    assert str(caught.value) == (
        ".ledger/key in the reports folder does not hold a key of 64 figures and letters. Bring "
        "it back from a copy; or take it away, and every report on personal data is made, and "
        "must be signed, afresh."
    )
