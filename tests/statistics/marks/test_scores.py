"""Scores against R's metafor, statsmodels, and counting person by person."""

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from statsmodels.stats.meta_analysis import effectsize_smd

from workbench.errors import EstimationError
from workbench.statistics.comparison.relative_rate import relative_rate_index
from workbench.statistics.marks.cut_scores import cut_score_counts
from workbench.statistics.marks.scores import ScoreSummary, hedges_g, summarise_scores

pytestmark = pytest.mark.filterwarnings("error")


def summary(scored, mean, variance):
    return ScoreSummary(np.asarray(scored), np.asarray(mean, float), np.asarray(variance, float))


def test_values_of_r():
    """R 4.2.2 with metafor 3.8-1: escalc(measure = "SMD", vtype = "LS", m1i = c(103, 45),
    m2i = c(100, 52.5), sd1i = c(5.5, 9), sd2i = c(4.5, 11), n1i = c(50, 12), n2i = c(50, 400)).
    """
    gap = hedges_g(
        summary([50, 12], [103, 45], [5.5**2, 9**2]),
        summary([50, 400], [100, 52.5], [4.5**2, 11**2]),
    )
    expected = {
        "value": [0.5924396230, -0.6836083398],
        "lower": [0.1919401607, -1.2597193069],
        "upper": [0.9929390854, -0.1074973727],
    }
    for name, numbers in expected.items():
        np.testing.assert_allclose(getattr(gap, name), numbers, rtol=1e-8)


def test_small_sample_factor():
    """Hedges (1981): gamma(m/2) / (sqrt(m/2) gamma((m-1)/2)), in closed form for m of 2 and 10."""
    people = np.array([2, 6])
    gap = hedges_g(summary(people, 1, 1), summary(people, 0, 1))
    closed = [1 / np.sqrt(np.pi), 24 * 16 / (np.sqrt(5) * 105 * np.sqrt(np.pi))]
    np.testing.assert_allclose(gap.value, closed, rtol=1e-12)


def test_statsmodels_agrees():
    random = np.random.default_rng(5)
    scored, others = random.integers(25, 900, (2, 20))
    mean, other = random.normal(50, 10, (2, 20))
    variance, other_variance = random.uniform(50, 150, (2, 20))
    gap = hedges_g(summary(scored, mean, variance), summary(others, other, other_variance))
    g, var = effectsize_smd(mean, variance**0.5, scored, other, other_variance**0.5, others)
    # It approximates J by 1 - 3 / (4 N - 9), and takes N - 3.94 for N in the variance.
    np.testing.assert_allclose(gap.value, g, rtol=2e-4)
    np.testing.assert_allclose((gap.upper - gap.lower) / 2, 1.959963985 * var**0.5, rtol=2e-2)


@settings(deadline=None, max_examples=100)
@given(
    st.lists(st.integers(-20, 100), min_size=1, max_size=30),
    st.lists(st.integers(-20, 100), min_size=1, max_size=30),
)
def test_histograms_say_what_people_say(own, others):
    scores = np.unique(own + others)
    counts = np.array([[side.count(score) for score in scores] for side in (own, others)])
    found = summarise_scores(scores, counts)
    for row, people in enumerate((own, others)):
        assert found.scored[row] == len(people)
        assert found.mean[row] == pytest.approx(np.mean(people))
        if len(people) > 1:
            assert found.variance[row] == pytest.approx(np.var(people, ddof=1), abs=1e-9)
        else:
            assert np.isnan(found.variance[row])
    cuts = cut_score_counts(scores, *counts)
    for place, cut in enumerate(cuts.cuts):
        assert cuts.passed[place] == sum(score >= cut for score in own)
        assert cuts.comparator_passed[place] == sum(score >= cut for score in others)
    assert (cuts.entered == len(own)).all()
    assert (cuts.comparator_entered == len(others)).all()


