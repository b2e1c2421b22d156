"""If these fail, the auditor believes a count safer, or less safe, than an attacker finds it."""

from __future__ import annotations

from itertools import product

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from workbench.disclosure.linear import System, ranges, unsafe, whole_ranges, whole_unsafe
from workbench.errors import DisclosureError

TABLE = np.array(
    [
        *np.eye(4, dtype=int),
        [1, 1, 0, 0],
        [0, 0, 1, 1],
        [1, 0, 1, 0],
        [0, 1, 0, 1],
        [1, 1, 1, 1],
    ]
)
"""Two by two cells, row totals, column totals, all."""
MOST = 6


def enumerated(forms: np.ndarray, low: np.ndarray, high: np.ndarray) -> tuple:
    """Return least and greatest of each form over every table of 0 to `MOST` that is possible."""
    atoms = np.array(list(product(range(MOST + 1), repeat=forms.shape[1])))
    values = atoms @ forms.T
    possible = values[((values >= low) & (values <= high)).all(axis=1)]
    return possible.min(axis=0), possible.max(axis=0)


@st.composite
def published(draw):
    """Return forms with bounds around a true table; each atom is bounded, so all are listed."""
    atoms = draw(st.integers(2, 4))
    row = st.lists(st.integers(-1, 1), min_size=atoms, max_size=atoms)
    forms = np.vstack([np.eye(atoms, dtype=int), draw(st.lists(row, min_size=1, max_size=5))])
    true = forms @ np.array(draw(st.lists(st.integers(0, MOST), min_size=atoms, max_size=atoms)))
    slack = st.lists(st.integers(0, 3), min_size=true.size, max_size=true.size)
    low, high = true - np.array(draw(slack)), true + np.array(draw(slack))
    low[:atoms], high[:atoms] = 0, MOST
    return forms, low, high


@settings(max_examples=60, deadline=None)
@given(published())
def test_whole_ranges_are_those_of_every_possible_table(case):
    """Else the exact attack is not exact."""
    forms, low, high = case
    least, greatest = enumerated(forms, low, high)
    found = whole_ranges(System.of(forms), low, high, np.arange(len(forms)), seconds=20)
    assert found.lower.tolist() == least.tolist()
    assert found.upper.tolist() == greatest.tolist()


@settings(max_examples=60, deadline=None)
@given(published())
def test_ranges_hold_every_possible_table(case):
    """Else the quick attack calls a count disclosed, or a table impossible, that is not."""
    forms, low, high = case
    least, greatest = enumerated(forms, low, high)
    found = ranges(System.of(forms), low, high, np.arange(len(forms)), seconds=20)
    assert (found.lower <= least).all()
    assert (found.upper >= greatest).all()


@settings(max_examples=60, deadline=None)
@given(published())
def test_unsafe_are_those_that_no_possible_table_takes_far_enough(case):
    """Else a count that can be found out is let through."""
    forms, low, high = case
    least, greatest = enumerated(forms, low, high)
    found = whole_unsafe(
        System.of(forms), low, high, least=0, greatest=5, of=np.arange(len(forms)), seconds=20
    )
    assert found.counts.tolist() == np.flatnonzero((least > 0) | (greatest < 5)).tolist()


PLANTED = {
    "one hidden in a line": [0],
    "two hidden in a line, columns shown": [0, 1],
    "a cell and its row total hidden": [0, 4],
    "a chain through row, column and total": [0, 4, 5],
}


@pytest.mark.parametrize("hidden", PLANTED.values(), ids=PLANTED)
def test_planted_leaks_are_found_exactly(hidden):
    """Else the best known mistakes of suppression by hand get through."""
    exact = TABLE @ np.array([2, 20, 30, 40])
    low, high = exact.astype(float), exact.astype(float)
    low[hidden], high[hidden] = 0, np.inf
    found = unsafe(System.of(TABLE), low, high, least=0, greatest=5, of=[0], seconds=5)
    assert found.counts.tolist() == [0]
    assert found.lower.tolist() == found.upper.tolist() == [2]


def test_a_band_beside_rounded_margins_is_implied_not_to_be_zero():
    """Else rounding is taken for safe: 5 to 7 and 8 to 12 leave at least one for a "<5"."""
    found = ranges(System.of([[1, 0], [0, 1], [1, 1]]), [0, 5, 8], [4, 7, 12], [0], seconds=5)
    assert (found.lower.tolist(), found.upper.tolist()) == ([1], [4])


def test_links_carry_what_is_known_from_stage_to_stage():
    """Else people who passed one stage and entered the next are two unknowns."""
    passed, entered = [1, 0, 0], [0, 1, 1]
    linked = System.of([passed, entered, [0, 1, 0]], [[1, -1, -1]])
    found = ranges(linked, [7, 0, 5], [7, np.inf, 5], [1], seconds=5)
    assert (found.lower.tolist(), found.upper.tolist()) == ([7], [7])


def test_what_nothing_bounds_is_endless_on_that_side_alone():
    """Else a hidden count without a total is called safe or unsafe by accident."""
    found = ranges(System.of([[1, 1], [1, 0]]), [3, 0], [np.inf, 2], [0, 1], seconds=5)
    assert (found.lower.tolist(), found.upper.tolist()) == ([3, 0], [np.inf, 2])


MISTAKES = {
    "contradicts itself": ([9, 0, 0], [9, 2, 2], 5),
    "No whole number lies": ([0.2, 0, 0], [0.8, 9, 9], 5),
    "not a number": ([np.nan, 0, 0], [9, 9, 9], 5),
    "did not finish": ([5, 0, 0], [9, 8, 8], 0),
}


@pytest.mark.parametrize(("message", "case"), MISTAKES.items(), ids=MISTAKES)
def test_what_cannot_be_audited_is_refused(message, case):
    """Else a contradiction or lack of time passes for safe."""
    low, high, seconds = case
    with pytest.raises(DisclosureError, match=message):
        ranges(System.of([[1, 1], [1, 0], [0, 1]]), low, high, [0, 1], seconds=seconds)
