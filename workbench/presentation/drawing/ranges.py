"""Values with their likely ranges, row by row, wide and narrow; each drawn one was released."""

from __future__ import annotations

import pandas as pd
from matplotlib.axes import Axes

from workbench.presentation.theme import COMPARATOR, GREY, GROUP

MARKS = (("o", COMPARATOR, 110), ("D", GROUP, 80))
TICKS = (0.1, 0.2, 0.5, 1, 2, 5, 10)


def draw_amounts(frame: pd.DataFrame, axes: Axes, narrow: bool) -> None:
    """Draw an amount with its range for each row; where there is none, its words alone.

    Parameters
    ----------
    frame : DataFrame
        ``label``, ``shown`` and ``value``, ``lower``, ``upper``, NaN where only words are shown.
    axes : Axes
        Where to draw.
    narrow : bool
        Whether labels stand above the rows.
    """
    right = frame[["value", "upper"]].max(axis=None)
    right = right if right > 0 else 1.0
    for y, row in enumerate(frame.itertuples()):
        axes.hlines(y, row.lower, row.upper, color=GROUP, linewidth=3)
        axes.scatter([row.value], [y], s=110, color=GROUP, zorder=3, clip_on=False)
        ends = [end for end in (row.value, row.upper) if end == end]
        axes.text(max(ends, default=0) + right / (16 if narrow else 32), y, row.shown, va="center")
    axes.set(xlim=(0, right * (2.1 if narrow else 1.6)), ylabel="", xlabel="pounds")
    axes.set_xticks([tick for tick in axes.get_xticks() if 0 <= tick <= right * 1.05])
    axes.set_xlim(0, right * (2.1 if narrow else 1.6))
    _label(axes, list(frame["label"]), 0.0, narrow)


def draw_ratios(frame: pd.DataFrame, axes: Axes, narrow: bool) -> None:
    """Draw two ratios with their ranges for each row, above and below, and a line at 1.

    Parameters
    ----------
    frame : DataFrame
        ``label``, ``shown``, and ``value``, ``lower``, ``upper`` with ``_0`` for the circle and
        ``_1`` for the diamond; NaN where there is none.
    axes : Axes
        Where to draw; its scale makes halves as long as doubles.
    narrow : bool
        Whether labels stand above the rows.
    """
    numbers = frame[[f"{part}_{one}" for part in ("lower", "upper") for one in (0, 1)]]
    low = min(0.5, numbers[numbers > 0].min(axis=None, skipna=True)) / 1.1
    high = max(2.0, numbers.max(axis=None, skipna=True)) * 1.1
    right = high * (high / low) ** (0.75 if narrow else 0.5)
    axes.set_xscale("log")
    axes.axvline(1, color=GREY, linewidth=1, linestyle=(0, (4, 3)), zorder=0)
    for y, row in enumerate(frame.itertuples()):
        for one, (mark, colour, size) in enumerate(MARKS):
            place = y + (one - 0.5) * 0.3
            value, lower, upper = (
                getattr(row, f"{part}_{one}") for part in ("value", "lower", "upper")
            )
            axes.hlines(place, max(lower, low), upper, color=colour, linewidth=3)
            axes.scatter([value], [place], marker=mark, s=size, color=colour, zorder=3)
        axes.text(high * 1.05, y, row.shown, va="center")
    axes.set(xlim=(low, right), ylabel="", xlabel="times its share of the benchmark")
    ticks = [tick for tick in TICKS if low <= tick <= high]
    axes.set_xticks(ticks, [f"{tick:g}" for tick in ticks])
    axes.minorticks_off()
    _label(axes, list(frame["label"]), low, narrow)


def _label(axes: Axes, labels: list[str], left: float, narrow: bool) -> None:
    axes.set_ylim(len(labels) - 0.4, -0.6 - 0.2 * narrow)
    axes.set_yticks(range(len(labels)), [] if narrow else labels)
    if narrow:
        for y, label in enumerate(labels):
            axes.text(left, y - 0.36, label, va="bottom", weight="bold")
