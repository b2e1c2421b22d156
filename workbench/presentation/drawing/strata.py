"""Two rates for each stratum, wide and narrow; every number drawn is one that was released."""

from __future__ import annotations

import pandas as pd
from matplotlib.axes import Axes

from workbench.presentation.theme import COMPARATOR, GREY, GROUP

APART = 0.13
"""Half of what lies between a group and its comparator, in rows."""


def draw_pairs(frame: pd.DataFrame, axes: Axes, narrow: bool) -> None:
    """Draw a circle for the group and a diamond for its comparator, with their likely ranges.

    Parameters
    ----------
    frame : DataFrame
        ``label``; ``own`` and ``other``, rates per 100, NaN where only a bound is known, each with
        ``_lower`` and ``_upper``; ``shown``, both rates in words; ``apart``, whether a line is
        drawn above the row.
    axes : Axes
        Where to draw.
    narrow : bool
        Whether labels stand above the rows.
    """
    for y, row in enumerate(frame.itertuples()):
        above, below = y - APART, y + APART
        axes.hlines(above, row.own_lower, row.own_upper, color=GROUP, linewidth=2)
        axes.hlines(below, row.other_lower, row.other_upper, color=COMPARATOR, linewidth=2)
        axes.scatter([row.own], [above], marker="o", s=100, color=GROUP, zorder=3)
        axes.scatter([row.other], [below], marker="D", s=75, color=COMPARATOR, zorder=3)
        axes.text(104, y, row.shown, va="center")
        if row.apart:
            axes.axhline(y - 0.5 - 0.2 * narrow, color=GREY, linewidth=1, linestyle=(0, (4, 3)))
    axes.set(xlim=(0, 165 if narrow else 135), ylabel="", xlabel="of every 100")
    axes.set_ylim(len(frame) - 0.4, -0.6 - 0.2 * narrow)
    axes.set_xticks([0, 50, 100] if narrow else [0, 20, 40, 60, 80, 100])
    axes.set_yticks(range(len(frame)), [] if narrow else list(frame["label"]))
    if narrow:
        for y, label in enumerate(frame["label"]):
            axes.text(0, y - 0.3, label, va="bottom", weight="bold")
