"""What a report says of the one it took the place of."""

from __future__ import annotations

import pytest

from workbench.publishing import manifest, publication
from workbench.publishing.files import read_json
from workbench.publishing.places import Places
from workbench.publishing.previous import previous_of
from workbench.publishing.quality.assurance import binding
from workbench.publishing.verification.stated import FORMS

FACTS = {
    "policy": "open",
    "data_source": "personal",
    "run_time": "2026-04-02T09:00:00Z",
    "inputs": [{"digest": "a"}],
    "parameters": {"alpha": 0.05},
    "code_sha256": "c",
    "notebook_sha256": "n",
    "requirements_lock_sha256": "l",
    "versions": {"python": "3.11"},
    "verdicts": {"cannot tell": 3},
}
LATER = {**FACTS, "run_time": "2026-05-02T09:00:00Z"}


@pytest.fixture
def publish(reports):
    def publish_facts(facts):
        reports.mkdir(exist_ok=True)
        places = Places(reports, "toy", "one")
        publication.publish(places, {"report.html": "x"}, facts)
        return read_json(places.final / manifest.FILE)["previous"]

    return publish_facts


def test_a_first_report_took_no_place(publish):
    """A reader would look for a report that never was."""
    assert publish(FACTS) is None


@pytest.mark.parametrize(
    ("changes", "changed"),
    [
        ({}, []),
        ({"inputs": [{"digest": "b"}]}, ["data"]),
        ({"parameters": {"alpha": 0.1}}, ["parameters"]),
        ({"code_sha256": "d"}, ["code"]),
        ({"notebook_sha256": "d"}, ["code"]),
        ({"versions": {}}, ["libraries"]),
        ({"inputs": [], "requirements_lock_sha256": "k"}, ["data", "libraries"]),
    ],
)
def test_it_names_what_changed_since(publish, changes, changed):
    """A reader could not tell new data from a new method."""
    publish(FACTS)
    assert publish({**LATER, **changes}) == {
        "run_time": FACTS["run_time"],
        "changed": changed,
        "verdicts_changed": False,
    }


def test_it_says_that_verdicts_changed_and_no_number(publish):
    """A number of a report that is gone would stay on the disk."""
    publish(FACTS)
    told = publish({**LATER, "verdicts": {"cannot tell": 2}})
    assert told["verdicts_changed"] is True
    assert "3" not in str(told["changed"])


@pytest.mark.parametrize("name", ["policy", "data_source"])
def test_of_a_report_under_another_policy_nothing_is_told(publish, name):
    """What an analyst alone may see would be told of in an open report."""
    publish({**FACTS, name: "analyst"})
    assert publish(LATER) is None


def test_signing_a_report_anew_keeps_what_it_took_the_place_of(publish):
    """After a signature a report would seem to have taken its own place."""
    publish(FACTS)
    told = publish(LATER)
    assert publish({**LATER, "previous": told, "verdicts": {}}) == told


def test_a_damaged_report_before_is_not_in_the_way(reports):
    """A broken file would keep every later report from being published."""
    folder = reports / "toy/one"
    folder.mkdir(parents=True)
    (folder / manifest.FILE).write_text("{")
    assert previous_of(folder, LATER) is None


def test_what_is_signed_does_not_depend_on_it():
    """A signature would break whenever the same report is made again."""
    facts = {**FACTS, "outputs": {}}
    assert binding(facts) == binding({**facts, "previous": {"run_time": "x"}})


@pytest.mark.parametrize(
    "told",
    [
        237,
        {},
        {"run_time": "237", "changed": [], "verdicts_changed": False},
        {"run_time": "2026-04-02T09:00:00Z", "changed": ["237 rows"], "verdicts_changed": False},
        {"run_time": "2026-04-02T09:00:00Z", "changed": ["data", "data"], "verdicts_changed": True},
        {"run_time": "2026-04-02T09:00:00Z", "changed": [], "verdicts_changed": 237},
        {"run_time": "2026-04-02T09:00:00Z", "changed": [], "verdicts_changed": False, "n": 237},
    ],
)
def test_no_number_passes_for_it(told):
    """An exact count could be carried out of the building in it."""
    assert not FORMS["previous"](told)


def test_what_is_written_has_its_form(publish):
    """Every report that was made twice would fail to verify."""
    assert FORMS["previous"](publish(FACTS))
    assert FORMS["previous"](publish({**LATER, "inputs": []}))
