"""Changes about 0 with their likely ranges; each drawn one was released."""

from __future__ import annotations

from textwrap import wrap

import pandas as pd
from matplotlib.axes import Axes

from workbench.presentation.drawing.labels import BOX, LINE, size_of
from workbench.presentation.theme import COMPARATOR, GREY, GROUP

BAND = "#dee0e2"
LETTERS, LEFT = 27, 300
"""Letters of a label in one line, and pixels that labels have beside a wide picture."""
REACH = 8.0
"""Ranges go beyond so many times what is worth having only as a line that leaves the picture."""


def draw_changes(frame: pd.DataFrame, axes: Axes, narrow: bool) -> None:
    """Draw a dot with its range for each outcome, better to the right of 0.

    Parameters
    ----------
    frame : DataFrame
        ``label``, ``shown`` (the change in words), ``value``, ``lower`` and ``upper`` in multiples
        of the least change worth having, ``found`` (there is evidence) and ``judged``.
    axes : Axes
        Where to draw.
    narrow : bool
        Whether labels stand above the rows.
    """
    reach = min(REACH, max(1.5, frame[["lower", "upper"]].abs().max(axis=None)) * 1.1)
    axes.axvspan(-1, 1, color=BAND, zorder=0, linewidth=0)
    axes.axvline(0, color=GREY, linewidth=1, zorder=1)
    for y, row in enumerate(frame.itertuples()):
        colour = GROUP if row.found else COMPARATOR if row.judged else GREY
        axes.hlines(y, max(row.lower, -reach), min(row.upper, reach), color=colour, linewidth=3)
        mark = "o" if row.judged else "D"
        axes.scatter([row.value], [y], marker=mark, s=110, color=colour, zorder=3)
    axes.set(xlim=(-reach, reach), ylabel="", xlabel="")
    axes.set_ylim(len(frame) - 0.4, -0.6 - 0.4 * narrow)
    axes.set_yticks([])
    _label(frame, axes, narrow)


def _label(frame: pd.DataFrame, axes: Axes, narrow: bool) -> None:
    """Write each label, and what is shown of it, line by line from the left edge."""
    width, height = size_of(axes)
    left = 0.0 if narrow else -LEFT / width
    line = LINE / height * (len(frame) + 0.2 + 0.4 * narrow)
    for y, row in enumerate(frame.itertuples()):
        lines = [*wrap(row.label, LETTERS), *wrap(row.shown, LETTERS)]
        first = y - (len(lines) - 0.1) * line if narrow else y - (len(lines) - 1) / 2 * line
        for place, text in enumerate(lines):
            weight = "bold" if place < len(wrap(row.label, LETTERS)) else "normal"
            axes.text(
                left, first + place * line, text,
                transform=axes.get_yaxis_transform(), va="center", weight=weight,
                bbox=BOX if narrow else None,
            )  # fmt: skip


def draw_along(frame: pd.DataFrame, axes: Axes, narrow: bool) -> None:
    """Draw a dot with its range for each month, and a line at no change.

    Parameters
    ----------
    frame : DataFrame
        ``at`` (whole months), ``value``, ``lower``, ``upper`` and ``shown``.
    axes : Axes
        Where to draw.
    narrow : bool
        Whether only every other month is labelled.
    """
    axes.axhline(0, color=GREY, linewidth=1, zorder=0)
    axes.vlines(frame["at"], frame["lower"], frame["upper"], color=COMPARATOR, linewidth=3)
    axes.scatter(frame["at"], frame["value"], s=110, color=GROUP, zorder=3)
    step = 3 if narrow else 1
    ticks = [at for at in frame["at"] if at % step == 0]
    axes.set_xticks(ticks, [str(at) for at in ticks])
    axes.set(xlabel="months since the role was due", ylabel="")
    axes.set_xlim(frame["at"].min() - 0.6, frame["at"].max() + 0.6)
