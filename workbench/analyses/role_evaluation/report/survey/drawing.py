"""How many agree, with the role and without, before and since; each dot was released."""

from __future__ import annotations

import pandas as pd
from matplotlib.axes import Axes

from workbench.presentation.theme import COMPARATOR, GROUP


def draw_agreement(frame: pd.DataFrame, axes: Axes, narrow: bool) -> None:
    """Draw a dot with its range for each side and wave: circles with the role, diamonds without.

    Parameters
    ----------
    frame : DataFrame
        ``label``, ``share``, ``lower``, ``upper`` of every 100, NaN where only words are shown;
        ``shown``, ``given`` (with the role) and ``since``.
    axes : Axes
        Where to draw.
    narrow : bool
        Whether labels stand above the rows.
    """
    right = max(60.0, float(frame[["share", "upper"]].max(axis=None)) * 1.1)
    right = right if right == right else 60.0
    for y, row in enumerate(frame.itertuples()):
        colour = GROUP if row.given else COMPARATOR
        axes.hlines(y, row.lower, row.upper, color=colour, linewidth=3)
        axes.scatter(
            [row.share],
            [y],
            marker="o" if row.given else "D",
            s=110,
            facecolor=colour if row.since else "white",
            edgecolor=colour,
            linewidth=2.5,
            zorder=3,
        )
        ends = [end for end in (row.share, row.upper) if end == end]
        axes.text(max(ends, default=0) + right / 40, y, row.shown, va="center", color=colour)
    wide = right * (1.35 if narrow else 1.2)
    axes.set(xlim=(0, wide), ylabel="", xlabel="of every 100 who answered")
    axes.set_xticks([tick for tick in axes.get_xticks() if 0 <= tick <= min(100, right)])
    axes.set_xlim(0, wide)
    axes.set_ylim(len(frame) - 0.4, -0.6 - 0.2 * narrow)
    axes.set_yticks(range(len(frame)), [] if narrow else list(frame["label"]))
    if narrow:
        for y, label in enumerate(frame["label"]):
            axes.text(0, y - 0.3, label, va="bottom", weight="bold")
