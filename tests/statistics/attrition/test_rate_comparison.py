"""Ratios, gaps and excess against R and enumeration; the p-value agrees with the interval."""

from itertools import product
from pathlib import Path
from time import process_time

import numpy as np
import pandas as pd
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from workbench.errors import EstimationError
from workbench.statistics.attrition.leaving_rate import Ranged
from workbench.statistics.attrition.rate_comparison import rate_ratio
from workbench.statistics.attrition.rate_gap import excess_leavers, rate_gap

REFERENCE = Path(__file__).parents[2] / "reference"
R = pd.read_csv(REFERENCE / "attrition_rates_r.csv", comment="#")
FOUR = [R.leavers, R.headcount, R.others, R.other_headcount]
left, posts = st.integers(0, 40), st.integers(1, 300)
pairs = st.tuples(left, posts, left, posts)


def exact(*counts):
    return [Ranged.exact(each) for each in counts]


def test_r_limits():
    """Ratio, p-value or difference would be off, also where nobody left on a side."""
    found, gap = rate_ratio(*exact(*FOUR)), rate_gap(*exact(*FOUR))
    np.testing.assert_allclose(found.ratio.lower, R.ratio_lower, rtol=1e-7)
    np.testing.assert_allclose(found.ratio.upper, R.ratio_upper, rtol=1e-7)
    np.testing.assert_allclose(found.p_value, R.p_value, rtol=1e-8)
    np.testing.assert_allclose(gap.lower, R.gap_lower, rtol=1e-8)
    np.testing.assert_allclose(gap.upper, R.gap_upper, rtol=1e-8)


@settings(deadline=None, max_examples=15)
@given(pairs)
def test_p_value_agrees_with_the_interval(counts):
    """A verdict would say evidence with an interval that holds 1, or the other way round."""
    found = rate_ratio(*exact(*counts))
    out = bool(found.ratio.lower > 1 or found.ratio.upper < 1)
    assert (found.p_value <= 0.05) == out


def many_pairs():
    """Counts of 400 comparisons, many of them of nobody."""
    random = np.random.default_rng(4)
    x, y = random.poisson(random.choice([0.5, 4, 30], (2, 400)))
    h, k = random.uniform(5, 400, (2, 400)).round(1)
    return x, h, y, k


def test_scale_and_symmetry():
    """More headcount on both sides would move the ratio, or the order of sides the evidence."""
    x, h, y, k = many_pairs()
    found = rate_ratio(*exact(x, h, y, k))
    scaled = rate_ratio(*exact(x, h * 7, y, k * 7))
    turned = rate_ratio(*exact(y, k, x, h))
    np.testing.assert_allclose(scaled.ratio.lower, found.ratio.lower)
    np.testing.assert_allclose(turned.p_value, found.p_value)
    with np.errstate(divide="ignore"):
        np.testing.assert_allclose(1 / turned.ratio.upper, found.ratio.lower)
    gap, back = rate_gap(*exact(x, h, y, k)), rate_gap(*exact(y, k, x, h))
    np.testing.assert_allclose(gap.lower, -back.upper)


@settings(deadline=None, max_examples=15)
@given(pairs, st.tuples(*[st.integers(0, 3)] * 4))
def test_ranges_hold_every_count_they_allow(counts, spreads):
    """A limit or a p-value from rounded counts would be bolder than that of the true ones."""
    sides = [
        Ranged(max(count - spread, 0), count, count + spread)
        for count, spread in zip(counts, spreads, strict=True)
    ]
    people = [np.arange(sides[i].low, sides[i].high + 1) for i in (0, 2)]
    headcounts = [np.linspace(sides[i].low, sides[i].high, 3) for i in (1, 3)]
    headcounts = [side[side > 0] for side in headcounts]
    all_of = np.array(list(product(people[0], headcounts[0], people[1], headcounts[1]))).T
    shown, each = rate_ratio(*sides), rate_ratio(*exact(*all_of))
    assert shown.ratio.lower <= each.ratio.lower.min() * (1 + 1e-9)
    assert shown.ratio.upper >= each.ratio.upper.max() * (1 - 1e-9)
    assert shown.p_value >= each.p_value.max() - 1e-12
    if (sides[1].low > 0) & (sides[3].low > 0):
        assert shown.ratio.lower == pytest.approx(each.ratio.lower.min())
        one_way = (each.ratio.value > 1).all() or (each.ratio.value < 1).all()
        if one_way and shown.p_value < 0.9:
            assert shown.p_value == pytest.approx(each.p_value.max())
    for function in (rate_gap, excess_leavers):
        hull, single = function(*sides), function(*exact(*all_of))
        assert np.isnan(hull.lower) or hull.lower <= single.lower.min() + 1e-9
        assert np.isnan(hull.upper) or hull.upper >= single.upper.max() - 1e-9


def test_more_leavers_raise_every_limit():
    """Hulls taken at the ends of ranges would not be hulls."""
    x, h, y, k = many_pairs()
    for function in (lambda *four: rate_ratio(*four).ratio, rate_gap, excess_leavers):
        now, more = function(*exact(x, h, y, k)), function(*exact(x + 1, h, y, k))
        assert (more.lower >= now.lower).all()
        assert (more.upper >= now.upper).all()


def test_excess_of_both_chances():
    """The wider range would not be the difference told in people."""
    four = exact(30, 200, 40, 400)
    gap, both = rate_gap(*four, months=6), excess_leavers(*four, months=6, chance="both")
    assert both.value == pytest.approx(10)
    assert both.lower == pytest.approx(gap.lower * 100)
    alone = excess_leavers(*four, months=6)
    assert alone.value == pytest.approx(10)
    assert both.lower < alone.lower


def test_coverage_of_ratio_and_gap():
    """Intervals of small groups would miss the truth more often than they say."""
    random = np.random.default_rng(16)
    covered = []
    for mean, other in product((3, 8, 25), (20, 150)):
        x, y = random.poisson(mean, 1500), random.poisson(other, 1500)
        four = exact(x, np.full(1500, 100.0), y, np.full(1500, 1000.0))
        ratio, gap = rate_ratio(*four).ratio, rate_gap(*four)
        truth, apart = mean / other * 10, mean / 100 - other / 1000
        covered.append(
            [
                ((one.lower <= true) & (true <= one.upper)).mean()
                for one, true in ((ratio, truth), (gap, apart))
            ]
        )
    # Two standard errors of 1,500 draws are 0.011.
    assert np.min(covered) > 0.935
    assert np.mean(covered, axis=0) == pytest.approx([0.957, 0.955], abs=0.012)


def test_cells_of_a_report_in_no_time():
    """A report of 500 comparisons would wait."""
    random = np.random.default_rng(2)
    x, y = random.poisson(8, 500), random.poisson(80, 500)
    sides = [
        Ranged(np.maximum(x - 2, 0), x, x + 2),
        Ranged.exact(np.full(500, 95.0)),
        Ranged(np.maximum(y - 2, 0), y, y + 2),
        Ranged.exact(np.full(500, 900.0)),
    ]
    started = process_time()
    rate_ratio(*sides)
    rate_gap(*sides)
    assert process_time() - started < 1


def test_unknown_chance():
    """A misspelt choice would pass for the other one."""
    with pytest.raises(EstimationError, match="chance must be"):
        excess_leavers(*exact(1, 10, 2, 20), chance="neither")
    with pytest.raises(EstimationError, match="shapes that fit"):
        rate_ratio(*exact([1, 2], 10, [1, 2, 3], 20))
