"""Shortfalls in people."""

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from scipy.stats import hypergeom

from workbench.errors import EstimationError
from workbench.statistics.comparison.shortfall import pooled_shortfall, shortfall_to_parity

pytestmark = pytest.mark.filterwarnings("error")


def test_published_shortfall():
    """Connecticut v. Teal, 457 US 440 (1982): 26 of 48 against 206 of 259."""
    assert round(float(shortfall_to_parity(26, 48, 206, 259)), 2) == 12.18


def test_parity_is_exactly_nought_and_more_passes_are_negative():
    assert shortfall_to_parity([7, 9], [49, 49], [11, 11], [77, 77]).tolist() == [0, -2]


def test_nobody_in_the_comparator():
    assert np.isnan(shortfall_to_parity([3], [5], [0], [0])).all()
    assert np.isnan(pooled_shortfall([0], [0], [0], [0])).all()
    assert pooled_shortfall([0], [0], [3], [5]) == 0


def test_large_products_are_exact():
    count = 2_999_999_999
    assert shortfall_to_parity(count - 1, count, count, count) == 1


def test_pooled_is_the_hypergeometric_expectation():
    assert pooled_shortfall(26, 48, 232, 307) == pytest.approx(hypergeom.mean(307, 48, 232) - 26)


@settings(deadline=None, max_examples=100)
@given(st.lists(st.tuples(st.integers(0, 99), st.integers(0, 99)), min_size=1, max_size=6))
def test_pooled_shortfalls_add_up_to_nought(groups):
    passed, failed = np.array(groups).T
    entered = passed + failed
    if entered.sum():
        total = pooled_shortfall(passed, entered, passed.sum(), entered.sum()).sum()
        assert total == pytest.approx(0, abs=1e-9)


def test_a_group_outside_its_total_is_refused():
    with pytest.raises(EstimationError, match="part of the total"):
        pooled_shortfall(5, 10, 4, 20)
    with pytest.raises(EstimationError, match="part of the total"):
        pooled_shortfall(0, 10, 4, 12)
