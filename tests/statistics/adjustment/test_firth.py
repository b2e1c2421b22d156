"""Firth's fit against the R package logistf, published data and direct maximisation."""

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from scipy.optimize import minimize
from scipy.special import expit

from workbench.errors import EstimationError
from workbench.statistics.adjustment.firth import calibrated_intercept, fit_firth
from workbench.statistics.adjustment.firth_profile import profile_limits
from workbench.statistics.adjustment.logistic_design import logistic_design

pytestmark = pytest.mark.filterwarnings("error")

SEX2 = np.array(
    [
        # dia, age, oc, vic, vicl, vis: cases, women
        (0, 0, 1, 0, 0, 0, 44, 86),
        (1, 0, 1, 0, 0, 0, 3, 3),
        (0, 1, 1, 0, 0, 0, 5, 19),
        (0, 0, 0, 1, 0, 0, 14, 16),
        (0, 1, 0, 1, 0, 0, 2, 2),
        (0, 0, 1, 1, 0, 0, 15, 16),
        (1, 0, 1, 1, 0, 0, 1, 1),
        (0, 1, 1, 1, 0, 0, 3, 4),
        (0, 0, 0, 1, 1, 0, 10, 18),
        (0, 1, 0, 1, 1, 0, 1, 3),
        (0, 0, 1, 1, 1, 0, 7, 12),
        (0, 0, 0, 0, 0, 1, 1, 2),
        (0, 0, 1, 0, 0, 1, 0, 1),
        (0, 1, 1, 0, 0, 1, 0, 1),
        (0, 0, 0, 1, 0, 1, 3, 4),
        (0, 1, 0, 1, 0, 1, 1, 1),
        (1, 1, 0, 1, 0, 1, 1, 1),
        (0, 0, 1, 1, 0, 1, 2, 2),
        (0, 0, 0, 1, 1, 1, 12, 30),
        (1, 0, 0, 1, 1, 1, 1, 1),
        (0, 1, 0, 1, 1, 1, 0, 4),
        (1, 1, 0, 1, 1, 1, 1, 1),
        (0, 0, 1, 1, 1, 1, 3, 9),
        (0, 1, 1, 1, 1, 1, 0, 2),
    ]
)
"""Urinary tract infection (Cytel Inc. 2010; Heinze and Ploner 2003), counted to cells."""

CELLS = np.stack([codes.ravel() for codes in np.indices((4, 3, 2))], axis=1)
ENTERED = [60, 40, 55, 30, 48, 35, 22, 18, 9, 14, 20, 6, 7, 4, 3, 9, 5, 2, 5, 0, 4, 3, 6, 2]
PASSED = [38, 22, 30, 15, 20, 11, 11, 7, 4, 6, 6, 1, 2, 1, 1, 3, 1, 0, 0, 0, 0, 0, 0, 0]


def design_of(codes, passed, entered, levels):
    return logistic_design(
        codes[:, 0],
        codes[:, 1:],
        passed,
        entered,
        group_levels=levels[0],
        covariate_levels=levels[1:],
        comparator=0,
    )


def two_groups(passed, entered, others_passed, others_entered):
    codes = np.array([[0], [1]])
    return design_of(codes, [others_passed, passed], [others_entered, entered], (2,))


def limits_of(design, fit):
    found = [profile_limits(design, fit, place) for place in range(design.matrix.shape[1])]
    return np.array([[each.lower, each.upper] for each in found])


def test_published_data():
    """logistf 1.26.1: logistf(case ~ dia + age + oc + vic + vicl + vis, sex2); flic() of it.

    With control = logistf.control(xconv = 1e-12, gconv = 1e-12, lconv = 1e-12, maxit = 1000).
    """
    design = design_of(SEX2[:, :6], SEX2[:, 6], SEX2[:, 7], (2,) * 6)
    fit = fit_firth(design)
    coefficients = [0.1202540491338, 3.0960118273514, -1.1059813313813, -0.0688167270619]
    coefficients += [2.2688746522391, -2.1114081853032, -0.7883169513967]
    lower = [-0.818559106359, 0.774568169217, -1.973788382837, -0.941436330166]
    lower += [1.2730215712, -3.260861117529, -1.608087889529]
    upper = [1.0731512160264, 8.0302935221588, -0.3074251415757, 0.7892020212604]
    upper += [3.4354327309155, -1.1177349469837, 0.0151846790659]
    assert fit.coefficients == pytest.approx(coefficients, abs=1e-8)
    assert fit.log_likelihood == pytest.approx(-132.539379533, abs=1e-8)
    np.testing.assert_allclose(limits_of(design, fit), np.array([lower, upper]).T, atol=1e-7)
    assert fit.intercept == pytest.approx(0.131539099405, abs=1e-9)


def test_a_group_of_which_nobody_passed_beside_groups_of_which_some_did():
    """logistf 1.26.1: logistf(y ~ group + region + route, cells, weights = people)."""
    design = design_of(CELLS, PASSED, ENTERED, (4, 3, 2))
    fit = fit_firth(design)
    coefficients = [0.477283024526, -0.484817863041, -1.042979178699, -3.77170201475]
    coefficients += [-0.182342311506, -0.877690926607, -0.305947758786]
    lower = [0.0859002771268, -0.9853350098452, -1.9306868650173, -8.6232136373103]
    lower += [-0.6703070440635, -1.3894373604694, -0.725548551648]
    upper = [0.876863434262, 0.005477726625, -0.240968455715, -1.760094404059]
    upper += [0.303964434327, -0.377464587527, 0.110431242641]
    assert fit.coefficients == pytest.approx(coefficients, abs=1e-8)
    np.testing.assert_allclose(limits_of(design, fit), np.array([lower, upper]).T, atol=1e-7)
    assert fit.intercept == pytest.approx(0.467307462358, abs=1e-9)


