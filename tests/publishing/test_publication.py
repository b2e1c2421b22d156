"""Every point at which a crash may leave a report, and what the next run makes of it."""

from __future__ import annotations

import json

import pytest

from workbench.publishing import manifest, publication
from workbench.publishing.locks import locked
from workbench.publishing.places import Places


@pytest.fixture
def places(reports):
    return Places(reports, "toy", "one")


def publish(places, text):
    publication.publish(places, {"report.html": text}, {"key": text})


def text(places):
    return (places.final / "report.html").read_text()


def stage_only(places, content, monkeypatch):
    """Stage a report and crash before it is put in place."""
    with monkeypatch.context() as patch:
        patch.setattr(publication, "put_in_place", crash)
        with pytest.raises(KeyboardInterrupt):
            publish(places, content)


def crash(*_):
    raise KeyboardInterrupt


@pytest.mark.parametrize("exchanges", [True, False])
def test_a_report_takes_the_place_of_the_last(places, monkeypatch, exchanges):
    if not exchanges:
        monkeypatch.setattr(publication, "exchange", lambda *_: False)
    publish(places, "old")
    publish(places, "new")
    assert text(places) == "new"
    assert manifest.verifies(places.final)
    assert not places.staging.exists()
    assert not places.previous.exists()


def test_folders_are_exchanged_in_one_step_or_not_at_all(tmp_path):
    one, other = tmp_path / "one", tmp_path / "other"
    one.mkdir()
    assert not publication.exchange(one, other)
    other.mkdir()
    (one / "a").touch()
    if publication.exchange(one, other):
        assert (other / "a").exists()
        assert not (one / "a").exists()


def test_a_crash_before_the_exchange_leaves_the_last_report(places, monkeypatch):
    publish(places, "old")
    stage_only(places, "new", monkeypatch)
    assert text(places) == "old"
    publication.recover(places)
    assert text(places) == "old"
    assert not places.staging.exists()


def test_a_crash_between_two_renames_is_finished(places, monkeypatch):
    publish(places, "old")
    stage_only(places, "new", monkeypatch)
    places.previous.parent.mkdir(parents=True)
    places.final.rename(places.previous)
    publication.recover(places)
    assert text(places) == "new"
    assert not places.previous.exists()


@pytest.mark.parametrize("damage", ["changed", "missing", "no manifest"])
def test_a_half_written_report_gives_way_to_the_previous(places, monkeypatch, damage):
    publish(places, "old")
    stage_only(places, "new", monkeypatch)
    places.previous.parent.mkdir(parents=True)
    places.final.rename(places.previous)
    report = places.staging / "report.html"
    {
        "changed": lambda: report.write_text("ne"),
        "missing": report.unlink,
        "no manifest": (places.staging / "manifest.json").unlink,
    }[damage]()
    publication.recover(places)
    assert text(places) == "old"
    assert not places.staging.exists()


def test_a_first_report_that_was_half_written_is_swept(places):
    places.staging.mkdir(parents=True)
    (places.staging / "report.html").write_text("half")
    publication.recover(places)
    assert not places.final.exists()
    assert not places.staging.exists()


def test_recovery_finds_every_report_but_those_in_use(reports, monkeypatch):
    one, two = Places(reports, "toy", "one"), Places(reports, "toy", "two")
    stage_only(one, "one", monkeypatch)
    stage_only(two, "two", monkeypatch)
    with locked(reports, "toy/two"):
        publication.recover_all(reports)
    assert text(one) == "one"
    assert not two.final.exists()
    assert two.staging.exists()


def test_the_manifest_is_written_last_and_names_every_output(places, monkeypatch):
    written = []
    write = publication.write_synced
    monkeypatch.setattr(
        publication,
        "write_synced",
        lambda path, text, **named: (written.append(path.name), write(path, text, **named)),
    )
    publication.publish(places, {"report.html": "r", "findings.json": "f"}, {})
    assert written == ["report.html", "findings.json", "manifest.json"]
    facts = json.loads((places.final / "manifest.json").read_text())
    assert set(facts["outputs"]) == {"report.html", "findings.json"}


def test_a_report_that_was_changed_by_hand_does_not_verify(places):
    publish(places, "new")
    (places.final / "report.html").write_text("nicer")
    assert not manifest.verifies(places.final)
