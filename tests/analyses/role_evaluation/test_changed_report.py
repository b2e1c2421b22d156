"""What the report says of raw lines: sentences that agree with the numbers, and blame nothing."""

import re

import pytest

from workbench.analyses.role_evaluation.questions import changed as question
from workbench.analyses.role_evaluation.report import changed as report
from workbench.analyses.role_evaluation.report.changed.reading import Lines, lines
from workbench.analyses.role_evaluation.report.changed.sentences import (
    of_posts,
    sentence,
    spans,
    title,
)
from workbench.analyses.role_evaluation.report.words import Told
from workbench.analyses.role_evaluation.tables import stated_tables
from workbench.disclosure import release
from workbench.findings import Context, Findings, People, Ties

HOURS = Told("h", "time on administration", "hours a week", "lower", 1.0, True, False)
BEFORE, NOW = "2022-02 to 2022-07", "2023-04 to 2023-06"


def line(given, others, one=HOURS):
    """Return raw lines with these means before and now; None where nothing is told."""
    windows = {
        (side, when): value
        for side, pair in (("with", given), ("without", others))
        for when, value in zip(("before", "now"), pair or (None, None), strict=True)
    }
    return Lines(one, False, ("2023-06",), {}, {}, windows, {"before": BEFORE, "now": NOW})


@pytest.fixture(scope="session")
def changed_findings(parameters, evaluated):
    """Return the findings of this question alone."""
    context = Context(
        analysis="role_evaluation",
        title="Test",
        data_source="synthetic",
        people=parameters.people,
        stated=stated_tables(parameters, evaluated.observed),
    )
    nobody = Ties(lambda _: People({}, ()), lambda *_: None)
    return Findings(context, question.QUESTION.answer(parameters, evaluated), nobody)


@pytest.fixture(scope="session")
def released(changed_findings):
    """Return them under the policy for circulation."""
    return release(changed_findings, "open")


def test_a_raw_change_is_said_of_both_sides_with_the_verb_once():
    told = sentence(line((13.3, 10.6), (13.4, 13.1)))
    assert told == (
        "Time on administration fell from 13.3 to 10.6 hours a week where the role began, and from "
        "13.4 to 13.1 where it did not."
    )


@pytest.mark.parametrize(
    ("given", "others", "ends"),
    [
        ((13.3, 10.6), (13.4, 14.0), "and rose from 13.4 to 14 where it did not."),
        ((13.3, 10.6), (13.4, 13.4), "and stayed at 13.4 where it did not."),
        ((13.3, 13.3), (13.4, 13.4), "and stayed at 13.4 where it did not."),
        ((13.3, 10.6), None, "where the role began; where it did not, too few people stand behind "
         "the figure to show it."),
        (None, (1.0, 2.0), "too few people to say how it went."),
    ],
)  # fmt: skip
def test_a_raw_change_is_said_in_the_direction_it_went(given, others, ends):
    assert sentence(line(given, others)).endswith(ends)


@pytest.mark.parametrize(
    ("given", "others", "told"),
    [
        ((13.3, 10.6), (13.4, 14.0), "13.3 to 10.6 with the role, 13.4 to 14 without"),
        ((13.3, 10.6), None, "13.3 to 10.6 with the role; too few without to show"),
    ],
)
def test_the_headline_of_a_chart_is_short_and_agrees_with_the_sentence(given, others, told):
    assert title(line(given, others)) == f"Time on administration: {told}"
    assert title(line(None, (1.0, 2.0))) == "Time on administration, month by month"


def test_it_is_said_why_what_was_before_differs_from_the_next_section(released):
    html = report.show(released).html
    assert "months just before each region was due to begin: so the two befores differ" in html
    assert "{place}" not in html


def test_the_months_are_named():
    told = spans(line((1.0, 2.0), (1.0, 2.0)))
    assert told.startswith("February to July 2022, before anyone was due to have the role")
    assert told.endswith("beside April to June 2023.")


def test_percentages_are_said_as_such():
    one = Told("s", "supervision on time", "percentage points", "higher", 3.0, True, False)
    told = sentence(line((69.5, 73.5), (67.3, 68.0), one))
    assert told.startswith("Supervision on time rose from 69.5% to 73.5% where")


def test_posts_filled_stand_beside_posts_funded(released):
    assert of_posts(released) == (
        "Funded 190 full-time posts (FTE), filled 158, in June 2023. About 32 were not filled."
    )


def test_the_section_opens_with_the_primary_outcome_and_says_that_it_is_no_effect(released):
    html = report.show(released).html
    first = lines(released)[0]
    assert html.startswith(f"<p>{sentence(first)}")
    assert "They do not show what the role did" in html
    assert report.headline(released) == sentence(first)
    low, high = first.ends("with")
    assert f"from {low:.3g} to {high:.3g} hours a week where the role began" in html


def test_the_roll_out_is_listed_with_how_far_it_was_from_plan(released):
    html = report.show(released).html
    row = re.search(r'<th scope="row">Greater Manchester</th>(.*?)</tr>', html)[1]
    cells = ["December 2022", "October 2022", "2 months early"]
    assert re.findall(r"<td>(.*?)</td>", row) == cells
    assert "Not begun" in html


def test_leavers_are_told_of_long_spans_and_not_beside_exact_counts(changed_findings, released):
    told = {one.one.name: one for one in lines(released)}["spo_leavers"]
    assert all(" to " in span for span in told.spans)
    assert not told.waves
    exact = {one.one.name: one for one in lines(release(changed_findings, "restricted"))}
    assert exact["administration_hours"].ends("with") is not None
    assert exact["spo_leavers"].ends("with") is None


def test_every_chart_has_alternative_text_with_numbers_and_a_table(released):
    html = report.show(released).html
    alternatives = re.findall(r'<p id="chart-[^"]*" hidden>(.*?)</p>', html)
    assert len(alternatives) == html.count("<figure")
    assert all(re.search(r"\d", text) for text in alternatives)
    assert html.count("Data of this chart") == len(alternatives)
