"""The ledger of releases stays at home, and says what the store shows."""

from __future__ import annotations

import os
from types import SimpleNamespace

import pytest
import seen
import striking
import toy_project as toy

from workbench.disclosure import Release
from workbench.errors import DisclosureError, StorageError
from workbench.findings.tally import People, Ties, tally
from workbench.publishing import discovery, ledger, publication
from workbench.publishing.entering import entering
from workbench.publishing.key import Input
from workbench.publishing.locks import locked
from workbench.publishing.places import Places
from workbench.publishing.store import following
from workbench.publishing.store.following import reports_folder

ROWS = ("rows read", "rows counted")
TIES = Ties(
    lambda _: People({"row": ROWS}, ("counted",)),
    lambda _, keys, *__: tally({"row": keys["group"]}, ["counted"]),
)
pytestmark = pytest.mark.usefixtures("machine", "project")


@pytest.fixture(autouse=True)
def _tied(monkeypatch):
    monkeypatch.setattr(discovery, "load", lambda _: SimpleNamespace(TIES=TIES))
    monkeypatch.setenv("AWS_MAX_ATTEMPTS", "1")


@pytest.fixture
def address(bucket) -> str:
    return f"s3://{bucket.name}/{seen.PREFIX}"


def release(*values):
    cells = [toy.cell(group, value=value) for group, value in zip(ROWS, values, strict=False)]
    content = toy.release_content(policy="restricted", data_source="personal")
    return Release.from_json({**content, "findings": [toy.finding(*cells)]})


def publish(address, *values, name="one", word="new", digest="file one"):
    """Publish a report on people as a run does; return its place."""
    home = reports_folder(address)
    places = Places(home, "toy", name)
    inputs = (Input("data", "toy.csv", "hmac-sha256", digest, None),)
    with locked(home, places.label):
        publication.recover(places)
        with entering(places, release(*values), inputs) as entered:
            shown = {"policy": "restricted", "data_source": "personal", "ledger": entered}
            publication.publish(places, striking.contents(word), striking.told(word, **shown))
    striking.library.rebuild(home)
    return places


def names(home):
    folder = ledger.folder_of(home)
    return sorted(os.listdir(folder)) if folder.exists() else []


def test_an_entry_is_made_at_home_and_nothing_of_the_ledger_is_in_the_store(bucket, address):
    places = publish(address, 40, 30)
    (told,) = seen.pointed(bucket, "toy/one")["ledger"]
    assert names(places.reports) == [f"{told['id']}.json"]
    assert not [key for key in bucket.named() if "releases" in key or key.endswith("/key")]
    assert all(key.startswith("out/restricted/") for key in bucket.named() if "report.html" in key)


def test_another_machine_may_not_publish_on_people_there(bucket, address, machine):
    """What it does not know of could give people away beside what it publishes."""
    publish(address, 40, 30)
    machine("theirs")
    with pytest.raises(DisclosureError, match="published there from another machine"):
        publish(address, 90, 70, name="two", digest="file two")
    assert seen.pointed(bucket, "toy/two") is None
    striking.publish(address, "of nobody", "three")
    assert seen.pointed(bucket, "toy/three")["key"] == "of nobody"
    machine("ours")
    publish(address, 90, 70, name="two", digest="file two")
    assert set(seen.reports(bucket)) == {"toy/one", "toy/two", "toy/three"}


def test_a_ledger_that_was_lost_stops_all_publishing_on_people(address):
    places = publish(address, 40, 30)
    for path in ledger.folder_of(places.reports).iterdir():
        path.unlink()
    with pytest.raises(DisclosureError, match="does not hold the entry"):
        publish(address, 90, 70, name="two", digest="file two")


def test_two_reports_that_give_people_away_together_are_stopped(bucket, address):
    publish(address, 40, 30)
    with pytest.raises(DisclosureError, match="small counts can be worked out"):
        publish(address, 42, 30, name="two", digest="file two")
    assert list(seen.reports(bucket)) == ["toy/one"]


def test_what_was_not_published_is_not_entered(bucket, address):
    publish(address, 40, 30)
    before = seen.pointed(bucket, "toy/one")["ledger"]
    with bucket.denied("s3:PutObject", under="*.pointers/*"), pytest.raises(StorageError):
        publish(address, 90, 70, digest="file two")
    home = reports_folder(address)
    assert names(home) == [f"{before[0]['id']}.json"]


@pytest.mark.parametrize("put", [False, True])
def test_what_may_have_been_published_stays_in_the_ledger_until_it_is_known(
    bucket, address, monkeypatch, put
):
    """A report that stands could be missing from the ledger, since its answer was lost."""
    send = striking.SEND
    away = []

    def lost(session, request):
        if request.method == "PUT" and ".pointers/" in request.url:
            away.append(True)
            if put:
                send(session, request)
        if away:
            raise striking.ReadTimeoutError(endpoint_url="the store")
        return send(session, request)

    monkeypatch.setattr(striking.URLLib3Session, "send", lost)
    with pytest.raises(StorageError, match="cannot be reached"):
        publish(address, 40, 30)
    monkeypatch.setattr(striking.URLLib3Session, "send", send)
    home = reports_folder(address)
    (intent,) = names(home)
    assert intent.endswith(".intent.json")
    places = Places(home, "toy", "one")
    with locked(home, places.label):
        publication.recover(places)
    entry = intent.replace(".intent", "")
    assert names(home) == ([entry] if put else [])
    assert (seen.pointed(bucket, "toy/one") is not None) == put


def test_what_stands_is_not_known_where_the_store_is_away(address):
    places = publish(address, 40, 30)
    assert following.standing(places)["key"] == "new"
    with striking.struck("away", 0) as fault:
        fault.struck = True
        assert following.standing(places) is None
