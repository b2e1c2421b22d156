"""Shares by days as lines on axes, wide and narrow; every number drawn is one that was released."""

from __future__ import annotations

from collections.abc import Sequence

import pandas as pd
from matplotlib.axes import Axes

from workbench.presentation.theme import COMPARATOR, GROUP

ASIDE = 0.8
"""Days by which the two groups' ranges stand apart, so that neither hides the other."""


def draw_waiting(frame: pd.DataFrame, groups: Sequence[str], axes: Axes, narrow: bool) -> None:
    """Draw a line through the released days of each group, with its likely ranges and its name."""
    for group, colour, aside in zip(groups, (COMPARATOR, GROUP), (-ASIDE, ASIDE), strict=True):
        own = frame[frame["group"] == group]
        days = own["day"] + aside / 2
        dashed = (0, (6, 3)) if colour == COMPARATOR else "-"
        axes.plot(days, own["share"], color=colour, linewidth=2.5, linestyle=dashed)
        axes.plot(days, own["share"], "o", color=colour, markersize=8)
        axes.vlines(days, own["lower"], own["upper"], color=colour, linewidth=2)
    _name(frame, groups, axes, narrow)
    days = sorted(set(frame["day"]))
    last = max(days)
    axes.set(xlim=(0, last * (1.12 if narrow else 1.22)), ylim=(0, 104), ylabel="")
    axes.set_xlabel("days")
    axes.set_xticks(_spaced(days, last / (5 if narrow else 14)))
    axes.set_yticks([0, 25, 50, 75, 100])


def _name(frame: pd.DataFrame, groups: Sequence[str], axes: Axes, narrow: bool) -> None:
    """Write each group's name beside its own line: above the upper one, below the lower one."""
    shared = set.intersection(*(set(frame.loc[frame["group"] == group, "day"]) for group in groups))
    for group, colour in zip(groups, (COMPARATOR, GROUP), strict=True):
        own = frame[frame["group"] == group]
        end = own.iloc[-1]
        if not narrow:
            axes.text(end["day"] + 3, end["share"], group, va="center", color=colour)
            continue
        at = own[own["day"].isin(shared)] if shared else own
        middle = at.iloc[len(at) // 2]
        others = frame[(frame["group"] != group) & (frame["day"] == middle["day"])]["share"]
        upper = others.empty or middle["share"] >= others.iloc[0]
        place = (
            (middle["day"] - 3, middle["share"] + 6)
            if upper
            else (middle["day"] + 4, middle["share"] - 6)
        )
        axes.text(
            *place,
            group,
            ha="right" if upper else "left",
            va="bottom" if upper else "top",
            color=colour,
        )


def _spaced(days: Sequence[int], least: float) -> list[int]:
    """Return the days that stand far enough apart to be written."""
    kept: list[int] = []
    for day in reversed(days):
        if not kept or kept[-1] - day >= least:
            kept.append(day)
    return kept[::-1]
