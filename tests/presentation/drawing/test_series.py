"""Rates by quarter: true to the numbers given, and every word readable."""

import numpy as np
import pandas as pd
import pytest

from tests.presentation.drawn import drawn, unreadable, words
from workbench.presentation.drawing.series import HEIGHTS, MARGINS, draw_series


def quarters(many, *, beyond=(), missing=()):
    value = np.random.default_rng(3).normal(9.5, 0.7, many)
    value[list(beyond)] = 14.0
    value[list(missing)] = np.nan
    frame = pd.DataFrame(
        {
            "label": [f"{2010 + place // 4} Q{place % 4 + 1}" for place in range(many)],
            "value": value,
            "lower": value - 0.6,
            "upper": value + 0.6,
            "average": 9.5,
            "limit_lower": 7.8,
            "limit_upper": 11.2,
            "beyond": False,
        }
    )
    frame["shown"] = [f"{one:.1f}" if one == one else "not shown" for one in value]
    frame.loc[list(beyond), "beyond"] = True
    frame.loc[:2, ["average", "limit_lower", "limit_upper"]] = np.nan
    return frame


def picture(frame, events=None, *, narrow):
    return drawn(
        lambda axes, small: draw_series(frame, events or {}, "leavers per 100 a year", axes, small),
        HEIGHTS,
        MARGINS,
        narrow=narrow,
    )


@pytest.mark.parametrize("narrow", [False, True])
@pytest.mark.parametrize(
    ("many", "beyond", "events"),
    [
        (4, [3], {"A": 2.5}),
        (16, [13, 14], {"A": 7.9, "B": 8.05, "C": 14.6}),
        (16, [0, 15], {"A": -0.4, "B": 15.4}),
        (60, [20, 22, 58], {"A": 3.0, "B": 20.0, "C": 20.1, "D": 20.2}),
    ],
)
def test_every_word_can_be_read(many, beyond, events, narrow):
    """If this fails, labels, numbers or letters of events are cut off, or on each other."""
    assert unreadable(picture(quarters(many, beyond=beyond), events, narrow=narrow)) == []


def test_dots_are_the_numbers_given():
    """If this fails, a quarter's rate is drawn elsewhere, or one beyond the limits looks usual."""
    frame = quarters(16, beyond=[9])
    axes = picture(frame, narrow=False)
    dots = [one for one in axes.collections if hasattr(one, "get_sizes") and len(one.get_sizes())]
    usual, unusual = (np.asarray(one.get_offsets()) for one in dots)
    assert unusual == pytest.approx(np.array([[9, 14.0]]))
    assert usual[:, 1] == pytest.approx(frame.loc[~frame["beyond"], "value"].to_numpy())
    assert len(dots[0].get_paths()[0].vertices) != len(dots[1].get_paths()[0].vertices)
    assert axes.get_ylim()[0] == 0


def test_a_number_is_never_above_the_mark_of_another():
    """If this fails, the last quarter's rate is read as that of the high one before it."""
    frame = quarters(16, beyond=[14])
    written = words(picture(frame, narrow=True))
    assert "14.0" in written
    assert frame["shown"].iloc[15] not in written
    wide = quarters(6)
    wide.loc[5, ["value", "upper", "shown"]] = [10.9, 11.5, "10.9"]
    assert "10.9" in words(picture(wide, narrow=True))


def test_what_is_not_released_is_not_drawn():
    """If this fails, a missing quarter gets a dot, or limits where there were none to know."""
    frame = quarters(8, missing=[4])
    axes = picture(frame, narrow=False)
    dots = next(
        one for one in axes.collections if hasattr(one, "get_sizes") and len(one.get_sizes())
    )
    assert np.isfinite(np.asarray(np.ma.filled(dots.get_offsets(), np.nan))[:, 1]).sum() == 7
    band = np.vstack([path.vertices for path in axes.collections[0].get_paths()])
    assert band[:, 0].min() == 2.5
