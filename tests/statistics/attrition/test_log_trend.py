"""If these fail, a report says that leaving rises or falls by another rate than it does."""

from __future__ import annotations

import numpy as np
import pytest

from workbench.errors import EstimationError
from workbench.statistics.attrition.log_trend import FEWEST_PERIODS, log_change, log_trend

LEFT = [30, 22, 45, 28, 51, 33, 60, 41, 55, 70]
POSTS = [800, 810, 805, 790, 820, 830, 815, 840, 850, 845]
# R 4.2.2, with the rows above as y and h:
# t <- 0:9 / 4; f <- glm(y ~ t + offset(log(h / 4)), family = quasipoisson,
#          control = list(epsilon = 1e-14))
# summary(f)$dispersion; exp(coef(f)[2] + c(0, -1, 1) * qt(.975, 8) * sqrt(vcov(f)[2, 2]))
R_DISPERSION = 2.64812189
R_RATIO = [1.40173667, 1.08570256, 1.80976426]
# A second stratum, z and k, whose rate differs and whose people grow fourfold:
# d <- data.frame(y = c(y, z), h = c(h, k), t = rep(0:9 / 4, 2), g = factor(rep(1:2, each = 10)),
#                 a = rep(as.integer(0:9 >= 6), 2))
# f <- glm(y ~ t + g + offset(log(h / 4)), family = quasipoisson, d)    and with a for t
# r <- tapply(d$y, d$t, sum); m <- tapply(fitted(f), d$t, sum); p <- sum((r - m)^2 / m) / 8
# s <- sqrt(vcov(f)[2, 2] / summary(f)$dispersion * p)
# c(p, exp(coef(f)[2] + c(0, -1, 1) * qt(.975, 8) * s))
BOTH = [LEFT, [5, 9, 7, 12, 11, 8, 14, 16, 13, 19]]
BOTH_POSTS = [POSTS, [100, 120, 150, 190, 230, 270, 300, 320, 350, 400]]
R_TREND_WITHIN = [2.11472691981, 1.28428498164, 1.04512637190, 1.57817079200]
R_CHANGE_WITHIN = [2.28349478317, 1.40872181256, 1.04348489773, 1.90179766809]


def told(found):
    (one,) = found.ratios
    return [found.dispersion, *(float(side) for side in (one.value, one.lower, one.upper))]


def test_it_is_the_quasi_poisson_regression_of_r():
    """Limits of a plain Poisson regression would be too narrow where quarters vary more."""
    assert told(log_trend(LEFT, POSTS)) == pytest.approx([R_DISPERSION, *R_RATIO], rel=1e-6)


def test_within_strata_it_is_that_of_r_with_the_spread_of_whole_periods():
    """A growing grade that many leave would be a trend; one bad quarter, many signs of it."""
    assert told(log_trend(BOTH, BOTH_POSTS)) == pytest.approx(R_TREND_WITHIN, rel=1e-6)
    after = np.arange(10) >= 6
    assert told(log_change(BOTH, BOTH_POSTS, after)) == pytest.approx(R_CHANGE_WITHIN, rel=1e-6)


def test_a_stratum_that_nobody_leaves_or_that_begins_later_changes_nothing():
    """An empty grade once made the fit diverge."""
    empty = [*BOTH, [0] * 10], [*BOTH_POSTS, [50] * 10]
    assert told(log_trend(*empty)) == pytest.approx(R_TREND_WITHIN, rel=1e-6)
    late = [LEFT, [0] * 9 + [4]], [POSTS, [0] * 9 + [40]]
    assert told(log_trend(*late))[1] == pytest.approx(
        float(log_trend(LEFT, POSTS).ratios[0].value), rel=1e-6
    )


def test_a_change_that_strata_alone_could_have_made_is_not_told():
    """One grade before and another after: whether leaving changed cannot be known."""
    before, after = [1] * 4 + [0] * 4, [0] * 4 + [1] * 4
    left, posts = np.multiply(5, [before, after]), np.multiply(99, [before, after])
    found = log_change(left, posts, np.array(after, dtype=bool))
    assert np.isnan(found.ratios[0].value)
    assert "told apart" in found.reason
    few = log_change([3] * 7, [99] * 7, [False] * 3 + [True] * 4)
    assert "Fewer than eight" in few.reason


def test_a_rate_that_grows_by_a_fifth_a_year_does_so_whatever_the_period():
    """A trend a quarter told as one a year would be a fifth of it."""
    for months in (1, 3, 6):
        grown = np.round(1e6 * 1.2 ** (np.arange(12) * months / 12))
        found = log_trend(grown, np.full(12, 1e8), months=months)
        assert float(found.ratios[0].value) == pytest.approx(1.2, abs=1e-5)


def test_less_spread_than_chance_narrows_nothing():
    """Rates that happen to lie on a line would else be told as known exactly."""
    found = log_trend([10] * 9, [500] * 9)
    assert found.dispersion == pytest.approx(0, abs=1e-9)
    assert found.ratios[0].lower < 0.8 < 1.25 < found.ratios[0].upper


@pytest.mark.parametrize(
    ("left", "why"),
    [(LEFT[: FEWEST_PERIODS - 1], "Fewer than eight"), ([0] * 10, "Nobody left")],
)
def test_where_nothing_can_be_told_it_says_why(left, why):
    """Of seven quarters a season would pass for a trend."""
    found = log_trend(left, POSTS[: len(left)])
    assert np.isnan(found.ratios[0].value)
    assert why in found.reason


def test_a_period_without_anybody_is_refused():
    with pytest.raises(EstimationError, match="headcount in each"):
        log_trend([1] * 8, [100] * 7 + [0])
