"""The index: what it lists, in which order, and what it must not."""

from __future__ import annotations

import json

import pytest
import toy_project as toy

from workbench.publishing import failures, publication
from workbench.publishing.library import rebuild
from workbench.publishing.places import Places
from workbench.publishing.plan import plan
from workbench.publishing.quality.assurance import with_assurance
from workbench.publishing.quality.log import QualityLog


def facts(**changes):
    known = {
        "title": "Toy",
        "policy": "open",
        "marking": "OFFICIAL",
        "data_source": "personal",
        "citation": None,
        "data_date": None,
        "headline": "Nothing was seen.",
        "verdicts": {"cannot tell": 3},
        "run_time": "2026-04-03T09:00:00Z",
    }
    return {**known, **changes}


@pytest.fixture
def add(reports):
    def add_report(name, **changes):
        reports.mkdir(exist_ok=True)
        places = Places(reports, "toy", name)
        publication.publish(places, {"report.html": name}, facts(title=name, **changes))

    return add_report


def test_reports_are_listed_newest_first(add, reports):
    add("older", run_time="2026-04-02T09:00:00Z")
    add("newer", marking="OFFICIAL-SENSITIVE", policy="restricted")
    text = rebuild(reports).read_text()
    assert text.index(">newer</a>") < text.index(">older</a>")
    for shown in (
        "Nothing was seen.",
        "<dt>Cannot tell</dt><dd>3</dd>",
        "OFFICIAL-SENSITIVE",
        "Disclosure policy: restricted",
        "3 April 2026",
        'href="toy/newer/report.html"',
        'lang="en-GB"',
        "Content-Security-Policy",
        'class="skip-link"',
    ):
        assert shown in text
    assert text.count("<h1") == 1


def test_method_checks_stand_below_under_their_own_heading(add, reports):
    add("berkeley", data_source="published", citation="Bickel", policy="analyst")
    add("own", run_time="2026-01-01T00:00:00Z")
    text = rebuild(reports).read_text()
    places = [text.index(word) for word in (">own</a>", "Method checks", ">berkeley</a>")]
    assert places == sorted(places)


def test_an_analyst_run_of_people_is_not_listed(add, reports):
    add("exact", policy="analyst")
    assert "exact" not in rebuild(reports).read_text()


def test_text_is_escaped(add, reports):
    add("a", headline="<script>", citation="<b>", data_source="published", marking='"<i>')
    text = rebuild(reports).read_text()
    assert not any(tag in text for tag in ("<script", "<b>", "<i>"))


def test_a_manifest_that_cannot_be_read_is_said(add, reports):
    add("fine")
    for name, text in (("half", "{"), ("old", '{"title": "x"}')):
        add(name)
        (reports / f"toy/{name}/manifest.json").write_text(text)
    text = rebuild(reports).read_text()
    assert "toy/half: cannot be listed" in text
    assert "toy/old: cannot be listed" in text
    assert ">fine</a>" in text


def test_an_empty_library_says_so(reports):
    reports.mkdir()
    assert "No report has been published yet" in rebuild(reports).read_text()


def test_a_failure_is_listed_until_its_parameter_file_is_gone(project, reports):
    path = toy.write_parameters(project, titel="x")
    refusal = plan([path])[1][0]
    reports.mkdir()
    places = Places(reports, "toy", "one")
    failures.record(places, refusal, reason="<b>no</b> " + "x" * 900, log="\x1b[31mlog\x1b[0m")
    text = rebuild(reports).read_text()
    assert "&lt;b&gt;no&lt;/b&gt;" in text
    assert "x" * 401 not in text
    assert "There is no earlier report." in text
    assert (places.failed / "log.txt").read_text() == "log"
    path.unlink()
    assert "Failed runs" not in rebuild(reports).read_text()
    assert not places.failed.exists()


def test_a_failed_analyst_run_of_people_is_not_listed(project, reports):
    path = toy.write_parameters(project, data_source="personal", policy="analyst", title="Secret")
    reports.mkdir()
    failures.record(Places(reports, "toy", "one"), plan([path])[0][0], reason="no", log="")
    assert "Secret" not in rebuild(reports).read_text()


LOG = {
    "commissioner": "Head of Inclusion",
    "analyst": "Analyst A",
    "assurer": "Analyst B",
    "approver": "<b>Head</b>",
    "checks": [{"what": "w", "by": "Analyst B", "date": "2026-04-01", "outcome": "o"}],
}


def assured(log, **changes):
    """Return what a manifest says of quality assurance, its outputs' hashes left to publishing."""
    outputs = {"outputs": {"report.html": ""}}
    told = with_assurance({**facts(title="one", **changes), **outputs}, log)
    return told["quality_assurance"]


def log_signed(to_sign):
    sign_off = {"approver": "<b>Head</b>", "date": "2026-04-03", "statement": "s"}
    return QualityLog.model_validate_json(
        json.dumps({**LOG, "sign_off": {**sign_off, "manifest": to_sign}})
    )


def draft():
    return assured(QualityLog.model_validate_json(json.dumps(LOG)))


@pytest.mark.parametrize(
    ("quality", "mark", "state"),
    [
        (lambda: None, "DRAFT: quality assurance not signed", "draft"),
        (draft, "DRAFT: quality assurance not signed", "draft"),
        (
            lambda: assured(log_signed(draft()["to_sign"])),
            "Quality assured: approved by &lt;b&gt;Head&lt;/b&gt; on 3 April 2026",
            "signed",
        ),
        (
            lambda: assured(log_signed("a" * 64)),
            "DRAFT: signed for other inputs (data, parameters, code, policy or log changed since)",
            "signed for other inputs",
        ),
    ],
)
def test_the_state_of_the_sign_off_is_shown(add, reports, quality, mark, state):
    """A reader of the index could take a draft for an approved report."""
    add("one", quality_assurance=quality())
    text = rebuild(reports).read_text()
    assert f"<li>{mark}</li>" in text
    assert f"Quality assurance: {state}.</p>" in text


def test_a_signature_moved_to_another_report_does_not_hold(add, reports):
    """A log copied into another manifest would sign that one too."""
    add("other", quality_assurance=assured(log_signed(draft()["to_sign"])))
    assert "Quality assurance: signed for other inputs.</p>" in rebuild(reports).read_text()


@pytest.mark.parametrize("damaged", [[1], "x", {"log": 3}, {"log": {"analyst": "a"}}])
def test_a_damaged_log_in_a_manifest_is_said(add, reports, damaged):
    """One damaged manifest would leave everybody without an index."""
    add("one", quality_assurance=damaged)
    assert "toy/one: cannot be listed" in rebuild(reports).read_text()
