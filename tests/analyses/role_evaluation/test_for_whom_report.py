"""What is said of groups and regions, and that differences alone are judged."""

import re
from dataclasses import replace

import numpy as np
import pytest

from workbench.analyses.role_evaluation.questions import for_whom as question
from workbench.analyses.role_evaluation.questions.for_whom.groups import judge_differences
from workbench.analyses.role_evaluation.questions.question import NotCovered
from workbench.analyses.role_evaluation.report import for_whom as report
from workbench.analyses.role_evaluation.report.for_whom.reading import (
    Regions,
    Split,
    regions,
    splits,
)
from workbench.analyses.role_evaluation.report.for_whom.sentences import of_regions, seen, sentence
from workbench.analyses.role_evaluation.report.words import Told
from workbench.analyses.role_evaluation.tables import stated_tables
from workbench.disclosure import Release, release
from workbench.disclosure.released import ReleasedCell, ReleasedNumber
from workbench.findings import Context, Findings, People, Ties
from workbench.findings.change import ChangeRule
from workbench.statistics.estimate import Estimate

HOURS = Told("h", "time on administration", "hours a week", "lower", 1.0, True, False)
BLANK = Release("open", "OFFICIAL", Context("a", "t", "synthetic", people="SPOs"), ())
EVIDENCE, CANNOT, NONE = "evidence of a change", "cannot tell", "no evidence seen"


def cell(numbers, verdict=None, reason=None):
    """Return a released cell."""
    return ReleasedCell("", "", "", "", "", "", "", {}, numbers, verdict=verdict, reason=reason)


def split(part, full, apart, verdict, *, reason=None, noise=1.0):
    """Return part-time officers set against full-time ones."""
    effects = [
        {} if value is None else {"effect": ReleasedNumber(value, value - 1, value + 1)}
        for value in (full, part)
    ]
    difference = (
        {} if apart is None else {"difference": apart, "noise_ratio": ReleasedNumber(noise)}
    )
    return Split(
        "for_whom_h_working_pattern",
        "working_pattern",
        HOURS,
        dict(zip(("Full time", "Part time"), map(cell, effects), strict=True)),
        {"Part time": cell(difference, verdict, reason)},
    )


@pytest.fixture(scope="session")
def answered(parameters, evaluated):
    """Return the findings of this question."""
    return question.QUESTION.answer(parameters, evaluated)


@pytest.fixture(scope="session")
def released(parameters, evaluated, answered):
    """Return them under the policy for circulation."""
    context = Context(
        analysis="role_evaluation",
        title="Test",
        data_source="synthetic",
        people=parameters.people,
        stated=stated_tables(parameters, evaluated.observed),
    )
    nobody = Ties(lambda _: People({}, ()), lambda *_: None)
    return release(Findings(context, answered, nobody), "open")


@pytest.mark.parametrize(
    ("told", "text"),
    [
        (split(-1.2, -2.9, ReleasedNumber(1.7, 0.3, 3.1), EVIDENCE),
         "Part-time SPOs gained less than full-time SPOs: 1.2 against 2.9 fewer hours a week "
         "(difference 1.7, likely range 0.3 to 3.1)."),
        (split(-2.9, -1.2, ReleasedNumber(-1.7, -3.1, -0.3), EVIDENCE),
         "Part-time SPOs gained more than full-time SPOs: 2.9 against 1.2 fewer hours a week "
         "(difference 1.7, likely range 0.3 to 3.1)."),
        (split(-1.2, -2.9, ReleasedNumber(1.7, -0.3, 3.7), CANNOT),
         "We cannot tell whether part-time SPOs gained more or less than full-time SPOs: 1.2 "
         "against 2.9 fewer hours a week (difference 1.7 less, likely range 0.3 more to 3.7 "
         "less)."),
        (split(0.5, -2.9, ReleasedNumber(3.4, -0.3, 7.1), CANNOT),
         "We cannot tell whether part-time SPOs gained more or less than full-time SPOs: 0.5 more "
         "hours a week against 2.9 fewer hours a week (difference 3.4 less, likely "
         "range 0.3 more to 7.1 less)."),
        (split(-2.8, -2.9, ReleasedNumber(0.1, -0.7, 0.9), NONE),
         "No evidence seen that part-time SPOs gained more or less than full-time SPOs: 2.8 "
         "against 2.9 fewer hours a week (difference 0.1 less, likely range 0.7 more to 0.9 "
         "less)."),
        (split(None, -2.9, None, None, reason="too few people"),
         "We cannot tell whether part-time SPOs gained more or less than full-time SPOs, because "
         "there are too few people."),
    ],
)  # fmt: skip
def test_a_difference_is_said_in_its_direction(told, text):
    assert sentence(BLANK, told, "Part time") == text


