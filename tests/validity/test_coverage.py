"""Coverage by exact enumeration: every number here is an exact chance, not a simulated one."""

from __future__ import annotations

import numpy as np
import pytest
from scipy.stats import binom

from benchmarks.validity.coverage import RATES, pair_coverage
from benchmarks.validity.enumeration import LEFT_OUT, Truth, outcomes
from benchmarks.validity.least_coverage import least_coverage
from benchmarks.validity.rate_coverage import critical_rates, rate_coverage

SOME_RATES = RATES[::6]
TWO = ("relative_rate_index", "rate_difference")


def test_outcomes_hold_all_chance_but_what_they_say():
    """If this fails, every exact chance here is of something else."""
    truth = Truth(60, 400, 0.07, 0.6)
    every = outcomes(truth)
    assert 0 <= 1 - every.chance.sum() <= LEFT_OUT
    by_hand = binom.pmf(every.passed, 60, 0.07) * binom.pmf(every.comparator_passed, 400, 0.6)
    np.testing.assert_allclose(every.chance, by_hand, rtol=1e-12)
    assert (every.chance @ every.passed, every.chance @ every.comparator_passed) == pytest.approx(
        (60 * 0.07, 400 * 0.6), rel=1e-6
    )


@pytest.mark.parametrize(
    ("entered", "ratio", "difference"), [(20, 0.9211, 0.8758), (40, 0.9316, 0.9047)]
)
def test_intervals_of_two_rates(entered, ratio, difference):
    """If this fails, Koopman's or Newcombe's interval covers less, or more, than it is said to."""
    found = pair_coverage(TWO, entered, entered, "analyst")
    for measure, least in zip(TWO, (ratio, difference), strict=True):
        assert 0.945 < found[measure].overall < 0.96
        lowest = least_coverage(measure, entered, entered, np.array([0.03, 0.5, 0.97]))
        assert lowest.coverage == pytest.approx(least, abs=1e-4)
        assert found[measure].least() > lowest.coverage


@pytest.mark.parametrize(
    ("entered", "least"), [(20, 0.9158), (39, 0.9181), (40, 0.9274), (132, 0.9256)]
)
def test_wilson(entered, least):
    """If this fails, the interval of a rate covers less than 92% from 40 people up, or more than
    it is said to under 40."""
    assert rate_coverage(
        entered, "analyst", critical_rates(entered)
    ).covered.min() == pytest.approx(least, abs=1e-4)
    assert 0.945 < rate_coverage(entered, "analyst", RATES).covered.mean() < 0.96


def test_coverage_is_least_where_it_is_looked_for():
    """If this fails, the least coverage of Wilson's interval is somewhere nobody looked."""
    anywhere = rate_coverage(30, "analyst", np.linspace(0.03, 0.97, 9_401)).covered.min()
    beside_limits = rate_coverage(30, "analyst", critical_rates(30)).covered.min()
    assert 0 <= anywhere - beside_limits < 0.001


@pytest.mark.parametrize("sizes", [(40, 40), (42, 43), (32, 102)])
def test_hull(sizes):
    """If this fails, what `open` shows covers less than 94.5% of what it is shown for."""
    for found in pair_coverage(TWO, *sizes, "open", SOME_RATES).values():
        assert found.overall > 0.99
        assert found.least(0.5) > 0.945
        assert found.missed.max() < 0.052


def test_a_rare_hull_need_not_cover():
    """If this fails, the caution in docs/validity.md is out of date: an interval that is shown only
    when an unlikely number passed is an interval of an unlikely number."""
    found = pair_coverage(("relative_rate_index",), 40, 40, "open", np.array([0.03, 0.5]))
    rare = found["relative_rate_index"]
    assert rare.released[0, 1] < 0.01
    assert rare.of_released[0, 1] < 0.5


def test_hull_of_a_rate():
    """If this fails, the rate that `open` shows covers less than 94.5%."""
    for entered in (30, 32, 42, 102):
        found = rate_coverage(entered, "open", RATES)
        assert found.overall > 0.98
        assert found.least(0.5) > 0.945
