"""If these fail, an interval runs into its figures, or an axis cannot be read."""

from __future__ import annotations

from functools import partial

import pandas as pd
import pytest
from matplotlib.axes import Axes

from tests.presentation.drawn import drawn
from workbench.presentation.drawing.adjusted import draw_both

LARGE = {"value": 4.5, "lower": 3.5, "upper": 5.8}
SMALL = {"value": 1.3, "lower": 1.0, "upper": 1.6}
NEXT_TO_NONE = {"value": 1.02, "lower": 0.9, "upper": 1.1}


def both(one: dict[str, float], *, narrow: bool) -> Axes:
    shown = f"{one['value']} ({one['lower']} to {one['upper']})"
    crude = {f"crude_{name}": value for name, value in one.items()}
    row = {"label": "60 and over", **one, **crude, "shown": shown, "crude_shown": shown}
    return drawn(partial(draw_both, pd.DataFrame([row])), (140, 164), (224, 8), narrow=narrow)


@pytest.mark.parametrize("narrow", [False, True])
@pytest.mark.parametrize("one", [LARGE, SMALL, NEXT_TO_NONE])
def test_figures_stand_clear_of_the_longest_interval_and_within_the_axes(one, narrow):
    """A line that ends in a figure hides its first digit; a cut figure is half a range."""
    axes = both(one, narrow=narrow)
    end, _ = axes.transData.transform((one["upper"], 0))
    figures = [text.get_window_extent() for text in axes.texts if "(" in text.get_text()]
    assert len(figures) == 2
    assert min(box.x0 for box in figures) >= end + 6
    assert max(box.x1 for box in figures) <= axes.figure.bbox.x1


@pytest.mark.parametrize("narrow", [False, True])
@pytest.mark.parametrize("one", [LARGE, SMALL, NEXT_TO_NONE])
def test_an_axis_has_two_ticks_at_least(one, narrow):
    """With one tick no distance can be read."""
    axes = both(one, narrow=narrow)
    low, high = axes.get_xlim()
    ticks = [tick for tick in axes.get_xticks() if low <= tick <= high]
    assert len(ticks) >= 2
    assert 1 in ticks
