"""Standardised gaps against R, a standardisation of people by statsmodels and known truth."""

import numpy as np
import pandas as pd
import pytest
import statsmodels.api as sm
from hypothesis import given, settings
from hypothesis import strategies as st
from scipy.optimize import approx_fprime, brentq, minimize
from scipy.special import expit

from workbench.statistics.adjustment.standardised import standardised_ratio

pytestmark = pytest.mark.filterwarnings("error")

CELLS = np.stack([codes.ravel() for codes in np.indices((4, 3, 2))], axis=1)
ENTERED = np.array(
    [60, 40, 55, 30, 48, 35, 22, 18, 9, 14, 20, 6, 7, 4, 3, 9, 5, 2, 5, 0, 4, 3, 6, 2]
)
PASSED = np.array([38, 22, 30, 15, 20, 11, 11, 7, 4, 6, 6, 1, 2, 1, 1, 3, 1, 0, 0, 0, 0, 0, 0, 0])


def gap_of(codes, passed, entered, levels, **options):
    return standardised_ratio(
        codes[:, 0],
        codes[:, 1:],
        passed,
        entered,
        group_levels=levels[0],
        covariate_levels=levels[1:],
        **{"comparator": 0, **options},
    )


def row(estimate, group):
    return [float(each[group]) for each in (estimate.value, estimate.lower, estimate.upper)]


def test_values_of_r():
    """R 4.2.2: glm(cbind(passed, entered - passed) ~ group + region + route, binomial).

    Then the mean of plogis(X %*% coef(m)) over a group's entrants, with its own columns and with
    none, and sqrt(t(g) %*% vcov(m) %*% g) with the gradient g by central differences.
    """
    gap = gap_of(CELLS[:18], PASSED[:18], ENTERED[:18], (3, 3, 2))
    ratios = [[0.769631132866, 0.581931601943, 1.017872338775]]
    ratios += [[0.52105222318, 0.28628652798, 0.94833459750]]
    differences = [[-0.117711582136, -0.234071428109, -0.001351736164]]
    differences += [[-0.24511824625, -0.41312567243, -0.07711082008]]
    for group in (1, 2):
        assert row(gap.ratio, group) == pytest.approx(ratios[group - 1], abs=1e-7)
        assert row(gap.difference, group) == pytest.approx(differences[group - 1], abs=1e-7)
    assert gap.method == (None, "maximum likelihood", "maximum likelihood")
    assert gap.reason == ("is the comparator", None, None)
    assert gap.residual_degrees_of_freedom == 12
    # 35 of 89 and 8 of 30 beside 136 of 268.
    assert gap.crude_ratio == pytest.approx([1, 35 / 89 / (136 / 268), 8 / 30 / (136 / 268)])
    assert gap.crude_difference[1] == pytest.approx(35 / 89 - 136 / 268)


def people_of(codes, passed, entered):
    frame = pd.DataFrame(np.repeat(codes, entered, axis=0), columns=["group", "region", "route"])
    outcomes = [np.arange(n) < x for x, n in zip(passed, entered, strict=True)]
    return frame, np.concatenate(outcomes).astype(float)