def test_cut_scores_go_into_the_relative_rate():
    cuts = cut_score_counts([1, 2, 3], [[1, 2, 1], [0, 0, 0]], [2, 4, 6])
    ratio = relative_rate_index(
        cuts.passed, cuts.entered, cuts.comparator_passed, cuts.comparator_entered
    )
    np.testing.assert_equal(ratio.value, [[1, 0.9, 0.5], [np.nan] * 3])


@settings(deadline=None, max_examples=60)
@given(*[st.integers(2, 50)] * 2, st.floats(-9, 9), st.floats(0.1, 9), st.floats(0.1, 9))
def test_units_and_order_of_the_sides(scored, others, mean, variance, factor):
    straight = hedges_g(summary(scored, mean, variance), summary(others, 1, 2))
    turned = hedges_g(summary(others, 1, 2), summary(scored, mean, variance))
    stretched = hedges_g(
        summary(scored, 7 + factor * mean, factor**2 * variance),
        summary(others, 7 + factor, factor**2 * 2),
    )
    assert [turned.value, turned.lower, turned.upper] == pytest.approx(
        [-straight.value, -straight.upper, -straight.lower]
    )
    assert stretched.lower == pytest.approx(float(straight.lower), abs=1e-9)


def test_what_cannot_be_estimated():
    nan = np.nan
    gap = hedges_g(
        summary([0, 1, 5, 5], [nan, 3, 3, 3], [nan, nan, 0, 0]), summary(9, 2, [1, 1, 0, 1])
    )
    assert np.isnan(gap.value).tolist() == [True, True, True, False]
    assert np.isinf(gap.lower).tolist() == [True, True, True, False]
    assert np.isinf(gap.upper).tolist() == [True, True, True, False]
    # One person's scores do not vary, which is no variance of 0.
    assert np.isnan(hedges_g(summary(1, 3, 0), summary(9, 2, 1)).value)
    empty = summarise_scores([1, 2], [[0, 0], [0, 4]])
    np.testing.assert_equal(empty.mean, [nan, 2])
    np.testing.assert_equal(empty.variance, [nan, 0])


@pytest.mark.parametrize("scored", [10, 20, 50])
@pytest.mark.parametrize("gap", [0.0, -0.5, -1.5])
def test_coverage_beside_a_thousand(scored, gap):
    random = np.random.default_rng(11)
    runs = 2000
    own = random.normal(gap, 1, (runs, scored))
    found = hedges_g(
        summary(np.full(runs, scored), own.mean(axis=1), own.var(axis=1, ddof=1)),
        summary(1000, random.normal(0, 1000**-0.5, runs), random.chisquare(999, runs) / 999),
    )
    assert 0.935 < ((found.lower <= gap) & (found.upper >= gap)).mean() < 0.965
    assert found.value.mean() == pytest.approx(gap, abs=0.03)


@pytest.mark.parametrize(
    ("scores", "counts", "complaint"),
    [
        ([1, 1], [2, 3], "must rise"),
        ([2, 1], [2, 3], "must rise"),
        ([1, 1.5], [2, 3], "whole numbers"),
        ([1, np.nan], [2, 3], "whole numbers"),
        ([1, 2], [2, 3, 4], "a count for each of 2 scores"),
        ([], [], "one row"),
        (["a"], [1], "one row"),
        ([1, 2], [-1, 2], "not be negative"),
    ],
)
def test_impossible_histograms_are_refused(scores, counts, complaint):
    with pytest.raises(EstimationError, match=complaint):
        summarise_scores(scores, counts)


@pytest.mark.parametrize(
    ("side", "complaint"),
    [
        ((5, np.nan, 1), "must be known"),
        ((5, 1, -1), "must be known"),
        ((5, 1, np.nan), "must be known"),
        ((-5, 1, 1), "not be negative"),
        (([5, 6, 7], 1, 1), "shapes that fit"),
    ],
)
def test_impossible_summaries_are_refused(side, complaint):
    with pytest.raises(EstimationError, match=complaint):
        hedges_g(summary(*side), summary([9, 9], 1, 1))
