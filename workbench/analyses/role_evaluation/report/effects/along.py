"""The effect on one outcome by months since the role began, by wave and by calendar month."""

from __future__ import annotations

from functools import partial
from math import nan

import pandas as pd

from workbench.analyses.role_evaluation.report.changed.sentences import said
from workbench.analyses.role_evaluation.report.effects.reading import Effect
from workbench.analyses.role_evaluation.report.words import Told, change
from workbench.disclosure import Release, ReleasedCell, ReleasedNumber
from workbench.presentation import words
from workbench.presentation.drawing.changes import draw_along
from workbench.presentation.figure import chart_view
from workbench.presentation.grid import table_html
from workbench.presentation.view import EMPTY, View, folded, stack

SINCE = "months since"
FOLDED = {"wave": "By wave of the roll-out", "month": "By calendar month"}


def along(release: Release, effect: Effect) -> View:
    """Draw the effect on the primary outcome as months go by; waves and months are folded."""
    name = f"along_{effect.one.name}"
    if name not in release.names:
        return EMPTY
    cells = release[name].cells
    drawn = [cell for cell in cells if cell.stage == SINCE and _number(cell)]
    views = []
    if drawn:
        chart = _chart(release, name, effect.one, drawn)
        views.append(folded("As months go by", chart, about=effect.one.title))
    for kind, title in FOLDED.items():
        rows = [
            [said(cell.stratum), _told(cell, effect.one)] for cell in cells if cell.stage == kind
        ]
        if rows:
            caption = f"{words.capital(effect.one.title)}: {title[:1].lower()}{title[1:]}"
            head = ["Was due" if kind == "wave" else "Month", "Change (likely range)"]
            html = table_html(release, caption, head, rows)
            views.append(folded(title, View(caption, html, (name,)), about=effect.one.title))
    return stack(views)


def _number(cell: ReleasedCell) -> ReleasedNumber | None:
    number = cell.numbers.get("effect")
    return number if number is not None and number.value is not None else None


def _told(cell: ReleasedCell, one: Told) -> str:
    number = _number(cell)
    return words.WITHHELD if number is None else words.capital(change(number, one))


def _chart(release: Release, name: str, one: Told, cells: list[ReleasedCell]) -> View:
    frame = pd.DataFrame([_row(cell) for cell in cells])
    rows = [[f"{cell.stratum}", _told(cell, one)] for cell in cells]
    listed = "; ".join(f"month {row.at}: {row.shown}" for row in frame.itertuples())
    last = cells[-1]
    title = (
        f"{words.capital(one.title)}: {change(_number(last), one).partition(' (')[0]} after "
        f"{last.stratum} months"
    )
    return chart_view(
        release,
        partial(draw_along, frame),
        name=f"along-{one.name}",
        title=title,
        subtitle=(
            f"Change in {one.measured_in}, by whole months since the role was due to begin. Lines: "
            "likely ranges by leaving out each region. Later months rest on the first regions."
        ),
        alternative=f"Dot chart, change in {one.measured_in}. {listed}.",
        heights=(320, 320),
        margins=(64, 56),
        data=(["Months since", "Change (likely range)"], rows),
        findings=(name,),
    )


def _row(cell: ReleasedCell) -> dict[str, object]:
    number = _number(cell)
    assert number is not None, "only what is told is drawn"
    known = number.lower is not None and number.upper is not None
    return {
        "at": int(cell.stratum),
        "value": number.value,
        "lower": number.lower if known else nan,
        "upper": number.upper if known else nan,
        "shown": f"{number.value:.3g}".replace("-", "−"),
    }
