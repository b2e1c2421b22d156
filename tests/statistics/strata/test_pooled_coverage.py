"""How often the intervals of pooled ratios hold the true one, and their tests speak for nothing."""

import numpy as np
import pytest
from scipy.special import expit, logit

from workbench.statistics.strata.pooled_odds import pooled_odds_ratio
from workbench.statistics.strata.pooled_risk import pooled_risk_ratio

pytestmark = pytest.mark.filterwarnings("error")
RUNS = 2000


def regions(random, rate):
    """Rates of twelve regions about one; 500 people in the group, 4,000 in the comparator."""
    shares = random.dirichlet(np.full(12, 12.0), (2, RUNS))
    n, n0 = random.multinomial(500, shares[0]), random.multinomial(4000, shares[1])
    return expit(logit(rate) + random.normal(0, 0.4, n.shape)), n, n0


def coverage(estimate, truth):
    return ((estimate.lower <= truth) & (estimate.upper >= truth)).mean()


@pytest.mark.parametrize(("rate", "ratio"), [(0.2, 1.0), (0.8, 1.0), (0.5, 0.6), (0.9, 0.5)])
def test_odds_ratio(rate, ratio):
    random = np.random.default_rng(11)
    rates, n, n0 = regions(random, rate)
    group_rates = expit(logit(rates) + np.log(ratio))
    pooled = pooled_odds_ratio(random.binomial(n, group_rates), n, random.binomial(n0, rates), n0)
    assert 0.935 <= coverage(pooled.odds_ratio, ratio) <= 0.965
    assert 0.08 <= (pooled.homogeneity_p_value < 0.1).mean() <= 0.12
    if ratio == 1:
        assert 0.035 <= (pooled.p_value < 0.05).mean() <= 0.065
        assert (pooled.corrected_p_value >= pooled.p_value).all()


@pytest.mark.parametrize(("rate", "ratio"), [(0.2, 1.0), (0.8, 1.0), (0.5, 0.8), (0.9, 0.9)])
def test_risk_ratio(rate, ratio):
    random = np.random.default_rng(12)
    rates, n, n0 = regions(random, rate)
    pooled = pooled_risk_ratio(random.binomial(n, ratio * rates), n, random.binomial(n0, rates), n0)
    assert 0.935 <= coverage(pooled.risk_ratio, ratio) <= 0.965
