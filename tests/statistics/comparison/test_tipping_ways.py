"""If these fail, a report names more people than it takes to change the reading of a ratio."""

from __future__ import annotations

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from workbench.errors import EstimationError
from workbench.statistics.comparison.tipping_ways import tipping_ways

LINES = (0.8, 1.25)
WAYS = ("passers", "others", "comparator_passers", "comparator_others")
ADDED = ((1, 1, 0, 0), (0, 1, 0, 0), (0, 0, 1, 1), (0, 0, 0, 1))
"""What one person adds to passed and entered of the group and of its comparator."""


def reading(passed: int, entered: int, other: int, others: int) -> int:
    """Tell whether a ratio is below both lines, between them or above; in whole numbers."""
    left, right = 20 * passed * others, other * entered
    return (left >= 16 * right) + (left > 25 * right)


def by_trying(counts: tuple[int, ...], added: tuple[int, ...], available: int) -> float:
    first = reading(*counts)
    for people in range(1, available + 1):
        now = [count + people * each for count, each in zip(counts, added, strict=True)]
        if reading(*now) != first:
            return people
    return np.nan


@settings(max_examples=150, deadline=None)
@given(
    st.lists(st.integers(1, 25), min_size=4, max_size=4),
    st.lists(st.integers(0, 30), min_size=2, max_size=2),
)
def test_every_way_is_the_first_person_who_changes_the_reading(sides, silent):
    """By trying one person after another."""
    (passed, failed, other, others_failed), (left, stayed) = sides, silent
    counts = passed, passed + failed, other, other + others_failed
    found = tipping_ways(*counts, left, left + stayed)
    for way, added in zip(WAYS, ADDED, strict=True):
        available = left if way.endswith("passers") else stayed
        expected = by_trying(counts, added, available)
        assert getattr(found, way) == pytest.approx(expected, nan_ok=True), way


def test_a_rate_of_nothing_crosses_nowhere():
    found = tipping_ways([0, 5], [10, 10], [5, 0], [10, 10], 5, 10)
    assert all(np.isnan(getattr(found, way)).all() for way in WAYS)


def test_a_line_is_a_ratio_below_one():
    with pytest.raises(EstimationError, match="line must be above 0 and below 1"):
        tipping_ways(1, 2, 1, 2, 0, 0, line=1)
