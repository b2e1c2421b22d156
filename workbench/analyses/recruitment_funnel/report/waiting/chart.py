"""The picture of one group's wait beside its comparator's."""

from __future__ import annotations

from functools import partial
from math import nan

import pandas as pd

from workbench.analyses.recruitment_funnel.report.waiting.reading import (
    Wait,
    by_day,
    day,
    days_of,
    known,
)
from workbench.disclosure import Release
from workbench.presentation import words
from workbench.presentation.drawing.waiting import draw_waiting
from workbench.presentation.figure import chart_view
from workbench.presentation.view import EMPTY, View


def chart(release: Release, wait: Wait) -> View:
    """Draw how many of every 100 had passed after so many days; empty with too little to draw."""
    frame = _frame(release, wait)
    groups = [wait.other.group, wait.own.group]
    if any((frame["group"] == group).sum() < 2 for group in groups):
        return EMPTY
    own, other = (words.people_of(cell.group, release.context) for cell in (wait.own, wait.other))
    stage = release.context.stages[wait.own.stage]
    half = [day(days_of(cell.numbers)) for cell in (wait.own, wait.other)]
    told = "; ".join(
        f"{row.group} after {row.day} days: {row.shown} ({row.range})" for row in frame.itertuples()
    )
    return chart_view(
        release,
        partial(draw_waiting, frame, groups),
        name=f"waiting-{wait.own.characteristic}-{wait.own.stage}",
        title=(
            f"{words.capital(own)} waited {_direction(wait)} at the {stage}: {half[0]} days "
            f"against {half[1]}"
        ),
        subtitle=(
            f"Half of the {own} who passed had waited up to {half[0]} days, of {other} up to "
            f"{half[1]}. Drawn: of every 100 who came, how many had passed after so many days. "
            "Upright lines: likely ranges. Each line goes on while at least 10 were still there."
        ),
        alternative=f"Line chart, of every 100. {told}.",
        heights=(360, 380),
        margins=(56, 56),
        data=(
            ["Days", "Group", "Of every 100, had passed", "Likely range"],
            [[str(row.day), row.group, row.shown, row.range] for row in frame.itertuples()],
        ),
        findings=(f"waiting_by:{wait.own.characteristic}", wait.finding),
    )


def _direction(wait: Wait) -> str:
    gap = wait.own.numbers["median_difference"].value or 0.0
    return "longer" if gap > 0 else "less long"


def _frame(release: Release, wait: Wait) -> pd.DataFrame:
    rows = [
        {
            "group": cell.group,
            "day": after,
            "share": 100 * (number.value or 0),
            "lower": nan if number.lower is None else 100 * number.lower,
            "upper": nan if number.upper is None else 100 * number.upper,
            "shown": words.of_100(number.value or 0),
            "range": words.span(number, words.of_100),
        }
        for side in (wait.other, wait.own)
        for after, cell in by_day(release, side).items()
        if known(cell.numbers, "passed_by")
        for number in [cell.numbers["passed_by"]]
    ]
    return pd.DataFrame(rows, columns=["group", "day", "share", "lower", "upper", "shown", "range"])
