"""The alarm against the Berkeley admissions of 1973, its three conditions, and simulation."""

from pathlib import Path

import numpy as np
import pandas as pd
import pytest
from scipy.special import expit, logit

from workbench.errors import EstimationError
from workbench.statistics.comparison.relative_rate import relative_rate_index
from workbench.statistics.estimate import Estimate
from workbench.statistics.strata.pooled_risk import pooled_risk_ratio
from workbench.statistics.strata.simpson import simpson_alarm

pytestmark = pytest.mark.filterwarnings("error")
REFERENCE = Path(__file__).parents[2] / "reference" / "berkeley_1973.csv"


def both_ratios(counts):
    crude = relative_rate_index(*(side.sum(axis=-1) for side in counts))
    return crude, pooled_risk_ratio(*counts).risk_ratio


def test_berkeley():
    """Women were admitted 0.68 times as often as men, and 1.06 times within departments."""
    table = pd.read_csv(REFERENCE, comment="#", index_col=0).to_numpy().reshape(6, 2, 2)
    (men, women), (men_entered, women_entered) = table[:, :, 0].T, table.sum(axis=2).T
    crude, pooled = both_ratios((women, women_entered, men, men_entered))
    assert [float(crude.value.round(2)), float(pooled.value.round(2))] == [0.68, 1.06]
    assert simpson_alarm(crude, pooled)
    # One department alone is its own pooled ratio.
    assert not simpson_alarm(*both_ratios([side[:1] for side in (women, women, men, men)]))


def ratio(*rows):
    value, lower, upper = np.array(rows, dtype=float).T
    return Estimate(value=value, lower=lower, upper=upper, level=0.95, method="none")


CASES = [
    # Crude; pooled; whether the alarm is raised.
    ((1.1, 1.01, 1.2), (0.9, 0.8, 1.1), True),
    ((1.1, 0.9, 1.3), (0.9, 0.8, 0.99), True),
    ((1.1, 1.01, 1.2), (0.9, 0.8, 0.99), True),
    # Neither interval excludes 1.
    ((1.1, 1.0, 1.2), (0.9, 0.8, 1.0), False),
    # The same side, or on 1 itself.
    ((1.3, 1.2, 1.4), (1.1, 0.9, 1.2), False),
    ((1.2, 1.1, 1.3), (1.0, 0.9, 1.1), False),
    ((1.0, 0.9, 1.1), (0.8, 0.7, 0.9), False),
    # Less than 1.1 times the other, and just more.
    ((1.044, 1.01, 1.08), (0.95, 0.93, 0.99), False),
    ((1.046, 1.01, 1.08), (0.95, 0.93, 0.99), True),
    # Not defined, 0 or infinite.
    ((np.nan, 0, np.inf), (0.9, 0.8, 0.99), False),
    ((1.1, 1.01, 1.2), (np.nan, 0, np.inf), False),
    ((1.1, 1.01, 1.2), (np.nan, np.nan, np.nan), False),
    ((1.1, 1.01, 1.2), (0.0, 0, np.inf), False),
    ((0.8, 0.7, 0.9), (np.inf, 0, np.inf), False),
]


def test_each_condition():
    crude, pooled, alarm = zip(*CASES, strict=True)
    assert simpson_alarm(ratio(*crude), ratio(*pooled)).tolist() == list(alarm)
    assert simpson_alarm(ratio(*pooled), ratio(*crude)).tolist() == list(alarm)

    def turned(rows):
        with np.errstate(divide="ignore"):
            return ratio(*(1 / np.array([value, upper, lower]) for value, lower, upper in rows))

    assert simpson_alarm(turned(crude), turned(pooled)).tolist() == list(alarm)


def test_shapes_that_do_not_fit_are_refused():
    one = ratio((1.1, 1.0, 1.2))
    assert simpson_alarm(one, ratio(CASES[0][1], CASES[3][1])).shape == (2,)
    two, three = ratio(*[CASES[0][0]] * 2), ratio(*[CASES[0][0]] * 3)
    with pytest.raises(EstimationError, match=r"\(2,\) and \(3,\)"):
        simpson_alarm(two, three)


@pytest.mark.parametrize("rate", [0.05, 0.2, 0.5, 0.8, 0.95])
def test_silent_in_fair_data(rate):
    """Twelve regions whose rates differ, a group spread over them a little otherwise."""
    random = np.random.default_rng(15)
    others_share = random.dirichlet(np.full(12, 12.0), 4000)
    share = others_share * np.exp(random.normal(0, 0.3, (4000, 12)))
    n = random.multinomial(500, share / share.sum(axis=1, keepdims=True))
    n0 = random.multinomial(4000, others_share)
    rates = expit(logit(rate) + random.normal(0, 0.8, n.shape))
    crude, pooled = both_ratios((random.binomial(n, rates), n, random.binomial(n0, rates), n0))
    assert simpson_alarm(crude, pooled).mean() <= 0.02
    # Opposite sides alone is no rule to alarm anyone by.
    assert ((crude.value - 1) * (pooled.value - 1) < 0).mean() > 0.08


@pytest.mark.parametrize(("entered", "least"), [(500, 0.8), (2000, 0.95)])
def test_raised_where_a_disadvantage_is_hidden(entered, least):
    """0.90 in every region; 1.03 in all, for 60% v 12% are where 97% v 74% pass."""
    random = np.random.default_rng(16)
    share = np.array([0.6] + [0.4 / 11] * 11)
    others_share = np.array([0.12] + [0.88 / 11] * 11)
    rates = np.array([0.97] + [0.74] * 11)
    assert 0.9 * (share @ rates) / (others_share @ rates) == pytest.approx(1.03, abs=0.002)
    n = random.multinomial(entered, share, 1000)
    n0 = random.multinomial(8 * entered, others_share, 1000)
    x, x0 = random.binomial(n, 0.9 * rates), random.binomial(n0, rates)
    assert simpson_alarm(*both_ratios((x, n, x0, n0))).mean() >= least
