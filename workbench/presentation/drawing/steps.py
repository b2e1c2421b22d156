"""Curves that change in steps, with those still at risk below; each number drawn was released."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

import numpy as np
import pandas as pd
from matplotlib.axes import Axes
from matplotlib.transforms import blended_transform_factory

from workbench.presentation.drawing.labels import LINE, lines_of, place, size_of, spread
from workbench.presentation.drawing.ticks import marked, roomy
from workbench.presentation.figure import NARROW, WIDE
from workbench.presentation.theme import PALETTE, PIXELS_PER_INCH

MOST_GROUPS = 4
STYLES: tuple[Any, ...] = ("-", (0, (7, 3)), (0, (2, 2)), (0, (8, 2, 2, 2)))
COLOURS = (PALETTE[0], PALETTE[2], PALETTE[4], "#1C7168")
"""The last is a darker kind of the palette's second, which words on white could not be read in."""
CURVES = 250
"""Pixels from the lowest to the highest value."""
AXIS = 58
"""Pixels of the ticks and the name of the axis."""
SIDE = 190
"""Pixels right of the curves for their names, on a wide screen."""
TOP, RIGHT, LEFT = 8, 30, 56


@dataclass(frozen=True, slots=True)
class Axis:
    """What the axes say.

    Attributes
    ----------
    time : str
        Name of the axis below, such as "months of service".
    top : float
        Highest value drawn, of every 100.
    still : str
        What the numbers below are, such as "still in post and followed".
    ticks : tuple of float
        Rising times at which the axis is marked, as far as there is room; else where the numbers
        below stand.
    each : float
        How much time is 1 on the axis: 12 where months are drawn and years are written.
    """

    time: str
    top: float = 100
    still: str = "at risk"
    ticks: tuple[float, ...] = ()
    each: float = 1


def steps_margins() -> tuple[float, float]:
    """Return the pixels left of the axes, wide and narrow."""
    return LEFT, LEFT


def steps_heights(groups: Sequence[str], axis: Axis) -> tuple[int, int]:
    """Return how high the drawing has to be, in pixels, wide and narrow.

    Parameters
    ----------
    groups : sequence of str
    axis : Axis

    Examples
    --------
    >>> steps_heights(["Men", "Women"], Axis("months of service"))
    (426, 478)
    """
    wide, narrow = (_below(groups, axis, width) for width in (WIDE, NARROW))
    return TOP + CURVES + wide, TOP + CURVES + narrow + LINE * _key(groups) + TOP


def draw_steps(
    frame: pd.DataFrame, still: pd.DataFrame, axis: Axis, axes: Axes, narrow: bool
) -> None:
    """Draw a curve of steps for each group with its likely range, its name, and who is at risk.

    Parameters
    ----------
    frame : DataFrame
        ``group``, ``time`` (rising within a group), ``value``, ``lower`` and ``upper``, of every
        100; a value holds from its time to the next. Limits are NaN where none were released.
        At most four groups, in the order in which they come.
    still : DataFrame
        ``group``, ``time`` and ``shown``, the words for how many are at risk; the same times for
        every group.
    axis : Axis
    axes : Axes
        In a figure as high as `steps_heights` says.
    narrow : bool
        Whether the screen is narrow: then the names stand above the curves.

    Raises
    ------
    ValueError
        More groups than can be told apart.
    """
    groups = list(dict.fromkeys(frame["group"]))
    if len(groups) > MOST_GROUPS:
        raise ValueError(f"Curves of {MOST_GROUPS} groups can be told apart; {len(groups)} came.")
    above = LINE * _key(groups) + TOP if narrow else 0
    below = _below(groups, axis, NARROW if narrow else WIDE)
    right = RIGHT if narrow else SIDE
    place(axes, left=LEFT, right=right, above=TOP + above, below=below)
    last = float(max(frame["time"].max(), still["time"].max()))
    axes.set(xlim=(0, last), ylim=(0, axis.top), ylabel="", xlabel=axis.time)
    for group, colour, style in zip(groups, COLOURS, STYLES, strict=False):
        own = frame[frame["group"] == group]
        lower, upper = own[["lower", "upper"]].to_numpy(float).T
        axes.fill_between(
            own["time"],
            lower,
            upper,
            step="post",
            color=colour,
            alpha=0.15 if len(groups) < 3 else 0.08,
            linewidth=0,
        )
        axes.step(
            own["time"], own["value"], where="post", color=colour, linestyle=style, linewidth=2.5
        )
    if narrow:
        _name_above(groups, axes)
    else:
        _name_beside(frame, groups, axes)
    _still(still, groups, axis, axes)


