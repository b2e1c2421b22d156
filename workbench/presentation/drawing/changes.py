"""Changes about 0 with their likely ranges; each drawn one was released."""

from __future__ import annotations

import pandas as pd
from matplotlib.axes import Axes

from workbench.presentation.theme import COMPARATOR, GREY, GROUP

BAND = "#dee0e2"
REACH = 8.0
"""Ranges go beyond so many times what is worth having only as a line that leaves the picture."""


def draw_changes(frame: pd.DataFrame, axes: Axes, narrow: bool) -> None:
    """Draw a dot with its range for each outcome, better to the right of 0.

    Parameters
    ----------
    frame : DataFrame
        ``label``, ``value``, ``lower``, ``upper`` in multiples of the least change worth having,
        ``found`` (there is evidence) and ``judged``.
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
    axes.set(xlim=(-reach, reach), ylabel="", xlabel="worse        better")
    labels = list(frame["label"])
    axes.set_ylim(len(labels) - 0.4, -0.6 - 0.2 * narrow)
    axes.set_yticks(range(len(labels)), [] if narrow else labels)
    if narrow:
        for y, label in enumerate(labels):
            axes.text(-reach, y - 0.3, label, va="bottom", weight="bold")


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
