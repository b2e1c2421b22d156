"""Intervals, mid-p and hull against second implementations where counts are at their edges."""

from __future__ import annotations

from itertools import product
from math import comb, exp, log, sqrt
from pathlib import Path

import numpy as np
import pandas as pd
import pytest

from benchmarks.validity.questions import claims
from workbench.statistics.comparison.difference import rate_difference
from workbench.statistics.comparison.exact_test import fisher_mid_p
from workbench.statistics.comparison.rates import selection_rate
from workbench.statistics.comparison.relative_rate import (
    relative_nonpassing_rate,
    relative_rate_index,
)

REFERENCE = Path(__file__).parents[1] / "reference"
TWO_RATES = pd.read_csv(REFERENCE / "edges_two_rates_r.csv", comment="#")
COUNTS = [TWO_RATES[name].to_numpy() for name in TWO_RATES.columns[:4]]
ONE_RATE = pd.read_csv(REFERENCE / "edges_one_rate_r.csv", comment="#")
CRITICAL = 1.959963984540054**2


def same_limits(estimate, expected, name):
    for end in ("lower", "upper"):
        np.testing.assert_allclose(
            getattr(estimate, end), expected[f"{name}_{end}"], rtol=1e-10, atol=1e-12
        )


def test_koopman_at_the_edges_is_rs():
    """If this fails, a ratio is wrong where nobody, everybody or one person passed."""
    same_limits(relative_rate_index(*COUNTS), TWO_RATES, "ratio")


def test_ratio_of_not_passing_at_the_edges_is_rs_of_the_others():
    """If this fails, 100% passing is not read as 0% not passing."""
    passed, entered, others_passed, others = COUNTS
    turned = relative_nonpassing_rate(entered - passed, entered, others - others_passed, others)
    same_limits(turned, TWO_RATES, "ratio")


def test_newcombe_at_the_edges_is_rs():
    """If this fails, a difference is wrong where a Wilson limit is exactly 0 or 1."""
    same_limits(rate_difference(*COUNTS), TWO_RATES, "difference")


def test_wilson_at_the_edges_is_rs():
    """If this fails, a rate of 0% or 100%, or of one person, has the wrong limits."""
    rate = selection_rate(ONE_RATE["passed"], ONE_RATE["entered"])
    same_limits(rate, ONE_RATE.rename(columns=lambda name: f"rate_{name}"), "rate")


def test_mid_p_at_the_edges_is_rs():
    """If this fails, ties at equal margins or very unequal sides are weighed wrongly."""
    several = TWO_RATES["mid_p"].notna().to_numpy()
    found = fisher_mid_p(*COUNTS)
    np.testing.assert_allclose(found[several], TWO_RATES["mid_p"][several], rtol=1e-10)
    assert (found[~several] == 1).all()
    assert several.sum() > 25


def printed(count):
    """Return a count as `open` prints it, by trying every multiple of five."""
    if count < 5:
        return "<5"
    return str(min(range(0, count + 6, 5), key=lambda multiple: abs(multiple - count)))


def printed_alike(count):
    return [other for other in range(count + 10) if printed(other) == printed(count)]


def chi_squared(theta, x, n, x0, n0):
    """Pearson's statistic at the restricted estimates, given that some passed and some did not."""
    linear = theta * (n + x0) + x + n0
    rate = 2 * (x + x0) / (linear + sqrt(linear**2 - 4 * theta * (n + n0) * (x + x0)))
    terms = ((x, n, theta * rate), (x0, n0, rate))
    return sum((seen - of * p) ** 2 / (of * p * (1 - p)) for seen, of, p in terms)


def limit(direction, *world):
    """Halve the gap between the estimate and what lies far beyond the limit."""
    x, n, x0, n0 = world
    inside = log(x * n0 / (x0 * n))
    outside = inside + direction * 12
    for _ in range(60):
        middle = (inside + outside) / 2
        if chi_squared(exp(middle), *world) < CRITICAL:
            inside = middle
        else:
            outside = middle
    return exp(inside)


def mid_p(x, n, x0, n0):
    """Count tables in whole numbers."""
    drawn = x + x0
    ways = {
        k: comb(n, k) * comb(n0, drawn - k) for k in range(max(0, drawn - n0), min(n, drawn) + 1)
    }
    twice = sum(2 * way if way < ways[x] else way for way in ways.values() if way <= ways[x])
    return twice / (2 * sum(ways.values()))


@pytest.mark.parametrize(
    "counts",
    [
        (5, 28, 5, 28),  # the fewest people and the fewest passes that are compared
        (27, 32, 23, 28),  # all but five passed, as shown
        (12, 40, 12, 40),  # equal margins
        (7, 32, 300, 1002),  # one side thirty times the other
        (8, 30, 997, 1002),  # nearly everybody in the comparator
    ],
)
def test_the_hull_is_that_of_every_count_that_prints_alike(counts):
    """If this fails, what `open` shows is not sure to hold whatever the exact counts were."""
    worlds = list(product(*(printed_alike(count) for count in counts)))
    assert len(worlds) >= 3 * 5 * 3 * 5
    shown = claims(tuple(np.array([count]) for count in counts), "open").iloc[0]
    lower = min(limit(-1, *world) for world in worlds)
    upper = max(limit(+1, *world) for world in worlds)
    assert shown["relative_rate_index_lower"] == pytest.approx(lower, rel=1e-9)
    assert shown["relative_rate_index_upper"] == pytest.approx(upper, rel=1e-9)
    assert shown["p_value"] == pytest.approx(max(mid_p(*world) for world in worlds), rel=1e-9)
