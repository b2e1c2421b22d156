"""Bounds against every assignment of the undeclared, enumerated."""

from itertools import product

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from workbench.errors import EstimationError
from workbench.statistics.comparison.relative_rate import relative_rate_index
from workbench.statistics.comparison.undeclared_bounds import (
    ranged_undeclared_bounds,
    undeclared_bounds,
)

pytestmark = pytest.mark.filterwarnings("error")


def assignments(passed, entered, others_passed, others, undeclared_passed, undeclared):
    """Rate and ratio for each way to send each undeclared person to one side or to neither."""
    outcomes = [1] * undeclared_passed + [0] * (undeclared - undeclared_passed)
    for places in product(range(3), repeat=undeclared):
        here = [o for o, place in zip(outcomes, places, strict=True) if place == 0]
        there = [o for o, place in zip(outcomes, places, strict=True) if place == 1]
        yield of_sides(
            passed + sum(here), entered + len(here), others_passed + sum(there), others + len(there)
        )


def of_sides(passed, entered, others_passed, others):
    above, below = passed * others, others_passed * entered
    ratio = above / below if below else np.inf if above else np.nan
    return passed / entered, ratio


def limits(values):
    kept = [value for value in values if not np.isnan(value)]
    return (min(kept), max(kept)) if kept else (np.nan, np.nan)


def as_row(bounds):
    names = ("rate_lower", "rate_upper", "ratio_lower", "ratio_upper")
    return np.stack([getattr(bounds, name) for name in names], axis=-1)


def small_tables(most, undeclared):
    """Every table with up to `most` people a side and up to `undeclared` who did not declare."""
    sides = [(x, n) for n in range(1, most + 1) for x in range(n + 1)]
    unknown = [(x, n) for n in range(undeclared + 1) for x in range(n + 1)]
    return [(*a, *b, *c) for a, b, c in product(sides, sides, unknown)]


def test_bounds_are_reached_and_never_passed():
    """All assignments of up to 4 people, one by one, over 812 tables: both ends exactly."""
    tables = [*small_tables(3, 3), (2, 5, 3, 4, 2, 4), (0, 9, 5, 6, 3, 4)]
    assert len(tables) == 812
    expected = []
    for table in tables:
        rates, ratios = zip(*assignments(*table), strict=True)
        expected.append([*limits(rates), *limits(ratios)])
    found = as_row(undeclared_bounds(*np.array(tables).T))
    np.testing.assert_allclose(found, expected, rtol=1e-12)


def test_nobody_who_declared_has_no_bounds():
    bounds = as_row(undeclared_bounds([0, 3], [0, 5], [4, 0], [9, 0], 2, 6))
    assert np.isnan(bounds[0]).all()
    np.testing.assert_allclose(bounds[1], [3 / 9, 5 / 7, np.nan, np.nan])


counts = st.tuples(*[st.tuples(st.integers(0, 400), st.integers(1, 400))] * 2)


@settings(deadline=None, max_examples=150)
@given(counts, st.integers(0, 60), st.integers(0, 60))
def test_more_undeclared_widen_and_none_leave_the_ratio(sides, passed, failed):
    (x, f), (x0, f0) = sides
    table = (x, x + f, x0, x0 + f0)
    narrow = as_row(undeclared_bounds(*table, passed, passed + failed))
    for wide in (
        as_row(undeclared_bounds(*table, passed + 1, passed + failed + 1)),
        as_row(undeclared_bounds(*table, passed, passed + failed + 1)),
    ):
        if not np.isnan(narrow).any():
            assert (wide[[0, 2]] <= narrow[[0, 2]]).all()
            assert (wide[[1, 3]] >= narrow[[1, 3]]).all()
    none = as_row(undeclared_bounds(*table, 0, 0))
    ratio = relative_rate_index(*table).value
    np.testing.assert_allclose(none, [x / (x + f), x / (x + f), ratio, ratio], rtol=1e-12)


