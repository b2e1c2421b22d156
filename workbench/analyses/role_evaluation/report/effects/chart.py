"""One picture of all outcomes: each change beside the least that would be worth having."""

from __future__ import annotations

from functools import partial
from math import nan

import pandas as pd

from workbench.analyses.role_evaluation.report.effects.reading import EFFECTS, Effect, effects
from workbench.analyses.role_evaluation.report.words import change, figure, is_better, size
from workbench.disclosure import Release
from workbench.presentation import words
from workbench.presentation.drawing.changes import LEFT, draw_changes
from workbench.presentation.figure import chart_view
from workbench.presentation.view import EMPTY, View

ROW = 84


def chart(release: Release, lead: str) -> View:
    """Draw every change in units of what would be worth having, better to the right."""
    drawn = [one for one in effects(release) if _whole(one)]
    if not drawn:
        return EMPTY
    frame = pd.DataFrame([_row(one) for one in drawn])
    listed = "; ".join(
        f"{words.capital(one.one.title)}: {change(one.effect, one.one)}" for one in drawn
    )
    return chart_view(
        release,
        partial(draw_changes, frame),
        name="effects",
        title=lead,
        subtitle=(
            "Change where the role was there, with its likely range, in multiples of the least "
            "change worth having (shaded: smaller than that). Better is to the right of 0."
        ),
        alternative=f"Dot chart of changes. {listed}.",
        heights=(96 + ROW * len(frame), 96 + (ROW + 28) * len(frame)),
        margins=(LEFT, 8),
        data=(
            ["Outcome", "Change (likely range)", "Worth having"],
            [
                [
                    words.capital(one.one.title),
                    change(one.effect, one.one),
                    figure(one.one.worthwhile),
                ]
                for one in drawn
            ],
        ),
        findings=(EFFECTS,),
    )


def _whole(one: Effect) -> bool:
    number = one.effect
    return number is not None and number.lower is not None and number.upper is not None


def _row(one: Effect) -> dict[str, object]:
    number = one.effect
    assert number is not None, "only changes that are told are drawn"
    sign = 1.0 if is_better(1.0, one.one) else -1.0
    ends = sorted(
        sign * (part if part is not None else nan) / one.one.worthwhile
        for part in (number.lower, number.upper)
    )
    return {
        "label": words.capital(one.one.title),
        "shown": size(number.value or 0.0, one.one),
        "value": sign * (number.value or 0.0) / one.one.worthwhile,
        "lower": ends[0],
        "upper": ends[1],
        "found": one.found,
        "judged": one.cell.verdict is not None,
    }
