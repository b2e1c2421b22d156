"""Leaving rates quarter by quarter, with the limits of the quarters before and dated events."""

from __future__ import annotations

from functools import partial
from html import escape
from math import nan

import pandas as pd

from workbench.analyses.attrition.report.changing.reading import (
    Quarters,
    in_order,
    label,
    stands_at,
)
from workbench.analyses.attrition.report.changing.sentences import in_short
from workbench.analyses.attrition.report.words import rate, rate_range
from workbench.disclosure import Release, ReleasedCell, ReleasedNumber
from workbench.presentation import words
from workbench.presentation.drawing.series import HEIGHTS, MARGINS, draw_series
from workbench.presentation.figure import chart_view
from workbench.presentation.view import EMPTY, View

LETTERS = "ABCDEFGHIJKLMNOPQRSTUVWXYZ"
HEAD = ["Quarter", "Left", "Leaving rate (likely range)", "To expect", "Limits"]


def chart(release: Release, one: Quarters) -> View:
    """Draw the rate of every quarter, where any is told."""
    frame = pd.DataFrame([_point(cell) for cell in one.cells])
    if frame["value"].isna().all():
        return EMPTY
    events = placed(release, one)
    told = "; ".join(f"{label(cell)}: {_rate(cell)}" for cell in one.cells)
    marks = "Dashed upright lines: events, named below. " if events else ""
    return chart_view(
        release,
        partial(draw_series, frame, events, "leavers per 100 a year"),
        name=f"quarters-{one.finding.name}",
        title=f"Leaving rate by quarter, {one.title[:1].lower()}{one.title[1:]}{in_short(one)}",
        subtitle=(
            f"{marks}Bars: likely ranges. Band: between what limits a quarter is not unusual after "
            "those before it."
        ),
        alternative=f"Line chart of leavers per 100 a year. {told}.",
        heights=HEIGHTS,
        margins=MARGINS,
        data=(HEAD, [row(cell) for cell in one.cells]),
        findings=(one.finding.name,),
    )


def placed(release: Release, one: Quarters) -> dict[str, float]:
    """Return where each event stands among the quarters, by its letter."""
    found = ((event, stands_at(event, one.cells)) for event in in_order(release))
    within = [at for _, at in found if at is not None]
    return dict(zip(LETTERS, within, strict=False))


def named_events(release: Release, one: Quarters) -> str:
    """Return the list of the events that are drawn."""
    within = [one_of for one_of in in_order(release) if stands_at(one_of, one.cells) is not None]
    items = [
        f"<li>{letter}: {escape(event['event'])} ({words.day(event['date'])})</li>"
        for letter, event in zip(LETTERS, within, strict=False)
    ]
    return f'<ul class="events">{"".join(items)}</ul>' if items else ""


def row(cell: ReleasedCell) -> list[str]:
    """Return a quarter as a row of texts."""
    usual = cell.numbers.get("usual_rate")
    known = usual is not None and usual.value is not None
    return [
        label(cell),
        cell.counts["left"].shown,
        rate_range(cell.numbers.get("leaving_rate")),
        rate(usual) if known else "–",
        words.span(usual, partial(words.of_100, decimals=1)) if known else "–",
    ]


def _rate(cell: ReleasedCell) -> str:
    return rate(cell.numbers.get("leaving_rate"))


def _point(cell: ReleasedCell) -> dict[str, object]:
    own, usual = (cell.numbers.get(name) for name in ("leaving_rate", "usual_rate"))
    beyond = cell.numbers.get("beyond_limits")
    return {
        "label": label(cell),
        "shown": _rate(cell),
        "value": _part(own, "value"),
        "lower": _part(own, "lower"),
        "upper": _part(own, "upper"),
        "average": _part(usual, "value"),
        "limit_lower": _part(usual, "lower"),
        "limit_upper": _part(usual, "upper"),
        "beyond": beyond is not None and beyond.value not in (None, 0),
    }


def _part(number: ReleasedNumber | None, name: str) -> float:
    found = getattr(number, name, None)
    return nan if found is None else 100 * found
