"""If these fail, a report says that leaving rises or falls by another rate than it does."""

from __future__ import annotations

import numpy as np
import pytest

from workbench.errors import EstimationError
from workbench.statistics.attrition.log_trend import FEWEST_PERIODS, log_trend

LEFT = [30, 22, 45, 28, 51, 33, 60, 41, 55, 70]
POSTS = [800, 810, 805, 790, 820, 830, 815, 840, 850, 845]
# R 4.2.2, with the rows above as y and h:
# t <- 0:9 / 4; f <- glm(y ~ t + offset(log(h / 4)), family = quasipoisson,
#          control = list(epsilon = 1e-14))
# summary(f)$dispersion; exp(coef(f)[2] + c(0, -1, 1) * qt(.975, 8) * sqrt(vcov(f)[2, 2]))
R_DISPERSION = 2.64812189
R_RATIO = [1.40173667, 1.08570256, 1.80976426]


def test_it_is_the_quasi_poisson_regression_of_r():
    """Limits of a plain Poisson regression would be too narrow where quarters vary more."""
    found = log_trend(LEFT, POSTS)
    assert found.dispersion == pytest.approx(R_DISPERSION, rel=1e-7)
    sides = [float(one) for one in (found.ratio.value, found.ratio.lower, found.ratio.upper)]
    assert sides == pytest.approx(R_RATIO, rel=1e-6)


def test_a_rate_that_grows_by_a_fifth_a_year_does_so_whatever_the_period():
    """A trend a quarter told as one a year would be a fifth of it."""
    for months in (1, 3, 6):
        grown = np.round(1e6 * 1.2 ** (np.arange(12) * months / 12))
        found = log_trend(grown, np.full(12, 1e8), months=months)
        assert float(found.ratio.value) == pytest.approx(1.2, abs=1e-5)


def test_less_spread_than_chance_narrows_nothing():
    """Rates that happen to lie on a line would else be told as known exactly."""
    found = log_trend([10] * 9, [500] * 9)
    assert found.dispersion == pytest.approx(0, abs=1e-9)
    assert found.ratio.lower < 0.8 < 1.25 < found.ratio.upper


@pytest.mark.parametrize(
    ("left", "why"),
    [(LEFT[: FEWEST_PERIODS - 1], "Fewer than eight"), ([0] * 10, "Nobody left")],
)
def test_where_nothing_can_be_told_it_says_why(left, why):
    """Of seven quarters a season would pass for a trend."""
    found = log_trend(left, POSTS[: len(left)])
    assert np.isnan(found.ratio.value)
    assert why in found.reason


def test_a_period_without_anybody_is_refused():
    with pytest.raises(EstimationError, match="headcount in each"):
        log_trend([1] * 8, [100] * 7 + [0])