def test_two_groups_are_haldane_and_anscombe():
    """0 of 16 beside 15 of 72: odds ratio 0.112414; logistf for limits and FLIC."""
    design = two_groups(0, 16, 15, 72)
    fit = fit_firth(design)
    assert round(float(np.exp(fit.coefficients[1])), 6) == 0.112414
    limits = profile_limits(design, fit, 1)
    assert [limits.lower, limits.upper] == pytest.approx([-7.05409882667, -0.0824854783295])
    assert fit.intercept == pytest.approx(-1.37273592487, abs=1e-9)


@settings(deadline=None, max_examples=60)
@given(st.integers(0, 50), st.integers(0, 50), st.integers(0, 50), st.integers(0, 50))
def test_two_groups_are_haldane_and_anscombe_whatever_the_counts(a, b, c, d):
    if not a + b or not c + d:
        return
    fit = fit_firth(two_groups(a, a + b, c, c + d))
    expected = np.log([(c + 0.5) / (d + 0.5), (a + 0.5) * (d + 0.5) / (b + 0.5) / (c + 0.5)])
    np.testing.assert_allclose(fit.coefficients, expected, atol=1e-8)


def penalised_log_likelihood(design, coefficients):
    """Person by person, from the definition."""
    rows = np.repeat(design.matrix, design.entered, axis=0)
    outcomes = np.concatenate(
        [np.arange(n) < x for x, n in zip(design.passed, design.entered, strict=True)]
    )
    rate = expit(rows @ coefficients)
    information = (rows * (rate * (1 - rate))[:, None]).T @ rows
    own = np.where(outcomes, rate, 1 - rate)
    return np.log(own).sum() + np.linalg.slogdet(information)[1] / 2


@pytest.mark.parametrize("seed", [1, 2, 3])
def test_direct_maximisation(seed):
    """SciPy's simplex search on the penalised likelihood of people, whole and held at an end."""
    random = np.random.default_rng(seed)
    codes = np.stack([level.ravel() for level in np.indices((3, 2))], axis=1)
    entered = random.integers(1, 12, len(codes))
    passed = random.binomial(entered, 0.15)
    passed[0] = max(passed[0], 1)
    entered[0] += 1
    design = design_of(codes, passed, entered, (3, 2))
    fit = fit_firth(design)
    options = {"xatol": 1e-9, "fatol": 1e-13, "maxiter": 20_000, "maxfev": 20_000}
    whole = minimize(
        lambda trial: -penalised_log_likelihood(design, trial),
        np.zeros(4),
        method="Nelder-Mead",
        options=options,
    )
    assert fit.coefficients == pytest.approx(whole.x, abs=1e-5)
    assert fit.log_likelihood == pytest.approx(-whole.fun, abs=1e-9)
    profile = profile_limits(design, fit, 1, level=0.9)
    for end, coefficients in [(profile.lower, profile.at_lower), (profile.upper, profile.at_upper)]:
        held = minimize(
            lambda others, end=end: -penalised_log_likelihood(design, np.insert(others, 1, end)),
            np.zeros(3),
            method="Nelder-Mead",
            options=options,
        )
        assert coefficients[1] == end
        assert np.delete(coefficients, 1) == pytest.approx(held.x, abs=1e-5)
        # Chi-squared of 1 degree of freedom at 90%: qchisq(0.9, 1) in R.
        assert 2 * (-whole.fun + held.fun) == pytest.approx(2.705543454095, abs=1e-6)


def test_fitted_passes_add_up_with_the_calibrated_intercept():
    design = design_of(CELLS, PASSED, ENTERED, (4, 3, 2))
    fit = fit_firth(design)
    raised = np.concatenate([[fit.intercept], fit.coefficients[1:]])
    assert design.entered @ expit(design.matrix @ raised) == pytest.approx(sum(PASSED), abs=1e-8)
    assert design.entered @ expit(design.matrix @ fit.coefficients) > sum(PASSED) + 0.3


def test_everybody_with_one_outcome_has_a_fit_but_no_calibrated_intercept():
    for passed in ([0, 0], [16, 72]):
        design = two_groups(passed[0], 16, passed[1], 72)
        fit = fit_firth(design)
        assert fit.converged
        assert np.isnan(fit.intercept)
        assert np.isnan(calibrated_intercept(design, fit.coefficients))


def test_the_other_group_as_comparator_turns_the_interval_round():
    one, other = two_groups(3, 20, 15, 72), two_groups(15, 72, 3, 20)
    there, back = (profile_limits(design, fit_firth(design), 1) for design in (one, other))
    assert [there.lower, there.upper] == pytest.approx([-back.upper, -back.lower], abs=1e-6)


def test_a_million_people_come_near_to_maximum_likelihood():
    design = two_groups(3_000, 400_000, 7_000, 600_000)
    fit = fit_firth(design)
    limits = profile_limits(design, fit, 1)
    expected = np.log(3_000 * 593_000 / 397_000 / 7_000)
    error = np.sqrt(1 / 3_000 + 1 / 397_000 + 1 / 7_000 + 1 / 593_000)
    assert fit.coefficients[1] == pytest.approx(expected, abs=1e-3 * error * 10)
    assert limits.upper - limits.lower == pytest.approx(2 * 1.959964 * error, rel=1e-3)


def test_impossible_columns_and_levels_are_refused():
    design = two_groups(3, 20, 15, 72)
    with pytest.raises(EstimationError, match="no column 2"):
        profile_limits(design, fit_firth(design), 2)
    with pytest.raises(EstimationError, match="level"):
        profile_limits(design, fit_firth(design), 1, level=1)
