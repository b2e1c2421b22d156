"""Released shares at the ends of bands, and of months, as curves to be drawn."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from functools import partial

import numpy as np
import pandas as pd

from workbench.disclosure import Release, ReleasedCell, ReleasedNumber
from workbench.presentation.drawing.steps import (
    Axis,
    draw_steps,
    steps_heights,
    steps_margins,
)
from workbench.presentation.figure import chart_view
from workbench.presentation.view import EMPTY, View

PARTS = ("value", "lower", "upper")
YEAR = 12
ROOMS = 6
"""So many numbers stand side by side on a wide screen."""
TOPS = (5, 10, 20, 30, 50, 75)
Between = Callable[[float, float, np.ndarray], np.ndarray]


def flat(*, share_stays: bool) -> Between:
    """Return how a curve runs between two released points.

    Parameters
    ----------
    share_stays : bool
        Whether one share stays from each month to the next; else equally many come each month.

    Examples
    --------
    >>> flat(share_stays=True)(100.0, 25.0, np.array([0.5, 1.0])).tolist()
    [50.0, 25.0]
    """
    if not share_stays:
        return lambda low, high, part: low + (high - low) * part
    return lambda high, low, part: np.asarray(high * (max(low, 1e-9) / max(high, 1e-9)) ** part)


def curve(
    group: str,
    ends: Sequence[int],
    numbers: Sequence[ReleasedNumber | None],
    *,
    between: Between,
    first: float,
) -> pd.DataFrame:
    """Return a curve of every 100, month by month, through released shares at the ends of bands.

    Parameters
    ----------
    group : str
    ends : sequence of int
        The month in which each band begins, and that in which the last ends.
    numbers : sequence of ReleasedNumber or None
        One a band; it begins with the first there is and ends with the last one after it.
    between : callable
        See `flat`.
    first : float
        Where curves begin, of every 100.
    """
    rows: list[dict[str, object]] = []
    before = dict.fromkeys(PARTS, first)
    for place, number in enumerate(numbers):
        if number is None or number.value is None:
            if rows:
                break
            continue
        if not rows:
            rows.append({"group": group, "time": float(ends[place]), **before})
        now = _parts(number)
        months = np.arange(1, ends[place + 1] - ends[place] + 1)
        share = months / months[-1]
        told = {part: between(before[part], now[part], share) for part in PARTS}
        rows += [
            {"group": group, "time": float(ends[place] + month)}
            | {part: float(told[part][month - 1]) for part in PARTS}
            for month in months
        ]
        before = now
    return pd.DataFrame(rows, columns=["group", "time", *PARTS])


def steps(group: str, numbers: Mapping[int, ReleasedNumber], *, first: float) -> pd.DataFrame:
    """Return a curve of every 100 through released shares at the ends of months, and no more.

    Parameters
    ----------
    group : str
    numbers : mapping of int to ReleasedNumber
        By the month at whose end each is; at least one.
    first : float
        Where the curve begins, of every 100, a month before the first of them or at 0.
    """
    start = float(min(numbers) - 1) if first else 0.0
    rows: list[dict[str, object]] = [{"group": group, "time": start, **dict.fromkeys(PARTS, first)}]
    rows += [{"group": group, "time": float(m), **_parts(one)} for m, one in numbers.items()]
    return pd.DataFrame(rows)


def curves_view(
    release: Release,
    curves: Mapping[str, pd.DataFrame],
    beneath: Mapping[str, Sequence[tuple[int, str]]],
    axis: Axis,
    *,
    titles: tuple[str, str, str],
    name: str,
    data: tuple[list[str], list[list[str]]],
    finding: str,
) -> View:
    """Return a chart of curves with their numbers beneath, as a table and in words.

    Parameters
    ----------
    release : Release
    curves : mapping of str to DataFrame
        Each as `curve` or `steps` makes it; one without a row is left out.
    beneath : mapping of str to sequence of (int, str)
        By curve, the months and what stands under the axis there.
    axis : Axis
    titles : tuple of str
        Title, subtitle, and what the curves are, for readers who do not see them.
    name : str
    data : tuple of list
        The head and the rows of the table of what is drawn.
    finding : str
        What it is drawn from.
    """
    drawn = {group: one for group, one in curves.items() if len(one)}
    if not drawn:
        return EMPTY
    frame = pd.concat(drawn.values())
    still = pd.DataFrame(
        [
            {"group": group, "time": month, "shown": shown}
            for group in drawn
            for month, shown in beneath[group]
        ]
    )
    head, rows = data[0], [row for row in data[1] if row[0] in drawn]
    said = "; ".join(f"{group}, {band.lower()}: {told}" for group, band, told in rows)
    title, subtitle, described = titles
    return chart_view(
        release,
        partial(draw_steps, frame, still, axis),
        name=name,
        title=title,
        subtitle=subtitle,
        alternative=f"{described} {said}.",
        heights=steps_heights(list(drawn), axis),
        margins=steps_margins(),
        data=(head, rows),
        findings=(finding,),
    )


def counts_beneath(
    cells: Sequence[ReleasedCell], edges: Sequence[int], name: str
) -> list[tuple[int, str]]:
    """Return a count of each band, as shown, where there is room for it under the axis."""
    room = apart(edges)
    pairs = zip(edges, cells, strict=False)
    return [(edge, cell.counts[name].shown) for edge, cell in pairs if edge in room]


def apart(edges: Sequence[int]) -> list[int]:
    """Return months whose numbers find room side by side: the first, and those far enough on.

    Examples
    --------
    >>> apart([0, 3, 6, 12, 24, 36, 60, 120])
    [0, 24, 60]
    """
    kept = [edges[0]]
    for edge in edges[1:-1]:
        if edge - kept[-1] >= (edges[-1] - edges[0]) / ROOMS:
            kept.append(edge)
    return kept


def service_axis(edges: Sequence[int], still: str, *, top: float = 100) -> Axis:
    """Return an axis of service, in years where two edges or more are of whole years.

    Examples
    --------
    >>> service_axis([0, 3, 12, 24, 120], "at risk").ticks
    (0, 12, 24, 120)
    >>> service_axis([0, 3, 6], "at risk").time
    'completed months of service'
    """
    years = tuple(edge for edge in edges if edge % YEAR == 0)
    if len(years) < 2:
        return Axis("completed months of service", top=top, still=still, ticks=tuple(edges))
    return Axis("years of service", top=top, still=still, ticks=years, each=YEAR)


def round_top(frame: pd.DataFrame) -> float:
    """Return a round highest value for the axes of curves.

    Examples
    --------
    >>> round_top(pd.DataFrame({"upper": [3.0, 17.2]}))
    20.0
    """
    highest = float(frame["upper"].max())
    return float(next((end for end in TOPS if highest <= end), 100))


def _parts(number: ReleasedNumber) -> dict[str, float]:
    value = 100 * (number.value or 0.0)
    sides = {"lower": number.lower, "upper": number.upper}
    return {"value": value} | {
        part: value if one is None else 100 * one for part, one in sides.items()
    }
