"""If these fail, the report says something that its tables do not, or says it badly."""

from __future__ import annotations

import re
from dataclasses import replace

import pytest

from workbench.analyses.pay_progression import Parameters, analyse, report
from workbench.disclosure import Release, release
from workbench.presentation import action, coverage, one_step

SHOWN = {
    "opening": one_step.opening.show,
    "found": report.found.show,
    "no evidence": one_step.found.no_evidence_seen,
    "cannot tell": one_step.found.cannot_tell,
    "what else": one_step.found.what_else,
    "since": report.since.show,
    "action": action.explain_or_reform,
    "picture": report.picture.show,
    "assessed": report.assessed.show,
    "by place": report.places.by_place,
    "places": report.places.show,
    "alike": report.alike.show,
    "combine": report.combine.show,
    "undeclared": report.undeclared.show,
    "apart": report.apart.show,
    "groups": one_step.groups.show,
    "declared": one_step.declared.show,
    "duty": report.duty.show,
    "records": one_step.declared.records,
}
OF_RECRUITMENT = ("applied", "applicant", "campaign", "all stages", "interview", "got through")
NEVER = ("significant", "caused by", "drives", "driver", "discriminated")


def plain(html: str) -> str:
    text = re.sub(r"<svg.*?</svg>", "", html, flags=re.DOTALL)
    return re.sub(r"\s+", " ", re.sub(r"<[^>]+>", " ", text))


@pytest.mark.parametrize("name", SHOWN)
def test_every_section_stands_under_every_policy_in_its_own_words(of_policy: Release, name: str):
    """No word of recruitment, and none that says more than is known."""
    view = SHOWN[name](of_policy)
    assert view.html
    assert set(view.findings) <= set(of_policy.names)
    text = plain(view.html).lower()
    for word in (*OF_RECRUITMENT, *NEVER):
        assert word not in text, f"{word}: {text[max(0, text.find(word) - 80) :][:200]}"


def test_nothing_is_left_uncovered(circulated: Release):
    assert coverage.show(circulated).html == ""


def test_the_first_page_says_it_in_order(circulated: Release):
    """Most people first, then what goes with it."""
    text = plain(report.found.show(circulated).html)
    told = [
        "About 2,305 of about 3,525 eligible staff progressed: 65 of every 100.",
        "Of every 100 staff who work part time about 57 progressed; of every 100 staff who work "
        "full time, about 68.",
        "Of every 100 Black staff about 53 progressed; of every 100 White staff, about 67.",
        "Of every 100 eligible staff who work part time, about 86 were assessed; of every 100 "
        "eligible staff who work full time, about 95.",
        "Of every 100 Black staff, about 51 work in London; of every 100 White staff, about 10.",
        "Among staff alike in region and pay band, the gap of staff who work part time remains.",
        "Of every 100 staff, about 27 were not eligible.",
    ]
    places = [text.find(one) for one in told]
    assert -1 not in places, told[places.index(-1)]
    assert places == sorted(places)


def test_exact_numbers_are_not_about(exact: Release):
    for section in (report.found, report.assessed, report.apart, report.places):
        assert "about" not in plain(section.show(exact).html).replace("about it", "")


def test_a_chart_says_its_numbers_in_words(circulated: Release):
    html = report.picture.show(circulated).html
    alternative = re.search(r'<p id="[^"]+" hidden>(.*?)</p>', html)
    assert alternative is not None
    assert "Assessed: Part time 86 (83 to 89)" in alternative.group(1)
    assert "Progressed: Part time 57 (53 to 61)" in alternative.group(1)


def changed(parameters: Parameters, **change: object) -> Release:
    told = parameters.model_dump(mode="json", exclude_none=True) | {"actions": []} | change
    return release(analyse(Parameters.from_values(told, source="test")), "analyst")


def test_without_what_a_question_needs_its_reason_is_told(parameters: Parameters):
    outcome = parameters.outcome.model_dump(mode="json")
    told = outcome | {
        "not_reached": [*outcome["not_reached"], *outcome["not_assessed"]],
        "not_assessed": [],
    }
    released = changed(
        parameters, outcome=told, strata={}, adjust_for=None, intersections=[], headlines=["sex"]
    )
    reasons = released.context.not_covered
    assert set(reasons) == {
        "Was everyone assessed?",
        "Where do fewer progress?",
        "Is it where people work?",
        "Does it remain like with like?",
        "Do characteristics combine?",
    }
    text = plain(coverage.show(released).html)
    assert "5 questions could not be asked" in text
    empty = {name for name, show in SHOWN.items() if not show(released).html}
    assert empty == {"assessed", "by place", "places", "alike", "combine", "since"}
    assert "Nothing here meets the standard" in plain(report.found.show(released).html)


def test_one_reason_and_no_reason_read_right(parameters: Parameters):
    outcome = parameters.outcome.model_dump(mode="json")
    together = [label for labels in outcome["apart"].values() for label in labels]
    one = changed(parameters, outcome=outcome | {"apart": {"Not in the scheme": together}})
    assert report.apart.headline(one).startswith("Of every 100 staff, 27 were not eligible.")
    none = replace(one, findings=tuple(f for f in one.findings if f.section != "apart"))
    assert report.apart.headline(none) == ""
    assert report.apart.show(none).html == ""
