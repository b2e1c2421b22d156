"""Arrangements of roll-out dates against literal enumeration and counting."""

from collections import Counter
from itertools import permutations, product
from math import comb, factorial

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from scipy.stats import chisquare

from workbench.errors import EstimationError
from workbench.statistics.evaluation.inference.assignments import assignments, rejected_at_most

pytestmark = pytest.mark.filterwarnings("error")
dates = st.lists(st.integers(0, 3), min_size=1, max_size=4)


def test_two_of_twelve():
    """Example R3: the smallest p-value would not be 1/66, nor the attainable size 3/66."""
    found = assignments([5, 5] + [24] * 10, seed=1)
    assert (found.possible, found.enumerated, len(found.starts)) == (66, True, 66)
    assert found.floor == 1 / 66
    assert found.attainable_size() == 3 / 66
    assert found.smallest_cohort == 2
    treated = {tuple(np.flatnonzero(row == 5)) for row in found.starts}
    assert treated == {(one, other) for one in range(12) for other in range(one + 1, 12)}


@settings(deadline=None, max_examples=60)
@given(st.lists(dates, min_size=1, max_size=2))
def test_literal_enumeration(strata):
    """An arrangement would be left out, listed twice, or cross strata."""
    starts = [date for held in strata for date in held]
    stratum = [number for number, held in enumerate(strata) for _ in held]
    literal = {sum(parts, ()) for parts in product(*(set(permutations(held)) for held in strata))}
    found = assignments(starts, strata=stratum, seed=1)
    rows = [tuple(row) for row in found.starts.tolist()]
    assert len(rows) == found.possible == len(literal)
    assert set(rows) == literal
    assert rows[0] == tuple(starts)


def test_clusters_move_together():
    """Areas of one region would be given dates apart, or another region's."""
    found = assignments([7, 4, 7, 9, 4], clusters=[30, 10, 30, 20, 10], seed=1)
    assert found.starts[0].tolist() == [4, 9, 7]
    assert found.possible == 6
    assert found.units()[0].tolist() == [7, 4, 7, 9, 4]
    for regions, areas in zip(found.starts, found.units(), strict=True):
        assert areas.tolist() == [regions[2], regions[0], regions[2], regions[1], regions[0]]


def test_too_many_are_drawn():
    """Twelve regions in cohorts of 3, 4, 3 and 2: too many to go through, or draws out of reach."""
    starts = np.repeat([8, 11, 14, 30], [3, 4, 3, 2])
    found = assignments(starts, strata=np.arange(12) % 2, seed=4)
    assert len(assignments(starts, seed=4).starts) == 10_000
    assert assignments(starts, seed=4).possible == factorial(12) // (6 * 24 * 6 * 2)
    assert found.possible == (factorial(6) // (2 * 2)) ** 2
    assert not found.enumerated
    assert found.floor == 1 / 10_000
    assert (found.starts[0] == starts).all()
    for half in (slice(0, None, 2), slice(1, None, 2)):
        assert (np.sort(found.starts[:, half], axis=1) == np.sort(starts[half])).all()
    again, other = (assignments(starts, strata=np.arange(12) % 2, seed=s).starts for s in (4, 5))
    assert (again == found.starts).all()
    assert (other != found.starts).any()


def test_draws_are_uniform():
    """Some arrangement of equal dates would be drawn more often than another."""
    found = assignments([2, 2, 5, 5, 9], seed=8, enumerated=1, drawn=9_000)
    drawn = Counter(map(tuple, found.starts[1:].tolist()))
    assert len(drawn) == found.possible == comb(5, 2) * comb(3, 2)
    assert chisquare(list(drawn.values())).pvalue > 0.001


def test_nothing_to_rearrange():
    """One region, or one date for all, would seem to allow a test."""
    for starts in ([5], [5, 5, 5]):
        found = assignments(starts, seed=1)
        assert (found.possible, found.floor, found.attainable_size()) == (1, 1.0, 0.0)


def test_shares_that_rounding_blurs():
    """One in twenty would not be 5%, or one in ten not 10%."""
    assert [rejected_at_most(count) for count in (19, 20, 40, 60, 10_000)] == [0, 1, 2, 3, 500]
    assert [rejected_at_most(10, level) for level in (0.9, 0.8, 0.7)] == [1, 2, 3]


def test_impossible():
    """Nonsense would be rearranged."""
    with pytest.raises(EstimationError, match=r"2 problems.*1 clusters.*start.*1 clusters.*strat"):
        assignments([3, 4, 5], clusters=[0, 0, 1], strata=[0, 1, 1], seed=1)
    with pytest.raises(EstimationError, match="found shapes"):
        assignments([3, 4], clusters=[0], seed=1)
    with pytest.raises(EstimationError, match="found shapes"):
        assignments([], seed=1)
    with pytest.raises(EstimationError, match="negative"):
        assignments([-1, 4], seed=1)
    with pytest.raises(EstimationError, match="1 or more"):
        assignments([3, 4], seed=1, drawn=0)
    with pytest.raises(EstimationError, match="level"):
        assignments([3, 4], seed=1).attainable_size(1)
