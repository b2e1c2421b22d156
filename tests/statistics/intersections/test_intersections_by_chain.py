"""Pooled intersections against Metropolis chains over every unknown at once."""

from itertools import product

import numpy as np
import pytest
from scipy.special import expit, logit
from scipy.stats import multivariate_normal

from workbench.statistics.intersections import non_additive_share as share_module
from workbench.statistics.intersections.cell_variation import SIGMAS
from workbench.statistics.intersections.main_effects import basis, fit_main_effects
from workbench.statistics.intersections.pooled_intersections import pooled_intersections

pytestmark = pytest.mark.filterwarnings("error")
LEVELS, COMPARATOR = (2, 3), (1, 0)
CODES = np.array(list(product(range(2), range(3))))
PASSED, ENTERED = np.array([30, 9, 4, 85, 14, 25]), np.array([160, 40, 30, 480, 60, 50])


def pooled(passed, entered):
    return pooled_intersections(CODES, passed, entered, levels=LEVELS, comparator=COMPARATOR)


def dummies(codes):
    columns = [codes[:, [column]] == np.arange(1, codes[:, column].max() + 1) for column in (0, 1)]
    return np.column_stack([np.ones(len(codes)), *columns]).astype(float)


class Chains:
    """Many Metropolis chains over sigma, tau, main effects and cell effects, all of them exact.

    With ``flat`` the main effects have a flat prior; without, they are normal with a variance
    between cells of tau squared, as in the share.
    """

    def __init__(self, passed, entered, codes, *, flat, chains=400, seed=20250205):
        self.random = np.random.default_rng(seed)
        self.passed, self.entered, self.flat = passed, entered, flat
        centred = dummies(codes)[:, 1:] - dummies(codes)[:, 1:].mean(axis=0)
        self.main = np.linalg.qr(centred)[0]
        self.scale = (len(codes) - 1) / self.main.shape[1]
        self.design = np.column_stack([np.ones(len(codes)), self.main])
        weight = np.sqrt(entered * 0.16)[:, None] * self.design
        self.shape = np.linalg.cholesky(np.linalg.inv(weight.T @ weight))
        middle = np.linalg.lstsq(self.design, logit((passed + 0.5) / (entered + 1)), rcond=None)[0]
        self.effects = middle + 0.3 * self.random.normal(size=(chains, len(middle)))
        self.own = 0.2 * self.random.normal(size=(chains, len(codes)))
        self.sigma, self.tau = self.random.uniform(0.1, 0.6, (2, chains))

    def cells(self, effects, own):
        at = effects @ self.design.T + own
        return self.passed * at - self.entered * np.logaddexp(0, at)

    def prior(self, effects, own, sigma, tau):
        inside = (sigma > 0) & (sigma < 1.5) & (tau > 0) & (tau < 1.5)
        sigma, tau = np.where(inside, [sigma, tau], 1)
        logs = -(sigma**2 + tau**2) / 0.5 - own.shape[1] * np.log(sigma)
        logs -= (own**2).sum(axis=1) / 2 / sigma**2
        if not self.flat:
            variance = self.scale * tau**2
            logs -= (effects[:, 1:] ** 2).sum(axis=1) / 2 / variance
            logs -= np.log(variance) * (effects.shape[1] - 1) / 2
        return np.where(inside, logs, -np.inf)

    def accept(self, effects, own, sigma, tau, jacobian=0.0):
        gain = self.cells(effects, own).sum(axis=1) + self.prior(effects, own, sigma, tau)
        loss = self.cells(self.effects, self.own).sum(axis=1)
        loss = loss + self.prior(self.effects, self.own, self.sigma, self.tau)
        taken = np.log(self.random.uniform(size=len(sigma))) < gain - loss + jacobian
        self.effects = np.where(taken[:, None], effects, self.effects)
        self.own = np.where(taken[:, None], own, self.own)
        self.sigma, self.tau = np.where(taken, [sigma, tau], [self.sigma, self.tau])

    def step(self):
        noise = self.random.normal(size=self.effects.shape)
        self.accept(self.effects + 0.9 * noise @ self.shape.T, self.own, self.sigma, self.tau)
        # Each cell's effect alone, all at once: given the rest they are independent.
        width = 1.5 / np.sqrt(1 / self.sigma[:, None] ** 2 + self.entered * 0.16)
        own = self.own + width * self.random.normal(size=self.own.shape)
        gain = self.cells(self.effects, own) - self.cells(self.effects, self.own)
        gain -= (own**2 - self.own**2) / 2 / self.sigma[:, None] ** 2
        self.own = np.where(np.log(self.random.uniform(size=own.shape)) < gain, own, self.own)
        # Main effects against cell effects, every rate kept.
        shift = 0.6 * self.sigma[:, None] * self.random.normal(size=self.effects.shape)
        shift[:, 1:] *= np.sqrt(0.5)
        self.accept(self.effects + shift, self.own - shift @ self.design.T, self.sigma, self.tau)
        sigma, tau = np.stack([self.sigma, self.tau]) + 0.25 * self.random.normal(
            size=(2, len(self.sigma))
        )
        self.accept(self.effects, self.own, sigma, self.tau)
        self.accept(self.effects, self.own, self.sigma, tau)
        # Sigma and the cell effects in proportion.
        factor = np.exp(0.5 * self.random.normal(size=len(self.sigma)))
        own, logs = self.own * factor[:, None], (self.own.shape[1] + 1) * np.log(factor)
        self.accept(self.effects, own, self.sigma * factor, self.tau, logs)

    def run(self, steps=350, burn_in=80):
        kept = []
        for number in range(steps):
            self.step()
            if number >= burn_in and number % 3 == 0:
                rate = expit(self.effects @ self.design.T + self.own)
                share = self.sigma**2 / (self.sigma**2 + self.tau**2)
                kept.append(np.column_stack([rate, self.sigma, share]))
        return np.concatenate(kept)


