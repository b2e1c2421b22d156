"""Bars and dots on axes, wide and narrow; every number drawn is one that was released."""

from __future__ import annotations

import pandas as pd
import seaborn as sns
from matplotlib.axes import Axes

from workbench.presentation import words
from workbench.presentation.theme import COMPARATOR, GREY, GROUP

BOX = {"facecolor": "white", "edgecolor": "none", "pad": 1}
"""Behind words, so that a line does not run through them."""


def draw_reach(
    frame: pd.DataFrame, axes: Axes, narrow: bool, *, of: str = "who applied", room: float = 0
) -> None:
    """Draw a pair of bars with their likely ranges for each stage.

    `of` is whom a share is of, after "of every 100", and `room` what is kept for longer labels.
    """
    stages, groups = list(dict.fromkeys(frame["stage"])), list(dict.fromkeys(frame["group"]))
    colours = dict(zip(groups, (COMPARATOR, GROUP), strict=True))
    sns.barplot(
        frame,
        y="stage",
        x="share",
        hue="group",
        order=stages,
        hue_order=groups,
        palette=colours,
        saturation=1,
        width=0.5 if narrow else 0.7,
        legend=False,
        ax=axes,
    )
    height = (0.5 if narrow else 0.7) / 2
    for row in frame.itertuples():
        y = stages.index(row.stage) + (groups.index(row.group) - 0.5) * height
        axes.hlines(y, row.lower, row.upper, color="white", linewidth=4)
        axes.hlines(y, row.lower, row.upper, color="#0b0c0c", linewidth=1.5)
        end = row.upper if row.upper == row.upper else 0
        axes.text(end + 1.5, y, f"{row.shown} {row.group}", va="center", color=colours[row.group])
    _finish(axes, (130 if narrow else 115) + room, stages, narrow, of)


def draw_dots(
    frame: pd.DataFrame, scale: float, axes: Axes, narrow: bool, *, of: str = "who applied"
) -> None:
    """Draw a dot with its likely range for each group, and a line at the comparator's.

    `of` is whom a share is of, after "of every 100".
    """
    groups = list(frame["group"])
    colours = [
        COMPARATOR if row.role == "comparator" else GROUP if row.evidence else GREY
        for row in frame.itertuples()
    ]
    sns.scatterplot(
        x=frame["share"],
        y=range(len(frame)),
        hue=groups,
        hue_order=groups,
        palette=colours,
        s=110,
        legend=False,
        ax=axes,
        zorder=3,
    )
    for y, row in enumerate(frame.itertuples()):
        axes.hlines(y, row.lower, row.upper, color=colours[y], linewidth=3)
        end = row.upper if row.upper == row.upper else 0
        mark = ", evidence" if row.evidence else ", comparison" if row.role == "comparator" else ""
        text = f"{row.shown}{mark}" if row.shown != words.WITHHELD else row.unshown
        place = end + scale / (30 if narrow else 60)
        axes.text(place, y, text, va="center", color=colours[y], bbox=BOX, zorder=2)
    for row in frame[frame["role"] == "comparator"].itertuples():
        axes.axvline(row.share, color=COMPARATOR, linewidth=1, linestyle=(0, (4, 3)), zorder=0)
    axes.set_ylim(len(frame) - 0.4, -0.6 - 0.2 * narrow)
    _finish(axes, scale * (1.75 if narrow else 1.4), groups, narrow, of)


def draw_gains(frame: pd.DataFrame, axes: Axes, narrow: bool) -> None:
    """Draw a bar for each stage: people gained to the right of nothing, lost to the left."""
    stages = list(frame["stage"])
    largest = frame["gained"].abs().max()
    colours = [GROUP if gained > 0 else GREY for gained in frame["gained"]]
    sns.barplot(
        frame,
        y="stage",
        x="gained",
        hue="stage",
        order=stages,
        hue_order=stages,
        palette=colours,
        saturation=1,
        width=0.45,
        legend=False,
        ax=axes,
    )
    for y, row in enumerate(frame.itertuples()):
        place = max(row.gained, 0) + largest / 50
        axes.text(place, y, row.shown, va="center", color=colours[y])
    axes.axvline(0, color="#0b0c0c", linewidth=1)
    left = min(frame["gained"].min(), 0) * 1.1
    axes.set_ylim(len(stages) - 0.4, -0.6 - 0.2 * narrow)
    axes.set(xlim=(left, largest * (2.2 if narrow else 1.7)), ylabel="", xlabel="people")
    axes.set_yticks(range(len(stages)), [] if narrow else stages)
    if narrow:
        for y, label in enumerate(stages):
            axes.text(left, y - 0.3, label, va="bottom", weight="bold", bbox=BOX)


def _finish(
    axes: Axes, right: float, labels: list[str], narrow: bool, of: str = "who applied"
) -> None:
    axes.set(xlim=(0, right), ylabel="", xlabel=f"of every 100 {of}")
    axes.set_yticks(range(len(labels)), [] if narrow else labels)
    axes.set_xticks([tick for tick in axes.get_xticks() if 0 <= tick <= min(100, right)])
    axes.set_xlim(0, right)
    if narrow:
        for y, label in enumerate(labels):
            axes.text(0, y - 0.36, label, va="bottom", weight="bold", bbox=BOX, zorder=1)
