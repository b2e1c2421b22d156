"""Pooled intersections: properties, refusals and simulated campaigns."""

from itertools import product

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from scipy.special import expit, logit
from scipy.stats import norm

from workbench.errors import EstimationError
from workbench.statistics.intersections import pooled_intersections as module
from workbench.statistics.intersections.cell_variation import SIGMAS, sigma_posterior
from workbench.statistics.intersections.pooled_intersections import pooled_intersections

pytestmark = pytest.mark.filterwarnings("error")
LEVELS, COMPARATOR = (2, 3), (1, 0)
CODES = np.array(list(product(range(2), range(3))))
PASSED, ENTERED = np.array([30, 9, 4, 85, 14, 25]), np.array([160, 40, 30, 480, 60, 50])


def pooled(passed=PASSED, entered=ENTERED, codes=CODES, levels=LEVELS, comparator=COMPARATOR):
    return pooled_intersections(codes, passed, entered, levels=levels, comparator=comparator)


def everything(result):
    """Every number of a result that belongs to a cell, and every one that does not."""
    by_cell = [result.additive_rate, result.raw_rate]
    for estimate in (result.rate, result.relative_rate):
        by_cell += [estimate.value, estimate.lower, estimate.upper]
    single = [
        number
        for estimate in (result.sigma, result.non_additive_share)
        for number in (estimate.value, estimate.lower, estimate.upper)
    ]
    return np.stack(by_cell), np.array(single, dtype=float)


def test_prior_alone():
    """With a flat likelihood: the half-normal distribution cut at 1.5."""
    posterior = sigma_posterior(np.zeros(len(SIGMAS)))
    cut = norm.cdf(3) - 0.5
    for chance in (0.1, 0.5, 0.9):
        limit = 0.5 * norm.ppf(0.5 + chance * cut)
        mass = posterior.density[posterior.sigma <= limit].sum()
        assert mass == pytest.approx(chance, abs=0.003)
    np.testing.assert_allclose([posterior.weight.sum(), posterior.density.sum()], 1)


tables = st.lists(
    st.tuples(st.integers(0, 60), st.integers(0, 60)).map(lambda pair: (pair[0], sum(pair))),
    min_size=6,
    max_size=6,
)


@settings(deadline=None, max_examples=12)
@given(tables, st.permutations(range(6)))
def test_order_of_cells_changes_nothing(rows, order):
    passed, entered = np.array(rows).T
    by_cell, single = everything(pooled(passed, entered))
    shuffled = pooled(passed[order], entered[order], CODES[order])
    by_shuffled, single_shuffled = everything(shuffled)
    np.testing.assert_allclose(by_shuffled, by_cell[:, order], rtol=1e-5)
    np.testing.assert_allclose(single_shuffled, single, rtol=1e-5)


@settings(deadline=None, max_examples=12)
@given(tables)
def test_every_number_is_possible_and_nothing_is_half_estimated(rows):
    passed, entered = np.array(rows).T
    result = pooled(passed, entered)
    by_cell, single = everything(result)
    pooled_in = (entered > 0) & ~result.left_out
    if result.reason:
        assert np.isnan(by_cell[[0, *range(2, 8)]]).all()
        assert np.isnan(single).all()
        return
    assert ((single > 0) & (single < 1.5)).all()
    assert np.isnan(result.rate.value[~pooled_in]).all()
    rate = result.rate
    assert (rate.lower[pooled_in] > 0).all()
    assert (rate.lower[pooled_in] < rate.value[pooled_in]).all()
    assert (rate.value[pooled_in] < rate.upper[pooled_in]).all()
    assert (rate.upper[pooled_in] < 1).all()
    ratio = result.relative_rate
    assert np.isnan(ratio.value).all() == bool(result.ratio_reason)


def test_passing_and_not_passing_mirror():
    direct, turned = pooled(), pooled(ENTERED - PASSED)
    np.testing.assert_allclose(turned.rate.value, 1 - direct.rate.value, rtol=1e-3)
    np.testing.assert_allclose(turned.rate.lower, 1 - direct.rate.upper, rtol=1e-2)
    assert turned.sigma.value == pytest.approx(float(direct.sigma.value), rel=1e-6)


def test_names_of_levels_change_nothing():
    renamed = np.column_stack([1 - CODES[:, 0], (CODES[:, 1] + 1) % 3])
    found = pooled(codes=renamed, comparator=(0, 1))
    for left, right in zip(everything(found), everything(pooled()), strict=True):
        np.testing.assert_allclose(left, right, rtol=1e-5)


def test_cells_with_nobody_are_nan_and_change_nothing():
    codes = np.array([*CODES, *product(range(2), [3])])
    found = pooled([*PASSED, 0, 0], [*ENTERED, 0, 0], codes, (2, 4))
    by_cell, single = everything(found)
    expected, expected_single = everything(pooled())
    np.testing.assert_allclose(by_cell[:, :6], expected, rtol=1e-5)
    np.testing.assert_allclose(single, expected_single, rtol=1e-5)
    assert np.isnan(by_cell[:, 6:]).all()


