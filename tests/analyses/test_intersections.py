"""Crossed groups: what adds up, what stands apart, and that no exact count enters under open."""

from __future__ import annotations

from functools import cache
from itertools import product

import numpy as np
import pandas as pd
import pytest

from workbench.analyses.recruitment_funnel import Parameters
from workbench.analyses.recruitment_funnel.counting import (
    CampaignCounts,
    Wanted,
    count_campaign,
)
from workbench.analyses.recruitment_funnel.questions.intersections.question import QUESTION
from workbench.analyses.recruitment_funnel.questions.question import NotCovered
from workbench.analyses.recruitment_funnel.report.intersections.section import show
from workbench.disclosure import Release, ReleasedCell, release
from workbench.findings import Context, Findings
from workbench.measures import intersections as intersections_shown
from workbench.parameters.root import INSTALLED
from workbench.statistics.comparison.rates import selection_rate
from workbench.statistics.intersections.pooled_intersections import pooled_intersections
from workbench.vocabulary.terms import CANNOT_TELL, EVIDENCE, NO_EVIDENCE, PolicyName

SYNTHETIC = INSTALLED / "parameters" / "recruitment_funnel" / "synthetic.yaml"
NAMES = ("sex", "ethnicity")
NAME = "intersections:sex_ethnicity"
ETHNIC = ("Asian", "Black", "Mixed", "Other", "White")
CODES = list(product(range(2), range(5)))
CONTEXT = Context("a", "t", "synthetic", people="applicants", completed="started")

ENTERED = np.array([124, 134, 62, 18, 910, 385, 435, 208, 38, 2929])
PASSED = np.array([19, 20, 10, 2, 150, 58, 68, 33, 6, 470])
"""A campaign in which nothing combines: about 16 of every 100 everywhere."""


@cache
def parameters() -> Parameters:
    told = Parameters.from_file(SYNTHETIC).model_copy(update={"intersections": (NAMES,)})
    return told.model_copy(update={"stages": {"sift": told.stages["sift"]}})


def counted(passed: np.ndarray, entered: np.ndarray, *more: tuple) -> CampaignCounts:
    """Return the counts of a campaign of one stage; `more` are further rows of people."""
    labels = [(("Men", "Women")[sex], ETHNIC[ethnic]) for sex, ethnic in CODES]
    rows = [(*each, 1, "passed", 0, x) for each, x in zip(labels, passed, strict=True)]
    rows += [
        (*each, 0, "failed", 0, n - x) for each, x, n in zip(labels, passed, entered, strict=True)
    ]
    columns = [*NAMES, "exit_stage", "exit_outcome", "exempted", "people"]
    frame = pd.DataFrame([*rows, *more], columns=columns)
    for name, groups in zip(NAMES, (("Men", "Women"), ETHNIC), strict=True):
        frame[name] = pd.Categorical(frame[name], [*groups, "Not declared"])
    return CampaignCounts(pd.DataFrame(), 0, 0, tables={Wanted(NAMES): frame})


def released(
    passed: np.ndarray, entered: np.ndarray, policy: PolicyName = "open", *more: tuple
) -> Release:
    return release(answered(parameters(), counted(passed, entered, *more)), policy)


def answered(asked: Parameters, counts: CampaignCounts) -> Findings:
    found = QUESTION.answer(asked, counts)
    assert isinstance(found, tuple)
    return Findings(CONTEXT, found)


def cell(one: Release, group: str) -> ReleasedCell:
    return next(each for each in one[NAME].cells if each.group == group)


def interaction() -> np.ndarray:
    """Return passes as many of Asian people as before, more of men and fewer of women."""
    passed = PASSED.copy()
    passed[[0, 5]] = 45, 32
    return passed