def test_what_cannot_be_told_says_what_could_have_been_seen():
    wide = ReleasedNumber(1.7, -0.3, 3.7)
    told = seen(split(-1.2, -2.9, wide, CANNOT, noise=2.0), "Part time")
    # Half of 3.7 + 0.3.
    assert told.startswith("A difference of less than about 2 hours a week could not have been")
    assert "2 times as much" in told
    assert not seen(split(-1.2, -2.9, wide, EVIDENCE), "Part time")


def test_regions_are_never_ranked():
    def test(p_value):
        return Regions(HOURS, (), cell({"p_adjusted": ReleasedNumber(p_value)}))

    assert "cannot be told apart" in of_regions(BLANK, test(0.21))
    found = of_regions(BLANK, test(0.01))
    assert "by more than chance would make it" in found
    assert "not which region gained most" in found
    assert of_regions(BLANK, Regions(HOURS, (), cell({}))).endswith("cannot be told.")


def test_the_section_opens_with_the_planted_difference_and_lists_regions_by_name(released):
    html = report.show(released).html
    assert report.headline(released) in html.split("</p>")[0]
    assert report.headline(released).startswith("Part-time SPOs gained less than full-time SPOs")
    names = [one.group for one in regions(released).cells]
    assert names == sorted(names)
    assert len(names) == 10
    assert "This is not a ranking" in html
    assert "more women than men work part time" in html
    assert not re.search(r"signific|best region|worst", html)
    alternatives = re.findall(r'<p id="chart-[^"]*" hidden>(.*?)</p>', html)
    assert len(alternatives) == html.count("<figure") == 2
    assert all(re.search(r"\d", text) for text in alternatives)


def test_p_values_are_adjusted_over_all_differences(released):
    told = splits(released)[0].differences["Part time"]
    regional = regions(released).test
    values = [one.numbers["p_value"].value for one in (told, regional)]
    adjusted = [one.numbers["p_adjusted"].value for one in (told, regional)]
    # Holm, by hand, of two: the smaller doubled, the larger as it is.
    assert values[0] < values[1]
    assert adjusted == pytest.approx([2 * values[0], max(2 * values[0], values[1])], rel=0.01)


def test_a_verdict_needs_both_the_range_and_the_dates():
    def estimate(*values):
        told = np.array([np.nan, *values])
        return Estimate(told, told - 1, told + 1, 0.95, "")

    estimates = {
        "difference": estimate(1.7, 1.7, 0.5, 1.7, 0.0),
        "p_adjusted": estimate(0.01, 0.2, 0.01, 0.01, 0.9),
        "floor": estimate(0.001, 0.001, 0.001, 0.001, 0.001),
        "noise_ratio": estimate(1.0, 1.0, 1.0, 2.0, 1.0),
    }
    judged = np.array([False, True, True, True, True, True])
    told = judge_differences(estimates, judged=judged, worthwhile=1.5, rule=ChangeRule())
    # The third range, -0.5 to 1.5, reaches 0 and what is worth having; the last, -1 to 1, does not.
    assert told.tolist() == [None, EVIDENCE, CANNOT, CANNOT, CANNOT, NONE]


def test_a_group_too_small_shows_nothing_and_says_so(parameters, evaluated):
    observed, label = evaluated.observed, "administration_hours of Part time"
    few = {**observed.people_of, label: observed.people_of[label] / 20}
    thin = replace(evaluated, observed=replace(observed, people_of=few))
    found = question.QUESTION.answer(parameters, thin)[0]
    small = found.cells["group"] == "Part time"
    for model in found.modelled:
        assert all(np.isnan(one.value[small]).all() for one in model.estimates.values())
        assert all("fewer than 10" in model.reasons[at] for at in np.flatnonzero(small))


def test_without_splits_or_in_a_roll_out_to_come_there_is_no_answer(parameters, evaluated):
    design = parameters.model_copy(update={"mode": "design"})
    assert isinstance(question.QUESTION.answer(design, evaluated), NotCovered)
    assert report.show(BLANK).html == ""
    assert report.headline(BLANK) == ""
