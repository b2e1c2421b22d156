"""Differences in rates against Fagerland et al. and statsmodels' Newcombe limits."""

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from statsmodels.stats.proportion import confint_proportions_2indep

from workbench.statistics.comparison.difference import rate_difference

pytestmark = pytest.mark.filterwarnings("error")


def test_published_limits():
    """Perondi et al. (2004), as worked in Fagerland, Lydersen and Laake (2015)."""
    difference = rate_difference(7, 34, 1, 34)
    assert float(difference.lower.round(4)) == 0.0189
    assert float(difference.upper.round(4)) == 0.3404


def test_limits_equal_the_librarys():
    random = np.random.default_rng(7)
    n, n0 = random.integers(1, 400, (2, 400))
    rate, rate0 = random.choice([0.0, 0.03, 0.5, 0.9, 1.0], (2, 400))
    x, x0 = random.binomial(n, rate), random.binomial(n0, rate0)
    difference = rate_difference(x, n, x0, n0, level=0.9)
    expected = [
        confint_proportions_2indep(*table, method="newcomb", compare="diff", alpha=0.1)
        for table in zip(x, n, x0, n0, strict=True)
    ]
    found = np.stack([difference.lower, difference.upper], axis=1)
    np.testing.assert_allclose(found, expected, atol=1e-12)


def test_nobody_entered_leaves_the_whole_range():
    difference = rate_difference([0, 3], [0, 5], [3, 0], [5, 0])
    assert np.isnan(difference.value).all()
    assert difference.lower.tolist() == [-1, -1]
    assert difference.upper.tolist() == [1, 1]


@settings(deadline=None, max_examples=150)
@given(st.data())
def test_swapping_changes_the_sign_and_limits_stay_in_range(data):
    n, n0 = data.draw(st.integers(1, 500)), data.draw(st.integers(1, 500))
    x, x0 = data.draw(st.integers(0, n)), data.draw(st.integers(0, n0))
    one, other = rate_difference(x, n, x0, n0), rate_difference(x0, n0, x, n)
    np.testing.assert_allclose([-other.upper, -other.lower], [one.lower, one.upper], atol=1e-14)
    assert -1 - 1e-15 <= one.lower <= one.value <= one.upper <= 1 + 1e-15
