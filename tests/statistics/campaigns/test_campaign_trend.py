"""Trends over campaigns against R's glm and prop.trend.test, statsmodels, and simulation."""

import numpy as np
import pytest
import statsmodels.api as sm
from hypothesis import given, settings
from hypothesis import strategies as st
from scipy.special import expit
from statsmodels.stats.contingency_tables import Table

from workbench.errors import EstimationError
from workbench.statistics.campaigns.campaign_trend import (
    NOT_CONVERGED,
    SEPARATED,
    TOO_FEW,
    campaign_trend,
    cochran_armitage,
)

pytestmark = pytest.mark.filterwarnings("error")


@pytest.mark.parametrize(
    ("counts", "order", "ratio", "lower", "upper", "p_value"),
    [
        (
            ([8, 11, 16, 18], 40, [150, 148, 155, 149], 300),
            None,
            *(1.496348519, 1.086892666, 2.086164285, 0.01320357995),
        ),
        (
            (
                *([3, 1, 5, 2, 4], [10, 12, 15, 9, 20]),
                *([60, 88, 71, 90, 120], [100, 140, 110, 160, 170]),
            ),
            [2019, 2020, 2021, 2023, 2024],
            *(0.9050019161, 0.6563203975, 1.243599171, 0.5353504206),
        ),
        (
            ([0, 12, 3], [5, 12, 9], [2, 9, 8], [9, 11, 10]),
            None,
            *(0.5256413552, 0.08673266517, 3.933392921, 0.4932580816),
        ),
    ],
)
def test_values_of_r(counts, order, ratio, lower, upper, p_value):
    """R 4.2.2: f <- glm(cbind(p, f) ~ c + g + g:t, binomial), its odds ratio and the p-value of
    its deviance against that without g:t. Limits: uniroot, to 1e-13, on the deviance of
    glm(cbind(p, f) ~ c + g, binomial, offset = s * g * t) less that of f and qchisq(0.95, 1).
    """
    trend = campaign_trend(*counts, order=order)
    found = [trend.odds_ratio.value, trend.odds_ratio.lower, trend.odds_ratio.upper]
    np.testing.assert_allclose([*found, trend.p_value], [ratio, lower, upper, p_value], rtol=2e-8)
    assert trend.reason == ""


def deviance(counts, places, *, offset=None):
    """Deviance of statsmodels' logit with campaign levels and a group term, and its last slope."""
    x, n, y, m = (np.asarray(side, dtype=float) for side in counts)
    size = x.size
    design = np.column_stack([np.tile(np.eye(size), (2, 1)), np.repeat([1.0, 0.0], size)])
    slope = np.concatenate([places, np.zeros(size)])
    if offset is None:
        design = np.column_stack([design, slope])
    endog = np.column_stack([np.append(x, y), np.append(n - x, m - y)])
    given_slope = None if offset is None else offset * slope
    fit = sm.GLM(endog, design, family=sm.families.Binomial(), offset=given_slope).fit(tol=1e-12)
    return fit.deviance, fit.params[-1]


def test_statsmodels_on_random_tables():
    random = np.random.default_rng(20240612)
    n, m = random.integers(8, 60, (12, 5)), random.integers(40, 400, (12, 5))
    x, y = random.binomial(n, 0.4), random.binomial(m, 0.5)
    trend = campaign_trend(x, n, y, m, level=0.9)
    places = np.arange(5.0)
    for row in np.flatnonzero(trend.reason == ""):
        counts = x[row], n[row], y[row], m[row]
        least, slope = deviance(counts, places)
        assert np.log(trend.odds_ratio.value[row]) == pytest.approx(slope, abs=1e-8)
        for limit in (trend.odds_ratio.lower[row], trend.odds_ratio.upper[row]):
            risen = deviance(counts, places, offset=np.log(limit))[0] - least
            assert risen == pytest.approx(2.705543454, rel=1e-6)
    assert (trend.reason == "").all()


def test_campaigns_without_information_change_nothing_but_their_place():
    plain = campaign_trend([8, 11, 16], 40, [150, 148, 155], 300, order=[1, 3, 4])
    padded = campaign_trend(
        *([0, 8, 0, 11, 16, 9], [0, 40, 7, 40, 40, 9]),
        *([5, 150, 0, 148, 155, 30], [9, 300, 50, 300, 300, 30]),
    )
    assert padded.campaigns == 3
    for name in ("value", "lower", "upper"):
        expected = getattr(plain.odds_ratio, name)
        np.testing.assert_allclose(getattr(padded.odds_ratio, name), expected, rtol=1e-9)


@pytest.mark.parametrize(
    ("passed", "comparator_passed", "reason"),
    [
        # Up to a campaign nobody of the group, after it everybody.
        ([0, 4, 9], [50, 50, 50], SEPARATED),
        ([0, 0, 9, 9], [50, 50, 50, 50], SEPARATED),
        ([9, 9, 4, 0], [50, 50, 50, 50], SEPARATED),
        ([0, 0, 0, 0], [50, 50, 50, 50], SEPARATED),
        ([0, 0, 3, 4], [50, 50, 100, 100], SEPARATED),
        ([0, 9, 0], [50, 50, 50], ""),
        ([0, 0, 3, 4], [50, 50, 50, 50], ""),
        ([4, 5], [50, 50], TOO_FEW),
        ([4, 5, 9], [50, 50, 100], TOO_FEW),
        ([], [], TOO_FEW),
    ],
)
def test_what_cannot_be_estimated_says_why(passed, comparator_passed, reason):
    trend = campaign_trend(passed, 9, comparator_passed, 100)
    assert trend.reason == reason
    if reason:
        ratio = trend.odds_ratio
        np.testing.assert_equal(
            [float(ratio.value), float(ratio.lower), float(ratio.upper), float(trend.p_value)],
            [np.nan, 0, np.inf, np.nan],
        )
    else:
        assert np.isfinite(trend.odds_ratio.upper)


