"""Control limits against one-sided Fisher tests, exact enumeration and Laney's formula by hand."""

import math
from itertools import pairwise

import numpy as np
import pytest
from hypothesis import assume, given, settings
from hypothesis import strategies as st
from scipy.stats import betabinom, binom, chi2_contingency, fisher_exact

from workbench.errors import EstimationError
from workbench.statistics.campaigns.control_limits import (
    EXACT,
    EXACT_ONLY,
    LANEY,
    NONE,
    THREE_SIGMA,
    control_limits,
)

pytestmark = pytest.mark.filterwarnings("error")


@settings(deadline=None, max_examples=60)
@given(st.data(), st.sampled_from([THREE_SIGMA, 0.01, 0.025, 0.2]))
def test_unusual_exactly_when_a_one_sided_fisher_test_rejects(data, tail):
    entered, earlier_entered = data.draw(st.integers(1, 40)), data.draw(st.integers(1, 90))
    earlier = data.draw(st.integers(0, earlier_entered))
    passed = np.arange(entered + 1)
    limits = control_limits(passed, entered, [earlier], [earlier_entered], tail=tail)
    for count, unusual in zip(passed, limits.unusual, strict=True):
        cells = [[count, entered - count], [earlier, earlier_entered - earlier]]
        chances = [fisher_exact(cells, alternative=way).pvalue for way in ("less", "greater")]
        # A chance that is the tail itself may fall to either side by rounding alone.
        assume(min(abs(chance - tail) for chance in chances) > 1e-12)
        assert unusual == int(chances[1] <= tail) - int(chances[0] <= tail)


def test_limits_are_those_of_beta_binomial_prediction():
    """Thatcher (1964): the tails are those of the two beta-binomials next to Jeffreys'."""
    limits = control_limits(0, 60, [30, 28, 33], 60)
    low, high = (round(60 * float(limit)) for limit in (limits.lower, limits.upper))
    assert betabinom.cdf(low - 1, 60, 91, 90) <= THREE_SIGMA < betabinom.cdf(low, 60, 91, 90)
    assert betabinom.sf(high, 60, 92, 89) <= THREE_SIGMA < betabinom.sf(high - 1, 60, 92, 89)


def false_alarms(entered, campaigns, rate):
    """Chance of each kind of limit being crossed where nothing changed, by enumeration."""
    passed, earlier = np.arange(entered + 1), np.arange(entered * campaigns + 1)
    limits = control_limits(
        passed[:, None], entered, earlier[:, None], entered * campaigns, tail=0.025
    )
    centre = earlier / (entered * campaigns)
    known = (binom.cdf(passed[:, None], entered, centre) <= 0.025) | (
        binom.sf(passed[:, None] - 1, entered, centre) <= 0.025
    )
    chance = np.outer(
        binom.pmf(passed, entered, rate), binom.pmf(earlier, entered * campaigns, rate)
    )
    sides = [(chance * (limits.unusual == side)).sum() for side in (-1, 1)]
    return sides, (chance * known).sum()


@pytest.mark.parametrize("rate", [0.2, 0.3, 0.5, 0.7])
def test_exact_false_alarms_never_exceed_the_tail_and_known_centres_do(rate):
    sides, as_if_known = false_alarms(40, 3, rate)
    assert max(sides) <= 0.025
    assert as_if_known > 0.05


def overdispersed(campaigns):
    random = np.random.default_rng(7)
    entered = random.integers(80, 200, campaigns)
    return random.binomial(entered, random.beta(6, 9, campaigns)), entered


def test_laney_by_hand():
    """Laney (2002), equations by loop: p-bar plus and minus 3 sigma_p sigma_z."""
    passed, entered = overdispersed(12)
    limits = control_limits(30, 100, passed, entered)
    centre = sum(map(int, passed)) / sum(map(int, entered))
    scores = [
        (x / n - centre) / math.sqrt(centre * (1 - centre) / n)
        for x, n in zip(passed.tolist(), entered.tolist(), strict=True)
    ]
    ranges = [abs(late - soon) for soon, late in pairwise(scores)]
    sigma_z = sum(ranges) / 11 / 1.1283791671
    reach = 3 * math.sqrt(centre * (1 - centre) / 100) * sigma_z
    assert limits.method == LANEY
    assert [float(limits.centre), float(limits.lower), float(limits.upper)] == pytest.approx(
        [centre, max(centre - reach, 0), min(centre + reach, 1)], rel=1e-9
    )


def test_laney_of_equal_campaigns_is_the_individuals_chart():
    """Laney (2002): with one size of subgroup the p' chart is the X chart, 2.66 ranges out."""
    rates = np.array([12, 40, 25, 60, 33, 18, 52, 47, 20, 38, 29, 55, 31])
    limits = control_limits(40, 100, rates, 100)
    reach = 2.6587 * np.abs(np.diff(rates)).mean() / 100
    mean = rates.mean() / 100
    assert limits.lower == pytest.approx(max(mean - reach, 0), abs=1e-4)
    assert limits.upper == pytest.approx(mean + reach, abs=1e-4)


def test_moving_ranges_only_with_twelve_campaigns_that_are_overdispersed():
    passed, entered = overdispersed(12)
    eleven = control_limits(30, 100, passed[1:], entered[1:])
    assert eleven.method == EXACT_ONLY
    assert eleven.dispersion_p_value < 0.05
    # A campaign that nobody entered is no point of the chart.
    empty = control_limits(30, 100, np.append(passed[1:], 0), np.append(entered[1:], 0))
    assert (empty.method, empty.earlier_campaigns) == (EXACT_ONLY, 11)
    between = np.insert(passed, 5, 0), np.insert(entered, 5, 0)
    padded, plain = (control_limits(30, 100, *each) for each in (between, (passed, entered)))
    assert (padded.method, padded.lower, padded.upper) == (plain.method, plain.lower, plain.upper)
    assert control_limits(30, 100, [40] * 12, 100).method == EXACT


def test_dispersion_is_pearsons():
    passed, entered = overdispersed(12)
    limits = control_limits(30, 100, passed, entered)
    oracle = chi2_contingency(np.stack([passed, entered - passed]), correction=False)
    assert limits.dispersion == pytest.approx(oracle.statistic / 11, rel=1e-9)
    assert limits.dispersion_p_value == pytest.approx(oracle.pvalue, rel=1e-6)


def test_edge_cases():
    limits = control_limits(
        *([0, 5, 5, 3], [0, 5, 5, 5]),
        *([[3, 3], [0, 0], [30, 30], [0, 0]], [[5, 5], [0, 0], [30, 30], [30, 30]]),
    )
    assert limits.unusual.tolist() == [0, 0, 0, 1]
    assert limits.method.tolist() == [NONE, NONE, EXACT_ONLY, EXACT_ONLY]
    assert np.isnan(limits.lower).tolist() == [True, True, False, False]
    np.testing.assert_equal(limits.centre, [0.6, np.nan, 1, 0])
    np.testing.assert_equal(limits.dispersion, [0, np.nan, np.nan, np.nan])
    assert limits.upper[2] == 1
    assert limits.lower[3] == 0


@pytest.mark.parametrize("tail", [0, 0.5, -1, np.nan])
def test_impossible_tails_are_refused(tail):
    with pytest.raises(EstimationError, match="tail must be"):
        control_limits(1, 2, [1], [2], tail=tail)


def test_shapes_that_do_not_fit_are_refused():
    with pytest.raises(EstimationError, match="do not fit"):
        control_limits([1, 2], 3, [[1]] * 3, 5)
    with pytest.raises(EstimationError, match="axis of campaigns"):
        control_limits(1, 3, 1, 5)
