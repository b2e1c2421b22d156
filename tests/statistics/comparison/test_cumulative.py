"""Cumulative rates and ratios: the product of the stages, and its delta-method interval."""

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from statsmodels.stats.proportion import confint_proportions_2indep

from workbench.statistics.comparison.cumulative import (
    cumulative_p_value,
    cumulative_rate,
    cumulative_relative_rate,
)
from workbench.statistics.comparison.relative_rate import relative_rate_index

pytestmark = pytest.mark.filterwarnings("error")
TEAL = ([26, 11], [48, 26], [206, 35], [259, 206])


def test_published_funnel():
    """Connecticut v. Teal, 457 US 440 (1982): promoted 22.9% and 13.5%, and 0.681 x 2.490."""
    assert round(float(cumulative_rate(*TEAL[:2])), 3) == 0.229
    assert round(float(cumulative_rate(*TEAL[2:])), 3) == 0.135
    assert round(float(cumulative_relative_rate(*TEAL).value), 3) == 1.696


def test_interval_is_katzs_where_nobody_is_pending():
    """The stage variances telescope to 1/x - 1/n: the log interval of the two totals."""
    ratio = cumulative_relative_rate(*TEAL)
    expected = confint_proportions_2indep(11, 48, 35, 259, compare="ratio", method="log")
    np.testing.assert_allclose([ratio.lower, ratio.upper], expected, rtol=1e-9)


stages = st.lists(
    st.tuples(st.integers(1, 300), st.integers(0, 99), st.integers(1, 300), st.integers(0, 99)),
    min_size=1,
    max_size=6,
)


@settings(deadline=None, max_examples=150)
@given(stages)
def test_stage_ratios_multiply_to_the_total(rows):
    passed, failed, others_passed, others_failed = np.array(rows).T
    counts = (passed, passed + failed, others_passed, others_passed + others_failed)
    total = cumulative_relative_rate(*counts).value
    assert total == pytest.approx(relative_rate_index(*counts).value.prod(), rel=1e-12)


@settings(deadline=None, max_examples=150)
@given(stages, st.floats(0.5, 0.999))
def test_p_value_and_interval_agree_and_swapping_inverts(rows, level):
    passed, failed, others_passed, others_failed = np.array(rows).T
    group, others = (passed, passed + failed), (others_passed, others_passed + others_failed)
    ratio = cumulative_relative_rate(*group, *others, level=level)
    other = cumulative_relative_rate(*others, *group, level=level)
    p_value = cumulative_p_value(*group, *others)
    if np.isnan(p_value):
        assert not failed.any()
        assert not others_failed.any()
        assert ratio.lower == 0
        assert ratio.upper == np.inf
        return
    np.testing.assert_allclose(1 / other.upper, ratio.lower, rtol=1e-12)
    assert cumulative_p_value(*others, *group) == pytest.approx(p_value, rel=1e-9)
    if abs(p_value - (1 - level)) > 1e-9:
        assert (p_value < 1 - level) == (ratio.lower > 1 or ratio.upper < 1)


def test_nobody_passing_a_stage_or_entering_one():
    passed = [[5, 0], [5, 4], [0, 0], [0, 3]]
    entered = [[9, 5], [9, 5], [9, 0], [0, 5]]
    comparator_passed, comparator_entered = [[5, 4], [0, 0], [5, 0], [5, 4]], [9, 5]
    np.testing.assert_allclose(cumulative_rate(passed, entered), [0, 4 / 9, 0, np.nan], rtol=1e-14)
    counts = (passed, entered, comparator_passed, comparator_entered)
    ratio = cumulative_relative_rate(*counts)
    np.testing.assert_equal(ratio.value, [0, np.inf, np.nan, np.nan])
    assert (ratio.lower == 0).all()
    assert (ratio.upper == np.inf).all()
    assert np.isnan(cumulative_p_value(*counts)).all()
