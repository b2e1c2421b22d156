"""The funnel of units against exact Poisson tails, and what it finds where nothing differs."""

from pathlib import Path

import numpy as np
import pandas as pd
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from scipy.stats import nbinom, poisson

from workbench.errors import EstimationError
from workbench.statistics.attrition.funnel_limits import funnel_limits
from workbench.statistics.attrition.leaving_rate import Ranged
from workbench.statistics.attrition.unit_funnel import unit_funnel
from workbench.statistics.attrition.unit_power import detectable_ratio
from workbench.statistics.attrition.unit_variation import (
    likely_counts,
    rounding_variance,
    unit_variation_of,
)

REFERENCE = Path(__file__).parents[2] / "reference" / "attrition_units_r.csv"


def funnel(left, expected):
    return unit_funnel(Ranged.exact(left), Ranged.exact(expected))


def test_exact_poisson_without_variation():
    """P-values at no variation would not be the mid-p of the Poisson distribution."""
    left, expected = np.array([3, 9, 15, 0]), np.array([6.5, 8, 7.25, 5.25])
    found = funnel(left, expected)
    assert (found.variation, np.isnan(found.dispersion)) == (0, True)
    above = poisson.sf(left, expected) + poisson.pmf(left, expected) / 2
    np.testing.assert_allclose(found.p_value, 2 * np.minimum(above, 1 - above), rtol=1e-5)


@settings(deadline=None)
@given(st.integers(0, 80), st.floats(0.5, 60), st.sampled_from([0.0, 0.15, 0.6]))
def test_beyond_a_limit_where_its_tail_is_small(count, expected, variation):
    """A unit would stand outside the drawn limits with a tail above theirs, or inside below it."""
    size = 1 / max(variation**2, 1e-9)
    chance = nbinom(size, size / (size + expected))
    above = chance.sf(count) + chance.pmf(count) / 2
    lower, upper = funnel_limits(expected, variation)
    assert (count / expected > upper + 1e-9) == (above < 0.001 - 1e-9) or above == pytest.approx(
        0.001, abs=1e-8
    )
    assert (count / expected < lower - 1e-9) == (1 - above < 0.001 - 1e-9)


def test_limits_narrow_with_size_and_widen_with_variation():
    """The funnel would not be one."""
    expected = np.array([2, 5, 20, 80, 320.0])
    (lower, upper), (wide_lower, wide_upper) = (funnel_limits(expected, each) for each in (0, 0.3))
    assert (np.diff(lower) >= 0).all()
    assert (np.diff(upper) < 0).all()
    assert (wide_upper > upper).all()
    assert (wide_lower <= lower).all()


def draws(random, *, units, mean, spread=0.0):
    expected = random.lognormal(0, 0.6, units)
    expected *= mean / expected.mean()
    ratio = random.gamma(1 / spread**2, spread**2, units) if spread else 1.0
    left = random.poisson(expected * ratio)
    return left, expected * left.sum() / expected.sum()


def test_nothing_found_where_nothing_differs():
    """Fair units would be named: by 5 in 100 funnels at most, 0.2 in 100 beyond a limit."""
    random = np.random.default_rng(99)
    found = [funnel(*draws(random, units=108, mean=11)) for _ in range(100)]
    assert np.mean([(one.unusual != 0).any() for one in found]) <= 0.05
    beyond = [((one.ratio < one.lower) | (one.ratio > one.upper)).mean() for one in found]
    assert np.mean(beyond) <= 0.002


@pytest.mark.parametrize("mean", [3, 11, 40])
def test_dispersion_by_chance_is_one(mean):
    """Chance alone would count as variation between units, or hide it."""
    random = np.random.default_rng(7)
    found = [unit_variation_of(*draws(random, units=108, mean=mean)) for _ in range(300)]
    # 0.97 to 1.03 over 1,500 draws, and two standard errors of 300 are 0.019.
    assert np.mean([one[1] for one in found]) == pytest.approx(1, abs=0.05)
    assert np.mean([one[2] <= 0.05 for one in found]) == pytest.approx(0.05, abs=0.026)


@pytest.mark.parametrize("mean", [4, 11, 40])
def test_variation_of_units(mean):
    """Units that differ anyway would all be called unusual, or none ever."""
    random = np.random.default_rng(17)
    found = [unit_variation_of(*draws(random, units=108, mean=mean, spread=0.3)) for _ in range(60)]
    assert np.mean([one[0] ** 2 for one in found]) == pytest.approx(0.09, abs=0.02)


