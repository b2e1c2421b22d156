"""One picture: of every 100 of the group furthest behind, how many were assessed and progressed."""

from __future__ import annotations

from functools import partial
from math import nan

import pandas as pd
from matplotlib.axes import Axes

from workbench.disclosure import Release, ReleasedCell
from workbench.presentation import words
from workbench.presentation.chart import unshown
from workbench.presentation.drawing.dots import draw_reach
from workbench.presentation.figure import chart_view
from workbench.presentation.selection import (
    characteristics,
    comparator_of,
    disparities,
    of_basis,
    overall,
)
from workbench.presentation.view import EMPTY, View

PAIR = 78
Steps = list[tuple[str, ReleasedCell, ReleasedCell]]


def show(release: Release) -> View:
    """Draw how far the leading group gets, of every 100 who were eligible, and its comparator."""
    cell = _leading(release)
    if cell is None:
        return EMPTY
    steps = _steps(release, cell)
    frame = pd.DataFrame([_row(name, one) for name, *pair in steps for one in reversed(pair)])
    told = "; ".join(
        f"{row.stage}: {row.group} {row.shown} ({row.range})" for row in frame.itertuples()
    )
    return chart_view(
        release,
        partial(_draw, frame),
        name="how-far",
        title=_title(release, steps[-1]),
        subtitle="Of every 100 who were eligible, how many got so far. Lines: likely ranges.",
        alternative=f"Bar chart, of every 100 who were eligible. {told}.",
        heights=(76 + PAIR * len(steps), 76 + (PAIR + 24) * len(steps)),
        margins=(224, 8),
        data=(
            ["Step", "Group", "Of every 100", "Likely range"],
            [[row.stage, row.group, row.shown, row.range] for row in frame.itertuples()],
        ),
        findings=(cell.characteristic,),
    )


def _draw(frame: pd.DataFrame, axes: Axes, narrow: bool) -> None:
    draw_reach(frame, axes, narrow, of="who were eligible", room=12)
    # On a narrow screen the step's name stands above its bars, the first one's above all.
    axes.set_ylim(frame["stage"].nunique() - 0.5, -0.5)


def _leading(release: Release) -> ReleasedCell | None:
    """Return the first disparity, else the largest group that is compared."""
    found = disparities(release)
    if found:
        return found[0]
    declared = [
        cell
        for finding in characteristics(release)
        for cell in overall(finding)
        if cell.role == "declared" and "selection_rate" in cell.numbers
    ]
    return max(declared, key=lambda cell: cell.counts["entered"].value or 0, default=None)


def _steps(release: Release, cell: ReleasedCell) -> Steps:
    """Return the group and its comparator at each step that may be shown."""
    name = f"assessed:{cell.characteristic}"
    assessed = of_basis(release[name], "assessed") if name in release.names else ()
    own = [one for one in assessed if one.group == cell.group]
    steps: Steps = [("Assessed", one, comparator_of(assessed, one)) for one in own]
    last = comparator_of(overall(release[cell.characteristic]), cell)
    return [*steps, (words.capital(release.context.completed), cell, last)]


def _row(step: str, cell: ReleasedCell) -> dict[str, object]:
    number = cell.numbers.get("selection_rate")
    known = number is not None and number.value is not None
    parts = {"share": "value", "lower": "lower", "upper": "upper"}
    drawn = {name: 100 * getattr(number, part) if known else nan for name, part in parts.items()}
    shown = words.rate(number)
    return drawn | {
        "stage": step,
        "group": cell.group,
        "shown": unshown(cell) if shown == words.WITHHELD else shown,
        "range": words.span(number, words.of_100) if known else words.WITHHELD,
    }


def _title(release: Release, step: tuple[str, ReleasedCell, ReleasedCell]) -> str:
    _, cell, other = step
    shares = [words.rate(one.numbers.get("selection_rate")) for one in (cell, other)]
    own, beside = (words.people_of(one.group, release.context) for one in (cell, other))
    done = release.context.completed
    if words.WITHHELD in shares:
        return f"How many {own} and {beside} {done}"
    return f"Of every 100 {own}, {shares[0]} {done}; of every 100 {beside}, {shares[1]}"
