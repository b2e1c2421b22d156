"""Logistic regression on cells against R's glm, statsmodels on people and linear programmes."""

import numpy as np
import pytest
import statsmodels.api as sm
from hypothesis import given, settings
from hypothesis import strategies as st
from scipy.optimize import linprog

from workbench.errors import EstimationError
from workbench.statistics.adjustment.grouped_logistic import fit_logistic
from workbench.statistics.adjustment.logistic_design import logistic_design
from workbench.statistics.adjustment.separation import separated

pytestmark = pytest.mark.filterwarnings("error")

ROUTE, REGION, GROUP = (codes.ravel() for codes in np.indices((3, 3, 2))[[2, 1, 0]])
ENTERED = np.array([60, 40, 55, 30, 48, 35, 22, 18, 9, 14, 20, 6, 7, 4, 3, 9, 5, 2])
PASSED = np.array([38, 22, 30, 15, 20, 11, 11, 7, 4, 6, 6, 1, 2, 1, 1, 3, 1, 0])


def design_of(codes, passed, entered, levels, comparator=0):
    return logistic_design(
        codes[:, 0],
        codes[:, 1:],
        passed,
        entered,
        group_levels=levels[0],
        covariate_levels=levels[1:],
        comparator=comparator,
    )


def every_cell(levels):
    return np.stack([codes.ravel() for codes in np.indices(levels)], axis=1)


def test_coefficients_of_r():
    """R 4.2.2: m <- glm(cbind(passed, entered - passed) ~ factor(group) + factor(region) +.

    factor(route), binomial, control = glm.control(1e-14, 100)); coef(m); sqrt(diag(vcov(m))).
    """
    design = design_of(np.stack([GROUP, REGION, ROUTE], 1), PASSED, ENTERED, (3, 3, 2))
    fit = fit_logistic(design)
    coefficients = [0.484559374418, -0.493893214075, -1.08829147176]
    coefficients += [-0.185741227138, -0.891901188171, -0.310908185315]
    errors = [0.202807989741, 0.254455217743, 0.437119608024]
    errors += [0.25031076425, 0.259862801942, 0.214779355126]
    assert fit.coefficients == pytest.approx(coefficients, abs=1e-9)
    assert np.sqrt(np.diag(fit.covariance)) == pytest.approx(errors, abs=1e-9)
    assert (fit.converged, fit.problem, fit.residual_degrees_of_freedom) == (True, None, 12)


def test_cells_give_the_fit_on_people():
    """Statsmodels' GLM on one row for each person, with another comparator."""
    random = np.random.default_rng(3)
    levels = (4, 5, 3)
    codes = every_cell(levels)
    entered = random.integers(0, 80, len(codes))
    passed = random.binomial(entered, random.uniform(0.2, 0.9, len(codes)))
    design = design_of(codes, passed, entered, levels, comparator=2)
    rows = np.repeat(codes, entered, axis=0)
    outcomes = np.concatenate(
        [np.arange(n) < x for x, n in zip(passed, entered, strict=True)]
    ).astype(float)
    columns = [rows[:, factor] == level for factor, level in design.columns]
    on_people = sm.GLM(
        outcomes, np.column_stack([np.ones(len(rows)), *columns]), family=sm.families.Binomial()
    ).fit(tol=1e-12)
    fit = fit_logistic(design)
    assert design.columns[:3] == ((0, 0), (0, 1), (0, 3))
    np.testing.assert_allclose(fit.coefficients, on_people.params, atol=1e-8)
    np.testing.assert_allclose(fit.covariance, on_people.cov_params(), atol=1e-8)


def test_levels_nobody_is_in_are_left_out_and_named():
    codes = np.array([[0, 1], [1, 1], [0, 3], [1, 3], [2, 3]])
    design = design_of(codes, [5, 3, 9, 4, 0], [9, 9, 20, 11, 0], (3, 4))
    assert design.columns == ((0, 1), (1, 3))
    assert design.nobody == ((0, 2), (1, 0), (1, 2))
    assert design.matrix.shape == (4, 3)


def test_a_covariate_that_repeats_another_is_left_out_and_one_that_repeats_a_group_is_told():
    codes = np.array([[0, 0, 0], [0, 1, 1], [1, 0, 0], [1, 1, 1]])
    twice = design_of(codes, [5, 3, 9, 4], [9, 9, 20, 11], (2, 2, 2))
    once = design_of(codes[:, :2], [5, 3, 9, 4], [9, 9, 20, 11], (2, 2))
    assert twice.aliased == ((2, 1),)
    assert not twice.confounded.any()
    found, expected = fit_logistic(twice).coefficients, fit_logistic(once).coefficients
    np.testing.assert_allclose(found, expected, atol=1e-12)
    route_of_its_own = np.array([[0, 0], [1, 0], [2, 1]])
    design = design_of(route_of_its_own, [5, 3, 9], [9, 9, 20], (3, 2))
    assert design.aliased == ((1, 1),)
    assert design.confounded.tolist() == [False, False, True]


