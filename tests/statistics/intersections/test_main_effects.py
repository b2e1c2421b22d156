"""Main effects and integrated likelihoods against R's lme4, statsmodels and dense sums."""

from itertools import product

import numpy as np
import pytest
import statsmodels.api as sm
from scipy.special import gammaln
from scipy.stats import norm

from workbench.statistics.intersections.main_effects import (
    basis,
    fit_main_effects,
    without_finite_effect,
)
from workbench.statistics.intersections.pooled_intersections import pooled_intersections
from workbench.statistics.intersections.quadrature import integrate_cells

pytestmark = pytest.mark.filterwarnings("error")
LEVELS = (2, 3)
CODES = np.array(list(product(range(2), range(3))))
PASSED, ENTERED = np.array([30, 9, 4, 85, 14, 25]), np.array([160, 40, 30, 480, 60, 50])


def dummies(codes):
    columns = [codes[:, [column]] == np.arange(1, codes[:, column].max() + 1) for column in (0, 1)]
    return np.column_stack([np.ones(len(codes)), *columns]).astype(float)


@pytest.mark.parametrize(
    ("sigma", "deviance"),
    [(0.2, 10.6583082271), (0.5, 12.6786262703), (1, 17.3998418496), (0.17278103, 10.6362687)],
)
def test_integrated_likelihood_of_lme4(sigma, deviance):
    """R 4.2.2, lme4 1.1.31: the deviance at given theta and fixef, nAGQ = 25.

    m <- glmer(cbind(x, n - x) ~ sex + eth + (1 | interaction(sex, eth)), d, binomial, nAGQ = 25)
    f <- update(m, devFunOnly = TRUE); f(c(theta, fixef(m))); -2 * logLik(m)
    """
    effects = [-1.722541098784, 0.334207626820, 0.308102306208, 0.901010445848]
    cells = integrate_cells(
        PASSED.astype(float),
        ENTERED.astype(float),
        linear=dummies(CODES) @ effects,
        sigma=np.array(sigma),
    )
    raw = PASSED / ENTERED
    saturated = PASSED * np.log(raw) + (ENTERED - PASSED) * np.log(1 - raw)
    assert -2 * (cells.log - saturated).sum() == pytest.approx(deviance, abs=2e-6)


@pytest.mark.parametrize("sigma", [0.0, 0.05, 0.4, 1.5])
@pytest.mark.parametrize(("passed", "entered"), [(0, 4), (3, 3), (40, 3000), (60_000, 100_000)])
def test_integrated_likelihood_by_dense_sums(passed, entered, sigma):
    """The integral as a sum over 120,001 points, its derivatives by finite differences."""

    def dense(linear):
        own = np.linspace(-60, 60, 120_001)
        at = linear + sigma * own
        logs = passed * at - entered * np.logaddexp(0, at) + norm.logpdf(own)
        return np.log((np.exp(logs - logs.max())).sum() * (own[1] - own[0])) + logs.max()

    linear = -0.7
    found = integrate_cells(
        *np.array([[passed], [entered]], dtype=float),
        linear=np.array([linear]),
        sigma=np.array(sigma),
    )
    assert found.log[0] == pytest.approx(dense(linear), rel=1e-9)
    step = 1e-3
    low, high = dense(linear - step), dense(linear + step)
    assert found.score[0] == pytest.approx((high - low) / 2 / step, rel=1e-4, abs=1e-4)
    second = (high - 2 * dense(linear) + low) / step**2
    assert found.information[0] == pytest.approx(-second, rel=2e-3, abs=1e-4)


def test_without_cell_effects_it_is_the_logistic_regression_of_statsmodels():
    outcomes = np.stack([PASSED, ENTERED - PASSED], axis=1)
    model = sm.GLM(outcomes, dummies(CODES), family=sm.families.Binomial()).fit(tol=1e-12)
    fitted = pooled_intersections(
        CODES, PASSED, ENTERED, levels=LEVELS, comparator=(1, 0)
    ).additive_rate
    np.testing.assert_allclose(fitted, model.fittedvalues, rtol=1e-9)
    fit = fit_main_effects(
        PASSED.astype(float),
        ENTERED.astype(float),
        design=basis(CODES, LEVELS),
        sigma=np.array([0.0]),
    )
    constant = gammaln(ENTERED + 1) - gammaln(PASSED + 1) - gammaln(ENTERED - PASSED + 1)
    assert fit.cells.log.sum() + constant.sum() == pytest.approx(model.llf, rel=1e-12)
    covariance = dummies(CODES) @ model.cov_params() @ dummies(CODES).T
    np.testing.assert_allclose(fit.root[0] @ fit.root[0].T, covariance, rtol=1e-6)


def test_separation_that_no_single_level_shows():
    """Every level has both outcomes, yet the two outer cells leave a way out for the others."""
    codes = np.array(list(product(range(2), range(2))))
    passed, entered = np.array([4, 0, 9, 3]), np.array([9, 5, 9, 8])
    found = without_finite_effect(passed, entered, basis(codes, (2, 2)))
    assert found.tolist() == [False, True, True, False]
    passed[0] = 9
    found = without_finite_effect(passed, entered, basis(codes, (2, 2)))
    assert found.tolist() == [True, True, True, False]
    passed[1:3] = 4
    assert not without_finite_effect(passed, entered, basis(codes, (2, 2))).any()
