"""Randomisation tests against SciPy's, statsmodels' HC3 and the scheme itself."""

from itertools import combinations

import numpy as np
import pytest
import statsmodels.api as sm
from scipy.stats import permutation_test

from workbench.errors import EstimationError
from workbench.statistics.evaluation.inference.assignments import assignments
from workbench.statistics.evaluation.inference.randomisation import (
    outcomes_allowed,
    randomisation_test,
    studentised,
)

pytestmark = pytest.mark.filterwarnings("error")


def differences(outcome, starts):
    """Mean of the treated less that of the others, one arrangement after the other."""
    return np.array([outcome[row == 5].mean() - outcome[row == 9].mean() for row in starts])


@pytest.mark.parametrize("treated", [2, 3, 5])
@pytest.mark.parametrize("decimals", [0, 6])
def test_scipy(treated, decimals):
    """The exact p-value would be off, with ties or without."""
    random = np.random.default_rng(treated)
    outcome = random.normal(0, 2, 11).round(decimals)
    starts = np.where(np.arange(11) < treated, 5, 9)
    expected = permutation_test(
        (outcome[:treated], outcome[treated:]),
        lambda one, other, axis: np.abs(one.mean(axis=axis) - other.mean(axis=axis)),
        alternative="greater",
        n_resamples=np.inf,
    )
    found = randomisation_test(differences(outcome, assignments(starts, seed=1).starts))
    assert found.p_value == pytest.approx(expected.pvalue, abs=1e-14)
    assert found.arrangements == expected.null_distribution.size


def test_drawn_counts_the_observed():
    """The p-value of draws would not be (1 + b) / (1 + B), and could be 0."""
    effects = np.append(2.0, np.random.default_rng(3).normal(size=9_999))
    beyond = (np.abs(effects[1:]) >= 2).sum()
    assert randomisation_test(effects).p_value == (1 + beyond) / 10_000
    assert randomisation_test(np.append(9.0, effects[1:])).p_value == 1 / 10_000
    assert randomisation_test(effects).attainable_size == 0.05


def test_mirrored_arrangements():
    """Three of six: each arrangement has its mirror, so the floor is 2/20 and nothing rejects."""
    outcome = np.array([3.1, 4.7, 9.2, 1.3, 0.8, 2.4])
    starts = assignments([5, 5, 5, 9, 9, 9], seed=1).starts
    found = randomisation_test(differences(outcome, starts))
    assert (found.floor, found.attainable_size) == (0.1, 0)
    assert found.p_value >= 0.1


def test_rounding_keeps_ties():
    """Equal effects would be told apart by the last digit of a sum."""
    random = np.random.default_rng(9)
    whole = random.integers(-4, 5, 66)
    blurred = whole * np.pi + random.uniform(-1, 1, 66) * 1e-12
    exact, found = randomisation_test(whole), randomisation_test(blurred)
    assert (found.p_value, found.floor) == (exact.p_value, exact.floor)
    assert found.attainable_size == exact.attainable_size


def test_arrangements_without_effect():
    """Those without a value would be left out and make the p-value smaller."""
    effects = np.append([3.0, np.nan, np.nan], np.linspace(-1, 1, 57))
    found = randomisation_test(effects)
    assert (found.p_value, found.undefined, found.floor) == (3 / 60, 2, 3 / 60)
    assert found.attainable_size == 1 / 60


def size(outcome, treated):
    """Share of nulls, the treated of 12 drawn anew for each, that are rejected at 5%."""
    chosen = np.array([list(each) for each in combinations(range(12), treated)])
    sums = outcome[:, chosen].sum(axis=2)
    effects = sums / treated - (outcome.sum(axis=1)[:, None] - sums) / (12 - treated)
    drawn = np.random.default_rng(20).integers(len(chosen), size=len(outcome))
    rejected = 0
    for each, place in zip(effects, drawn, strict=True):
        rejected += randomisation_test(np.roll(each, -place)).p_value <= 0.05
    return rejected / len(outcome)


@pytest.mark.parametrize("treated", [2, 3, 8])
def test_size(treated):
    """A true null would be rejected more or less often than 3 in 66 or 5%, whatever the noise."""
    random = np.random.default_rng(12)
    normal, heavy = random.normal(size=(2000, 12)), random.standard_t(2, size=(2000, 12))
    # Three standard errors of 2,000 draws are 0.014.
    for outcome in (normal, heavy, normal * np.arange(1, 13)):
        assert 0.035 <= size(outcome, treated) <= 0.06


def test_studentised_hc3():
    """The standard error of a difference of means would not be HC3, short of (G - 1) / G."""
    random = np.random.default_rng(2)
    outcome = random.normal(size=9)
    found = assignments([5, 5, 5, 5, 9, 9, 9, 9, 9], seed=1)
    assert found.smallest_cohort == 4
    left_out = [
        differences(outcome[np.arange(9) != left], found.starts[:, np.arange(9) != left])
        for left in range(9)
    ]
    statistic = studentised(differences(outcome, found.starts), left_out)
    for row, value in zip(found.starts, statistic, strict=True):
        fit = sm.OLS(outcome, sm.add_constant((row == 5).astype(float))).fit(cov_type="HC3")
        assert value == pytest.approx(fit.params[1] / (fit.bse[1] * np.sqrt(8 / 9)), rel=1e-10)
    assert 0 < randomisation_test(statistic).p_value <= 1


def test_outcomes_allowed():
    """More outcomes would be given verdicts than the floor leaves room for."""
    assert [outcomes_allowed(1 / many) for many in (12, 20, 66, 220)] == [0, 1, 3, 11]
    assert outcomes_allowed(0.1, level=0.9) == 1


def test_impossible():
    """Nonsense would be compared."""
    with pytest.raises(EstimationError, match="no effect"):
        randomisation_test([np.nan, 1.0])
    with pytest.raises(EstimationError, match="1 effects are infinite"):
        randomisation_test([1.0, np.inf])
    with pytest.raises(EstimationError, match="found shape"):
        randomisation_test([])
    with pytest.raises(EstimationError, match="level"):
        randomisation_test([1.0], level=0)
    with pytest.raises(EstimationError, match="floor"):
        outcomes_allowed(0)
    with pytest.raises(EstimationError, match="left_out"):
        studentised([1.0, 2.0], [[1.0, 2.0]])
