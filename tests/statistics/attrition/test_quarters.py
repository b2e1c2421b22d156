"""Quarters against those before: exact tails, the u' chart by hand, and fair series."""

import numpy as np
import pytest
from scipy.stats import binom

from workbench.errors import EstimationError
from workbench.statistics.attrition.leaving_rate import Ranged
from workbench.statistics.attrition.quarters import LANEY, NONE, quarter_rates
from workbench.statistics.attrition.rate_comparison import rate_ratio


def quarters(left, posts, **more):
    return quarter_rates(Ranged.exact(left), Ranged.exact(posts), **more)


def mid_p_above(count, share, others):
    drawn = binom(count + others, share)
    return drawn.sf(count) + drawn.pmf(count) / 2


def test_limits_are_the_last_usual_counts():
    """Limits would be a count off: each is tried out on the binomial distribution."""
    left, posts = [20, 24, 18, 22, 30], [900, 950, 1000, 980, 1010.0]
    found = quarters(left, posts)
    years = np.array(posts) / 4
    share, others = years[4] / years.sum(), sum(left[:4])
    tails = [mid_p_above(count, share, others) for count in range(120)]
    most = max(count for count, tail in enumerate(tails) if tail > 0.00135)
    least = min(count for count, tail in enumerate(tails) if 1 - tail > 0.00135)
    assert found.upper[4] == pytest.approx(most / years[4])
    assert found.lower[4] == pytest.approx(least / years[4])
    assert found.centre[4] == pytest.approx(others / years[:4].sum())


def test_against_all_earlier_quarters():
    """A change since the earlier mean would not be the ratio of the two rates."""
    left, posts = [20, 24, 18, 22, 40], np.full(5, 1000.0)
    found = quarters(left, posts).against_earlier
    expected = rate_ratio(*map(Ranged.exact, (40, 1000, 84, 4000)))
    assert found.ratio.value[4] == pytest.approx(expected.ratio.value)
    assert found.p_value[4] == pytest.approx(expected.p_value)
    assert found.p_value[:4].tolist() == [1] * 4
    assert np.isnan(found.ratio.value[:4]).all()


def test_overdispersed_quarters_have_the_wider_chart():
    """Seasons would be called unusual: by hand, centre and mean moving range over 1.128."""
    left = np.array([40, 15, 42, 18, 45, 12, 41, 16, 39, 14, 44, 17, 48])
    found = quarters(left, np.full(13, 1000.0))
    rates = left[:12] / 250
    centre = rates.mean()
    score = (rates - centre) / np.sqrt(centre / 250)
    reach = 3 * np.abs(np.diff(score)).mean() / 1.1283791671 * np.sqrt(centre / 250)
    assert found.method[12] == LANEY
    assert found.upper[12] == pytest.approx(centre + reach)
    assert found.lower[12] == 0
    assert found.dispersion[12] == pytest.approx((score**2).sum() / 11)
    assert found.unusual[12] == 0


def test_few_quarters_are_not_judged():
    """The first year would be held against less than a year."""
    found = quarters([5, 50, 5, 5], np.full(4, 100.0))
    assert np.isnan(found.upper).all()
    assert not found.unusual.any()
    assert set(found.method) == {NONE}
    assert found.rate.value[1] == pytest.approx(2)


def test_fair_series_are_rarely_unusual():
    """More quarters would be called unusual than 0.27 in 100 where nothing changes."""
    random = np.random.default_rng(12)
    unusual = judged = 0
    for _ in range(60):
        found = quarters(random.poisson(25, 14), np.full(14, 1200.0))
        unusual += np.count_nonzero(found.unusual)
        judged += 10
    assert unusual / judged <= 0.01


def test_ranges_never_say_more():
    """Rounded counts would call a quarter unusual that the true ones might not."""
    left, posts = np.array([20, 25, 20, 20, 40]), np.full(5, 1000.0)
    shown = quarter_rates(Ranged(left - 2, left, left + 2), Ranged(posts - 2, posts, posts + 2))
    for by in (-2, 0, 2):
        before = left + 2
        before[4] = left[4] + by
        each = quarters(before, posts)
        assert shown.upper[4] >= each.upper[4] - 1e-12
        assert abs(shown.unusual[4]) <= abs(each.unusual[4])
    assert shown.lower[4] <= quarters(left, posts).lower[4]


def test_impossible_quarters():
    """Nonsense would come out as a chart."""
    with pytest.raises(EstimationError, match="headcount in each"):
        quarters([1, 2], [10.0, 0])
    with pytest.raises(EstimationError, match="tail"):
        quarters([1, 2], [10.0, 10], tail=0.3)