def turned(x, f, y, g):
    """The same tables with sides swapped, in reversed order, and with outcomes swapped."""
    yield campaign_trend(y, y + g, x, x + f)
    yield campaign_trend(*(side[..., ::-1] for side in (x, x + f, y, y + g)))
    yield campaign_trend(f, x + f, g, y + g)


def check_symmetries(tables):
    x, f, y, g = tables
    trend = campaign_trend(x, x + f, y, y + g)
    assert (trend.reason != NOT_CONVERGED).all()
    known = trend.reason == ""
    for other in turned(x, f, y, g):
        np.testing.assert_array_equal(other.reason, trend.reason)
        for name, opposite in (("value", "value"), ("upper", "lower")):
            straight = np.log(getattr(trend.odds_ratio, opposite)[known])
            np.testing.assert_allclose(
                -np.log(getattr(other.odds_ratio, name)[known]), straight, rtol=1e-6, atol=1e-6
            )
    lower, upper = trend.odds_ratio.lower[known], trend.odds_ratio.upper[known]
    clear = np.abs(trend.p_value[known] - 0.05) > 1e-6
    # The limits and the test are one and the same.
    outside = (lower > 1) | (upper < 1)
    np.testing.assert_array_equal(outside[clear], (trend.p_value[known] < 0.05)[clear])
    return known


@pytest.mark.parametrize("campaigns", [3, 6])
def test_symmetries_of_many_small_tables(campaigns):
    random = np.random.default_rng(20240613)
    tables = random.integers(0, random.choice([2, 5, 12], (4, 250, campaigns)))
    known = check_symmetries(tables)
    assert 0.2 < known.mean() < 1


side = st.lists(st.integers(0, 1000), min_size=4, max_size=4)


@settings(deadline=None, max_examples=15)
@given(side, side, side, side)
def test_symmetries_of_any_tables(x, f, y, g):
    check_symmetries(np.array([x, f, y, g])[:, None])


@pytest.mark.parametrize(("campaigns", "entered", "slope"), [(4, 30, 0.0), (6, 20, 0.2)])
def test_coverage_and_false_alarms(campaigns, entered, slope):
    random = np.random.default_rng(4)
    runs, time = 600, np.arange(campaigns)
    level = random.normal(-0.5, 0.4, (runs, campaigns))
    own = expit(level - 0.3 + slope * (time - time.mean()))
    trend = campaign_trend(
        random.binomial(entered, own), entered, random.binomial(300, expit(level)), 300
    )
    lower, upper = trend.odds_ratio.lower, trend.odds_ratio.upper
    coverage = ((lower <= np.exp(slope)) & (upper >= np.exp(slope))).mean()
    assert 0.93 < coverage < 0.97
    assert (trend.reason == "").mean() > 0.99


@pytest.mark.parametrize(
    ("passed", "entered", "chi_squared", "p_value"),
    [
        ([83, 90, 129, 70], [86, 93, 136, 82], 8.224922285, 0.004131897478),
        ([15, 19, 10, 30], [50, 41, 33, 61], None, None),
    ],
)
def test_cochran_armitage_of_r_and_statsmodels(passed, entered, chi_squared, p_value):
    """R 4.2.2: prop.trend.test(c(83, 90, 129, 70), c(86, 93, 136, 82)), Fleiss (1981)."""
    trend = cochran_armitage(passed, entered)
    if chi_squared:
        assert trend.statistic**2 == pytest.approx(chi_squared, rel=1e-9)
        assert trend.p_value == pytest.approx(p_value, rel=1e-9)
    cells = np.stack([np.subtract(entered, passed), passed])
    oracle = Table(cells, shift_zeros=False).test_ordinal_association()
    # It conditions on both margins, whose variance is that of the binomial times N / (N - 1).
    everyone = sum(entered)
    expected = oracle.zscore * (everyone / (everyone - 1)) ** 0.5
    assert trend.statistic == pytest.approx(expected, rel=1e-9)


def test_cochran_armitage_with_other_numbers():
    """R 4.2.2: prop.trend.test(c(15, 19, 10, 30), c(50, 41, 33, 61), c(1, 2, 4, 5))."""
    trend = cochran_armitage([15, 19, 10, 30], [50, 41, 33, 61], order=[1, 2, 4, 5])
    assert trend.statistic**2 == pytest.approx(1.911567364, rel=1e-9)
    assert trend.p_value == pytest.approx(0.1667892572, rel=1e-9)


def test_cochran_armitage_without_a_trend_to_see():
    passed = [[0, 0, 0], [5, 5, 5], [0, 3, 0], [0, 0, 0]]
    trend = cochran_armitage(passed, [[5] * 3, [5] * 3, [0, 7, 0], [0] * 3])
    assert np.isnan(trend.statistic).all()
    assert np.isnan(trend.p_value).all()


@pytest.mark.parametrize("order", [[0, 1], [0, 2, 1], [0, 1, np.nan], ["a", "b", "c"], [0, 1, 1]])
def test_impossible_orders_are_refused(order):
    with pytest.raises(EstimationError, match="order must"):
        campaign_trend([1, 2, 3], 9, [4, 5, 6], 9, order=order)


def test_counts_without_campaigns_are_refused():
    with pytest.raises(EstimationError, match="axis of campaigns"):
        cochran_armitage(1, 2)
