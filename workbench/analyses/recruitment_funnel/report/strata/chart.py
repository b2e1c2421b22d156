"""A picture of a comparison that turns round: each stratum, then all together."""

from __future__ import annotations

from functools import partial
from math import nan

import pandas as pd

from workbench.analyses.recruitment_funnel.report.strata.reading import (
    Compared,
    done,
    kinds,
    people,
    rows_of,
    within,
)
from workbench.disclosure import Release, ReleasedCell, ReleasedNumber
from workbench.presentation import words
from workbench.presentation.drawing.strata import draw_pairs
from workbench.presentation.figure import chart_view
from workbench.presentation.selection import side
from workbench.presentation.sentence import where
from workbench.presentation.view import EMPTY, View

ROW = 48
LEAST_STRATA = 2
"""With fewer there is nothing to see."""


def chart(release: Release, one: Compared) -> View:
    """Draw both rates in every stratum that may be shown, and all together."""
    cell = one.alarms()[0]
    rows = rows_of(release, cell)
    told = {label: pair for label, pair in rows.items() if label and _may_be_drawn(pair)}
    if len(told) < LEAST_STRATA:
        return EMPTY
    told["All together"] = rows[""]
    frame = pd.DataFrame([_row(label, pair) for label, pair in told.items()])
    own, other = people(release, cell)
    listed = "; ".join(f"{row.label}: {row.shown}" for row in frame.itertuples())
    return chart_view(
        release,
        partial(draw_pairs, frame),
        name=f"strata-{cell.characteristic}",
        title=_title(release, one),
        subtitle=_subtitle(release, cell, len(rows) - len(told)),
        alternative=f"Dot chart, of every 100, {own} against {other}. {listed}.",
        heights=(76 + ROW * len(frame), 76 + (ROW + 16) * len(frame)),
        margins=(224, 8),
        data=(
            [words.capital(kinds(release, cell)), *_heads(cell)],
            [_data(label, pair) for label, pair in told.items()],
        ),
        findings=(f"strata_rows:{cell.characteristic}",),
    )


def _may_be_drawn(pair: tuple[ReleasedCell, ReleasedCell]) -> bool:
    numbers = [one.numbers.get("selection_rate") for one in pair]
    return all(numbers) and any(number and number.value is not None for number in numbers)


def _row(label: str, pair: tuple[ReleasedCell, ReleasedCell]) -> dict[str, object]:
    own, other = (one.numbers.get("selection_rate") for one in pair)
    return {
        "label": label,
        **_drawn("own", own),
        **_drawn("other", other),
        "shown": f"{words.rate(own)} v {words.rate(other)}",
        "apart": label == "All together",
    }


def _drawn(name: str, number: ReleasedNumber | None) -> dict[str, float]:
    """Return a rate per 100 and its range, which goes to the end where only a bound is known."""
    if number is None:
        return dict.fromkeys((name, f"{name}_lower", f"{name}_upper"), nan)
    known = {
        name: (number.value, nan),
        f"{name}_lower": (number.lower, 0.0),
        f"{name}_upper": (number.upper, 1.0),
    }
    return {key: 100 * (end if part is None else part) for key, (part, end) in known.items()}


def _title(release: Release, one: Compared) -> str:
    cell = one.alarms()[0]
    own, other = people(release, cell)
    place = (
        words.capital(where(release, cell)) if len(release.context.stages) > 1 else "All together"
    )
    direction = side(one.crude)
    seen = f"{own} and {other} cannot be told apart"
    if direction:
        seen = f"{'more' if direction > 0 else 'fewer'} {own} {done(release, cell)} than {other}"
    return f"{place}, {seen}; {within(release, cell)} that does not hold"


def _subtitle(release: Release, cell: ReleasedCell, left_out: int) -> str:
    own, other = people(release, cell)
    text = (
        f"By {kinds(release, cell)}: of every 100, how many {done(release, cell)}. Circle and "
        f"first number: {own}. Diamond and second number: {other}. "
        "Lines: likely ranges."
    )
    few = f" {left_out} with too few people are left out." if left_out else ""
    return text + few


def _heads(cell: ReleasedCell) -> list[str]:
    names = (cell.group, cell.comparator)
    return [
        f"{name}, {what}" for what in ("people", "of every 100", "likely range") for name in names
    ]


def _data(label: str, pair: tuple[ReleasedCell, ReleasedCell]) -> list[str]:
    numbers = [one.numbers.get("selection_rate") for one in pair]
    return [
        label,
        *(one.counts["entered"].shown for one in pair),
        *(words.rate(number) for number in numbers),
        *(words.span(number, words.of_100) for number in numbers),
    ]
