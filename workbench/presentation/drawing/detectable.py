"""The smallest changes that would be seen, beside what is worth having; all were released."""

from __future__ import annotations

from textwrap import wrap

import pandas as pd
from matplotlib.axes import Axes

from workbench.presentation.drawing.labels import BOX, LINE, size_of
from workbench.presentation.theme import COMPARATOR, GREY, GROUP

BAND = "#dee0e2"
LETTERS, LEFT, ROW = 30, 320, 104
"""Letters of a label in one line, pixels that labels have beside a wide picture, and of a row."""
MOST = 4.0
"""What needs more than so many times what is worth having stands at the edge, with an arrow."""
COLOURS = (GROUP, COMPARATOR, GREY)


def draw_detectable(frame: pd.DataFrame, axes: Axes, narrow: bool) -> None:
    """Draw a dot with its range for each row, from 0, and a line at what is worth having.

    Parameters
    ----------
    frame : DataFrame
        ``label``, ``shown`` (the change in words), ``value``, ``lower`` and ``upper`` in multiples
        of the least change worth having, and ``order`` (which colour).
    axes : Axes
        Where to draw.
    narrow : bool
        Whether labels stand above the rows.
    """
    reach = min(MOST, max(1.5, float(frame["value"].max()) * 1.15))
    axes.axvspan(0, 1, color=BAND, zorder=0, linewidth=0)
    axes.axvline(1, color=GREY, linewidth=1, zorder=1)
    for y, row in enumerate(frame.itertuples()):
        colour = COLOURS[row.order % len(COLOURS)]
        beyond = row.value > reach
        axes.hlines(y, min(row.lower, reach), min(row.upper, reach), color=colour, linewidth=3)
        mark = ">" if beyond else "oDs"[row.order % 3]
        place = [min(row.value, reach)]
        axes.scatter(place, [y], marker=mark, s=60, color=colour, zorder=3, clip_on=False)
    axes.set(xlim=(0, reach), ylabel="", xlabel="")
    axes.set_ylim(len(frame) - 0.4, -0.6 - 0.4 * narrow)
    axes.set_yticks([])
    _label(frame, axes, narrow)


def _label(frame: pd.DataFrame, axes: Axes, narrow: bool) -> None:
    """Write each label, and what is shown of it, line by line from the left edge."""
    width, height = size_of(axes)
    left = 0.0 if narrow else -LEFT / width
    line = LINE / height * (len(frame) + 0.2 + 0.4 * narrow)
    for y, row in enumerate(frame.itertuples()):
        bold = wrap(row.label, LETTERS)
        lines = [*bold, *wrap(row.shown, LETTERS)]
        first = y - (len(lines) - 0.1) * line if narrow else y - (len(lines) - 1) / 2 * line
        for place, text in enumerate(lines):
            axes.text(
                left, first + place * line, text, transform=axes.get_yaxis_transform(),
                va="center", weight="bold" if place < len(bold) else "normal",
                bbox=BOX if narrow else None,
            )  # fmt: skip