def possible(ranges):
    """Every six counts inside the ranges that people could make up, with somebody entered."""
    for table in product(*(range(low, high + 1) for low, high in ranges)):
        x, n, x0, n0, u, all_undeclared = table
        if x <= n and x0 <= n0 and u <= all_undeclared and n and n0:
            yield table


def hull(tables):
    rows = as_row(undeclared_bounds(*np.array(tables).T))
    lowest, highest = np.full(4, np.nan), np.full(4, np.nan)
    known = ~np.isnan(rows).all(axis=0)
    lowest[known], highest[known] = np.nanmin(rows[:, known], 0), np.nanmax(rows[:, known], 0)
    return np.array([lowest[0], highest[1], lowest[2], highest[3]])


def random_ranges(random, *, exact_undeclared):
    """Ranges with many noughts, and some whose highest passed is above the highest entered."""
    low = random.integers(0, 6, 6) * random.integers(0, 2, 6)
    high = low + random.integers(0, 4, 6)
    if exact_undeclared:
        low[5] += low[4]
        high[4:] = low[4:]
    return np.stack([low, high], axis=1)


def test_ranged_bounds_are_the_hull_of_all_counts_in_the_ranges():
    """Where the undeclared are known exactly; 1,000 random boxes of counts, each enumerated."""
    random = np.random.default_rng(20240501)
    tried = 0
    while tried < 1000:
        ranges = random_ranges(random, exact_undeclared=True)
        tables = list(possible(ranges))
        if not tables:
            continue
        found = as_row(ranged_undeclared_bounds(*ranges))
        np.testing.assert_allclose(found, hull(tables), rtol=1e-12)
        tried += 1


def test_ranged_bounds_hold_all_counts_when_the_undeclared_are_rounded_too():
    random = np.random.default_rng(20240502)
    widths, tried = [], 0
    while tried < 150:
        ranges = random_ranges(random, exact_undeclared=False)
        tables = list(possible(ranges))
        if not tables:
            continue
        found, expected = as_row(ranged_undeclared_bounds(*ranges)), hull(tables)
        assert (found[[0, 2]] <= expected[[0, 2]] + 1e-12).all()
        assert (found[[1, 3]] >= expected[[1, 3]] - 1e-12).all()
        widths.append((found[1] - found[0]) / max(expected[1] - expected[0], 0.01))
        tried += 1
    assert np.median(widths) < 1.15


def test_ratio_bound_does_not_move_one_way_with_passers_at_a_fixed_number_undeclared():
    """Why the ends of the range of `undeclared_passed` alone would not do."""
    lower = undeclared_bounds(10, 20, 1, 10, np.arange(31), 30).ratio_lower
    assert 5 < lower.argmin() < 25


def test_ranges_that_are_one_table_are_its_bounds():
    table = np.array([3, 9, 5, 11, 2, 4])
    twice = np.stack([table, table], axis=1)
    np.testing.assert_array_equal(
        as_row(ranged_undeclared_bounds(*twice)), as_row(undeclared_bounds(*table))
    )


def test_no_more_undeclared_passed_than_entered():
    box = [[3, 5], [8, 9], [4, 4], [9, 9]]
    loose, tight = (
        ranged_undeclared_bounds(*box, [0, most], [2, 3]).ratio_upper for most in (5, 3)
    )
    assert loose == tight


def test_impossible_input_is_refused():
    with pytest.raises(EstimationError, match="undeclared_passed"):
        undeclared_bounds(1, 2, 1, 2, 3, 2)
    with pytest.raises(EstimationError, match="more than entered"):
        undeclared_bounds(3, 2, 1, 2, 1, 2)
    with pytest.raises(EstimationError, match="first axis"):
        ranged_undeclared_bounds(1, 2, 1, 2, 1, 2)
    box = [[1, 2], [5, 6], [1, 2], [5, 6], [1, 2], [5, 6]]
    with pytest.raises(EstimationError, match="above its highest"):
        ranged_undeclared_bounds([2, 1], *box[1:])
    with pytest.raises(EstimationError, match="at most entered"):
        ranged_undeclared_bounds([7, 8], *box[1:])
