"""Curves of steps: true to the numbers given, and every word readable."""

import numpy as np
import pandas as pd
import pytest
from matplotlib.colors import to_hex

from tests.presentation.drawn import drawn, unreadable, words
from workbench.presentation.drawing.steps import (
    COLOURS,
    Axis,
    draw_steps,
    round_top,
    steps_heights,
    steps_margins,
)

LONG = [
    "Asian, Asian British or Asian Welsh",
    "Black, Black British, Caribbean or African",
    "Mixed or multiple ethnic groups",
    "White",
]
AXIS = Axis("months of service", still="Still in post and followed, about")


def curves(groups, *, last=120, apart=0.001):
    times = np.arange(0, last + 1, 6)
    frames, still = [], []
    for place, group in enumerate(groups):
        value = 100 * np.exp(-(0.008 + apart * place) * times)
        reach = np.sqrt(times)
        frames.append(
            pd.DataFrame(
                {
                    "group": group,
                    "time": times,
                    "value": value,
                    "lower": value - reach,
                    "upper": np.minimum(value + reach, 100),
                }
            )
        )
        shown = [f"{round(5000 * np.exp(-0.03 * time), -1):,.0f}" for time in times]
        still.append(pd.DataFrame({"group": group, "time": times, "shown": shown})[::2])
    return pd.concat(frames), pd.concat(still)


def picture(groups, *, narrow, axis=AXIS, **named):
    frame, still = curves(groups, **named)
    return drawn(
        lambda axes, small: draw_steps(frame, still, axis, axes, small),
        steps_heights(groups, axis),
        steps_margins(),
        narrow=narrow,
    )


@pytest.mark.parametrize("narrow", [False, True])
@pytest.mark.parametrize("groups", [["Men", "Women"], LONG, LONG[:1], ["PQiP, 15 months"] * 1])
@pytest.mark.parametrize("apart", [0.0, 0.02])
def test_every_word_can_be_read(groups, narrow, apart):
    """If this fails, names or numbers at risk are cut off, or on each other."""
    assert unreadable(picture(groups, narrow=narrow, apart=apart)) == []


@pytest.mark.parametrize("last", [12, 24, 480])
def test_every_word_can_be_read_whatever_the_times(last):
    """If this fails, the numbers at risk of a long or a short window run into each other."""
    assert unreadable(picture(["Men", "Women"], narrow=True, last=last)) == []


def test_curves_are_the_numbers_given():
    """If this fails, a reader sees another curve or range than was released."""
    axes = picture(["Men", "Women"], narrow=False)
    frame, _ = curves(["Men", "Women"])
    steps = [line for line in axes.lines if line.get_drawstyle() == "steps-post"]
    for line, (_, own) in zip(steps, frame.groupby("group", sort=False), strict=True):
        assert line.get_xdata() == pytest.approx(own["time"].to_numpy())
        assert line.get_ydata() == pytest.approx(own["value"].to_numpy())
    band = axes.collections[1].get_paths()[0].vertices
    women = frame[frame["group"] == "Women"]
    for limit in ("lower", "upper"):
        assert np.isin(women[limit].round(6), band[:, 1].round(6)).all()


def test_groups_are_told_apart_without_colour():
    """If this fails, somebody who sees no colours cannot tell the curves apart."""
    axes = picture(LONG, narrow=False)
    steps = [line for line in axes.lines if line.get_drawstyle() == "steps-post"]
    assert len({str(line._dash_pattern) for line in steps}) == 4
    assert [line.get_color() for line in steps] == list(COLOURS)


@pytest.mark.parametrize("colour", COLOURS)
def test_names_can_be_read_on_white(colour):
    """If this fails, a name is fainter than the 4.5 to 1 of the accessibility guidelines."""
    red, green, blue = (int(to_hex(colour)[at : at + 2], 16) / 255 for at in (1, 3, 5))
    parts = [
        c / 12.92 if c <= 0.03928 else ((c + 0.055) / 1.055) ** 2.4 for c in (red, green, blue)
    ]
    luminance = 0.2126 * parts[0] + 0.7152 * parts[1] + 0.0722 * parts[2]
    assert 1.05 / (luminance + 0.05) >= 4.5


def test_who_is_at_risk_stands_below():
    """If this fails, a curve's end looks as well founded as its start."""
    written = words(picture(["Men", "Women"], narrow=False))
    assert written.count("5,000") == 2
    assert "Still in post and followed, about:" in written
    assert written.count("Men") == 2  # at the curve and at the row


@pytest.mark.parametrize("narrow", [False, True])
def test_years_are_marked_up_to_the_end(narrow):
    """If this fails, a reader has to divide months by twelve, or does not see where it ends."""
    years = Axis("years of service", ticks=(0, 12, 24, 60, 120), each=12)
    axes = picture(["Men", "Women"], narrow=narrow, axis=years)
    told = [label.get_text() for label in axes.get_xticklabels()]
    assert (told[0], told[-1]) == ("0", "10")
    assert told == ["0", "1", "2", "5", "10"] or narrow
    assert set(told) <= {"0", "1", "2", "5", "10"}
    assert unreadable(axes) == []


def test_the_first_number_does_not_hang_left_of_the_axis():
    """If this fails, it is read as a number of another column, or cut off."""
    axes = picture(["Men", "Women"], narrow=True)
    first = [text for text in axes.texts if text.get_text() == "5,000"]
    assert [text.get_horizontalalignment() for text in first] == ["left"] * 2


def test_missing_limits_leave_no_band():
    """If this fails, a range that was not released is drawn."""
    frame, still = curves(["Men"])
    frame[["lower", "upper"]] = np.nan
    axes = drawn(
        lambda axes, small: draw_steps(frame, still, AXIS, axes, small),
        steps_heights(["Men"], AXIS),
        steps_margins(),
        narrow=False,
    )
    assert all(not len(band.get_paths()) for band in axes.collections)


def test_more_groups_than_can_be_told_apart_are_refused():
    """If this fails, a fifth curve is left out or looks like the first."""
    with pytest.raises(ValueError, match="4 groups can be told apart; 5 came"):
        picture([*LONG, "Other"], narrow=False)


def test_round_tops():
    """If this fails, the highest value touches or leaves the drawing."""
    tops = [round_top(np.array([value])) for value in (4.9, 5.0, 5.1, 30.1, 76.0, 100.0)]
    assert tops == [5, 5, 10, 50, 100, 100]
