"""Channels against Garwood's table, R, published Koopman limits and exact enumeration."""

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from scipy.optimize import brentq
from scipy.stats import binom, chi2, chi2_contingency, poisson

from workbench.errors import EstimationError
from workbench.statistics.comparison.rates import selection_rate
from workbench.statistics.representation.reach import (
    cost_per_start,
    reach_among_applicants,
    reach_index,
)
from workbench.statistics.representation.shares import ratio_to_whole

pytestmark = pytest.mark.filterwarnings("error")


@st.composite
def parts(draw):
    """Counts of a part and of the whole it is in."""
    of, others = draw(st.integers(1, 2000)), draw(st.integers(0, 2000))
    passed, others_passed = draw(st.integers(0, of)), draw(st.integers(0, others))
    return passed, of, passed + others_passed, of + others


# Garwood (1936), Biometrika 28, 437-442, table of 95% limits, to the digits printed there.
GARWOOD = {0: (0, 3.69), 1: (0.0253, 5.57), 2: (0.242, 7.22), 3: (0.619, 8.77), 4: (1.09, 10.24)}
GARWOOD |= {5: (1.62, 11.67), 10: (4.80, 18.39), 20: (12.22, 30.89), 50: (37.11, 65.92)}

# R 4.2.2: poisson.test(x)$conf.int
R_POISSON = [
    (1, 0.0253178079843, 5.57164339094),
    (10, 4.79538869613, 18.390356042),
    (50, 37.1109637375, 65.9187666643),
    (400, 361.756296631, 441.186648097),
]


@pytest.mark.parametrize(("starts", "limits"), GARWOOD.items())
def test_cost_limits_are_garwoods_inverted(starts, limits):
    cost = cost_per_start(1, starts)
    expected = [1 / float(cost.upper), 1 / float(cost.lower)]
    for limit, published in zip(expected, limits, strict=True):
        digits = len(str(published).partition(".")[2])
        assert round(limit, digits) == published


@pytest.mark.parametrize(("starts", "lower", "upper"), R_POISSON)
def test_cost_limits_of_r(starts, lower, upper):
    cost = cost_per_start(500.0, starts)
    np.testing.assert_allclose([cost.lower, cost.upper], [500 / upper, 500 / lower], rtol=1e-10)


@pytest.mark.parametrize("level", [0.8, 0.95, 0.99])
def test_cost_limits_are_chi_squared_quantiles(level):
    """Garwood's limits are half the quantiles of chi-squared on 2x and 2x + 2 degrees."""
    starts = np.arange(1, 3000, 7)
    cost = cost_per_start(9_999.5, starts, level=level)
    upper = 9_999.5 / (chi2.ppf((1 - level) / 2, 2 * starts) / 2)
    lower = 9_999.5 / (chi2.isf((1 - level) / 2, 2 * starts + 2) / 2)
    np.testing.assert_allclose([cost.lower, cost.upper], [lower, upper], rtol=1e-10)


def test_no_starts_and_no_spend():
    cost = cost_per_start([9_000, 9_000, 0, 0], [0, 3, 3, 0])
    np.testing.assert_equal(cost.value, [np.nan, 3_000, 0, np.nan])
    np.testing.assert_array_equal(np.isinf(cost.upper), [True, False, False, True])
    assert cost.lower[0] == pytest.approx(9_000 / 3.688879454)
    assert cost.upper[2] == 0
    assert (cost.lower[2:] == 0).all()


@pytest.mark.parametrize("level", [0.9, 0.95])
def test_cost_coverage_by_enumeration(level):
    """At every expected number of starts the limits cover it at least as often as they say."""
    starts = np.arange(200)
    cost = cost_per_start(1, starts, level=level)
    means = np.arange(0.05, 60, 0.05)[:, None]
    covered = (cost.lower <= 1 / means) & (1 / means <= cost.upper)
    coverage = (poisson.pmf(starts, means) * covered).sum(axis=1)
    assert coverage.min() >= level
    assert coverage.mean() < level + 0.04


