"""If these fail, the picture of the first page shows groups beside the wrong numbers."""

from __future__ import annotations

from math import nan

import matplotlib as mpl
import pandas as pd
import pytest
from matplotlib.collections import PathCollection as Paths
from matplotlib.figure import Figure

from workbench.presentation.drawing.pairs import LAYOUTS, draw_pairs, pairs_heights


def frame() -> pd.DataFrame:
    """Two pairs, of which one group is too small to show."""
    columns = ["pair", "title", "verdict", "label", "role", "evidence", "value", "lower", "upper"]
    rows = [
        ("a", "Age", "Evidence of a disparity: large", "Old", "declared", True, 24.0, 20.0, 28.0),
        ("a", "Age", "Evidence of a disparity: large", "Young", "comparator", True, 8.0, 7.0, 9.0),
        ("b", "Age", "Cannot tell", "Middle", "declared", False, nan, nan, nan),
        ("b", "Age", "Cannot tell", "Young", "comparator", False, 8.0, 7.0, 9.0),
    ]
    made = pd.DataFrame(rows, columns=columns)
    shown = ["24 (20 to 28)", "8 (7 to 9)", "too few to show", "8 (7 to 9)"]
    return made.assign(shown=shown)


@pytest.mark.parametrize("narrow", [False, True])
def test_every_group_has_its_own_number_and_two_of_one_characteristic_stand_apart(narrow):
    """A group drawn on another's line would have its leavers."""
    with mpl.rc_context({"text.parse_math": False}):
        axes = Figure().add_subplot()
        draw_pairs(frame(), "in post", axes, narrow)
    texts = [one.get_text() for one in axes.texts]
    assert texts.count("Age") == 2
    assert [texts.count(one) for one in ("24 (20 to 28)", "8 (7 to 9)")] == [1, 2]
    assert "too few to show" in texts
    assert ("Middle" in texts) is narrow
    marks = [one.get_offsets().tolist() for one in axes.collections if isinstance(one, Paths)]
    dots = {(x, y) for ((x, y),) in marks if x is not None}
    heights = sorted(y for _, y in dots)
    assert len(set(heights)) == len(heights)
    old = next(one for one in axes.texts if one.get_text() == "24 (20 to 28)")
    assert min(y for x, y in dots if x == 24) == old.get_position()[1]
    assert axes.get_xlim()[0] == 0
    assert axes.get_ylim()[0] == LAYOUTS[narrow].height(frame())


def test_the_heights_leave_room_for_every_line():
    """Rows of a drawing that is too low would lie on one another."""
    wide, narrow = pairs_heights(frame())
    assert narrow > wide > 4 * LAYOUTS[False].row
    one = frame().head(2)
    assert pairs_heights(one)[0] < wide
