"""The ledger on the disk: what was released is remembered, whole, or nothing more is released."""

from __future__ import annotations

import errno
import json
from types import SimpleNamespace

import pytest
import toy_project as toy

from workbench.disclosure import Release
from workbench.errors import DisclosureError
from workbench.findings.tally import People, Ties, tally
from workbench.publishing import discovery, ledger, manifest, publication
from workbench.publishing.entering import entering, entry_of, problems
from workbench.publishing.key import Input
from workbench.publishing.locks import BusyError, locked
from workbench.publishing.places import Places

ROWS = ("rows read", "rows counted")
TIES = Ties(
    lambda _: People({"row": ROWS}, ("counted",)),
    lambda _, keys, *__: tally({"row": keys["group"]}, ["counted"]),
)


@pytest.fixture(autouse=True)
def _tied(monkeypatch):
    monkeypatch.setattr(discovery, "load", lambda _: SimpleNamespace(TIES=TIES))


@pytest.fixture
def places(reports):
    return Places(reports, "toy", "one")


def release(*values, policy="restricted", data_source="personal"):
    cells = [toy.cell(group, value=value) for group, value in zip(ROWS, values, strict=False)]
    content = toy.release_content(policy=policy, data_source=data_source)
    return Release.from_json({**content, "findings": [toy.finding(*cells)]})


def inputs(digest="file one"):
    return (Input("data", "toy.csv", "hmac-sha256", digest, None),)


def publish(places, what, digest="file one"):
    """Publish as a run does; return the manifest."""
    with entering(places, what, inputs(digest)) as entered:
        source = what.context.data_source
        facts = {"policy": what.policy, "data_source": source, "ledger": entered}
        publication.publish(places, {"report.html": "page"}, facts)
    return json.loads((places.final / manifest.FILE).read_text())


def names(places):
    return sorted(path.name for path in ledger.folder_of(places.reports).iterdir())


def test_a_report_on_people_is_entered_once_it_is_in_place(places):
    """A report could stand without an entry, or an entry could be read by others."""
    told = publish(places, release(40, 30))["ledger"]
    assert [(one["statements"], one["audited_against"]) for one in told] == [(2, [])]
    assert names(places) == [f"{told[0]['id']}.json"]
    folder = ledger.folder_of(places.reports)
    assert folder.stat().st_mode & 0o777 == 0o700
    (path,) = folder.iterdir()
    assert path.stat().st_mode & 0o777 == 0o600
    (entry,) = ledger.read_entries(places.reports)
    assert (entry.run, entry.policy, entry.inputs) == (
        "toy/one",
        "restricted",
        (("data", "file one"),),
    )


@pytest.mark.parametrize(
    ("policy", "source"),
    [("open", "synthetic"), ("analyst", "personal"), ("restricted", "published")],
)
def test_what_is_of_nobody_or_does_not_leave_is_not_entered(places, policy, source):
    """Exploring would change what may be published."""
    assert publish(places, release(40, 30, policy=policy, data_source=source))["ledger"] is None
    assert not (places.reports / ".ledger").exists()


def test_two_late_applicants_stop_the_second_report(places):
    """Two people would be told from two reports that are each safe."""
    publish(places, release(40, 30))
    second = Places(places.reports, "toy", "two")
    before = names(places)
    with pytest.raises(DisclosureError) as stopped:
        publish(second, release(42, 30), "file two")
    text = str(stopped.value)
    (entry,) = ledger.read_entries(places.reports)
    for part in ("'toy/one'", entry.time, "row: rows read", "Nothing is published", "withdraw"):
        assert part in text
    assert names(places) == before
    assert not second.final.exists()


def test_many_late_applicants_do_not(places):
    """No second report would ever be published."""
    first = publish(places, release(40, 30))["ledger"][0]["id"]
    second = Places(places.reports, "toy", "two")
    (told,) = publish(second, release(90, 70), "file two")["ledger"]
    beside = [{"id": first, "run": "toy/one", "taken_as": ["some people more"]}]
    assert told["audited_against"] == beside
    assert len(names(places)) == 2


def test_a_run_again_that_says_the_same_keeps_its_entry(places):
    """The ledger would grow, and slow every later run, though nothing new was said."""
    told = [publish(places, release(40, 30))["ledger"] for _ in range(2)]
    assert told[0][0]["id"] == told[1][0]["id"]
    assert len(names(places)) == 1
    publish(places, release(40, 90))
    assert len(names(places)) == 2