def test_fewest_over_levels_of_covariates():
    design = design_of(
        np.array([[0, 0], [1, 0], [0, 1], [1, 1]]), [50, 9, 3, 1], [60, 15, 9, 30], (2, 2)
    )
    assert (design.events, design.non_events) == (4, 16)


def test_separation_is_stated_and_has_no_numbers():
    """A group, or the comparator, or everybody, with one outcome."""
    for passed in ([15, 0], [72, 16], [0, 0], [72, 3]):
        fit = fit_logistic(design_of(np.array([[0], [1]]), passed, [72, 16], (2,)))
        assert fit.problem == "separation"
        assert not fit.converged
        assert np.isnan(fit.coefficients).all()
        assert np.isnan(fit.covariance).all()


def test_a_cell_with_one_outcome_is_no_separation_where_others_pin_its_columns():
    design = design_of(every_cell((2, 2)), [0, 4, 3, 2], [5, 9, 8, 7], (2, 2))
    assert not separated(design)
    assert fit_logistic(design).converged


def separated_by_definition(design):
    """Konis's linear programme on every outcome seen, as rows of a person each."""
    rows, signs = [], []
    for row, passed, entered in zip(design.matrix, design.passed, design.entered, strict=True):
        rows += [row] * (int(passed > 0) + int(passed < entered))
        signs += [1.0] * int(passed > 0) + [-1.0] * int(passed < entered)
    gains = np.array(signs)[:, None] * np.array(rows)
    best = linprog(-gains.sum(0), A_ub=-gains, b_ub=np.zeros(len(gains)), bounds=(-1, 1))
    return -best.fun > 1e-6


@settings(deadline=None, max_examples=70)
@given(st.integers(0, 10**9))
def test_separation_is_that_of_the_linear_programme_on_all_outcomes(seed):
    random = np.random.default_rng(seed)
    levels = (3, 3, 2)
    codes = every_cell(levels)
    entered = random.integers(0, 4, len(codes)) * (random.random(len(codes)) < 0.7)
    entered[0] += 1
    passed = random.binomial(entered, random.choice([0.1, 0.5]))
    design = design_of(codes, passed, entered, levels)
    assert separated(design) == separated_by_definition(design)
    fit = fit_logistic(design)
    assert fit.converged == np.isfinite(fit.coefficients).all()
    assert separated(design) == (fit.problem == "separation")
    if fit.converged:
        rate = 1 / (1 + np.exp(-design.matrix @ fit.coefficients))
        score = design.matrix.T @ (design.passed - design.entered * rate)
        np.testing.assert_allclose(score, 0, atol=1e-5)


def test_order_of_cells_changes_nothing():
    codes = np.stack([GROUP, REGION, ROUTE], 1)
    order = np.random.default_rng(1).permutation(len(codes))
    plain = fit_logistic(design_of(codes, PASSED, ENTERED, (3, 3, 2)))
    mixed = fit_logistic(design_of(codes[order], PASSED[order], ENTERED[order], (3, 3, 2)))
    np.testing.assert_allclose(mixed.coefficients, plain.coefficients, atol=1e-10)


@pytest.mark.parametrize(
    ("codes", "passed", "levels", "complaint"),
    [
        ([[0, 0], [0, 0]], [1, 1], (2, 2), "distinct"),
        ([[0, 0], [0, 2]], [1, 1], (2, 2), "from 0 and below"),
        ([[0, 0], [-1, 0]], [1, 1], (2, 2), "from 0 and below"),
        ([[0.0, 0.0], [1.0, 0.0]], [1, 1], (2, 2), "whole numbers"),
        ([[0, 0], [1, 0]], [1, 3], (2, 2), "more than entered"),
        ([[1, 0], [1, 1]], [1, 1], (2, 2), "Nobody entered in the comparator"),
        ([[0, 0], [1, 0]], [1, 1], (2, 2, 2), "covariates and counts"),
        ([[0, 0], [1, 0]], [1, 1], (2, 2**62), "combinations"),
    ],
)
def test_impossible_cells_are_refused(codes, passed, levels, complaint):
    with pytest.raises(EstimationError, match=complaint):
        design_of(np.array(codes), passed, [2, 2], levels)
