"""Leaving rates of everybody and of each grade, in a picture."""

from __future__ import annotations

from collections.abc import Sequence
from functools import partial
from math import ceil, nan

import pandas as pd

from workbench.analyses.attrition.report.words import (
    a_year,
    group_of,
    rate,
    rate_range,
    year,
)
from workbench.disclosure import Release, ReleasedCell
from workbench.presentation import words
from workbench.presentation.drawing.dots import draw_dots
from workbench.presentation.figure import chart_view
from workbench.presentation.view import EMPTY, View

NAME, ROW, LEFT = "leaving_rate", 44, 230
TOO_FEW = "too few to show"
PARTS = ("value", "lower", "upper")


def chart(release: Release, cells: Sequence[ReleasedCell]) -> View:
    """Draw the leaving rates of cells, the first of them of everybody."""
    told = [cell for cell in cells if _value(cell) is not None]
    if len(told) < 2:
        return EMPTY
    frame = pd.DataFrame([_dot(release, cell) for cell in cells])
    named = "; ".join(f"{row.group}: {row.range}" for row in frame.itertuples())
    return chart_view(
        release,
        partial(
            draw_dots, frame, _round(float(frame["upper"].max())), of=f"in post{a_year(release)}"
        ),
        name="leaving-rates",
        title=_title(release, told[1:]),
        subtitle=f"Leavers of every 100 in post, {year(release)}. Lines: likely ranges.",
        alternative=f"Dot chart of leavers of every 100 in post. {named}.",
        heights=(76 + ROW * len(cells), 76 + (ROW + 16) * len(cells)),
        margins=(LEFT, 8),
        data=(
            ["Who", "Of every 100 (likely range)"],
            [[row.group, row.range] for row in frame.itertuples()],
        ),
        findings=("leaving",),
    )


def _title(release: Release, cells: Sequence[ReleasedCell]) -> str:
    """Say the lowest and the highest rate."""
    ordered = sorted(cells, key=lambda cell: _value(cell) or 0.0)
    low, high = (
        f"{rate(cell.numbers[NAME])} of every 100 ({group_of(release, cell)})"
        for cell in (ordered[0], ordered[-1])
    )
    return f"Leaving rates run from {low} to {high}"


def _dot(release: Release, cell: ReleasedCell) -> dict[str, object]:
    number = cell.numbers.get(NAME)
    known = number is not None and number.value is not None
    ends = {
        part: 100 * value if known and (value := getattr(number, part)) is not None else nan
        for part in PARTS
    }
    return {
        "group": words.capital(group_of(release, cell)),
        "role": "",
        "evidence": False,
        "share": ends.pop("value"),
        **ends,
        "shown": rate(number) if known else TOO_FEW,
        "range": rate_range(number) if known else TOO_FEW,
    }


def _round(highest: float) -> float:
    """Return the end of the scale: the next five.

    Examples
    --------
    >>> _round(14.3), _round(0.2)
    (15.0, 5.0)
    """
    return 5.0 * max(ceil(highest / 5), 1)


def _value(cell: ReleasedCell) -> float | None:
    number = cell.numbers.get(NAME)
    return number.value if number else None
