"""Units against what chance leaves to units of their size; each number drawn was released."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
import pandas as pd
from matplotlib.axes import Axes

from workbench.presentation.drawing.labels import (
    BOX,
    LINE,
    beside,
    lines_of,
    place,
    size_of,
    spread,
)
from workbench.presentation.figure import NARROW, WIDE
from workbench.presentation.theme import COMPARATOR, GREY, GROUP

CURVES, AXIS, TOP, RIGHT, LEFT = 300, 58, 8, 12, 56
AWAY = 20
"""Pixels from a mark beyond which its letter is joined to it by a line."""
LIMITS = 76
"""Pixels right of the curves for what the limits are called."""
STYLES = ((0, (4, 3)), "-", (0, (1, 2)))
LETTERS = "ABCDEFGHIJKLMNOPQRSTUVWXYZ"
OUTSIDE = {"above": ("^", GROUP), "below": ("v", COMPARATOR)}


@dataclass(frozen=True, slots=True)
class Funnel:
    """What is drawn beside the units.

    Attributes
    ----------
    limits : DataFrame
        ``name`` (a few letters, such as 95%), ``size`` (rising within a name), ``lower`` and
        ``upper``; the innermost name first, three at most.
    average : float
        The rate that all units would have.
    size, rate : str
        What the axes are called, such as "mean headcount" and "leavers per 100 a year".
    """

    limits: pd.DataFrame
    average: float
    size: str
    rate: str


def lettered(units: pd.DataFrame) -> dict[str, str]:
    """Return a letter for each unit beyond the limits, the highest rate first.

    Parameters
    ----------
    units : DataFrame
        As `draw_funnel_plot` takes it.

    Examples
    --------
    >>> lettered(pd.DataFrame({
    ...     "unit": ["Hull", "Leeds", "York"], "rate": [9.0, 19.0, 2.0],
    ...     "beyond": ["", "above", "below"],
    ... }))
    {'A': 'Leeds', 'B': 'York'}
    """
    named = units[units["beyond"] != ""].sort_values(["rate", "unit"], ascending=[False, True])
    return dict(zip(LETTERS, named["unit"], strict=False))


def funnel_plot_margins() -> tuple[float, float]:
    """Return the pixels left of the axes, wide and narrow."""
    return LEFT, LEFT


def funnel_plot_heights(units: pd.DataFrame) -> tuple[int, int]:
    """Return how high the drawing has to be, in pixels, wide and narrow.

    Parameters
    ----------
    units : DataFrame
        As `draw_funnel_plot` takes it.

    Examples
    --------
    >>> funnel_plot_heights(pd.DataFrame({"unit": ["Hull"], "rate": [9.0], "beyond": ["above"]}))
    (410, 410)
    """
    wide, narrow = (LINE * len(_key(units, width)) for width in (WIDE, NARROW))
    rest = TOP + LINE + CURVES + AXIS
    return rest + wide, rest + narrow


def draw_funnel_plot(units: pd.DataFrame, funnel: Funnel, axes: Axes, narrow: bool) -> None:
    """Draw a dot for each unit and the limits of chance; a letter where a unit is beyond them.

    Parameters
    ----------
    units : DataFrame
        ``unit``, ``size``, ``rate`` and ``beyond``: "above", "below" or "". Only units beyond the
        limits are named, in the lines below; the others are dots.
    funnel : Funnel
    axes : Axes
        In a figure as high as `funnel_plot_heights` says.
    narrow : bool
        Whether the screen is narrow.
    """
    key = _key(units, NARROW if narrow else WIDE)
    place(axes, left=LEFT, right=LIMITS, above=TOP + LINE, below=AXIS + LINE * len(key))
    inside = units[units["beyond"] == ""]
    axes.scatter(inside["size"], inside["rate"], s=36, color=GREY, alpha=0.55, linewidth=0)
    for side, (mark, colour) in OUTSIDE.items():
        own = units[units["beyond"] == side]
        axes.scatter(own["size"], own["rate"], s=110, marker=mark, color=colour, zorder=3)
    right = float(max(units["size"].max(), funnel.limits["size"].max()))
    top = _top(units, funnel)
    axes.set(xlim=(0, 1.03 * right), ylim=(0, top), xlabel=funnel.size, ylabel="")
    axes.text(0, 1 + 12 / size_of(axes)[1], funnel.rate, transform=axes.transAxes, va="center")
    _limits(funnel, axes)
    _letters(units, axes)
    for number, words in enumerate(key):
        down = AXIS + LINE * (number + 0.5)
        axes.text(0, -down / size_of(axes)[1], words, transform=axes.transAxes, va="center")


def _top(units: pd.DataFrame, funnel: Funnel) -> float:
    """Return the highest rate of the axis: every unit's; limits of the smallest may run out."""
    return 1.15 * float(max(units["rate"].max(), 2 * funnel.average))


def _limits(funnel: Funnel, axes: Axes) -> None:
    """Draw the limits and the average, and write at their right ends what they are."""
    width, height = size_of(axes)
    names = list(dict.fromkeys(funnel.limits["name"]))
    last, top = axes.get_xlim()[1], axes.get_ylim()[1]
    wanted = [funnel.average]
    axes.hlines(funnel.average, 0, last, color=GREY, linewidth=1.5)
    for name, style in zip(names, STYLES, strict=False):
        own = funnel.limits[funnel.limits["name"] == name]
        for side in ("lower", "upper"):
            # A limit at nothing would be drawn over by the axis, and looks like one.
            axes.plot(
                own["size"],
                own[side].where(own[side] > 0),
                color=COMPARATOR,
                linestyle=style,
                linewidth=1.5,
            )
        wanted.append(float(own["upper"].iloc[-1]))
    middles = spread([at / top * height for at in wanted], [LINE] * len(wanted), low=0, high=height)
    told = [f"{funnel.average:.2g}", *names]
    for words, middle, colour in zip(
        told, middles, [GREY, *[COMPARATOR] * len(names)], strict=True
    ):
        at = (1 + 6 / width, middle / height)
        axes.text(*at, words, transform=axes.transAxes, color=colour, va="center")


def _letters(units: pd.DataFrame, axes: Axes) -> None:
    """Write a letter beside each unit beyond the limits, none on another or on its mark."""
    size = np.array(size_of(axes))
    ends = np.array([axes.get_xlim()[1], axes.get_ylim()[1]])
    letters = lettered(units)
    own = units.set_index("unit").loc[list(letters.values()), ["size", "rate"]]
    marks = own.to_numpy(float) / ends * size
    for letter, mark, at in zip(
        letters, marks, beside(marks, width=size[0], height=size[1]), strict=True
    ):
        if np.abs(at - mark).max() > AWAY:
            line = np.array([mark, at]) / size
            axes.plot(*line.T, transform=axes.transAxes, color=GREY, linewidth=0.8, zorder=2)
        axes.text(
            at[0] / size[0],
            at[1] / size[1],
            letter,
            transform=axes.transAxes,
            ha="center",
            va="center",
            weight="bold",
            bbox=BOX if np.abs(at - mark).max() > AWAY else None,
            zorder=4,
        )


def _key(units: pd.DataFrame, width: int) -> list[str]:
    """Return the lines that say which unit a letter stands for."""
    named = (f"{letter} {unit}" for letter, unit in lettered(units).items())
    return [line for words in named for line in lines_of(words, width - LEFT - RIGHT)]
