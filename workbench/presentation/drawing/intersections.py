"""Dots with likely ranges, and what lies beside each of them to compare it with."""

from __future__ import annotations

from textwrap import fill

import pandas as pd
from matplotlib.axes import Axes

from workbench.presentation.drawing.dots import draw_dots
from workbench.presentation.theme import GROUP

LETTERS = 27
"""Letters of a label that a narrow screen has room for in one line."""
LIFT, NARROW_LIFT = 0.27, 0.15
"""Rows between a dot and its diamond, so that neither hides the other."""
APART = ", stands apart"


def draw_beside_expected(
    frame: pd.DataFrame, scale: float, axes: Axes, narrow: bool, *, of: str = "who applied"
) -> None:
    """Draw a dot with its range for each row, and a hollow diamond at what was expected.

    `frame` is as `draw_dots` takes it, with ``expected`` and ``stands_out``; on a narrow screen
    long labels take two lines. `of` is whom a share is of, after "of every 100".
    """
    labels = [fill(label, LETTERS) if narrow else label for label in frame["group"]]
    shown = [f"{row.shown}{APART * row.stands_out}" for row in frame.itertuples()]
    draw_dots(frame.assign(group=labels, shown=shown), scale, axes, narrow, of=of)
    for y, row in enumerate(frame.itertuples()):
        if row.stands_out:
            axes.hlines(y, row.lower, row.upper, color=GROUP, linewidth=3, zorder=4)
            axes.scatter([row.share], [y], s=110, color=GROUP, zorder=5)
    axes.scatter(
        frame["expected"],
        [y + (NARROW_LIFT if narrow else LIFT) for y in range(len(frame))],
        s=60,
        marker="D",
        facecolors="white",
        edgecolors="#0b0c0c",
        linewidths=1.5,
        zorder=6,
    )
