"""Tipping points against people added one at a time."""

from fractions import Fraction
from itertools import product

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from workbench.errors import EstimationError
from workbench.statistics.comparison.tipping_point import tipping_point
from workbench.statistics.comparison.undeclared_bounds import undeclared_bounds

pytestmark = pytest.mark.filterwarnings("error")
counts = st.tuples(*[st.tuples(st.integers(0, 400), st.integers(1, 400))] * 2)


def mildest(passed, entered, others_passed, others, undeclared_passed, undeclared):
    """Add one person at a time until the ratio is on the other side of its line."""
    if not others_passed or not entered:
        return np.nan, None
    line = Fraction(4, 5)

    def side(more_passed, more_entered):
        own = Fraction(passed + more_passed, entered + more_entered)
        ratio = own / Fraction(others_passed, others)
        return ratio <= 1 / line if above else ratio >= line

    above = passed * others > others_passed * entered
    now = side(0, 0)
    passers = now == above
    for people in range(1, (undeclared_passed if passers else undeclared - undeclared_passed) + 1):
        if side(people if passers else 0, people) != now:
            return people, passers
    return np.nan, passers


def test_tipping_point_is_the_first_person_who_crosses():
    """Tables of up to 12 people a side, added one at a time in exact fractions."""
    sides = [(x, n) for n in range(1, 5) for x in range(n + 1)]
    unknown = [(x, n) for n in range(7) for x in range(n + 1)]
    tables = [(*a, *b, *c) for a, b, c in product(sides, sides, unknown)]
    tables += [(x, 12, 5, 10, 9, 20) for x in range(13)]
    tables += [(x, 100, 40, 100, 30, 70) for x in range(101)]
    found = tipping_point(*np.array(tables).T)
    crossed = 0
    for table, people, passers in zip(tables, found.people, found.passers, strict=True):
        expected, which = mildest(*table)
        np.testing.assert_equal(people, expected, err_msg=str(table))
        if not np.isnan(people):
            crossed += 1
            assert passers == which, table
    assert crossed > 1000


def test_a_ratio_on_the_line_and_parity():
    """8 of 20 against 5 of 10 is 0.8 exactly; 10 of 20 is 1 and 25 of 40 is 1.25 exactly."""
    found = tipping_point([8, 10, 25], [20, 20, 40], 5, 10, 50, 100)
    assert found.people.tolist() == [1, 6, 1]
    assert found.passers.tolist() == [False, False, True]
    assert found.line.tolist() == [0.8, 0.8, 1.25]


def test_what_has_no_tipping_point():
    found = tipping_point([0, 3, 1, 9], [0, 5, 50, 10], [4, 0, 9, 9], [9, 5, 10, 10], 2, 4)
    assert np.isnan(found.people).all()
    np.testing.assert_equal(found.line, [np.nan, np.nan, 0.8, 0.8])
    # Above 1, and the inverse of the line at or above the highest possible rate.
    assert np.isnan(tipping_point([10, 9], 10, [9, 8], 10, 99, 100).people).all()


def test_large_counts_are_exact():
    """8 of 10 on the line to the last of 2,000 million people."""
    found = tipping_point(800_000_000, 2_000_000_000, 1_000_000_000, 2_000_000_000, 9, 99)
    assert found.people == 1
    assert not found.passers
    short = tipping_point(799_999_999, 2_000_000_000, 1_000_000_000, 2_000_000_000, 9, 99)
    assert short.people == 2
    assert short.passers


@settings(deadline=None, max_examples=100)
@given(counts, st.integers(0, 60), st.integers(0, 60))
def test_a_tipping_point_is_within_the_bounds(sides, passed, failed):
    (x, f), (x0, f0) = sides
    table = (x, x + f, x0, x0 + f0, passed, passed + failed)
    tipping, bounds = tipping_point(*table), undeclared_bounds(*table)
    if not np.isnan(tipping.people):
        assert bounds.ratio_lower <= tipping.line * (1 + 1e-12)
        assert bounds.ratio_upper >= tipping.line * (1 - 1e-12)


def test_impossible_input_is_refused():
    for line in (0, 1, np.nan):
        with pytest.raises(EstimationError, match="line"):
            tipping_point(1, 2, 1, 2, 1, 2, line=line)
    with pytest.raises(EstimationError, match="undeclared_passed"):
        tipping_point(1, 2, 1, 2, 3, 2)