def test_counted_by_hand_and_the_undeclared_left_out():
    more = (
        ("Men", "Not declared", 1, "passed", 0, 3),
        ("Not declared", "Asian", 0, "failed", 0, 4),
        ("Men", "Asian", 0, "pending", 0, 50),
        ("Men", "Asian", 1, "passed", 1, 7),
    )
    one = released(PASSED, ENTERED, "analyst", *more)
    told = {each.group: each.counts for each in one[NAME].cells}
    # Those who wait are left out; those exempt from the stage go on.
    assert (told["Men × Asian"]["entered"].value, told["Men × Asian"]["passed"].value) == (131, 26)
    silent = told["Not declared"]
    assert (silent["entered"].value, silent["passed"].value) == (7, 3)
    assert told["Everyone"]["entered"].value == ENTERED.sum() + 14
    assert not any(name.startswith("pooled") for name in cell(one, "Not declared").numbers)


def test_analyst_has_the_exact_fit_in_the_order_of_the_code_lists():
    one = released(PASSED, ENTERED, "analyst")
    levels, comparator = (2, 5), (0, 4)
    fit = pooled_intersections(CODES, PASSED, ENTERED, levels=levels, comparator=comparator)
    cells = one[NAME].cells[:10]
    assert [each.group for each in cells] == [
        f"{a} × {b}" for a in ("Men", "Women") for b in ETHNIC
    ]
    assert [each.role for each in cells].index("comparator") == 4
    for name, exact in (("pooled_rate", fit.rate), ("pooled_relative_rate", fit.relative_rate)):
        for part in ("value", "lower", "upper"):
            told = [getattr(each.numbers[name], part) for each in cells]
            want = getattr(exact, part).tolist()
            if name == "pooled_relative_rate" and part != "value":
                assert told.pop(4) is None, "the comparator's own ratio is 1 and no range"
                want.pop(4)
            np.testing.assert_allclose(np.array(told, float), want, atol=1e-6)
    additive = [each.numbers["additive_rate"].value for each in cells]
    np.testing.assert_allclose(np.array(additive, float), fit.additive_rate, atol=1e-6)
    share = [each.numbers["selection_rate"].lower for each in cells]
    np.testing.assert_allclose(
        np.array(share, float), selection_rate(PASSED, ENTERED).lower, atol=1e-6
    )
    whole = cell(one, "Everyone").numbers
    assert whole["cell_variation"].value == pytest.approx(float(fit.sigma.value), abs=1e-6)
    assert whole["non_additive_share"].lower == pytest.approx(
        float(fit.non_additive_share.lower), abs=1e-6
    )


def test_no_exact_count_enters_under_open():
    # Every count moves, a banded one from 0 to 3, within what it is shown as; the totals stay.
    passed, entered = (PASSED + 2) // 5 * 5, (ENTERED + 2) // 5 * 5
    passed[3] = 0
    other_passed = passed + np.array([1, -1, 2, 3, -2, 1, -1, -2, 1, -2])
    other_entered = entered + np.array([2, -1, -2, 1, 2, -2, 2, 1, -2, -1])
    one, other = released(passed, entered), released(other_passed, other_entered)
    assert one.to_json() == other.to_json()
    assert "pooled_rate" in cell(one, "Men × Other").numbers
    assert cell(one, "Men × Other").counts["passed"].shown == "<5"


def test_what_exact_counts_would_tell_of_a_banded_one():
    """Why: with the other counts known, the numbers of cells of 10 and 10 give away a small one."""
    seen = set()
    shown_cells = [0, 1, 4, 5, 6, 7, 9]
    for small in range(5):
        passed = PASSED.copy()
        passed[3] = small
        passed[8] = 12
        entered = ENTERED.copy()
        entered[8] = 60
        fit = pooled_intersections(CODES, passed, entered, levels=(2, 5), comparator=(0, 4))
        parts = (fit.rate.value, fit.rate.lower, fit.rate.upper, fit.additive_rate)
        seen.add(tuple(f"{part[at]:.2g}" for part in parts for at in (*shown_cells, 8)))
    assert len(seen) == 5


def test_open_ranges_hold_the_exact_fit_of_tables_shown_alike():
    random = np.random.default_rng(4)
    one = released(PASSED, ENTERED)
    told = [each.numbers["pooled_rate"] for each in one[NAME].cells[:10]]
    lower, upper = (np.array([getattr(n, part) for n in told]) for part in ("lower", "upper"))
    for _ in range(8):
        entered = (ENTERED + 2) // 5 * 5 + random.integers(-2, 3, 10)
        passed = (PASSED + 2) // 5 * 5 + random.integers(-2, 3, 10)
        passed[3], passed[8] = random.integers(0, 5), random.integers(5, 8)
        exact = pooled_intersections(CODES, passed, entered, levels=(2, 5), comparator=(0, 4)).rate
        assert (exact.lower > lower - 0.003).all()
        assert (exact.upper < upper + 0.003).all()


