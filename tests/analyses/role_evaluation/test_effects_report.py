"""What the report says of the effects: sentences that agree with the released numbers."""

import re

import pytest

from workbench.analyses.role_evaluation.report import effects as report
from workbench.analyses.role_evaluation.report.effects.reading import effects, judged
from workbench.analyses.role_evaluation.report.effects.sentences import sentence, verdict_reason
from workbench.disclosure import release
from workbench.presentation import words


@pytest.fixture(scope="session")
def released(findings_of_effects):
    """Return them under the policy for circulation."""
    return release(findings_of_effects, "open")


def test_every_judged_outcome_has_a_verdict_and_others_none(parameters, released):
    told = {one.one.name: one.cell.verdict for one in effects(released)}
    assert all(told[name] is not None for name in parameters.judged)
    assert all(told[name] is None for name in told if name not in parameters.judged)
    assert told["administration_hours"] == "evidence of a change"
    assert told["countersigning_days"] == "cannot tell"


def test_the_sentence_repeats_the_released_numbers(released):
    primary = judged(released)[0]
    number = primary.effect
    text = sentence(primary)
    assert text.startswith("Time on administration:")
    assert f"{abs(number.value):.3g} fewer hours a week" in text
    assert f"(likely range {abs(number.upper):.3g} to {abs(number.lower):.3g})" in text


def test_a_verdict_that_cannot_tell_says_why(released):
    for one in judged(released):
        if one.cell.verdict == "cannot tell":
            assert verdict_reason(released, one)


def test_the_section_opens_with_its_conclusion_and_shows_every_outcome(released):
    view = report.show(released)
    assert view.html.startswith("<p>Evidence of a change in time on administration.")
    assert "We cannot tell for 3 of 4 outcomes judged." in view.html
    for one in effects(released):
        assert words.capital(one.one.title) in view.html


def test_what_counts_people_is_not_shown_beside_exact_counts(findings_of_effects):
    told = {one.one.name: one for one in effects(release(findings_of_effects, "restricted"))}
    assert told["administration_hours"].effect is not None
    assert told["spo_leavers"].effect is None
    assert told["vacancies"].effect is None


def test_what_counts_people_is_never_told_by_month(released):
    assert "along_administration_hours" in released.names
    assert not [name for name in released.names if re.search("leavers|vacanc", name)]
