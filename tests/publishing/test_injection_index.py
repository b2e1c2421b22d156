"""The index of all reports, with payloads in what it lists: reports, failures, signatures."""

from __future__ import annotations

import json
from datetime import date

import browser
import inspection
import payloads
import pytest

from workbench.errors import ParameterError
from workbench.publishing import html
from workbench.publishing.library import rebuild
from workbench.publishing.quality.assurance import Assurance
from workbench.publishing.quality.log import QualityLog


@pytest.fixture(scope="module")
def index(tmp_path_factory):
    """The page that lists a good report and a failed run for each payload."""
    top = tmp_path_factory.mktemp("index")
    parameters = top / "parameters.yaml"
    parameters.write_text("analysis: toy\n")
    for number, payload in enumerate(payloads.SHOWN):
        analysis = f"toy-{number % 3}"
        _write(top / f"reports/{analysis}/good-{number}/manifest.json", _good(payload, number))
        _write(
            top / f"reports/.failed/toy/bad-{number}/reason.json",
            _failed(payload, f"bad-{number}", str(parameters)),
        )
    _write(top / "reports/toy/<script>alert(1)<\u2215script>/manifest.json", {"title": "x"})
    return rebuild(top / "reports").read_text(encoding="utf-8")


def _write(path, content):
    path.parent.mkdir(parents=True)
    path.write_text(json.dumps(content), encoding="utf-8")


def _good(payload, number):
    source = "published" if number % 2 else "synthetic"
    facts = {"title": payload, "headline": payload, "citation": payload, "marking": payload}
    facts |= {"policy": "open", "data_source": source, "verdicts": {"cannot tell": 3}}
    facts |= {"data_date": "2024-06-30", "run_time": "2024-07-01T09:00:00Z", "outputs": {}}
    day = f"{2000 + number}-06-30"
    facts |= {"data_date": day, "headlines": [_lead(payload), _lead("alike")]}
    return facts | {"analysis": "toy", "run": f"good-{number}", "key": "k"}


def _lead(payload):
    """A comparison that only some reports share, and one that all do, with names that act."""
    texts = ("title", "group", "comparator", "people", "others", "completed", "unit", "verdict")
    keys = ("characteristic", "stage", "basis", "stratum", "method")
    shared = payloads.SHOWN[0] if payload == "alike" else payload
    told = dict.fromkeys((*texts, *keys), shared) | {"measure": "effect", "level": 0.95}
    numbers = {"value": -2.9, "lower": -4.0, "upper": None, "rate": None, "comparator_rate": None}
    return told | numbers


def _failed(payload, name, parameters):
    facts = {"analysis": "toy", "name": name, "title": payload, "reason": payload}
    facts |= {"time": "2024-07-01T09:00:00Z", "parameter_file": parameters}
    return facts | {"policy": "open", "data_source": "synthetic"}


def test_nothing_in_the_index_acts_or_leads_outside(index):
    """The title or the failure of one run would act on everybody who looks at any."""
    tree = inspection.parsed(index)
    assert {*inspection.problems(tree)} == {"<input>"}
    choices = [one.attrib for one in tree.iter("input")]
    assert {(one["type"], one["name"], one["autocomplete"]) for one in choices} == {
        ("radio", "analysis", "off")
    }
    assert [one["id"] for one in choices] == [f"show-{number}" for number in range(len(choices))]
    assert inspection.policy_comes_first(tree)
    assert len(list(tree.iter("article"))) == 2 * len(payloads.SHOWN) + 1
    assert list(tree.iter("{http://www.w3.org/2000/svg}svg")) or list(tree.iter("svg"))


def test_the_index_shows_every_payload_as_it_is(index):
    """A run would be listed under another name than its own."""
    text = inspection.shown(inspection.parsed(index))
    assert [one for one in payloads.SHOWN if text.count(inspection.words(one)) < 3] == []


def test_a_browser_runs_and_fetches_nothing_of_the_index(index, tmp_path):
    """What html5lib does not see would still be done by the browser people use."""
    seen = browser.opened({"index": index}, tmp_path)
    assert seen == browser.Seen({"index": "Probation evaluation reports"}, [])


def test_a_quality_log_is_shown_as_it_is():
    """An assumption written beside a report would act in it."""
    page = html.fill("quality.html.j2", log=_log(), mark=Assurance("signed", _log()).mark)
    tree = inspection.parsed(page)
    text = inspection.shown(tree)
    assert list(inspection.problems(tree)) == []
    assert [one for one in payloads.SHOWN if inspection.words(one) not in text] == []


def _log():
    today = date(2024, 7, 1)
    one = payloads.SHOWN[0]
    people = dict.fromkeys(("commissioner", "analyst", "assurer", "approver"), one)
    return QualityLog.model_construct(
        **people,
        assumptions=(_Item(text=one, owner=one, impact="low"),),
        checks=(_Item(what=one, by=one, date=today, outcome=one),),
        limitations=payloads.SHOWN,
        sign_off=_Item(approver=one, date=today, statement=one, manifest="0" * 64),
    )


class _Item:
    def __init__(self, **parts):
        vars(self).update(parts)


@pytest.mark.parametrize("payload", payloads.SHOWN)
def test_a_message_quotes_a_payload_on_one_line(project, payload):
    """A refused value would forge a line of its own in a log, or move the cursor."""
    import toy_project as toy

    from workbench.publishing.plan import plan

    reason = plan([toy.write_parameters(project, data_source=payload)])[1][0].reason
    assert "\n" not in reason
    assert str(ParameterError(reason)).startswith("one.yaml: 'data_source' should be ")