def near(estimate, draws, value):
    expected = np.stack([value, *np.quantile(draws, [0.025, 0.975], axis=0)])
    found = np.stack([estimate.value, estimate.lower, estimate.upper])
    width = np.maximum(expected[2] - expected[1], 1e-9)
    return np.abs(found - expected) / width


SMALL = np.array([3, 1, 6, 12, 0, 9]), np.array([20, 9, 14, 90, 12, 25])


@pytest.mark.parametrize(
    ("passed", "entered", "value", "limit"),
    [(PASSED, ENTERED, 0.02, 0.03), (*SMALL, 0.07, 0.16)],
)
def test_posterior_of_a_markov_chain(passed, entered, value, limit):
    """Distances are in widths of the chain's interval; `SMALL` holds a level with one pass."""
    draws = Chains(passed, entered, CODES, flat=True).run()
    rate, sigma = draws[:, :6], draws[:, 6]
    result = pooled(passed, entered)
    ratio = rate / rate[:, [3]]
    others = np.arange(6) != 3
    for gap in (
        near(result.rate, rate, rate.mean(axis=0)),
        near(result.relative_rate, ratio, np.median(ratio, axis=0))[:, others],
        near(result.sigma, sigma, np.median(sigma))[:, None],
    ):
        assert gap[0].max() < value
        assert gap[1:].max() < limit
    assert [float(result.relative_rate.lower[3]), float(result.relative_rate.upper[3])] == [1, 1]


def test_share_of_a_markov_chain():
    draws = Chains(PASSED, ENTERED, CODES, flat=False).run()
    share = pooled(PASSED, ENTERED).non_additive_share
    assert near(share, draws[:, 7], np.median(draws[:, 7])).max() < 0.04
    assert 0 < share.lower < share.value < share.upper < 1


def test_share_weighs_main_effects_as_a_normal_distribution():
    """The evidence at a sigma and a tau is scipy's normal density of the fitted main effects."""
    counts = PASSED.astype(float), ENTERED.astype(float)
    fit = fit_main_effects(*counts, design=basis(CODES, LEVELS), sigma=SIGMAS)
    found = share_module._log_evidence(fit)
    centred = dummies(CODES)[:, 1:] - dummies(CODES)[:, 1:].mean(axis=0)
    axes = np.linalg.qr(centred)[0]
    expected = np.empty((3, 3))
    for row, one in enumerate((2, 8, 15)):
        covariance = axes.T @ fit.root[one] @ fit.root[one].T @ axes
        for column, other in enumerate((3, 9, 20)):
            prior = SIGMAS[other] ** 2 * (len(CODES) - 1) / 3 * np.eye(3)
            normal = multivariate_normal(cov=covariance + prior)
            expected[row, column] = fit.log_marginal[one] + normal.logpdf(fit.linear[one] @ axes)
    constant = 1.5 * np.log(2 * np.pi)
    np.testing.assert_allclose(found[np.ix_((2, 8, 15), (3, 9, 20))], expected + constant)
