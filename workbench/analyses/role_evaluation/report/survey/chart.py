"""A picture of each statement: how many agree, with the role and without."""

from __future__ import annotations

from functools import partial
from math import nan

import pandas as pd

from workbench.analyses.role_evaluation.report.survey.drawing import draw_agreement
from workbench.analyses.role_evaluation.report.survey.reading import (
    AGREEMENT,
    WITH,
    WITHOUT,
    Said,
    days,
)
from workbench.analyses.role_evaluation.report.survey.sentences import more
from workbench.disclosure import Release, ReleasedNumber
from workbench.presentation import words
from workbench.presentation.figure import chart_view
from workbench.presentation.view import EMPTY, View

ROW = 48
SIDES = ((WITH, "With the role"), (WITHOUT, "Without it"))


def chart(release: Release, one: Said) -> View:
    """Draw how many agree with one statement."""
    places = [(side, label, wave) for side, label in SIDES for wave in (one.before, one.since)]
    rows = [_row(one, *place) for place in places]
    frame = pd.DataFrame(rows)
    if frame["share"].isna().all():
        return EMPTY
    when = days(release)
    listed = "; ".join(f"{row['label']}: {row['shown']}" for row in rows)
    return chart_view(
        release,
        partial(draw_agreement, frame),
        name=one.finding,
        title=_title(one),
        subtitle=(
            f"Of every 100 who answered, how many agreed, with likely range. Before: "
            f"{words.day(when[one.before])} (hollow); since: {words.day(when[one.since])} (filled)."
        ),
        alternative=f"Dot chart of agreement with {one.title}, of every 100. {listed}.",
        heights=(76 + ROW * len(frame), 76 + (ROW + 22) * len(frame)),
        margins=(190, 8),
        data=(
            ["Who and when", "Answered", "Agreed", "Of every 100", "Likely range"],
            [_data(one, side, label, wave) for side, label, wave in places],
        ),
        findings=(AGREEMENT, one.finding),
    )


def _title(one: Said) -> str:
    points = one.points
    if points is None or points.value is None:
        return f"{one.title}: how many agreed, with the role and without"
    verdict = f" ({one.cell.verdict})" if one.cell.verdict else ""
    return f"{one.title}: a change of {more(points.value)} of every 100{verdict}"


def _row(one: Said, side: str, label: str, wave: str) -> dict[str, object]:
    number = one.rate(side, wave)
    return {
        "label": _label(one, label, wave),
        "share": _hundred(number, "value"),
        "lower": _hundred(number, "lower"),
        "upper": _hundred(number, "upper"),
        "shown": words.rate(number),
        "given": side == WITH,
        "since": wave == one.since,
    }


def _data(one: Said, side: str, label: str, wave: str) -> list[str]:
    cell, number = one.agreed[side, wave], one.rate(side, wave)
    counts = [cell.counts[name].shown for name in ("entered", "passed")]
    told = [words.rate(number), words.span(number, words.of_100)]
    return [_label(one, label, wave), *counts, *told]


def _label(one: Said, label: str, wave: str) -> str:
    return f"{label}, {'since' if wave == one.since else 'before'}"


def _hundred(number: ReleasedNumber | None, part: str) -> float:
    value = None if number is None or number.value is None else getattr(number, part)
    return nan if value is None else 100.0 * value
