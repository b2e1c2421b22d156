"""Net present value with one input at a time at its ends; each number drawn was released."""

from __future__ import annotations

from typing import Any

import pandas as pd
from matplotlib.axes import Axes

from workbench.presentation.drawing.labels import BOX, LINE, lines_of, size_of
from workbench.presentation.theme import COMPARATOR, GREY, GROUP

MARGIN = 262
"""Pixels for names and ranges, left of the axes of wide screens."""
BAR, BELOW, ASIDE = 20, 20, 10
"""Pixels of a bar, free between rows, and between a mark and its number."""
NARROWEST = 268
CLEAR = {False: 0.17, True: 0.3}
"""Room for the numbers on either side, of what the bars span."""


def heights(frame: pd.DataFrame) -> tuple[int, int]:
    """Return how high the drawing has to be, in pixels, wide and narrow."""
    return 116 + sum(_rows(frame, narrow=False)), 116 + sum(_rows(frame, narrow=True))


def reaches_zero(frame: pd.DataFrame, net: float) -> bool:
    """Tell whether benefits equal costs somewhere among what is drawn."""
    ends = [*frame[["low", "high"]].to_numpy(float).ravel(), net]
    return min(ends) <= 0 <= max(ends)


def _rows(frame: pd.DataFrame, *, narrow: bool) -> list[int]:
    """Return how high each row is: as many lines as its name takes, and its bar."""
    lines = [len(_lines(row, narrow=narrow)) for row in frame.itertuples()]
    return [LINE * many + (BAR if narrow else 0) + BELOW for many in lines]


def _lines(row: Any, *, narrow: bool) -> list[str]:
    width = NARROWEST if narrow else MARGIN - 14
    told = (str(getattr(row, name)) for name in ("label", "range"))
    return [line for text in told for line in lines_of(text, width)]


def draw_tornado(frame: pd.DataFrame, net: float, axes: Axes, narrow: bool) -> None:
    """Draw a bar for each input, from net present value at its low end to that at its high end.

    Parameters
    ----------
    frame : DataFrame
        ``label`` and ``range`` in words; ``low`` and ``high``, net present value in millions of
        pounds with the input at its lower and upper end, each with ``_shown``.
    net : float
        The same with every input as it is.
    axes : Axes
        Where to draw.
    narrow : bool
        Whether names stand above the bars.
    """
    ends = frame[["low", "high"]].to_numpy(float)
    least, most = min(ends.min(), net), max(ends.max(), net)
    span = max(most - least, 1e-9)
    left, right = least - CLEAR[narrow] * span, most + CLEAR[narrow] * span
    rows = _rows(frame, narrow=narrow)
    axes.set(xlim=(left, right), ylim=(sum(rows), 0), ylabel="")
    axes.set_xlabel("net present value, £ million")
    for place, row in enumerate(frame.itertuples()):
        lines = _lines(row, narrow=narrow)
        top = sum(rows[:place]) + BELOW / 2
        beside = LINE * len(lines) + BAR / 2 + 2 if narrow else LINE * len(lines) / 2
        _bar(axes, row, net, top + beside)
        for number, line in enumerate(lines):
            _name(axes, line, top + LINE * (number + 0.5), narrow=narrow)
    axes.axvline(net, color=GREY, linewidth=1.5, zorder=1)
    if reaches_zero(frame, net):
        axes.axvline(0, color=GREY, linewidth=1.5, linestyle=(0, (4, 3)), zorder=0)
    axes.set_yticks([])
    axes.set_xticks(_ticks(axes, left, right, narrow))


def _bar(axes: Axes, row: Any, net: float, middle: float) -> None:
    low, high = (float(getattr(row, name)) for name in ("low", "high"))
    for at, shown, colour, marker, first in (
        (low, row.low_shown, COMPARATOR, "o", low <= high),
        (high, row.high_shown, GROUP, "D", high < low),
    ):
        axes.barh(middle, at - net, height=BAR, left=net, color=colour, alpha=0.35, zorder=2)
        axes.scatter([at], [middle], marker=marker, s=90, color=colour, zorder=3)
        axes.annotate(
            str(shown),
            (at, middle),
            (-ASIDE if first else ASIDE, 0),
            textcoords="offset points",
            ha="right" if first else "left",
            va="center",
            color=colour,
            bbox=BOX,
            zorder=4,
        )


def _name(axes: Axes, line: str, at: float, *, narrow: bool) -> None:
    width, _ = size_of(axes)
    axes.text(
        0 if narrow else -MARGIN / width,
        at,
        line,
        transform=axes.get_yaxis_transform(),
        va="center",
        clip_on=False,
        bbox=BOX if narrow else None,
        zorder=4,
    )


def _ticks(axes: Axes, left: float, right: float, narrow: bool) -> list[float]:
    told = [float(tick) for tick in axes.get_xticks() if left <= tick <= right]
    return told[:: 2 if narrow and len(told) > 4 else 1]
