"""The hybrid difference is Newcombe's for rates, and keeps what has no bound."""

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from workbench.errors import EstimationError
from workbench.statistics.comparison.difference import rate_difference
from workbench.statistics.comparison.rates import selection_rate
from workbench.statistics.estimate import Estimate
from workbench.statistics.times.hybrid_difference import hybrid_difference

pytestmark = pytest.mark.filterwarnings("error")


def estimate(value, lower, upper, level=0.95):
    arrays = (np.array(number, dtype=float) for number in (value, lower, upper))
    return Estimate(*arrays, level=level, method="given")


def test_published_newcombe():
    """Perondi et al. (2004): 7/34 v 1/34, difference 0.0189 to 0.3404."""
    found = hybrid_difference(selection_rate(7, 34), selection_rate(1, 34))
    assert [float(limit.round(4)) for limit in (found.lower, found.upper)] == [0.0189, 0.3404]


side = st.tuples(st.integers(0, 300), st.integers(1, 300))


@settings(deadline=None, max_examples=100)
@given(side, side)
def test_newcombe_for_all_rates(group, comparator):
    (x, failed), (x0, failed0) = group, comparator
    table = (x, x + failed, x0, x0 + failed0)
    expected = rate_difference(*table)
    found = hybrid_difference(selection_rate(*table[:2]), selection_rate(*table[2:]))
    np.testing.assert_allclose(found.lower, expected.lower, atol=1e-12)
    np.testing.assert_allclose(found.upper, expected.upper, atol=1e-12)


def test_what_has_no_bound_or_no_value():
    one = estimate([5, 5, np.nan, np.nan], [0, 0, 4, np.nan], [np.inf, 9, np.inf, np.nan])
    found = hybrid_difference(one, estimate(3, 2, np.inf))
    np.testing.assert_equal(found.value, [2, 2, np.nan, np.nan])
    assert (found.lower == -np.inf).all()
    np.testing.assert_allclose(found.upper, [np.inf, 2 + np.hypot(4, 1), np.inf, np.inf])


def test_swapping_turns_the_signs():
    one, other = estimate([5, 2], [1, 1], [7, np.inf]), estimate([3, 8], [2, 4], [9, 9])
    found, turned = hybrid_difference(one, other), hybrid_difference(other, one)
    np.testing.assert_array_equal(found.lower, -turned.upper)
    np.testing.assert_array_equal(found.upper, -turned.lower)


def test_what_cannot_be_compared_is_refused():
    with pytest.raises(EstimationError, match="level"):
        hybrid_difference(estimate(1, 0, 2), estimate(1, 0, 2, level=0.9))
    with pytest.raises(EstimationError, match="shapes"):
        hybrid_difference(estimate([1, 2], [0, 0], [3, 3]), estimate([1] * 3, [0] * 3, [2] * 3))