def test_two_units_apart():
    """Two of 108 units that lose twice as many would not be seen, or others with them."""
    random = np.random.default_rng(3)
    expected = np.full(108, 33.0)
    ratio = np.exp(random.normal(0, 0.1, 108))
    ratio[[10, 50]] = 2.4
    left = random.poisson(expected * ratio)
    found = funnel(left, expected * left.sum() / expected.sum())
    assert np.flatnonzero(found.unusual).tolist() == [10, 50]
    assert (found.unusual[[10, 50]] == 1).all()


LEAVERS = np.array([9, 31, 14, 5, 22, 40, 18, 12, 7, 26, 11, 60, 3, 16, 19, 24.0])
EXPECTED = np.array(
    [12.5, 21, 13.2, 9.4, 20.5, 33, 19.9, 8.1, 10.3, 17.6, 15.2, 26, 7.7, 16.4, 14.8, 25.3]
)


def test_spread_is_that_of_another_implementation():
    """The spread would not be Spiegelhalter's: FunnelPlotR's own functions on the same scores."""
    for due in pd.read_csv(REFERENCE, comment="#").itertuples():
        variation, dispersion, _ = unit_variation_of(LEAVERS, EXPECTED, rounding=due.rounding)
        assert (dispersion, variation) == pytest.approx((due.dispersion, due.variation), rel=1e-9)


def test_rounding_is_no_spread():
    """Rounded counts would say that units differ more than exact ones do, by 0.15 of dispersion."""
    random, found = np.random.default_rng(5), []
    for _ in range(60):
        left, expected = draws(random, units=108, mean=14)
        few, rounded = left < 5, 5 * np.rint(left / 5)
        low, high = np.where(few, 0, np.maximum(rounded - 2, 5)), np.where(few, 4, rounded + 2)
        shown = Ranged(low, np.where(few, 2, rounded), high)
        rounding = rounding_variance(shown)
        whole = unit_variation_of(likely_counts(shown, expected), expected, rounding=rounding)
        found.append(whole[1] - unit_variation_of(left, expected)[1])
    assert np.mean(found) == pytest.approx(0, abs=0.05)


@pytest.mark.parametrize(("spread", "width"), [(0.0, 0), (0.15, 0), (0.15, 2)])
def test_what_could_be_found_is_found_four_times_in_five(spread, width):
    """Readers would take a unit for like the others that could not have been found to differ."""
    expected = np.array([8.0, 26, 80] * 12)
    mean = Ranged.exact(expected)
    shown = Ranged(expected - width, expected, expected + width)
    ratio = detectable_ratio(shown, mean, spread)[:3]
    # By the definition, count by count: what leaves the two-sided mid-p within 5% of one in 36.
    size = 1 / max(spread**2, 1e-9)
    for place, each in enumerate(expected[:3]):
        least = np.arange(width + 1 if width else 0, 600, 2 * width + 1)
        chance = nbinom(size, size / (size + each))
        named = 2 * (chance.sf(least) + chance.pmf(least) / 2) <= 0.05 / 36
        first = least[named].min()
        assert poisson.sf(first - 1, ratio[place] * each) == pytest.approx(0.8, abs=1e-6)


def test_ranges_hold_every_count_they_allow():
    """A unit would be named by rounded counts that the true ones do not bear out."""
    left, expected = np.array([30, 8, 0, 15]), np.array([14, 9, 6, 15.0])
    shown = unit_funnel(
        Ranged(np.maximum(left - 2, 0), left, left + 2),
        Ranged(expected - 1, expected, expected + 1),
    )
    for by in (-2, 0, 2):
        for other in (-1, 0, 1):
            each = funnel(np.maximum(left + by, 0), expected + other)
            assert (shown.p_value >= each.p_value - 1e-12).all()


def test_nobody_expected():
    """A unit without anyone would have a ratio, or count among the comparisons."""
    found = funnel([12, 0, 30], [12, 0, 12.0])
    assert np.isnan([found.ratio[1], found.lower[1], found.upper[1]]).all()
    assert found.p_adjusted[2] == pytest.approx(2 * found.p_value[2])
    assert found.p_adjusted[1] == 1


def test_impossible_units():
    """Nonsense would come out as a funnel."""
    with pytest.raises(EstimationError, match="shape"):
        funnel([1, 2], [1.0])
    with pytest.raises(EstimationError, match="whole"):
        funnel([1.5], [1.0])
    with pytest.raises(EstimationError, match="tail"):
        funnel_limits(5, 0, tail=0.5)
