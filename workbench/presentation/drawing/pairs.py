"""Groups beside their comparison groups, pair by pair; every number drawn was released."""

from __future__ import annotations

from dataclasses import dataclass

import pandas as pd
from matplotlib.axes import Axes
from matplotlib.ticker import MaxNLocator

from workbench.presentation.theme import COMPARATOR, GREY, GROUP

ABOVE_AND_BELOW = 60
"""Pixels of a drawing that are not its axes."""
ROOM = {False: 1.35, True: 1.8}
"""How far an axis goes on beyond the largest value, for the words beside it."""


@dataclass(frozen=True, slots=True)
class Layout:
    """Pixels from line to line, on wide or on narrow screens."""

    title: int
    row: int
    apart: int

    def height(self, frame: pd.DataFrame) -> int:
        """Return how high the axes are for a frame as `draw_pairs` takes it."""
        pairs = frame["pair"].nunique()
        return int(pairs * (2 * self.title + self.apart) + len(frame) * self.row)


LAYOUTS = {False: Layout(title=24, row=34, apart=16), True: Layout(title=24, row=56, apart=16)}


def pairs_heights(frame: pd.DataFrame) -> tuple[int, int]:
    """Return the heights of the drawing in pixels, wide and narrow."""
    wide, narrow = (LAYOUTS[one].height(frame) + ABOVE_AND_BELOW for one in (False, True))
    return wide, narrow


def draw_pairs(frame: pd.DataFrame, of: str, axes: Axes, narrow: bool) -> None:
    """Draw a dot with its likely range for each group, under the title and verdict of its pair.

    Parameters
    ----------
    frame : DataFrame
        One row a group: ``pair``, the same for both of a pair; its ``title`` and ``verdict``;
        ``label`` and ``shown`` of the group, ``role`` (comparator or not), ``evidence``, and
        ``value``, ``lower`` and ``upper``, NaN where only words are shown.
    of : str
        Whom a share is of, after "of every 100".
    axes : Axes
        In a figure of `pairs_heights`.
    narrow : bool
        Whether labels stand above the dots.
    """
    layout, places, at = LAYOUTS[narrow], [], 0.0
    top = float(frame[["value", "upper"]].max(axis=None, skipna=True))
    top = top if top > 0 else 1.0
    for _, pair in frame.groupby("pair", sort=False):
        first = pair.iloc[0]
        axes.text(0, at + layout.title * 0.6, first["title"], va="center", weight="bold")
        axes.text(0, at + layout.title * 1.6, first["verdict"], va="center")
        at += 2 * layout.title
        for row in pair.itertuples():
            places.append(at + layout.row * (0.7 if narrow else 0.5))
            _dot(row, places[-1], top, axes, narrow)
            at += layout.row
        at += layout.apart
    axes.set(xlim=(0, top * ROOM[narrow]), ylim=(at, 0), ylabel="")
    axes.set_xlabel(f"of every 100 {of}")
    axes.set_yticks(places, [] if narrow else list(frame["label"]))
    axes.xaxis.set_major_locator(MaxNLocator(nbins=4, steps=[1, 2, 5, 10]))
    axes.set_xticks([tick for tick in axes.get_xticks() if 0 <= tick <= top * 1.1])
    axes.set_xlim(0, top * ROOM[narrow])


def _dot(row: object, y: float, top: float, axes: Axes, narrow: bool) -> None:
    """Draw one group: its range, its dot and its number, told apart by shape as by colour."""
    told = {name: getattr(row, name) for name in ("value", "lower", "upper", "shown", "label")}
    comparator = getattr(row, "role", "") == "comparator"
    colour = COMPARATOR if comparator else GROUP if getattr(row, "evidence", False) else GREY
    axes.hlines(y, told["lower"], told["upper"], color=colour, linewidth=3)
    mark = "D" if comparator else "o"
    axes.scatter([told["value"]], [y], marker=mark, s=90, color=colour, zorder=3, clip_on=False)
    ends = [end for end in (told["value"], told["upper"]) if end == end]
    gap = top / (14 if narrow else 30)
    axes.text(max(ends, default=0.0) + gap, y, told["shown"], va="center", color=colour)
    if narrow:
        axes.text(0, y - 24, told["label"], va="center", color=colour)
