"""Mid-p against enumeration in whole numbers, R and SciPy; the omnibus test against SciPy."""

from fractions import Fraction
from math import comb
from pathlib import Path

import numpy as np
import pandas as pd
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from scipy.stats import boschloo_exact, chi2_contingency, fisher_exact, hypergeom

from workbench.errors import EstimationError
from workbench.statistics.comparison.exact_test import SMALLEST, fisher_mid_p, omnibus_p

pytestmark = pytest.mark.filterwarnings("error")
REFERENCE = Path(__file__).parents[2] / "reference"


def enumerated(x, n, x0, n0):
    """Mid-p in whole numbers, where ties are exact."""
    drawn = x + x0
    first, last = max(0, drawn - n0), min(n, drawn)
    if first == last:
        return Fraction(1)
    ways = [comb(n, k) * comb(n0, drawn - k) for k in range(first, last + 1)]
    seen = ways[x - first]
    twice = 2 * sum(way for way in ways if way < seen) + sum(way for way in ways if way == seen)
    return Fraction(twice, 2 * sum(ways))


def compare_with_enumeration(tables):
    expected = [float(enumerated(*map(int, table))) for table in tables.T]
    np.testing.assert_allclose(fisher_mid_p(*tables), np.maximum(expected, SMALLEST), rtol=1e-9)


def test_all_small_tables():
    tables = [
        (x, n, x0, n0)
        for n in range(9)
        for n0 in range(9)
        for x in range(n + 1)
        for x0 in range(n0 + 1)
    ]
    compare_with_enumeration(np.array(tables).T)


def test_larger_tables_of_mixed_size_in_one_call():
    random = np.random.default_rng(11)
    n = np.concatenate([random.integers(1, 30, 150), random.integers(100, 1500, 150)])
    n0 = random.permutation(n)
    rate = random.uniform(0, 1, 300)
    x, x0 = random.binomial(n, rate), random.binomial(n0, np.clip(rate + 0.03, 0, 1))
    compare_with_enumeration(np.stack([x, n, x0, n0]))


def test_values_of_r():
    table = pd.read_csv(REFERENCE / "mid_p_r.csv", comment="#")
    *counts, expected = (table[column].to_numpy() for column in table)
    np.testing.assert_allclose(fisher_mid_p(*counts), expected, rtol=1e-8)


def test_millions():
    """SciPy's distribution summed over all the mass there is."""
    x, n, x0, n0 = 1_500_900, 3_000_000, 1_000_000, 2_001_000
    masses = hypergeom.pmf(np.arange(x - 15_000, x + 15_000), n + n0, n, x + x0)
    seen = masses[15_000]
    expected = masses[masses < seen * (1 - 1e-7)].sum() + seen / 2
    assert fisher_mid_p(x, n, x0, n0) == pytest.approx(expected, rel=1e-6)


def test_one_possible_table_gives_one():
    assert fisher_mid_p([0, 0, 7, 3], [0, 5, 7, 5], [2, 0, 4, 0], [3, 9, 4, 0]).tolist() == [1] * 4


def test_what_cannot_be_told_from_nought_is_the_smallest():
    assert (
        fisher_mid_p([0, 400, 0], [400, 400, 90], [400, 0, 90], [400, 400, 90]).tolist()
        == [SMALLEST] * 3
    )
    assert fisher_mid_p(0, 2_000_000, 1_000_000, 2_000_000) == SMALLEST


def test_order_of_exact_tests():
    """Mid-p is Fisher's p less half the tied mass; Boschloo's is never above Fisher's."""
    for x, n, x0, n0 in ((7, 34, 1, 34), (3, 20, 16, 80), (8, 15, 4, 15), (2, 9, 8, 11)):
        table = [[x, x0], [n - x, n0 - x0]]
        fisher = fisher_exact(table).pvalue
        assert boschloo_exact(table).pvalue <= fisher + 1e-9
        seen = hypergeom.pmf(x, n + n0, n, x + x0)
        possible = hypergeom.pmf(np.arange(n + 1), n + n0, n, x + x0)
        tied = possible[np.isclose(possible, seen, rtol=1e-7, atol=0)].sum()
        assert fisher_mid_p(x, n, x0, n0) == pytest.approx(fisher - tied / 2, rel=1e-9)


@settings(deadline=None, max_examples=150)
@given(st.data())
def test_swapping_the_sides_or_the_outcomes_changes_nothing(data):
    n, n0 = data.draw(st.integers(1, 2000)), data.draw(st.integers(1, 2000))
    x, x0 = data.draw(st.integers(0, n)), data.draw(st.integers(0, n0))
    p = fisher_mid_p(x, n, x0, n0)
    assert SMALLEST <= p <= 1
    for turned in ((x0, n0, x, n), (n - x, n, n0 - x0, n0)):
        assert fisher_mid_p(*turned) == pytest.approx(p, rel=1e-9)


def test_order_of_rows_changes_nothing():
    random = np.random.default_rng(3)
    n, n0 = random.integers(1, 3000, (2, 2000))
    x, x0, order = random.binomial(n, 0.4), random.binomial(n0, 0.5), random.permutation(2000)
    tables = np.stack([x, n, x0, n0])
    shuffled = fisher_mid_p(*tables[:, order])
    np.testing.assert_allclose(shuffled, fisher_mid_p(*tables)[order], rtol=1e-12)
    alone = [fisher_mid_p(*table) for table in tables.T[:50]]
    np.testing.assert_allclose(fisher_mid_p(*tables)[:50], alone, rtol=1e-9)


def test_omnibus_is_pearsons_where_counts_allow():
    passed, entered = np.array([48, 30, 22]), np.array([80, 60, 40])
    expected = chi2_contingency([passed, entered - passed], correction=False).pvalue
    assert omnibus_p(passed, entered, seed=1) == pytest.approx(expected, rel=1e-12)
    assert omnibus_p([*passed, 0], [*entered, 0], seed=1) == pytest.approx(expected, rel=1e-12)


def test_omnibus_permutes_where_they_do_not():
    """Against the exact permutation p-value of a 3 x 2 table, enumerated; seeded."""
    passed, entered = np.array([1, 3, 5]), np.array([6, 5, 5])
    pearson = permuted = total = 0
    for first in range(7):
        for second in range(6):
            third = 9 - first - second
            if 0 <= third <= 5:
                ways = comb(6, first) * comb(5, second) * comb(5, third)
                table = np.array([first, second, third])
                pearson = ((table - entered * 9 / 16) ** 2 / entered).sum()
                seen = ((passed - entered * 9 / 16) ** 2 / entered).sum()
                total += ways
                permuted += ways * (pearson >= seen - 1e-12)
    found = omnibus_p(passed, entered, seed=5)
    assert found == pytest.approx(permuted / total, abs=0.01)
    assert found == omnibus_p(passed, entered, seed=5)
    assert found != omnibus_p(passed, entered, seed=6)


def test_omnibus_edge_cases():
    assert omnibus_p([0, 0], [5, 9], seed=1) == 1 == omnibus_p([5, 9], [5, 9], seed=1)
    assert np.isnan(omnibus_p([3, 0], [5, 0], seed=1))
    with pytest.raises(EstimationError, match="more than entered"):
        omnibus_p([6, 1], [5, 5], seed=1)