def test_reach_against_a_known_share():
    """Newcombe (1998): Wilson's limits of 15/148 are 0.0624 and 0.1605, of 0/20 0 and 0.1611."""
    index = reach_index([15, 0], [148, 20], 0.1)
    np.testing.assert_allclose(index.value, [150 / 148, 0])
    np.testing.assert_allclose(index.lower, [0.624, 0], atol=6e-4)
    np.testing.assert_allclose(index.upper, [1.605, 1.611], atol=6e-4)


@settings(deadline=None, max_examples=60)
@given(parts(), st.floats(0.01, 1))
def test_reach_is_the_share_rescaled(counts, share):
    plain = selection_rate(*counts[:2])
    index = reach_index(*counts[:2], share)
    for name in ("value", "lower", "upper"):
        np.testing.assert_allclose(getattr(index, name) * share, getattr(plain, name), rtol=1e-12)


def test_nobody_through_the_channel():
    index = reach_index(0, [0, 4], 0.2)
    np.testing.assert_equal(index.value, [np.nan, 0])
    assert np.isnan([index.lower[0], index.upper[0]]).all()


def test_published_koopman_limits_carried_over():
    """7/34 and 1/34: ratio 1.2209 to 42.5757 (Fagerland, Lydersen and Laake, 2015).

    The part is half of the whole, so its ratio to it is 2 / (1 + 1 / ratio).
    """
    index = reach_among_applicants(7, 34, 8, 68)
    assert index.value == 1.75
    expected = [2 / (1 + 1 / 1.2209), 2 / (1 + 1 / 42.5757)]
    np.testing.assert_allclose([index.lower, index.upper], expected, atol=5e-5)


def profile_statistic(index, x, n, total, everyone):
    """Pearson's statistic at the best-fitting rates with a given ratio of part to whole.

    Nothing of Koopman's algebra: the share of the rest is maximised over numerically.
    """
    weight, others, others_x = n / everyone, everyone - n, total - x

    def rates(other):
        # The part's rate p solves p = index (weight p + (1 - weight) other).
        return index * (1 - weight) * other / (1 - index * weight), other

    def slope(other):
        p, q = rates(other)
        ratio = p / q
        return x / q - ratio * (n - x) / (1 - p) + others_x / q - (others - others_x) / (1 - q)

    highest = min(1, (1 - index * weight) / (index * (1 - weight)))
    other = brentq(slope, 1e-12, highest * (1 - 1e-12), xtol=1e-15)
    p, q = rates(other)
    return (x - n * p) ** 2 / (n * p * (1 - p)) + (others_x - others * q) ** 2 / (
        others * q * (1 - q)
    )


@pytest.mark.parametrize(
    "counts", [(30, 100, 90, 500), (7, 34, 8, 68), (3, 12, 300, 4000), (180, 400, 200, 600)]
)
def test_limits_solve_the_score_equation_of_the_ratio_itself(counts):
    index = ratio_to_whole(*counts)
    for limit in (index.lower, index.upper):
        assert profile_statistic(float(limit), *counts) == pytest.approx(
            chi2.isf(0.05, 1), rel=1e-6
        )


def test_excludes_one_exactly_when_pearson_rejects():
    random = np.random.default_rng(20250301)
    of, others = random.integers(5, 120, (2, 400))
    x = random.binomial(of, random.choice([0.1, 0.3, 0.6], 400))
    rest = random.binomial(others, random.choice([0.1, 0.3, 0.6], 400))
    some = (x + rest > 0) & (x + rest < of + others)
    x, of, rest, others = (side[some] for side in (x, of, rest, others))
    index = ratio_to_whole(x, of, x + rest, of + others)
    p_values = np.array(
        [
            chi2_contingency([[a, n - a], [b, m - b]], correction=False).pvalue
            for a, n, b, m in zip(x, of, rest, others, strict=True)
        ]
    )
    rejected = p_values < 0.05
    assert 50 < rejected.sum() < rejected.size - 50
    np.testing.assert_array_equal((index.lower > 1) | (index.upper < 1), rejected)


