"""A ratio with its range for each campaign, wide and narrow; each drawn one was released."""

from __future__ import annotations

from calendar import month_abbr
from collections.abc import Mapping
from math import ceil
from textwrap import wrap

import pandas as pd
from matplotlib.axes import Axes

from workbench.presentation.theme import GREY, GROUP, PIXELS_PER_INCH

TICKS = (0.1, 0.2, 0.3, 0.4, 0.5, 0.6, 0.8, 1, 1.25, 1.5, 2, 3, 5, 10)
LETTER = 10.5
"""Pixels of a letter on average."""
BOX = {"facecolor": "white", "edgecolor": "none", "pad": 1}
MONTHS = {f"{number:02d}": month_abbr[number] for number in range(1, 13)}
LEAST = 48
"""Pixels that a campaign needs for its label."""


def draw_campaigns(
    frame: pd.DataFrame, events: Mapping[str, float], axes: Axes, narrow: bool
) -> None:
    """Draw a ratio with its range for each campaign, a line at 1, and an upright line an event.

    Parameters
    ----------
    frame : DataFrame
        One row a campaign in order of time: ``label``, ``shown``, and ``value``, ``lower`` and
        ``upper``, NaN where only words are shown.
    events : mapping of str to float
        A letter for each event, and where it stands: 0 at the first campaign, 1 at the next.
    axes : Axes
        Where to draw; its scale makes halves as long as doubles.
    narrow : bool
        Whether the screen is narrow.
    """
    bottom, top = _ends(frame)
    axes.set_yscale("log")
    axes.set(ylim=(bottom, top), xlim=(-0.6, len(frame) - 0.4), ylabel="", xlabel="")
    axes.axhline(1, color=GREY, linewidth=1, linestyle=(0, (4, 3)), zorder=0)
    axes.vlines(
        frame.index,
        frame["lower"].fillna(frame["value"]).clip(bottom),
        frame["upper"].fillna(frame["value"]).clip(upper=top),
        color=GROUP,
        linewidth=3,
    )
    axes.scatter(frame.index, frame["value"], s=110, color=GROUP, zorder=3)
    every = _every(frame, axes)
    # In a crowd the numbers would hide the dots; the data table has them all.
    for place in every if len(every) == len(frame) else (0, len(frame) - 1):
        row = frame.iloc[place]
        ends = [row[part] for part in ("value", "upper") if row[part] == row[part]]
        height = min(max(ends, default=1.0), top) * (top / bottom) ** 0.02
        axes.text(place, height, row["shown"], ha="center", va="bottom", bbox=BOX, zorder=4)
    for letter, at in events.items():
        axes.axvline(at, color=GREY, linewidth=1.5, linestyle=(0, (2, 3)), zorder=0)
        axes.text(at, top, letter, ha="center", va="top", weight="bold", bbox=BOX, zorder=4)
    room = int(_room(axes) * max(1, len(frame) / max(len(every), 1)) / len(frame) / LETTER)
    told = [_label(frame["label"].iloc[place], room, narrow) for place in every]
    labels = [label for label in told if label is not None]
    if len(labels) < len(told):
        labels = [str(place + 1) for place in every]
        axes.set_xlabel("campaigns in order of time")
    axes.set_xticks(every, labels)
    ticks = [tick for tick in TICKS if bottom <= tick <= top]
    axes.set_yticks(ticks, [f"{tick:g}" for tick in ticks])
    axes.minorticks_off()


def _ends(frame: pd.DataFrame) -> tuple[float, float]:
    """Return the lowest and highest ratio of the axis: 1, every value, and ranges up to a point."""
    drawn = frame[["value", "lower", "upper"]].to_numpy(float)
    drawn = drawn[drawn > 0].clip(1 / 20, 20)
    low, high = min([*drawn, 1.0]), max([*drawn, 1.0])
    spread = max(high / low, 1.5)
    return low / spread**0.08, high * spread**0.3


def _room(axes: Axes) -> float:
    """Return how wide the axes are, in pixels."""
    figure = axes.get_figure(root=True)
    width = figure.get_size_inches()[0] if figure else 10.0
    return float(width * PIXELS_PER_INCH * axes.get_position().width)


def _every(frame: pd.DataFrame, axes: Axes) -> list[int]:
    """Return the campaigns that are labelled: the last, and as many before it as there is room."""
    step = ceil(len(frame) * LEAST / _room(axes))
    return list(range(len(frame) - 1, -1, -step))[::-1]


def _label(label: str, room: int, narrow: bool) -> str | None:
    """Return a campaign's label in two lines that fit; None if it does not.

    Examples
    --------
    >>> _label("2022-03", 6, True).split(), _label("Intake 13", 7, True).split()
    (['Mar', '2022'], ['Intake', '13'])
    >>> _label("Recruits", 6, True), _label("Every summer since", 6, True)
    (None, None)
    """
    year, _, month = label.partition("-")
    if narrow and len(label) == 7 and year.isdigit() and month in MONTHS:
        return f"{MONTHS[month]}\n{year}"
    lines = wrap(label, room, break_long_words=False, break_on_hyphens=False)
    fits = len(lines) <= 2 and all(len(line) <= room for line in lines)
    return "\n".join(lines) if fits else None