def killed(places, what, *, stands):
    """Leave what a process leaves that is killed before, or after, its report is in place."""
    entry = entry_of(what, places.label, inputs())
    ledger.intend(places.reports, entry)
    if stands:
        facts = {"ledger": [{"id": entry.id}], "policy": what.policy}
        publication.publish(places, {"report.html": "page"}, facts)
    return entry.id


@pytest.mark.parametrize("stands", [True, False])
def test_a_killed_run_is_settled_by_what_stands(places, stands):
    """A crash would make the ledger forget a report, or remember one that never was."""
    known = killed(places, release(40, 30), stands=stands)
    assert names(places) == [f"{known}.intent.json"]
    publication.recover(places)
    assert names(places) == ([f"{known}.json"] if stands else [])


def test_a_report_put_in_place_by_recovery_is_entered(places, monkeypatch):
    """A report that recovery publishes would stand without an entry."""
    with monkeypatch.context() as patch:
        patch.setattr(publication, "put_in_place", lambda _: None)
        known = killed(places, release(40, 30), stands=True)
    assert not places.final.exists()
    publication.recover(places)
    assert places.final.exists()
    assert names(places) == [f"{known}.json"]


def test_a_failure_while_publishing_drops_the_intent(places, monkeypatch):
    """A report that was never published would stop later ones."""
    monkeypatch.setattr(publication, "put_in_place", fail)
    with pytest.raises(OSError, match="broken"):
        publish(places, release(40, 30))
    assert names(places) == []


def fail(*_, **__):
    raise OSError(errno.EIO, "broken")


def test_the_intent_of_another_report_counts_as_released(places):
    """A report killed while another is published would not be compared with it."""
    killed(places, release(40, 30), stands=True)
    with pytest.raises(DisclosureError, match="toy/one"):
        publish(Places(places.reports, "toy", "two"), release(42, 30), "file two")
    assert names(places)[0].endswith(".intent.json")


def damage_entry(places):
    next(ledger.folder_of(places.reports).iterdir()).write_text("{")


def rename_entry(places):
    path = next(ledger.folder_of(places.reports).iterdir())
    path.rename(path.with_name("other.json"))


def lose_entry(places):
    next(ledger.folder_of(places.reports).iterdir()).unlink()


def put_a_file(places):
    lose_entry(places)
    folder = ledger.folder_of(places.reports)
    folder.rmdir()
    folder.touch()


@pytest.mark.parametrize(
    ("damage", "told"),
    [
        (damage_entry, "an entry that cannot be read"),
        (rename_entry, r"an entry that cannot be read .*other\.json"),
        (lose_entry, "does not hold the entry .* of the report 'toy/one'"),
        (put_a_file, "cannot be read .Not a directory"),
    ],
)
def test_without_a_whole_ledger_nothing_is_published(places, damage, told):
    """A report would be compared with less than was released."""
    publish(places, release(40, 30))
    damage(places)
    second = Places(places.reports, "toy", "two")
    with pytest.raises(DisclosureError, match=told):
        publish(second, release(90, 80), "file two")
    assert not second.final.exists()


def test_a_ledger_that_cannot_be_written_stops_the_report(places, monkeypatch):
    """A report would be published and never remembered."""
    monkeypatch.setattr(ledger, "replace_file", fail)
    with pytest.raises(DisclosureError, match="cannot be written"):
        publish(places, release(40, 30))
    assert not places.final.exists()


def test_one_report_at_a_time_is_audited(places):
    """Two reports at once would not know of each other."""
    with entering(places, release(40, 30), inputs()), pytest.raises(BusyError):
        locked(places.reports, "ledger", wait=False).__enter__()


def wrong(places, told, what, digest="file one"):
    return problems(places.final, told, what, inputs(digest))


def test_a_published_report_agrees_with_its_entry(places):
    """Verifying would not see a report without an entry, or other than its entry."""
    what = release(40, 30)
    told = publish(places, what)
    assert wrong(places, told, what) == []
    assert "was not entered" in wrong(places, {**told, "ledger": None}, what)[0]
    assert "something else" in wrong(places, told, release(40, 35))[0]
    assert "something else" in wrong(places, told, what, "file two")[0]
    other = {**told, "ledger": [{"id": "other"}]}
    assert "does not hold its entry" in wrong(places, other, what)[0]
    elsewhere = Places(places.reports / "copy", "toy", "one")
    assert problems(elsewhere.final, told, what, inputs()) == []


def test_a_published_report_is_attacked_beside_all_others(places):
    """A release that went round the ledger would not be found by verifying."""
    what = release(40, 30)
    told = publish(places, what)
    ledger.intend(places.reports, entry_of(release(42, 30), "toy/two", inputs("file two")))
    assert "'toy/two'" in wrong(places, told, what)[0]
