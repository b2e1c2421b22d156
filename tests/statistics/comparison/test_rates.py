"""Selection rates against Newcombe (1998, Stat. Med. 17, 857-872, table I) and by enumeration."""

import numpy as np
import pytest
from scipy.stats import binom

from workbench.statistics.comparison.rates import selection_rate

pytestmark = pytest.mark.filterwarnings("error")


def test_newcombe_published_limits():
    rate = selection_rate([15, 0, 1], [148, 20, 29])
    assert rate.lower.round(4).tolist() == [0.0624, 0, 0.0061]
    assert rate.upper.round(4).tolist() == [0.1605, 0.1611, 0.1718]


def test_limits_are_exact_at_no_one_and_everyone():
    entered = np.arange(1, 400)
    assert (selection_rate(0, entered).lower == 0).all()
    assert (selection_rate(entered, entered).upper == 1).all()


def test_nobody_entered_is_not_a_rate_of_nought():
    rate = selection_rate(0, 0)
    assert np.isnan([rate.value, rate.lower, rate.upper]).all()
    assert rate.value.shape == ()


def test_limits_solve_the_score_equation():
    passed, entered, critical = np.array([3, 40]), np.array([17, 90]), 2.5758293035489
    rate = selection_rate(passed, entered, level=0.99)
    for limit in (rate.lower, rate.upper):
        error = np.sqrt(limit * (1 - limit) / entered)
        assert abs(rate.value - limit) / error == pytest.approx(critical, rel=1e-9)


@pytest.mark.parametrize(("entered", "least"), [(20, 0.92), (40, 0.92), (200, 0.92)])
def test_exact_coverage(entered, least):
    rates = np.linspace(0.03, 0.97, 189)
    passed = np.arange(entered + 1)[:, None]
    interval = selection_rate(passed, entered)
    covers = (interval.lower <= rates) & (rates <= interval.upper)
    coverage = (binom.pmf(passed, entered, rates) * covers).sum(axis=0)
    assert coverage.min() > least
    assert 0.945 < coverage.mean() < 0.96
