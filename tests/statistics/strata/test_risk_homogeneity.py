"""Homogeneity of risk ratios against R's score test, direct maximisation, and false alarms."""

import numpy as np
import pytest
from scipy.optimize import minimize_scalar
from scipy.special import expit, logit, xlogy

from workbench.statistics.strata.pooled_risk import pooled_risk_ratio
from workbench.statistics.strata.risk_homogeneity import score_homogeneity, wald_homogeneity

pytestmark = pytest.mark.filterwarnings("error")
BERKELEY_WOMEN, BERKELEY_MEN = (
    ([89, 17, 202, 131, 94, 24], [108, 25, 593, 375, 393, 341]),
    ([512, 353, 120, 138, 53, 22], [825, 560, 325, 417, 191, 373]),
)


@pytest.mark.parametrize(
    ("counts", "ratio", "statistic"),
    [
        (([16, 12], [27, 28], [5, 7], [25, 26]), 2.19285696558, 1.17657185607),
        ((*BERKELEY_WOMEN, *BERKELEY_MEN), 1.1230502117, 15.3315028),
        (
            (
                [30, 36, 15, 20, 17, 75, 33, 30, 25, 22, 30, 11],
                [41, 60, 18, 33, 25, 90, 47, 52, 38, 29, 44, 23],
                [231, 240, 230, 245, 170, 130, 290, 250, 240, 230, 250, 201],
                [310, 402, 288, 350, 280, 150, 390, 420, 361, 297, 401, 351],
            ),
            0.976827604223,
            3.602434552179,
        ),
    ],
)
def test_raos_score_test_at_the_maximum_likelihood_ratio(counts, ratio, statistic):
    """R 4.2.2, of binomial("log") models of the counts.

    m0 <- glm(cbind(y, N - y) ~ stratum + group), exp(coef(m0)["group"]);
    anova(m0, glm(cbind(y, N - y) ~ stratum * group), test = "Rao")
    """
    found, strata = score_homogeneity(*counts, ratio=ratio)
    assert found == pytest.approx(statistic, rel=1e-8)
    assert strata == len(counts[0])


def score_and_variance(x, n, x0, n0, theta):
    """Slope of the restricted log-likelihood in ln theta, by maximising and differencing it."""

    def least(log_theta):
        ratio = np.exp(log_theta)

        def loss(p0):
            p = ratio * p0
            group = xlogy(x, p) + xlogy(n - x, max(1 - p, 0))
            return -(group + xlogy(x0, p0) + xlogy(n0 - x0, max(1 - p0, 0)))

        bounds = (1e-9, min(1, 1 / ratio) - 1e-12)
        return minimize_scalar(loss, bounds=bounds, method="bounded", options={"xatol": 1e-12})

    step = 1e-4
    score = (least(np.log(theta) - step).fun - least(np.log(theta) + step).fun) / (2 * step)
    p0 = least(np.log(theta)).x
    p = theta * p0
    return score, 1 / ((1 - p) / (n * p) + (1 - p0) / (n0 * p0))


@pytest.mark.parametrize("theta", [0.7, 0.9, 1.0, 1.1, 1.4])
def test_direct_maximisation(theta):
    """Includes strata where everyone on a side passed, or no one did."""
    strata = [(16, 27, 5, 25), (0, 9, 4, 30), (7, 9, 0, 12), (12, 15, 40, 40), (30, 30, 92, 100)]
    parts = [score_and_variance(*stratum, theta) for stratum in strata]
    score, variance = np.array(parts).T
    expected = (score**2 / variance).sum() - score.sum() ** 2 / variance.sum()
    found, used = score_homogeneity(*np.array(strata).T, ratio=theta)
    assert used == 5
    assert found == pytest.approx(expected, rel=1e-4)


def test_strata_without_information_are_left_out():
    counts = np.array([[16, 27, 5, 25], [12, 28, 7, 26]]).T
    padding = np.array([[0, 0, 4, 9], [3, 5, 0, 0], [0, 6, 0, 8], [0, 0, 0, 0]]).T
    padded = np.concatenate([padding, counts], axis=1)
    for test in (score_homogeneity, wald_homogeneity):
        (plain, strata), (found, used) = test(*counts, ratio=2.0), test(*padded, ratio=2.0)
        assert found == pytest.approx(float(plain), rel=1e-12)
        assert strata == used == 2


def test_where_everyone_passed():
    """At a ratio of 1 such a stratum says nothing; at any other it speaks against it."""
    everyone = [10, 16], [10, 27], [40, 5], [40, 25]
    assert score_homogeneity(*everyone, ratio=1.0)[1] == 1
    assert np.isnan(score_homogeneity(*everyone, ratio=1.0)[0])
    statistic, strata = score_homogeneity(*everyone, ratio=2.0)
    assert strata == 2
    assert statistic > 10
    assert wald_homogeneity(*everyone, ratio=2.0)[1] == 1


def test_ratios_without_a_logarithm_are_missing():
    counts = np.broadcast_to(np.array([[16, 27, 5, 25], [12, 28, 7, 26]]).T[:, None], (4, 3, 2))
    for test in (score_homogeneity, wald_homogeneity):
        statistic, strata = test(*counts, ratio=[0.0, np.inf, np.nan])
        assert np.isnan(statistic).all()
        assert strata.tolist() == [2, 2, 2]


def fair_homogeneity(rate, n_group, runs=4000):
    """Twelve regions with rates about one and the same ratio of 1, 4,000 in the comparator."""
    random = np.random.default_rng(13)
    shares = random.dirichlet(np.full(12, 12.0), (2, runs))
    n, n0 = random.multinomial(n_group, shares[0]), random.multinomial(4000, shares[1])
    rates = expit(logit(rate) + random.normal(0, 0.4, n.shape))
    return pooled_risk_ratio(random.binomial(n, rates), n, random.binomial(n0, rates), n0)


@pytest.mark.parametrize("rate", [0.05, 0.2, 0.5, 0.8, 0.95])
def test_false_alarms_of_the_score_test(rate):
    assert 0.08 <= (fair_homogeneity(rate, 500).score_homogeneity_p_value < 0.1).mean() <= 0.12
    assert 0.07 <= (fair_homogeneity(rate, 100).score_homogeneity_p_value < 0.1).mean() <= 0.14


def test_false_alarms_of_the_wald_test_where_most_people_pass():
    """The reason for which the score test is the one to decide by."""
    assert (fair_homogeneity(0.95, 500).wald_homogeneity_p_value < 0.1).mean() > 0.5
    assert 0.08 <= (fair_homogeneity(0.5, 4000).wald_homogeneity_p_value < 0.1).mean() <= 0.13


def test_the_score_test_sees_a_difference():
    """Six regions at a ratio of 0.7 and six at 1: found in nearly all samples."""
    random = np.random.default_rng(14)
    n, n0 = np.full((500, 12), 80), np.full((500, 12), 400)
    ratios = np.repeat([0.7, 1.0], 6)
    pooled = pooled_risk_ratio(random.binomial(n, 0.7 * ratios), n, random.binomial(n0, 0.7), n0)
    assert (pooled.score_homogeneity_p_value < 0.1).mean() > 0.9
