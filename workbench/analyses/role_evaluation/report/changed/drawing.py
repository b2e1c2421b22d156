"""Two lines over months with the roll-out marked; each point drawn was released."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from math import ceil

import numpy as np
import pandas as pd
from matplotlib.axes import Axes
from matplotlib.ticker import MaxNLocator

from workbench.presentation.drawing.labels import BOX, LINE, lines_of, place, size_of, spread
from workbench.presentation.theme import COMPARATOR, GREY, GROUP

LEFT, BELOW, ABOVE = 56, 56, 30
RIGHT = {False: 142, True: 92}
"""Pixels for the name of each line, right of its end."""
HEIGHTS, MARGINS = (400, 400), (LEFT, LEFT)
TICK = 52
"""Pixels that the name of a month needs."""
MARKS = 6
"""Of more waves only the first and the last are named."""


def draw_lines(
    frame: pd.DataFrame,
    ticks: Sequence[str],
    marks: Mapping[str, float],
    unit: str,
    from_zero: bool,
    axes: Axes,
    narrow: bool,
) -> None:
    """Draw one or two lines, each named at its end, and an upright line for each wave.

    Parameters
    ----------
    frame : DataFrame
        A column a line, by its name, the first drawn whole and the second dashed; one row a span
        of months, NaN where nothing is told.
    ticks : sequence of str
        What each row is called, in lines.
    marks : mapping of str to float
        The month of each wave, and its place: 0 at the first row.
    unit : str
        What the values are in.
    from_zero : bool
        Whether the axis has to begin at 0.
    axes : Axes
        In a figure of `HEIGHTS` and `MARGINS`.
    narrow : bool
        Whether names of lines are broken to fit.
    """
    place(axes, left=LEFT, right=RIGHT[narrow], above=ABOVE, below=BELOW)
    places = np.arange(len(frame))
    styles = ((GROUP, "-", "o"), (COMPARATOR, (0, (5, 2)), "D"))
    single = 60 if len(frame) < 8 else 0
    for (_, values), (colour, style, mark) in zip(frame.items(), styles, strict=False):
        axes.plot(places, values, color=colour, linestyle=style, linewidth=3)
        known = values.last_valid_index()
        if known is not None:
            end = ([known], [values[known]])
            axes.scatter(*end, s=70, color=colour, marker=mark, zorder=3, clip_on=False)
            axes.scatter(places, values, s=single, color=colour, marker=mark, zorder=3)
    axes.set(xlim=(-0.5, len(frame) - 0.5), ylabel="", xlabel="")
    _room(frame, marks, axes, from_zero)
    axes.text(0, 1 + 14 / size_of(axes)[1], unit, transform=axes.transAxes, va="center")
    _ends(frame, axes, narrow)
    _waves(marks, axes)
    step = max(ceil(len(frame) * TICK / size_of(axes)[0]), 1)
    shown = list(range(len(frame) - 1, -1, -step))[::-1]
    axes.set_xticks(shown, [ticks[at] for at in shown])
    axes.yaxis.set_major_locator(MaxNLocator(nbins=6, steps=[1, 2, 5, 10]))
    axes.yaxis.set_major_formatter("{x:g}")


def _room(frame: pd.DataFrame, marks: Mapping[str, float], axes: Axes, from_zero: bool) -> None:
    """Leave room above the lines for the names of waves, one below the other."""
    low, high = float(frame.min(axis=None)), float(frame.max(axis=None))
    low = min(low, 0.0) if from_zero else low
    spread_of = (high - low) or max(abs(high), 1.0)
    share = LINE * (len(_named(marks)) + 0.5) / size_of(axes)[1]
    least = low if from_zero else low - 0.08 * spread_of
    axes.set_ylim(least, high + (share / (1 - share) + 0.05) * 1.1 * spread_of)


def _named(marks: Mapping[str, float]) -> list[str]:
    names = sorted(marks, key=lambda name: marks[name])
    return names if len(names) <= MARKS else [names[0], names[-1]]


def _waves(marks: Mapping[str, float], axes: Axes) -> None:
    """Name each wave left of its line, or right of it where there is no room."""
    width, height = size_of(axes)
    left, right = axes.get_xlim()
    for at in marks.values():
        axes.axvline(at, color=GREY, linewidth=1.5, linestyle=(0, (2, 3)), zorder=0)
    for row, name in enumerate(_named(marks)):
        pixels = (marks[name] - left) / (right - left) * width
        before = pixels > 92
        axes.text(
            (pixels + (-5 if before else 5)) / width, 1 - (row * LINE + 4) / height, name,
            transform=axes.transAxes, ha="right" if before else "left", va="top", bbox=BOX,
            zorder=2,
        )  # fmt: skip


def _ends(frame: pd.DataFrame, axes: Axes, narrow: bool) -> None:
    """Name each line right of its end, in its colour, and none over another."""
    width, height = size_of(axes)
    low, high = axes.get_ylim()
    told = [(name, values.dropna()) for name, values in frame.items() if values.notna().any()]
    names = [lines_of(str(name), RIGHT[narrow] - 8) for name, _ in told]
    wanted = [(float(values.iloc[-1]) - low) / (high - low) * height for _, values in told]
    at = spread(wanted, [LINE * len(name) for name in names], low=0, high=height)
    for (name, _), words, middle in zip(told, names, at, strict=True):
        first = name == frame.columns[0]
        axes.text(
            1 + 8 / width, middle / height, "\n".join(words), transform=axes.transAxes,
            va="center", color=GROUP if first else COMPARATOR, weight="bold", linespacing=1.1,
        )  # fmt: skip
