"""Medians of histograms against numpy, published ranks and exact coverage."""

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from scipy.stats import binomtest

from workbench.errors import EstimationError
from workbench.statistics.times.hybrid_difference import hybrid_difference
from workbench.statistics.times.median_days import median_days

pytestmark = pytest.mark.filterwarnings("error")
histograms = st.lists(st.integers(0, 6), min_size=1, max_size=30)


@pytest.mark.parametrize(
    ("people", "rank"),
    # R 4.2.2: qbinom(0.025, c(5, 6, 8, 9, 10, 15, 20, 30, 50, 100), 0.5); the same ranks as in
    # Hollander and Wolfe, Nonparametric Statistical Methods, table of the sign test.
    [(5, 0), (6, 1), (8, 1), (9, 2), (10, 2), (15, 4), (20, 6), (30, 10), (50, 18), (100, 40)],
)
def test_published_ranks(people, rank):
    """One person a day, so that the limits are the ranks less one."""
    found = median_days(np.ones(people, int))
    assert found.value == (people - 1) / 2
    assert found.lower == (rank - 1 if rank else 0)
    assert found.upper == (people - rank if rank else np.inf)


@settings(deadline=None, max_examples=150)
@given(histograms)
def test_numpy_median(people):
    found = median_days(people)
    days = np.repeat(np.arange(len(people)), people)
    if not days.size:
        assert np.isnan(found.value)
        assert (found.lower, found.upper) == (0, np.inf)
        return
    assert found.value == np.median(days)
    assert found.lower <= found.value <= found.upper


@settings(deadline=None, max_examples=100)
@given(histograms, st.sampled_from([0.8, 0.9, 0.95, 0.99]))
def test_limits_are_the_days_that_the_sign_test_does_not_reject(people, level):
    """SciPy's exact binomial test of a half below (and above) each day between two people."""
    days = np.repeat(np.arange(len(people)), people)
    if days.size < 2:
        return
    found = median_days(people, level=level)
    for day in np.arange(-0.5, len(people)):
        below = int((days < day).sum())
        kept = binomtest(min(below, days.size - below), days.size, alternative="less").pvalue
        assert (found.lower < day < found.upper) == (kept > (1 - level) / 2) or (
            day < 0 and found.lower == 0
        )


def test_leading_axes_and_nobody():
    found = median_days([[[0, 4, 9], [0, 0, 0]]])
    assert found.value.shape == (1, 2)
    np.testing.assert_equal(found.value, [[2, np.nan]])
    np.testing.assert_equal(found.upper, [[2, np.inf]])


def test_impossible_input_is_refused():
    for people in (3, []):
        with pytest.raises(EstimationError, match="at least one day"):
            median_days(people)
    with pytest.raises(EstimationError, match="negative"):
        median_days([-1])
    with pytest.raises(EstimationError, match="level"):
        median_days([1], level=0)


def samples(random, people, mean, times):
    """Skewed waits in whole days, as histograms, and their true median."""
    waits = np.minimum(random.gamma(2, mean / 2, (times, people)).astype(int), 299)
    counts = np.zeros((times, 300), int)
    np.add.at(counts, (np.arange(times)[:, None], waits), 1)
    return counts


@pytest.mark.parametrize(("people", "others"), [(9, 200), (25, 400)])
def test_coverage_of_medians_and_of_their_difference(people, others):
    """At least 94.5% of 1,500 samples; whole days make every interval cautious."""
    random = np.random.default_rng(20240801)
    one, other = (
        median_days(samples(random, *side, 1500)) for side in ((people, 40), (others, 60))
    )
    # The median of a gamma distribution of shape 2 is 1.67835 of its scale.
    truth, comparator = np.floor(1.678347 * 20), np.floor(1.678347 * 30)
    for found, true in (
        (one, truth),
        (other, comparator),
        (hybrid_difference(one, other), truth - comparator),
    ):
        covered = ((found.lower <= true) & (true <= found.upper)).mean()
        assert 0.945 < covered < 0.995
