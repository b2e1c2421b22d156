"""An effect without each region, and by quarter; each drawn number was released."""

from __future__ import annotations

import pandas as pd
from matplotlib.axes import Axes

from workbench.presentation.drawing.labels import BOX
from workbench.presentation.theme import COMPARATOR, GREY, GROUP

BAND = "#dee0e2"


def draw_without(frame: pd.DataFrame, axes: Axes, narrow: bool) -> None:
    """Draw a dot with its range for each row, a line at the effect of all, and one at no change.

    Parameters
    ----------
    frame : DataFrame
        ``label``, ``value``, ``lower``, ``upper``, and ``marked`` for what is drawn in another
        colour; the effect of all first.
    axes : Axes
        Where to draw.
    narrow : bool
        Whether labels stand above the rows.
    """
    axes.axvline(0, color=GREY, linewidth=1, zorder=0)
    whole = frame["value"].iloc[0]
    axes.axvline(whole, color=COMPARATOR, linewidth=1, linestyle=(0, (4, 3)), zorder=0)
    for y, row in enumerate(frame.itertuples()):
        colour = GROUP if row.marked else COMPARATOR
        axes.hlines(y, row.lower, row.upper, color=colour, linewidth=3)
        axes.scatter([row.value], [y], s=130 if y == 0 else 90, color=colour, zorder=3)
    ends = frame[["lower", "upper"]]
    low, high = min(ends.min(axis=None), 0), max(ends.max(axis=None), 0)
    edge = (high - low) / 20
    axes.set(xlim=(low - edge, high + edge), ylabel="", xlabel="no change at 0")
    labels = list(frame["label"])
    axes.set_ylim(len(labels) - 0.4, -0.6 - 0.3 * narrow)
    axes.set_yticks(range(len(labels)), [] if narrow else labels)
    if narrow:
        for y, label in enumerate(labels):
            axes.text(low - edge, y - 0.26, label, va="bottom", bbox=BOX)


def draw_quarters(frame: pd.DataFrame, axes: Axes, narrow: bool) -> None:
    """Draw a dot with its range for each quarter, before and since, and where the base lies.

    Parameters
    ----------
    frame : DataFrame
        ``at`` (middle month of the quarter), ``value``, ``lower``, ``upper``, ``since`` (whether
        the role was due), and in every row ``base_first`` and ``base_last``, months.
    axes : Axes
        Where to draw.
    narrow : bool
        Whether only every other quarter is labelled.
    """
    first, last = frame["base_first"].iloc[0] - 0.5, frame["base_last"].iloc[0] + 0.5
    axes.axvspan(first, last, color=BAND, zorder=0, linewidth=0)
    axes.axhline(0, color=GREY, linewidth=1, zorder=1)
    for row in frame.itertuples():
        colour = GROUP if row.since else COMPARATOR
        axes.vlines(row.at, row.lower, row.upper, color=colour, linewidth=3)
        axes.scatter([row.at], [row.value], s=110, color=colour, zorder=3)
    middle = (first + last) / 2
    axes.text(middle, 0.98, "base", ha="center", va="top", transform=axes.get_xaxis_transform())
    step = 2 if narrow else 1
    ticks = list(frame["at"])[::step]
    axes.set_xticks(ticks, [f"{at}".replace("-", "−") for at in ticks])
    axes.set(xlabel="months since due" if narrow else "months since the role was due", ylabel="")
    axes.set_xlim(frame["at"].min() - 2, frame["at"].max() + 2)
