"""What the report says of a survey, as text: number, direction, and what could have been seen."""

from __future__ import annotations

import re
from dataclasses import replace
from html import unescape
from pathlib import Path

import pytest

from tests.analyses.role_evaluation.surveyed import answers_of, findings, small, synthetic
from workbench.analyses.role_evaluation.report import survey
from workbench.disclosure import Release, ReleasedCell, ReleasedNumber, release
from workbench.vocabulary.terms import CHANGE, NO_EVIDENCE


@pytest.fixture(scope="module")
def told() -> Release:
    return release(synthetic(), "open")


def changed(
    told: Release, points: tuple[float, float, float], verdict: str | None, **more: float
) -> Release:
    """Return the release with another change in workload."""
    name = "survey_acceptable_workload"
    numbers = {"points": ReleasedNumber(*points)}
    numbers |= {one: ReleasedNumber(value) for one, value in more.items()}

    def other(cell: ReleasedCell) -> ReleasedCell:
        if cell.stage != "change":
            return cell
        return replace(cell, numbers=dict(cell.numbers) | numbers, verdict=verdict)

    others = tuple(
        replace(one, cells=tuple(map(other, one.cells))) if one.name == name else one
        for one in told.findings
    )
    return replace(told, findings=others)


def text(told: Release) -> str:
    return unescape(re.sub(r"<[^>]+>", " ", survey.show(told).html))


def test_the_first_sentence_is_of_workload(told: Release):
    """As it is to stand on the first page."""
    assert survey.headline(told) == (
        "“I have an acceptable workload”: where the role began, about 32 of every 100 SPOs agreed "
        "before and 39 since; where it did not, 21 and 26. After weighting for who answered, the "
        "change comes to 6 more of every 100 than without the role (likely range 16 fewer to 28 "
        "more)."
    )
    assert survey.wellbeing(told).startswith("“My wellbeing at work is good”: ")


def test_what_cannot_be_told_says_what_could_have_been_seen(told: Release):
    """Else "cannot tell" is of no use."""
    said = text(told)
    assert "From what staff say we cannot tell whether the role changed anything." in said
    assert "There is one survey since the role began" in said
    assert (
        "This survey would have shown a change of 30 of every 100 4 times in 5; a smaller one it "
        "would often miss. That is more than the 5 of every 100 that would be worth having." in said
    )


def test_evidence_is_said_with_its_direction(told: Release):
    """Both ways: for the better above 0, for the worse below."""
    better = changed(told, (12.0, 4.0, 20.0), CHANGE)
    said = survey.headline(better)
    assert "12 more of every 100 than without the role (likely range 4 to 20)." in said
    said = text(better)
    assert "Evidence of a change in “I have an acceptable workload”." in said
    assert "We cannot tell for 3 of 4 statements." in said
    assert "This is a change for the better." in said
    worse = changed(told, (-12.0, -20.0, -4.0), CHANGE)
    assert "12 fewer of every 100 than without the role (likely range 4 to 20)" in survey.headline(
        worse
    )
    assert "This is a change for the worse." in text(worse)


def test_what_is_ruled_out_is_said(told: Release):
    """With the change that was said beforehand to be worth having."""
    said = text(changed(told, (1.0, -3.0, 4.0), NO_EVIDENCE))
    assert "A change of 5 of every 100, the least that was said beforehand" in said
    assert "No evidence seen of a change in 1 of 4 statements." in said


def test_a_clear_range_that_is_no_evidence_says_why(told: Release):
    """Else the range and the verdict speak against each other."""
    said = text(changed(told, (8.0, 1.0, 15.0), "cannot tell", detectable=10.0))
    assert "Of 4 statements one changes like this too often by chance to call." in said


def test_others_are_a_placebo_and_weights_are_told(told: Release):
    """What speaks against the comparison, and who did not respond."""
    said = text(told)
    assert "(Other SPO), so their answers should not change with it. None of them" in said
    assert "about 62 in the survey to 30 September 2022 and 63 in the survey to" in said
    assert "that moves the change from 5 more to 6 more of every 100" in said


def test_nothing_of_fewer_than_ten_is_in_a_table():
    """Under every policy: here the one that shows exact counts."""
    exact = release(synthetic(), "analyst")
    small = [
        cell
        for finding in exact.of_section("survey_counts")
        for cell in finding.cells
        if "by" in finding.name and cell.counts["entered"].value < 10
    ]
    assert len(small) > 20
    said = text(exact)
    assert "Fewer than 10 answered" in said
    assert not re.search(r"\(of [1-9]\)", said)


def test_beside_exact_counts_the_index_alone_is_told(tmp_path: Path):
    """The change that rests on hidden counts is not, and that is said."""
    restricted = release(findings(small(answers_of(1, 20), tmp_path)), "restricted")
    said = text(restricted)
    assert "a change that rests on them is not told beside them" in said
    assert re.search(r"The engagement index moved to be \d+ (higher|lower) \(likely range", said)
    assert "not told, because counts that it rests on" in survey.headline(restricted)
    assert "differences between groups rest on counts" in said.lower()


def test_without_a_survey_there_is_no_section(told: Release):
    """Else a heading stands over nothing."""
    nothing = replace(told, findings=())
    assert survey.show(nothing).html == survey.headline(nothing) == survey.wellbeing(nothing) == ""


def test_drawings_have_their_numbers_in_words(told: Release):
    """For those who do not see them: one for each statement, each with the four shares."""
    html = survey.show(told).html
    assert html.count('<figure class="chart">') == 4
    assert (
        "of every 100. With the role, before: 32; With the role, since: 39; Without it, before: "
        "21; Without it, since: 26." in unescape(html)
    )
