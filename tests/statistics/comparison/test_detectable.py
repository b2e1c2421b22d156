"""Detectable ratios against statsmodels' power function; order undone by one person."""

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from statsmodels.stats.proportion import power_proportions_2indep

from workbench.errors import EstimationError
from workbench.statistics.comparison.detectable import minimum_detectable_ratio, one_person_flip

pytestmark = pytest.mark.filterwarnings("error")


def library_power(ratio, entered, others, rate, alpha=0.05):
    return power_proportions_2indep(
        (ratio - 1) * rate, rate, entered, ratio=others / entered, alpha=alpha, return_results=False
    )


@settings(deadline=None, max_examples=200)
@given(
    st.integers(2, 5000),
    st.integers(2, 5000),
    st.floats(0.01, 0.99),
    st.sampled_from([0.5, 0.8, 0.9]),
)
def test_librarys_power_is_reached_there_and_nowhere_nearer_to_one(entered, others, rate, power):
    ratio = float(minimum_detectable_ratio(entered, others, rate, power=power))
    nearer = np.linspace(0 if np.isnan(ratio) else ratio + 1e-9, 1 - 1e-9, 200)
    assert (library_power(nearer, entered, others, rate) < power + 1e-9).all()
    if not np.isnan(ratio):
        assert library_power(ratio, entered, others, rate) == pytest.approx(power, abs=1e-9)


@settings(deadline=None, max_examples=100)
@given(st.integers(2, 5000), st.integers(2, 5000), st.floats(0.01, 0.9))
def test_a_ratio_above_one_reaches_the_librarys_power_too(entered, others, rate):
    ratio = float(minimum_detectable_ratio(entered, others, rate, above=True))
    if np.isnan(ratio):
        # Not even if all of the group passed, or as near to it as the library goes.
        assert library_power(1 / rate - 1e-9, entered, others, rate) < 0.8 + 1e-6
        return
    assert 1 < ratio <= 1 / rate
    assert library_power(ratio - 1e-9, entered, others, rate) <= 0.8 + 1e-9
    if ratio < 1 / rate - 1e-6:
        assert library_power(ratio + 1e-9, entered, others, rate) >= 0.8 - 1e-9


def test_ratio_of_nought_may_be_the_nearest():
    assert np.isnan(minimum_detectable_ratio(10, 10, 0.3))
    assert minimum_detectable_ratio(10, 10, 0.9) < 0.5


def test_what_cannot_be_detected_is_not_defined():
    ratio = minimum_detectable_ratio([0, 40, 40, 40], [9, 0, 400, 400], [0.5, 0.5, 0, np.nan])
    assert np.isnan(ratio).all()


def test_everyone_in_the_comparator_passing_is_defined():
    ratio = minimum_detectable_ratio([2, 40], [2, 400], 1.0)
    assert np.isfinite(ratio[1])
    assert 0.8 < ratio[1] < 1


@pytest.mark.parametrize("options", [{"power": 0.4}, {"power": 1}, {"alpha": 0}, {"alpha": 1}])
def test_impossible_power_or_alpha_is_refused(options):
    with pytest.raises(EstimationError, match="power must be"):
        minimum_detectable_ratio(40, 40, 0.5, **options)


def test_impossible_rate_is_refused():
    with pytest.raises(EstimationError, match="comparator_rate"):
        minimum_detectable_ratio(40, 40, 1.5)


def test_published_flip():
    """Questions and Answers on the Uniform Guidelines (1979), 21: 3/20 v 16/80."""
    assert one_person_flip([3, 12], [20, 40], [16, 48], [80, 80]).tolist() == [True, False]


@settings(deadline=None, max_examples=200)
@given(st.data())
def test_flip_is_what_one_person_does(data):
    n, n0 = data.draw(st.integers(1, 60)), data.draw(st.integers(1, 60))
    x, x0 = data.draw(st.integers(0, n)), data.draw(st.integers(0, n0))
    before = np.sign(x * n0 - x0 * n)
    after = {np.sign(other * n0 - x0 * n) for other in (x - 1, x + 1) if 0 <= other <= n}
    assert one_person_flip(x, n, x0, n0) == (before != 0 and after != {before})


def test_no_order_to_undo():
    assert not one_person_flip([1, 0, 1], [2, 0, 2], [2, 1, 0], [4, 2, 0]).any()
