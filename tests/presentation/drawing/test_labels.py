"""Places of words in drawings."""

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from scipy.optimize import minimize

from workbench.presentation.drawing.labels import beside, lines_of, spread, written_at

places = st.lists(st.floats(0, 300), min_size=1, max_size=8)


@settings(deadline=None, max_examples=100)
@given(places, st.lists(st.integers(10, 40), min_size=8, max_size=8))
def test_labels_stand_apart_and_inside(wanted, rooms):
    """If this fails, names at the ends of curves are written on each other or cut off."""
    sizes = np.array(rooms[: len(wanted)])
    found = spread(wanted, sizes, low=0, high=400)
    order = np.argsort(wanted, kind="stable")
    gaps = np.diff(found[order]) - (sizes[order][1:] + sizes[order][:-1]) / 2
    assert (gaps >= -1e-9).all()
    assert (found - sizes / 2 >= -1e-9).all()
    assert (found + sizes / 2 <= 400 + 1e-9).all()


def test_labels_move_as_little_as_it_takes():
    """If this fails, a name stands further from its curve than it must."""
    wanted, sizes = np.array([150.0, 155.0, 160.0, 250.0]), np.array([20, 40, 20, 20])
    found = spread(wanted, sizes, low=0, high=400)
    best = minimize(
        lambda at: ((at - wanted) ** 2).sum(),
        wanted,
        constraints={
            "type": "ineq",
            "fun": lambda at: np.diff(at) - (sizes[1:] + sizes[:-1]) / 2,
        },
    )
    assert found == pytest.approx(best.x, abs=1e-3)
    assert found[3] == 250


@settings(deadline=None, max_examples=60)
@given(st.lists(st.tuples(st.floats(0, 500), st.floats(0, 300)), min_size=1, max_size=6))
def test_letters_are_on_no_mark_and_no_letter(marks):
    """If this fails, a letter hides a unit or another letter."""
    found = beside(marks, width=500, height=300)
    for place, at in enumerate(found):
        for other in marks:
            assert (np.abs(at - other) >= [14.9, 17.9]).any()
        for other in found[:place]:
            assert (np.abs(at - other) >= [15.9, 21.9]).any()
    assert ((found >= [8, 11]) & (found <= [492, 289])).all()


def test_lines_and_times():
    """If this fails, long names or numbers run into each other."""
    assert lines_of("Kensington and Chelsea", 120) == ["Kensington", "and Chelsea"]
    assert written_at([0, 6, 12, 18, 24], 1000, longest=3) == [0, 6, 12, 18, 24]
    assert written_at([0, 6, 12, 18, 24], 120, longest=5) == [0, 18]
    assert written_at([12], 120, longest=5) == [12]
