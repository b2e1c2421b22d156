"""The index: what it lists, in which order, and what it must not."""

from __future__ import annotations

import pytest
import toy_project as toy

from workbench.publishing import failures, publication
from workbench.publishing.library import rebuild
from workbench.publishing.places import Places
from workbench.publishing.plan import plan


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
    failures.record(Places(reports, "toy", "one"), plan([path])[0][0], reason="no", log="")
    assert "Secret" not in rebuild(reports).read_text()