def test_a_level_in_which_nobody_passed_is_left_out_and_changes_nothing():
    codes = np.array([*CODES, *product(range(2), [3])])
    found = pooled([*PASSED, 0, 0], [*ENTERED, 7, 9], codes, (2, 4))
    assert found.left_out.tolist() == [False] * 6 + [True] * 2
    np.testing.assert_allclose(everything(found)[0][:, :6], everything(pooled())[0], rtol=1e-5)
    assert np.isnan(found.rate.value[6:]).all()
    assert found.raw_rate[6:].tolist() == [0, 0]


def test_no_comparator_leaves_the_rates():
    found = pooled(PASSED[:5], ENTERED[:5], CODES[:5], comparator=(1, 2))
    assert found.ratio_reason == "The comparator's cell has nobody, or is left out."
    assert found.reason == ""
    assert np.isnan(found.relative_rate.value).all()
    assert not np.isnan(found.rate.value).any()


@pytest.mark.parametrize(
    ("passed", "entered", "codes", "levels", "reason"),
    [
        ([0] * 6, ENTERED, CODES, LEVELS, "Nobody passed"),
        (ENTERED, ENTERED, CODES, LEVELS, "everybody did"),
        ([0] * 6, [0] * 6, CODES, LEVELS, "Nobody passed"),
        ([3, 4, 5, 0, 0, 0], [9, 9, 9, 0, 0, 0], CODES, LEVELS, "Fewer than 4 cells"),
        ([3, 4, 5, 0, 0, 0], [9] * 6, CODES, LEVELS, "Fewer than 4 cells"),
        ([3, 4, 5, 6], [9] * 4, [[0], [1], [2], [3]], (4,), "no more cells than main effects"),
    ],
)
def test_reasons(passed, entered, codes, levels, reason):
    found = pooled(passed, entered, codes, levels, [0] * len(levels))
    assert reason in found.reason
    assert found.ratio_reason == found.reason
    assert np.isnan(found.rate.value).all()
    assert np.isnan(found.non_additive_share.value)


def test_too_many_cells_are_a_reason_that_names_the_limit():
    codes = np.array(list(product(range(50), range(100))))
    found = pooled(np.full(5000, 3), np.full(5000, 9), codes, (50, 100), (0, 0))
    assert found.reason == "More than 1000 cells have people: cross fewer characteristics."
    assert module.MOST_CELLS == 1000


def test_a_fit_that_does_not_settle_is_a_reason(monkeypatch):
    monkeypatch.setattr("workbench.statistics.intersections.main_effects.STEPS", 1)
    assert pooled().reason == "The fit of the main effects did not settle."


@pytest.mark.parametrize(
    ("change", "complaint"),
    [
        ({"codes": CODES[:5]}, "a row for each cell"),
        ({"codes": CODES[:, 0]}, "a row for each cell"),
        ({"levels": (2, 3, 4)}, "a row for each cell"),
        ({"comparator": (1,)}, "a row for each cell"),
        ({"levels": (2, 2)}, "below its characteristic's number"),
        ({"comparator": (2, 0)}, "below its characteristic's number"),
        ({"codes": CODES[[0, 1, 2, 3, 4, 4]]}, "given twice"),
        ({"passed": ENTERED + 1}, "more than entered"),
    ],
)
def test_impossible_input_is_refused(change, complaint):
    with pytest.raises(EstimationError, match=complaint):
        pooled(**change)


def test_large_counts_settle():
    passed = PASSED * 1_000_000
    found = pooled(passed, ENTERED * 1_000_000)
    assert found.reason == ""
    np.testing.assert_allclose(found.rate.value, found.raw_rate, rtol=1e-4)


def test_simulated_campaigns():
    """30 campaigns of 5,600: the intervals cover and pooling is nearer than raw rates."""
    random = np.random.default_rng(20250206)
    codes = np.array(list(product(range(2), range(5))))
    shares = np.outer([0.24, 0.76], [0.73, 0.11, 0.10, 0.05, 0.01]).ravel()
    covered, errors = [], []
    for _ in range(30):
        entered = random.multinomial(5600, shares)
        main = np.array([0, -0.3, -0.2, -0.1, -0.3])[codes[:, 1]] + 0.1 * (codes[:, 0] == 0)
        truth = expit(logit(0.16) + main + 0.15 * random.normal(size=10))
        found = pooled(random.binomial(entered, truth), entered, codes, (2, 5), (1, 0))
        shown = ~np.isnan(found.rate.value)
        rate = found.rate
        covered.append(((rate.lower <= truth) & (truth <= rate.upper))[shown])
        both = np.stack([rate.value, found.raw_rate])[:, shown]
        errors.append(((both - truth[shown]) ** 2).mean(axis=1))
    assert 0.925 < np.concatenate(covered).mean() < 0.985
    pooled_error, raw_error = np.mean(errors, axis=0)
    assert pooled_error < 0.7 * raw_error
