"""The funnel plot: true to the numbers given, and only units beyond the limits named."""

import numpy as np
import pandas as pd
import pytest

from tests.presentation.drawn import drawn, unreadable, words
from workbench.presentation.drawing.funnel_plot import (
    OUTSIDE,
    Funnel,
    draw_funnel_plot,
    funnel_plot_heights,
    funnel_plot_margins,
    lettered,
)

CROWD = [(250, 16.2), (255, 16.0), (245, 16.4), (100, 24.0), (102, 24.0), (230, 16.5)]


def limits():
    size = np.arange(10, 265, 5)
    frames = []
    for name, reach in (("95%", 1.96), ("99.8%", 3.09)):
        away = 100 * reach * np.sqrt(0.095 / size)
        frames.append(
            pd.DataFrame(
                {"name": name, "size": size, "lower": (9.5 - away).clip(0), "upper": 9.5 + away}
            )
        )
    return pd.concat(frames)


def units(beyond):
    generator = np.random.default_rng(2)
    size = generator.integers(3, 52, 100) * 5
    frame = pd.DataFrame(
        {
            "unit": [f"Inside {number}" for number in range(100)],
            "size": size,
            "rate": 100 * generator.poisson(0.095 * size) / size,
            "beyond": "",
        }
    )
    more = pd.DataFrame(
        [
            {"unit": f"Hammersmith and Fulham, part {n}", "size": s, "rate": r, "beyond": "above"}
            for n, (s, r) in enumerate(beyond)
        ],
        columns=frame.columns,
    ).astype(frame.dtypes)
    return pd.concat([frame, more], ignore_index=True)


def picture(frame, *, narrow):
    funnel = Funnel(limits(), 9.5, "mean headcount", "leavers per 100 a year")
    return drawn(
        lambda axes, small: draw_funnel_plot(frame, funnel, axes, small),
        funnel_plot_heights(frame),
        funnel_plot_margins(),
        narrow=narrow,
    )


@pytest.mark.parametrize("narrow", [False, True])
@pytest.mark.parametrize("beyond", [[], CROWD[:2], CROWD])
def test_every_word_can_be_read(beyond, narrow):
    """If this fails, a unit's letter or name is cut off, or on another."""
    assert unreadable(picture(units(beyond), narrow=narrow)) == []


def test_only_units_beyond_the_limits_are_named():
    """If this fails, a unit within chance is held up to readers."""
    written = " ".join(words(picture(units(CROWD[:2]), narrow=False)))
    assert "Inside" not in written
    assert "A Hammersmith and Fulham, part 0" in written
    assert "B Hammersmith and Fulham, part 1" in written


def test_dots_are_the_numbers_given():
    """If this fails, a unit stands elsewhere than was released, or looks the same as another."""
    frame = units(CROWD)
    frame.loc[0, ["size", "rate", "beyond"]] = [250, 2.0, "below"]
    axes = picture(frame, narrow=False)
    dots = [one for one in axes.collections if hasattr(one, "get_sizes") and len(one.get_sizes())]
    for kind, drawn_dots in zip(["", *OUTSIDE], dots, strict=True):
        own = frame.loc[frame["beyond"] == kind, ["size", "rate"]].to_numpy(float)
        assert np.asarray(drawn_dots.get_offsets()) == pytest.approx(own)
    assert len({len(one.get_paths()[0].vertices) for one in dots}) > 1
    top = axes.get_ylim()[1]
    assert top > frame["rate"].max()


def test_letters_follow_the_rates():
    """If this fails, the letters in the words below are not in the order of the rates."""
    frame = units(CROWD)
    order = frame.set_index("unit").loc[list(lettered(frame).values()), "rate"]
    assert order.is_monotonic_decreasing
    assert len(order) == len(CROWD)