@settings(deadline=None, max_examples=150)
@given(parts(), st.floats(0.5, 0.999))
def test_ratio_to_whole_lies_in_its_limits_and_range(counts, level):
    passed, of, total, everyone = counts
    index = ratio_to_whole(*counts, level=level)
    assert 0 <= index.lower <= index.upper <= everyone / of * (1 + 1e-12)
    if total:
        assert index.lower <= index.value * (1 + 1e-12)
        assert index.value <= index.upper * (1 + 1e-12)
        assert index.value == pytest.approx((passed / of) / (total / everyone), rel=1e-12)
    if of == everyone:
        assert index.lower == index.upper == 1


def test_edges_of_the_ratio_to_whole():
    index = ratio_to_whole([0, 4, 0, 0, 0], [9, 9, 0, 9, 0], [5, 4, 5, 0, 0], [18, 18, 9, 18, 0])
    np.testing.assert_equal(index.value, [0, 2, np.nan, np.nan, np.nan])
    assert (index.lower[[0, 2, 3, 4]] == 0).all()
    assert index.upper[1] == 2
    assert index.upper[3] == 2
    assert (index.upper[[2, 4]] == np.inf).all()


@pytest.mark.parametrize(("channel", "others"), [(20, 60), (40, 40), (25, 400)])
def test_coverage_by_enumeration(channel, others):
    """The ratio is covered 92.5% of the time or more, and 95% on average."""
    x, rest = np.arange(channel + 1)[:, None], np.arange(others + 1)
    index = ratio_to_whole(x, channel, x + rest, channel + others)
    weight = channel / (channel + others)
    coverages = []
    for rate in (0.1, 0.2, 0.4, 0.6):
        for other in (0.1, 0.2, 0.4, 0.6):
            true = rate / (weight * rate + (1 - weight) * other)
            inside = (index.lower <= true * (1 + 1e-12)) & (true <= index.upper * (1 + 1e-12))
            chances = binom.pmf(x, channel, rate) * binom.pmf(rest, others, other)
            coverages.append((chances * inside).sum())
    assert min(coverages) > 0.925
    assert 0.945 < np.mean(coverages) < 0.96


@pytest.mark.parametrize(
    ("call", "complaint"),
    [
        (lambda: reach_index([5], [4], [0.1]), "group must not be more than channel"),
        (lambda: reach_index([1], [4], [0.0]), "benchmark share must be above 0"),
        (lambda: reach_index([1], [4], [np.nan]), "none missing"),
        (lambda: reach_index([1], [4], [1.1]), "at most 1"),
        (lambda: reach_index([1, 2], [4, 4], [0.1, 0.2, 0.3]), "Shapes must fit"),
        (lambda: reach_among_applicants(5, 4, 8, 9), "group_in_channel must not be more than"),
        (lambda: reach_among_applicants(5, 6, 4, 9), "inside the whole"),
        (lambda: reach_among_applicants(1, 8, 4, 9), "inside the whole"),
        (lambda: reach_among_applicants(1, 8, 10, 9), "group must not be more than applicants"),
        (lambda: cost_per_start(-1, 4), "spend must be 0 or more"),
        (lambda: cost_per_start(np.nan, 4), "none missing"),
        (lambda: cost_per_start(np.inf, 4), "none missing"),
        (lambda: cost_per_start(1, 0.5), "starts must be whole"),
        (lambda: cost_per_start(1, 4, level=95), "level"),
        (lambda: reach_index(1, 4, 0.5, level=0), "level"),
    ],
)
def test_impossible_input_is_refused(call, complaint):
    with pytest.raises(EstimationError, match=complaint):
        call()