def _below(groups: Sequence[str], axis: Axis, width: int) -> int:
    """Return the pixels below the curves: axis, heading, and two lines or more for each group."""
    return AXIS + LINE * (
        len(_heading(axis, width)) + sum(1 + len(_row(group, width)) for group in groups)
    )


def _heading(axis: Axis, width: int) -> list[str]:
    return lines_of(f"{axis.still}:", width - LEFT - RIGHT)


def _row(group: str, width: int) -> list[str]:
    return lines_of(group, width - LEFT - RIGHT)


def _key(groups: Sequence[str]) -> int:
    """Return how many lines the names above the curves take on a narrow screen."""
    return sum(len(_keyed(group)) for group in groups)


def _keyed(group: str) -> list[str]:
    return lines_of(group, NARROW - LEFT - RIGHT - 44)


def _name_above(groups: Sequence[str], axes: Axes) -> None:
    """Write a piece of each line with its name above the curves."""
    width, height = size_of(axes)
    line = float(LINE * _key(groups) + TOP)
    for group, colour, style in zip(groups, COLOURS, STYLES, strict=False):
        words = _keyed(group)
        middle = 1 + (line - LINE / 2) / height
        axes.plot(
            [0, 34 / width],
            [middle, middle],
            transform=axes.transAxes,
            color=colour,
            linestyle=style,
            linewidth=2.5,
            clip_on=False,
        )
        for word in words:
            at = (44 / width, 1 + (line - LINE / 2) / height)
            axes.text(*at, word, transform=axes.transAxes, color=colour, va="center")
            line -= LINE


def _name_beside(frame: pd.DataFrame, groups: Sequence[str], axes: Axes) -> None:
    """Write each name at the end of its curve, moved up or down where two would meet."""
    width, height = size_of(axes)
    top, last = axes.get_ylim()[1], axes.get_xlim()[1]
    ends = [frame[frame["group"] == group].iloc[-1] for group in groups]
    names = [lines_of(group, SIDE - 24) for group in groups]
    wanted = [end["value"] / top * height for end in ends]
    middles = spread(wanted, [LINE * len(name) for name in names], low=0, high=height)
    for end, name, middle, at, colour in zip(ends, names, middles, wanted, COLOURS, strict=False):
        own = [end["time"] / last, 1 + 14 / width]
        axes.plot(
            own,
            [at / height, middle / height],
            transform=axes.transAxes,
            color=colour,
            linewidth=0.8,
            clip_on=False,
        )
        axes.text(
            1 + 18 / width,
            middle / height,
            "\n".join(name),
            transform=axes.transAxes,
            color=colour,
            va="center",
            linespacing=1.1,
        )


def _still(still: pd.DataFrame, groups: Sequence[str], axis: Axis, axes: Axes) -> None:
    """Write how many are at risk below the axis, at times that leave room between the numbers."""
    width, height = size_of(axes)
    figure = axes.get_figure(root=True)
    whole = round(figure.get_size_inches()[0] * PIXELS_PER_INCH) if figure else WIDE
    longest = int(still["shown"].str.len().max())
    scale = width / axes.get_xlim()[1]
    times = roomy(sorted(set(still["time"])), scale, longest)
    ticks = marked(axis.ticks, axis.each, axes.get_xlim()[1], scale) if axis.ticks else times
    axes.set_xticks(ticks, [f"{time / axis.each:g}" for time in ticks])
    under = blended_transform_factory(axes.transData, axes.transAxes)
    down = float(AXIS)
    for word in _heading(axis, whole):
        axes.text(0, -(down + LINE / 2) / height, word, transform=axes.transAxes, va="center")
        down += LINE
    for group, colour in zip(groups, COLOURS, strict=False):
        for word in _row(group, whole):
            at = -(down + LINE / 2) / height
            axes.text(0, at, word, transform=axes.transAxes, color=colour, va="center")
            down += LINE
        own = still[still["group"] == group].set_index("time")["shown"]
        for time in times:
            if time in own.index:
                at = -(down + LINE / 2) / height
                # Centred, the first would hang left of the axis.
                side = "left" if time == 0 else "center"
                axes.text(time, at, own[time], transform=under, ha=side, va="center")
        down += LINE


def round_top(values: np.ndarray) -> float:
    """Return a round highest value for axes: the next of 5, 10, 20, 30, 50, 75 and 100.

    Examples
    --------
    >>> round_top(np.array([3.0, 17.2, np.nan])), round_top(np.array([80.0]))
    (20, 100)
    """
    highest = float(np.nanmax(values))
    return next((end for end in (5, 10, 20, 30, 50, 75) if highest <= end), 100)