@pytest.mark.parametrize("policy", ["open", "analyst"])
def test_a_planted_interaction_is_named_and_its_absence_is_not(policy: PolicyName):
    told, nothing = (show(released(x, ENTERED, policy)) for x in (interaction(), PASSED))
    assert "Of every 100 Asian women" in told.html
    assert "fewer people than expected" in told.html
    assert "No combination of sex and ethnicity stands apart" in nothing.html
    assert "than expected" not in nothing.html


def test_people_beyond_are_the_difference_of_rates_times_people():
    numbers = cell(released(interaction(), ENTERED, "analyst"), "Women × Asian").numbers
    pooled, additive = (numbers[name].value or 0.0 for name in ("pooled_rate", "additive_rate"))
    gap = pooled - additive
    assert numbers["beyond_additive"].value == pytest.approx(gap, abs=2e-6)
    assert numbers["people_beyond_additive"].value == pytest.approx(385 * gap, abs=1e-3)


def test_a_banded_count_is_filled_with_what_its_people_lead_to_expect():
    # Of 3 at a half, given at most 2: (0·1 + 1·3 + 2·3) / 7 = 9/7.
    people, rate, most = np.array([3, 40]), np.array([0.5, 0.9]), np.array([2, 4])
    filled = intersections_shown._expected(people, rate, most)
    assert filled.tolist() == [1, 4]


def test_a_level_that_may_have_passed_nobody_is_withheld_and_so_said():
    passed = PASSED.copy()
    passed[[3, 8]] = 3, 4
    one = released(passed, ENTERED)
    for group in ("Men × Other", "Women × Other"):
        assert "pooled_rate" not in cell(one, group).numbers
    assert "pooled_rate" in cell(one, "Women × Asian").numbers
    assert "withheld to protect people" in show(one).html


@pytest.mark.parametrize("policy", ["open", "analyst"])
@pytest.mark.parametrize("people", [0, 1, 30])
def test_nothing_to_tell_is_a_sentence(policy: PolicyName, people: int):
    entered = np.full(10, people)
    for passed in (entered * 0, entered):
        view = show(released(passed, entered, policy))
        assert "Whether sex and ethnicity combine we cannot tell" in view.html


def test_nobody_asks_and_doubled_sets_are_answered_once():
    without = parameters().model_copy(update={"intersections": ()})
    answer = QUESTION.answer(without, counted(PASSED, ENTERED))
    assert isinstance(answer, NotCovered)
    assert QUESTION.wanted(without) == ()
    twice = parameters().model_copy(update={"intersections": (NAMES, NAMES[::-1])})
    assert QUESTION.wanted(twice) == (Wanted(NAMES),)
    assert not show(Release("open", "OFFICIAL", CONTEXT, ())).html


def test_the_synthetic_campaign_combines_nothing_and_says_who_is_left_out():
    told = Parameters.from_file(SYNTHETIC)
    counts = count_campaign(told, QUESTION.wanted(told))
    one = release(answered(told, counts), "open")
    view = show(one)
    assert view.html.count("stands apart: as far as can be told") == 2
    assert "are in no combination" in view.html
    assert set(view.findings) <= set(one.names)
    for phrase in (EVIDENCE, NO_EVIDENCE, CANNOT_TELL.capitalize(), "significant"):
        assert phrase not in view.html
    assert not [each for finding in one.findings for each in finding.cells if each.verdict]


def test_many_combinations_are_not_drawn():
    told = Parameters.from_file(SYNTHETIC).model_copy(
        update={"intersections": (("sex", "ethnicity", "age"),)}
    )
    counts = count_campaign(told, QUESTION.wanted(told))
    one = release(answered(told, counts), "open")
    view = show(one)
    assert "<figure" not in view.html
    assert "Every combination of sex, ethnicity and age" in view.html
