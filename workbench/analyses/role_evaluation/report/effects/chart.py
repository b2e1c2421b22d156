"""One picture of all outcomes: each change beside the least that would be worth having."""

from __future__ import annotations

from functools import partial
from math import nan

import pandas as pd

from workbench.analyses.role_evaluation.report.effects.reading import (
    EFFECTS,
    Effect,
    effects,
    judged,
)
from workbench.analyses.role_evaluation.report.words import change, figure, is_better, size
from workbench.disclosure import Release
from workbench.presentation import words
from workbench.presentation.drawing.changes import LEFT, draw_changes
from workbench.presentation.figure import chart_view
from workbench.presentation.view import EMPTY, View

ROW = 84


def chart(release: Release, lead: str) -> View:
    """Draw every change in units of what would be worth having, better to the right."""
    return _chart(release, lead, "effects", effects(release))


def first_page(release: Release) -> View:
    """Draw the changes that were judged, the picture of the first page."""
    told = judged(release)
    return _chart(release, how_many(told), "judged", told)


def how_many(told: tuple[Effect, ...]) -> str:
    """Say of how many outcomes judged there is evidence of a change, and of which."""
    found = [one.one.title for one in told if one.found]
    of = f"Of {len(told)} outcomes judged" if len(told) > 1 else "Of the one outcome judged"
    if not found:
        return f"{of}, none shows evidence of a change"
    verb = "shows" if len(found) == 1 else "show"
    return f"{of}, {len(found)} {verb} evidence of a change: {words.listed(found)}"


def _chart(release: Release, lead: str, name: str, told: tuple[Effect, ...]) -> View:
    drawn = [one for one in told if _whole(one)]
    if not drawn:
        return EMPTY
    frame = pd.DataFrame([_row(one) for one in drawn])
    listed = "; ".join(
        f"{words.capital(one.one.title)}: {change(one.effect, one.one)}" for one in drawn
    )
    return chart_view(
        release,
        partial(draw_changes, frame),
        name=name,
        title=lead,
        subtitle=(
            "Dot: the change where the role was there. Line: its likely range. Right of 0 is "
            "better. Shaded: smaller than the least change worth having, which is 1 on the axis."
            + _gaps(told, drawn)
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


def _gaps(told: tuple[Effect, ...], drawn: list[Effect]) -> str:
    """Name what is not drawn, so that nobody takes it for nothing."""
    titles = [one.one.title for one in told if one not in drawn]
    return f" Not shown, as its range is not told: {words.listed(titles)}." if titles else ""


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
