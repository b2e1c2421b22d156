"""Leaving rates against R, whole enumeration of ranges, and simulated coverage."""

from pathlib import Path

import numpy as np
import pandas as pd
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from workbench.errors import EstimationError
from workbench.statistics.attrition.leaving_rate import Ranged, leaving_rate
from workbench.statistics.attrition.mid_p_rate import mid_p_rate

REFERENCE = Path(__file__).parents[2] / "reference"
R = pd.read_csv(REFERENCE / "attrition_rates_r.csv", comment="#")
counts = st.integers(0, 60)


def test_r_limits():
    """Garwood's and the mid-p limits would be off."""
    exact = leaving_rate(Ranged.exact(R.leavers), Ranged.exact(R.headcount))
    mid = mid_p_rate(R.leavers, R.headcount)
    for found, name in ((exact, "exact"), (mid, "mid")):
        np.testing.assert_allclose(found.lower, R[f"{name}_lower"], rtol=1e-8)
        np.testing.assert_allclose(found.upper, R[f"{name}_upper"], rtol=1e-8)


def test_year_of_a_quarter():
    """A quarter's rate would not be told a year: 10 of 200 in 3 months are 20 in 100 a year."""
    quarter = leaving_rate(Ranged.exact(10), Ranged.exact(200), months=3)
    year = leaving_rate(Ranged.exact(10), Ranged.exact(50))
    assert quarter.value == pytest.approx(0.2)
    assert (quarter.lower, quarter.upper) == (year.lower, year.upper)


def test_nobody_in_post_has_no_rate():
    """0 of 0, or 2 of 0, would be shown as a number."""
    found = leaving_rate(Ranged.exact([0, 2]), Ranged.exact([0, 0]))
    assert np.isnan([found.value, found.lower, found.upper]).all()
    possible = leaving_rate(Ranged(0, 2, 4), Ranged(0, 2, 4))
    assert (possible.lower, possible.upper) == (0, np.inf)


@settings(deadline=None, max_examples=30)
@given(counts, counts, st.integers(5, 80), st.integers(0, 5))
def test_ranges_hold_every_count_they_allow(low, wider, headcount, spread):
    """A limit from rounded counts would not cover that of the true ones."""
    high = low + wider % 6
    shown = leaving_rate(
        Ranged(low, (low + high) // 2, high),
        Ranged(headcount - spread, headcount, headcount + spread),
    )
    left = np.arange(low, high + 1)[:, None]
    posts = np.linspace(headcount - spread, headcount + spread, 5)
    posts = posts[posts > 0]
    each = leaving_rate(Ranged.exact(left), Ranged.exact(posts))
    assert shown.lower <= each.lower.min() + 1e-12
    assert shown.upper >= each.upper.max() - 1e-12
    if headcount > spread:
        assert shown.lower == pytest.approx(each.lower.min())
        assert shown.upper == pytest.approx(each.upper.max())


def test_coverage():
    """Exact limits would cover less than they say, or the mid-p ones far less on average."""
    means = np.linspace(1, 40, 14)
    left = np.random.default_rng(6).poisson(means, (4000, 14))
    posts = np.full(left.shape, 100.0)
    exact, mid = leaving_rate(Ranged.exact(left), Ranged.exact(posts)), mid_p_rate(left, posts)
    covers = [((one.lower <= means / 100) & (means / 100 <= one.upper)) for one in (exact, mid)]
    # Two standard errors of 4,000 draws are 0.007 a mean and 0.002 over all.
    assert covers[0].mean(axis=0).min() > 0.943
    assert covers[1].mean() == pytest.approx(0.952, abs=0.006)


@pytest.mark.parametrize(
    ("build", "words"),
    [
        (lambda: Ranged(2, 1, 3), "in order"),
        (lambda: Ranged(np.nan, 1, 3), "none missing"),
        (lambda: Ranged(0, 1, np.inf), "none missing"),
        (lambda: Ranged([0, 1], 1, 3), "one shape"),
        (lambda: leaving_rate(Ranged.exact(1.5), Ranged.exact(9)), "whole numbers"),
        (lambda: leaving_rate(Ranged.exact([1, 2]), Ranged.exact([9] * 3)), "shapes that fit"),
        (lambda: leaving_rate(Ranged.exact(1), Ranged.exact(9), months=0), "months must be"),
        (lambda: leaving_rate(Ranged.exact(1), Ranged.exact(9), level=1), "level must be"),
    ],
)
def test_impossible_counts(build, words):
    """Nonsense would come out as a rate."""
    with pytest.raises(EstimationError, match=words):
        build()
