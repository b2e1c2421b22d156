"""Two ratios for each group, wide and narrow; every number drawn is one that was released."""

from __future__ import annotations

import pandas as pd
from matplotlib.axes import Axes
from matplotlib.ticker import FixedLocator, NullFormatter, NullLocator

from workbench.presentation.theme import COMPARATOR, GREY, GROUP

TICKS = (0.1, 0.2, 0.5, 0.75, 1, 1.5, 2, 5, 10)
COARSE = (0.1, 0.2, 0.5, 1, 2, 5, 10)
NEAR = (0.8, 1, 1.25)
"""Where coarser ones leave fewer than two: every axis reaches these."""
CLEAR = {False: 0.04, True: 0.07}
"""Between the longest interval and the labels, of what the axis spans in intervals."""
APART = 0.19
"""Half the distance between the two of one group, in rows."""
BOTH = (
    ("crude_", -APART, "D", 80, COMPARATOR, "all together"),
    ("", APART, "o", 110, GROUP, "once equal"),
)


def draw_both(frame: pd.DataFrame, axes: Axes, narrow: bool) -> None:
    """Draw a diamond for the ratio all together and a circle below it for the one once equal.

    Parameters
    ----------
    frame : DataFrame
        ``label``; ``crude_value``, ``crude_lower``, ``crude_upper`` and ``value``, ``lower``,
        ``upper``, all above 0, NaN where an end is open; ``crude_shown`` and ``shown`` in words.
    axes : Axes
        Where to draw.
    narrow : bool
        Whether labels stand above the rows.
    """
    ends = frame[["crude_lower", "crude_upper", "lower", "upper", "crude_value", "value"]]
    low, high = min(ends.min().min(), 0.8) / 1.06, max(ends.max().max(), 1.25)
    labels = high * (high / low) ** CLEAR[narrow]
    right = labels * (high / low) ** (1.35 if narrow else 1.25)
    for y, (_, row) in enumerate(frame.iterrows()):
        for name, shift, marker, size, colour, which in BOTH:
            place = y + shift + 0.1 * narrow
            axes.hlines(place, row[f"{name}lower"], row[f"{name}upper"], color=colour, linewidth=3)
            axes.scatter(
                [row[f"{name}value"]], [place], marker=marker, s=size, color=colour, zorder=3
            )
            text = row[f"{name}shown"] + ("" if narrow else f" {which}")
            axes.text(labels, place, text, va="center", color=colour)
    axes.axvline(1, color=GREY, linewidth=1, linestyle=(0, (4, 3)), zorder=0)
    axes.set_xscale("log")
    axes.set(xlim=(low, right), ylabel="", xlabel="rate ratio")
    axes.set_ylim(len(frame) - 0.4, -0.6)
    _ticks(axes, low, high, narrow)
    axes.set_yticks(range(len(frame)), [] if narrow else list(frame["label"]))
    if narrow:
        for y, label in enumerate(frame["label"]):
            axes.text(low, y - 0.25, label, va="bottom", weight="bold")


def _ticks(axes: Axes, low: float, high: float, narrow: bool) -> None:
    kept = [tick for tick in TICKS if low <= tick <= high]
    if narrow or len(kept) > 5:
        kept = [tick for tick in kept if tick in COARSE]
    kept = kept if len(kept) > 1 else list(NEAR)
    axes.xaxis.set_major_locator(FixedLocator(kept))
    axes.xaxis.set_minor_locator(NullLocator())
    axes.xaxis.set_minor_formatter(NullFormatter())
    axes.set_xticklabels([f"{tick:g}" for tick in kept])
