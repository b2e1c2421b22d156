"""Changes with their likely ranges in the outcome's own unit; each dot was released."""

from __future__ import annotations

import pandas as pd
from matplotlib.axes import Axes
from matplotlib.ticker import MaxNLocator

from workbench.presentation.drawing.labels import lines_of
from workbench.presentation.theme import COMPARATOR, GREY, GROUP

LEFT, SHOWN = 232, 150
"""Pixels for names left of wide axes, and for what is told right of them."""
ROW, TALL = 56, 86
COLOURS = {"comparator": COMPARATOR, "group": GROUP, "region": GREY}
MARKS = {"comparator": "D", "group": "o", "region": "o"}


def heights(rows: int) -> tuple[int, int]:
    """Return how high the drawing has to be, in pixels, wide and narrow."""
    return 84 + ROW * rows, 84 + TALL * rows


def draw_gains(frame: pd.DataFrame, unit: str, axes: Axes, narrow: bool) -> None:
    """Draw a dot with its range for each row, and a line at no change.

    Parameters
    ----------
    frame : DataFrame
        ``label``, ``shown``; ``value``, ``lower`` and ``upper``, NaN where there is no range; and
        ``kind``: comparator, group or region.
    unit : str
        What changes are in.
    axes : Axes
        Where to draw.
    narrow : bool
        Whether names stand above the rows.
    """
    axes.axvline(0, color=GREY, linewidth=1, zorder=0)
    for y, row in enumerate(frame.itertuples()):
        kind = str(row.kind)
        axes.hlines(y, row.lower, row.upper, color=COLOURS[kind], linewidth=3)
        axes.scatter([row.value], [y], s=110, color=COLOURS[kind], marker=MARKS[kind], zorder=3)
    parts = frame[["value", "lower", "upper"]]
    low, high = min(0.0, parts.min(axis=None)), max(0.0, parts.max(axis=None))
    reach = (high - low) or 1.0
    # What is told stands right of every range.
    right = high + reach * (0.06 if narrow else 0.55)
    axes.set(xlim=(low - 0.06 * reach, right), ylabel="")
    axes.set_xlabel("\n".join(lines_of(f"change in {unit}", 270)))
    axes.set_ylim(len(frame) - 0.4, -0.6 - 0.3 * narrow)
    axes.set_yticks(range(len(frame)), [] if narrow else _broken(frame))
    axes.xaxis.set_major_locator(MaxNLocator(nbins=4 if narrow else 6, steps=[1, 2, 5, 10]))
    axes.set_xticks([at for at in axes.get_xticks() if low - 0.06 * reach <= at <= high])
    axes.xaxis.set_major_formatter(lambda at, _: f"{at:g}".replace("-", "−"))
    for y, row in enumerate(frame.itertuples()):
        if narrow:
            told = f"{row.label}\n{row.shown}"
            axes.text(low - 0.06 * reach, y - 0.2, told, va="bottom", linespacing=1.1)
        else:
            axes.text(high + 0.08 * reach, y, row.shown, va="center")


def _broken(frame: pd.DataFrame) -> list[str]:
    return ["\n".join(lines_of(label, LEFT - 8)) for label in frame["label"]]
