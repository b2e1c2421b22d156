"""Rates quarter by quarter with limits and dated events; each number drawn was released."""

from __future__ import annotations

from collections.abc import Mapping
from math import ceil

import numpy as np
import pandas as pd
from matplotlib.axes import Axes
from matplotlib.ticker import MaxNLocator

from workbench.presentation.drawing.labels import BOX, LETTER, LINE, lines_of, place, size_of
from workbench.presentation.theme import COMPARATOR, GREY, GROUP, PALETTE

LEFT, RIGHT, TOP, AXIS = 56, 12, 4, 56
HEIGHTS, MARGINS = (380, 350), (LEFT, LEFT)
"""Pixels, wide and narrow."""
LEAST = 48
"""Pixels that a point needs for its label."""


def draw_series(
    frame: pd.DataFrame, events: Mapping[str, float], rate: str, axes: Axes, _: bool
) -> None:
    """Draw a rate with its range at each time, the limits of chance, and a line an event.

    Parameters
    ----------
    frame : DataFrame
        One row a time, in order: ``label`` (such as 2022 Q1), ``shown``, ``value``, ``lower`` and
        ``upper``, NaN where only words are shown; ``average``, ``limit_lower`` and
        ``limit_upper``, what the times before it lead to expect, NaN where there are none; and
        ``beyond``, whether the value is outside those limits.
    events : mapping of str to float
        A letter for each event, and where it stands: 0 at the first time, 1 at the next.
    rate : str
        What the values are, such as "leavers per 100 a year".
    axes : Axes
        In a figure of `HEIGHTS` and `MARGINS`.
    _ : bool
        Whether the screen is narrow; words leave room for themselves on any.
    """
    places = np.arange(len(frame))
    place(axes, left=LEFT, right=RIGHT, above=TOP + LINE, below=AXIS)
    width, height = size_of(axes)
    # The last label is wider than its time where there are many.
    side = max(0.6, LEAST / 3 * len(frame) / width)
    axes.set(xlim=(-side, len(frame) - 1 + side), ylabel="", xlabel="")
    levels = _levels(events, axes)
    drawn = frame[["value", "upper", "limit_upper"]].to_numpy(float)
    highest = float(np.nanmax(drawn, initial=np.finfo(float).tiny))
    room = 1 - LINE * (1.5 + 1 + max(levels.values(), default=0)) / height
    axes.set_ylim(0, highest / max(room, 0.4))
    axes.text(0, 1 + 12 / height, rate, transform=axes.transAxes, va="center")
    _limits(frame, axes)
    axes.vlines(places, frame["lower"], frame["upper"], color=GREY, linewidth=2)
    axes.plot(places, frame["value"], color=GREY, linewidth=1, zorder=1)
    beyond = frame["beyond"].to_numpy(bool)
    for mark, colour, size, own in (("o", GREY, 60, ~beyond), ("D", GROUP, 90, beyond)):
        axes.scatter(places[own], frame["value"][own], s=size, marker=mark, color=colour, zorder=3)
    _numbers(frame, axes)
    _events(events, levels, axes)
    every = _every(len(frame), axes)
    axes.set_xticks(every, [_label(frame["label"].iloc[time]) for time in every])
    axes.yaxis.set_major_locator(MaxNLocator(nbins=6, steps=[1, 2, 5, 10]))
    axes.yaxis.set_major_formatter("{x:g}")


def _limits(frame: pd.DataFrame, axes: Axes) -> None:
    """Draw what was to be expected as a band of steps, each as wide as its time."""
    edges = np.arange(len(frame) + 1) - 0.5
    bands = frame[["average", "limit_lower", "limit_upper"]].to_numpy(float)
    average, lower, upper = np.vstack([bands, bands[-1:]]).T
    axes.fill_between(edges, lower, upper, step="post", color=PALETTE[0], alpha=0.12, linewidth=0)
    for line, style in ((average, "-"), (lower, (0, (4, 3))), (upper, (0, (4, 3)))):
        axes.step(edges, line, where="post", color=COMPARATOR, linewidth=1.2, linestyle=style)


def _numbers(frame: pd.DataFrame, axes: Axes) -> None:
    """Write the numbers beyond the limits and the last, each above its own mark.

    One that would stand above a neighbour's mark is left out, since it would be read as that
    neighbour's; the data table has them all.
    """
    apart = ceil(LEAST * len(frame) / size_of(axes)[0])
    ends = frame[["value", "upper"]].max(axis=1).fillna(0).to_numpy(float)
    kept: list[int] = []
    for time in [*np.flatnonzero(frame["beyond"])[::-1], len(frame) - 1]:
        near = ends[max(time - apart // 2, 0) : time + apart // 2 + 1].max()
        if ends[time] == near and all(abs(time - other) >= apart for other in kept):
            kept.append(int(time))
            height = near + axes.get_ylim()[1] * 0.02
            words = frame["shown"].iloc[time]
            axes.text(time, height, words, ha="center", va="bottom", bbox=BOX, zorder=4)


def _levels(events: Mapping[str, float], axes: Axes) -> dict[str, int]:
    """Return how many lines down each event's letter stands, so that it meets none before it."""
    left, right = axes.get_xlim()
    level, before, found = 0, -np.inf, {}
    for letter, at in sorted(events.items(), key=lambda event: event[1]):
        pixels = (at - left) / (right - left) * size_of(axes)[0]
        level = level + 1 if pixels - before < LETTER * 1.8 else 0
        before, found[letter] = pixels, level
    return found


def _events(events: Mapping[str, float], levels: Mapping[str, int], axes: Axes) -> None:
    """Draw an upright line with its letter for each event."""
    top, height = axes.get_ylim()[1], size_of(axes)[1]
    for letter, at in events.items():
        axes.axvline(at, color=GREY, linewidth=1.5, linestyle=(0, (2, 3)), zorder=0)
        y = top * (1 - levels[letter] * LINE / height)
        axes.text(at, y, letter, ha="center", va="top", weight="bold", bbox=BOX, zorder=4)


def _every(times: int, axes: Axes) -> list[int]:
    """Return the times that are labelled: the last, and as many before it as there is room."""
    step = ceil(times * LEAST / size_of(axes)[0])
    return list(range(times - 1, -1, -step))[::-1]


def _label(label: str) -> str:
    """Return a label in lines, the part that changes first.

    Examples
    --------
    >>> _label("2022 Q1").split()
    ['Q1', '2022']
    """
    year, _, part = label.partition(" ")
    if len(year) == 4 and year.isdigit() and part:
        return f"{part}\n{year}"
    return "\n".join(lines_of(label, LEAST * 2))
