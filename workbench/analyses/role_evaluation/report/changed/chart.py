"""A picture of one outcome with the role and without, and one of the posts."""

from __future__ import annotations

from collections.abc import Mapping
from functools import partial
from math import nan

import pandas as pd

from workbench.analyses.role_evaluation.report.changed.drawing import HEIGHTS, MARGINS, draw_lines
from workbench.analyses.role_evaluation.report.changed.reading import (
    NAMED,
    POSTS,
    WITH,
    Lines,
    posts,
    value_of,
)
from workbench.analyses.role_evaluation.report.changed.sentences import (
    PERCENT,
    level,
    of_posts,
    said,
    sentence,
    spans,
    title,
)
from workbench.disclosure import Release
from workbench.presentation import words
from workbench.presentation.figure import chart_view
from workbench.presentation.view import EMPTY, View

SUBTITLE = (
    "Averages as they were, {unit}; {months}. Upright lines: months in which the role began. The "
    "axis need not begin at 0."
)
COUNTED = "Averages as they were, {unit}, over spans of months; {months}."
FULL = "full-time posts (FTE)"
FEWEST_POINTS = 4
"""A line through fewer would seem to show a course."""


def chart(release: Release, line: Lines) -> View:
    """Draw an outcome with the role and without, the months in which the role began marked."""
    frame = pd.DataFrame(
        {NAMED[side]: _column(line.sides[side], line.spans) for side in _sides(line)}
    )
    if len(frame.dropna(how="all")) < FEWEST_POINTS:
        return EMPTY
    unit = "%" if line.one.measured_in == PERCENT else line.one.measured_in
    told = [
        [said(span), *(level(line.sides[side].get(span), line.one) for side in _sides(line))]
        for span in line.spans
    ]
    subtitle = (COUNTED if line.counts else SUBTITLE).format(unit=unit, months=spans(line)[:-1])
    marks = {} if line.counts else _marks(release, line.spans)
    drawn = partial(
        draw_lines, frame, [_tick(one) for one in line.spans], marks, _short(unit), line.counts
    )
    return chart_view(
        release,
        drawn,
        name=f"changed-{line.one.name}",
        title=title(line),
        subtitle=subtitle,
        alternative=f"Line chart. {sentence(line)} {_points(told, list(frame.columns))}",
        heights=HEIGHTS,
        margins=MARGINS,
        data=(["Months", *(words.capital(name) for name in frame.columns)], told),
        findings=(line.finding,),
    )


def posts_chart(release: Release) -> View:
    """Draw posts funded and filled, month by month; nothing where the file does not tell."""
    cells = [cell for cell in posts(release) if cell.stage == POSTS]
    names = [name for name in ("filled", "funded") if any(name in one.numbers for one in cells)]
    frame = pd.DataFrame(
        {name: [_or_nan(value_of(cell, name)) for cell in cells] for name in names}
    )
    if frame.empty or not frame.notna().any(axis=None):
        return EMPTY
    months = tuple(cell.stratum for cell in cells)
    told = [
        [said(cell.stratum), *(_post(value_of(cell, name)) for name in names)] for cell in cells
    ]
    return chart_view(
        release,
        partial(
            draw_lines,
            frame,
            [_tick(one) for one in months],
            _marks(release, months),
            "posts",
            True,
        ),
        name="changed-posts",
        title=of_posts(release).split(". ")[0].rstrip("."),
        subtitle=(
            f"{words.capital(FULL)} of all units together. Upright lines: months in which the role "
            "began. A month without a figure is taken as the last known."
        ),
        alternative=f"Line chart. {of_posts(release)} {_points(told, names)}",
        heights=HEIGHTS,
        margins=MARGINS,
        data=(["Month", *(words.capital(name) for name in names)], told),
        findings=(POSTS,),
    )


def _sides(line: Lines) -> list[str]:
    return [side for side in NAMED if side in line.sides] or [WITH]


def _column(values: Mapping[str, float | None], spans_of: tuple[str, ...]) -> list[float]:
    return [_or_nan(values.get(span)) for span in spans_of]


def _or_nan(value: float | None) -> float:
    return nan if value is None else value


def _post(value: float | None) -> str:
    return words.WITHHELD if value is None else f"{value:,.3g}"


def _marks(release: Release, months: tuple[str, ...]) -> dict[str, float]:
    """Return the months in which the role began somewhere, each with its place."""
    began = {row["actual"] for row in release.context.stated.get("roll_out", ())}
    return {_name(month): float(months.index(month)) for month in sorted(began & {*months})}


def _name(month: str) -> str:
    name, _, year = said(month).partition(" ")
    return f"{name[:3]} {year}"


def _tick(span: str) -> str:
    """Return the last month of a span in two lines.

    Examples
    --------
    >>> _tick("2022-07 to 2023-06").split()
    ['Jun', '2023']
    """
    return _name(span.rpartition(" to ")[2]).replace(" ", "\n")


def _short(unit: str) -> str:
    return unit if len(unit) <= 30 else f"{unit[:29].rsplit(' ', 1)[0]} …"


def _points(told: list[list[str]], names: list[str]) -> str:
    first, last = told[0], told[-1]
    parts = [
        f"{name}: {first[place]} in {first[0]}, {last[place]} in {last[0]}"
        for place, name in enumerate(names, 1)
    ]
    return f"{words.capital('; '.join(parts))}."
