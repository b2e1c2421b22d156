"""The index: what it lists, in which order, and what it must not."""

from __future__ import annotations

import json

import pytest
import toy_project as toy

from workbench.publishing import failures, publication
from workbench.publishing.library import rebuild
from workbench.publishing.library.entry import Entry
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
    def add_report(name, *, analysis="toy", **changes):
        reports.mkdir(exist_ok=True)
        places = Places(reports, analysis, name)
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


def test_each_analysis_has_a_shelf_and_can_be_chosen(add, reports):
    """A reader of one analysis would look through all the others."""
    add("one")
    assert "<fieldset" not in rebuild(reports).read_text()
    add("two", analysis="other_thing")
    text = rebuild(reports).read_text()
    assert '<a href="#analysis-1">Other thing</a>: 1 report, the newest made on 3 April' in text
    assert '<h3 class="shelf" id="analysis-2">Toy</h3>' in text
    assert text.count('type="radio"') == 3
    assert "body:has(#show-2:checked) .of:not(.of-2, .of-all) { display: none; }" in text


def test_older_reports_are_folded(add, reports):
    """Two hundred reports would be one long page."""
    for number in range(1, 9):
        add(f"run-{number}", run_time=f"2026-04-0{number}T09:00:00Z")
    text = rebuild(reports).read_text()
    before, folded = text.split("<summary>3 older reports, made on 1 April 2026 to 3 April 2026")
    assert [f">run-{number}</a>" in before for number in (8, 4, 3)] == [True, True, False]
    assert ">run-3</a>" in folded


@pytest.mark.parametrize(
    ("changed", "verdicts", "told"),
    [
        (["data", "parameters"], True, "the data and the parameters have changed; so have the"),
        (["code"], False, "the workbench has changed; not so the verdict counts."),
        (["libraries"], False, "its libraries have changed; not so the verdict counts."),
    ],
)
def test_what_changed_since_the_report_before_is_said(changed, verdicts, told):
    """A reader could not tell a new finding from a new method."""
    assert told in entry(changed, verdicts).since


def test_a_report_made_again_of_the_same_says_so():
    """A reader would look for what is new in it."""
    assert entry([], False).since == (
        "The report before it was made on 1 March 2026. Nothing that it is made of has changed "
        "since."
    )


def test_of_a_report_for_named_recipients_nothing_is_told(add, reports):
    """What moved in it would stand where everybody can read."""
    before = {"run_time": "2026-03-01T09:00:00Z", "changed": [], "verdicts_changed": True}
    assert entry([], True, policy="restricted").since == ""
    add("one", policy="restricted", previous=before, headline="Secret", headlines=[{"a": "Secret"}])
    text = rebuild(reports).read_text()
    assert "Secret" not in text
    assert "The report before" not in text


def entry(changed, verdicts, **changes):
    before = {"run_time": "2026-03-01T09:00:00Z", "changed": changed, "verdicts_changed": verdicts}
    return Entry("toy/one", "toy/one/report.html", facts(previous=before, **changes))


@pytest.mark.parametrize(
    "damage",
    [
        {"headlines": [{"title": "x"}]},
        {"headlines": 237},
        {"previous": 237},
        {"previous": {"run_time": "x"}},
        {"data_date": "x"},
    ],
)
def test_a_manifest_with_damaged_parts_is_said(reports, damage):
    """One damaged manifest would leave everybody without an index."""
    folder = reports / "toy/one"
    folder.mkdir(parents=True)
    (folder / "manifest.json").write_text(json.dumps(facts(**damage)))
    assert "toy/one: cannot be listed" in rebuild(reports).read_text()


def test_the_same_reports_give_the_same_page(add, reports):
    """The index would change whenever anybody looked."""
    for number in range(3):
        add(f"run-{number}")
    assert rebuild(reports).read_bytes() == rebuild(reports).read_bytes()