@pytest.mark.parametrize("comparator", [0, 2])
def test_standardisation_of_people(comparator):
    """Statsmodels' GLM on a row for each person; delta with a numerical gradient."""
    random = np.random.default_rng(11)
    levels = (3, 4, 3)
    codes = np.stack([level.ravel() for level in np.indices(levels)], axis=1)
    entered = random.integers(20, 90, len(codes))
    passed = random.binomial(entered, random.uniform(0.3, 0.8, len(codes)))
    gap = gap_of(codes, passed, entered, levels, comparator=comparator, level=0.9)
    people, outcomes = people_of(codes, passed, entered)

    def described(frame):
        sizes = zip(frame, levels, strict=True)
        columns = [frame[name] == level for name, size in sizes for level in range(1, size)]
        return np.column_stack([np.ones(len(frame)), *columns]).astype(float)

    fit = sm.GLM(outcomes, described(people), family=sm.families.Binomial()).fit(tol=1e-10)

    def rates(coefficients, group):
        own = people[people["group"] == group]
        alike = (own, own.assign(group=comparator))
        return [expit(described(frame) @ coefficients).mean() for frame in alike]

    for group in {0, 1, 2} - {comparator}:
        at = fit.params
        rate, others = rates(at, group)
        on_log = approx_fprime(at, lambda b, g=group: np.log(np.divide(*rates(b, g))), 1e-7)
        plain = approx_fprime(at, lambda b, g=group: np.subtract(*rates(b, g)), 1e-7)
        error, margin = (np.sqrt(g @ fit.cov_params() @ g) * 1.644853627 for g in (on_log, plain))
        ratio = rate / others * np.exp([0, -error, error])
        assert row(gap.ratio, group) == pytest.approx(ratio.tolist(), abs=1e-6)
        difference = rate - others + np.array([0, -margin, margin])
        assert row(gap.difference, group) == pytest.approx(difference.tolist(), abs=1e-6)


def penalised(design, passed, entered, coefficients):
    rate = expit(design @ coefficients)
    information = (design * (entered * rate * (1 - rate))[:, None]).T @ design
    likelihood = passed @ np.log(rate) + (entered - passed) @ np.log(1 - rate)
    return likelihood + np.linalg.slogdet(information)[1] / 2


def test_firth_where_nobody_of_a_group_passed():
    """SciPy's direct maximisation, whole and held at the ends found by R's logistf.

    logistf 1.26.1: logistf(y ~ group + region + route, weights = people)$ci.lower, $ci.upper.
    """
    gap = gap_of(CELLS, PASSED, ENTERED, (4, 3, 2))
    assert gap.method == (None, "Firth", "Firth", "Firth")
    columns = [
        CELLS[:, factor] == k for factor, k in [(0, 1), (0, 2), (0, 3), (1, 1), (1, 2), (2, 1)]
    ]
    design = np.column_stack([np.ones(len(CELLS)), *columns]).astype(float)
    own = CELLS[:, 0] == 3
    weights = ENTERED[own] / ENTERED[own].sum()

    def standardised(held):
        def whole(trial):
            return trial if held is None else np.insert(trial, 3, held)

        found = minimize(
            lambda trial: -penalised(design, PASSED, ENTERED, whole(trial)),
            np.zeros(7 if held is None else 6),
            options={"gtol": 1e-7},
        )
        fitted = whole(found.x)
        fitted[0] += brentq(
            lambda moved: ENTERED @ expit(design @ fitted + moved) - PASSED.sum(), -5, 5
        )
        linear = design[own] @ fitted
        return weights @ expit(linear), weights @ expit(linear - fitted[3])

    expected = np.array([standardised(end) for end in (None, -8.6232136373103, -1.760094404059)])
    assert row(gap.ratio, 3) == pytest.approx((expected[:, 0] / expected[:, 1]).tolist(), rel=1e-4)
    difference = (expected[:, 0] - expected[:, 1]).tolist()
    assert row(gap.difference, 3) == pytest.approx(difference, abs=1e-5)


def test_few_outcomes_of_one_group_or_of_the_comparator():
    codes = np.array([[0], [1], [2]])
    plain = gap_of(codes, [40, 5, 4], [80, 20, 20], (3,))
    assert plain.method == (None, "maximum likelihood", "Firth")
    assert gap_of(codes, [76, 10, 10], [80, 20, 20], (3,)).method == (None, "Firth", "Firth")


@settings(deadline=None, max_examples=50)
@given(st.integers(5, 60), st.integers(5, 60), st.integers(5, 60), st.integers(5, 60))
def test_without_covariates_it_is_the_crude_ratio_with_katzs_interval(a, b, c, d):
    """Katz, Baptista, Azen and Pike (1978), Biometrics 34, 469-474; and Wald's difference."""
    gap = gap_of(np.array([[0], [1]]), [c, a], [c + d, a + b], (2,))
    error = 1.959963985 * np.sqrt(1 / a - 1 / (a + b) + 1 / c - 1 / (c + d))
    ratio = a * (c + d) / (c * (a + b)) * np.exp([0, -error, error])
    assert row(gap.ratio, 1) == pytest.approx(ratio.tolist(), rel=1e-7)
    margin = 1.959963985 * np.sqrt(a * b / (a + b) ** 3 + c * d / (c + d) ** 3)
    difference = a / (a + b) - c / (c + d) + np.array([0, -margin, margin])
    assert row(gap.difference, 1) == pytest.approx(difference.tolist(), abs=1e-7)
    assert gap.ratio.value[1] == pytest.approx(gap.crude_ratio[1])
    assert (gap.events[1], gap.non_events[1]) == (min(a, c), min(b, d))


@settings(deadline=None, max_examples=20)
@given(st.integers(0, 10**9))
def test_passing_and_not_passing_change_places(seed):
    random = np.random.default_rng(seed)
    entered = random.integers(0, 60, len(CELLS))
    entered[0] += 1
    passed = random.binomial(entered, random.choice([0.03, 0.5]))
    one = gap_of(CELLS, passed, entered, (4, 3, 2))
    other = gap_of(CELLS, entered - passed, entered, (4, 3, 2))
    np.testing.assert_allclose(one.difference.value, -other.difference.value, atol=1e-6)
    np.testing.assert_allclose(one.difference.lower, -other.difference.upper, atol=1e-5)
    assert one.reason == other.reason
    assert one.method == other.method
    known = ~np.isnan(one.ratio.value)
    assert (one.ratio.lower <= one.ratio.value)[known].all()
    assert (one.ratio.value <= one.ratio.upper)[known].all()
    assert [reason is None for reason in one.reason] == known.tolist()


def test_a_crude_gap_that_is_all_circumstance():
    """Group and comparator pass alike in each region, but the group applies where few pass."""
    codes = np.array([[0, 0], [0, 1], [1, 0], [1, 1]])
    gap = gap_of(codes, [800, 200, 80, 180], [1000, 1000, 100, 900], (2, 2))
    assert gap.crude_ratio[1] == pytest.approx(0.52)
    assert row(gap.ratio, 1)[0] == pytest.approx(1, abs=1e-9)
    assert row(gap.difference, 1)[0] == pytest.approx(0, abs=1e-9)


def simulated(runs, seed, gap):
    """Whether the interval of each run holds the truth, in which regions differ widely."""
    random = np.random.default_rng(seed)
    levels = (3, 4, 2)
    codes = np.stack([level.ravel() for level in np.indices(levels)], axis=1)
    entered = random.poisson(np.array([60, 15, 12])[codes[:, 0]] * (1 + codes[:, 1] * codes[:, 0]))
    linear = np.array([0, gap, 0])[codes[:, 0]] + np.array([0.8, 0.3, -0.3, -0.8])[codes[:, 1]]
    linear = linear - 0.4 * codes[:, 2]
    own, others = codes[:, 0] == 1, codes[:, 0] == 0
    weights = entered[own] / entered[own].sum()
    truth = weights @ expit(linear[own]) / (weights @ expit(linear[own] - gap))
    held, ratios = [], []
    for _ in range(runs):
        found = gap_of(codes, random.binomial(entered, expit(linear)), entered, levels)
        held.append(found.ratio.lower[1] <= truth <= found.ratio.upper[1])
        ratios.append(found.ratio.value[1])
    crude = (
        weights
        @ expit(linear[own])
        / (entered[others] @ expit(linear[others]) / entered[others].sum())
    )
    return np.mean(held), np.exp(np.mean(np.log(ratios))), truth, crude


def test_coverage():
    """2,000 runs of seeds 1 and 2 gave 95.2% and 94.8%."""
    coverage, ratio, truth, _ = simulated(200, seed=1, gap=-0.5)
    assert 0.91 <= coverage <= 0.99
    assert ratio == pytest.approx(truth, rel=0.02)
    coverage, ratio, _, crude = simulated(100, seed=2, gap=0.0)
    assert 0.89 <= coverage <= 1
    assert ratio == pytest.approx(1, abs=0.03)
    assert crude < 0.9
