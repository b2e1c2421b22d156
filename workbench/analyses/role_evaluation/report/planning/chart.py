"""One picture: the smallest change that each order would see, beside the least worth having."""

from __future__ import annotations

from functools import partial

import pandas as pd

from workbench.analyses.role_evaluation.report.planning.reading import (
    PLANNING,
    Seen,
    judged,
    orders,
    seen,
)
from workbench.analyses.role_evaluation.report.planning.sentences import called
from workbench.analyses.role_evaluation.report.planning.tables import smallest_text
from workbench.analyses.role_evaluation.report.words import amount, figure
from workbench.disclosure import Release
from workbench.presentation import words
from workbench.presentation.drawing.detectable import LEFT, ROW, draw_detectable
from workbench.presentation.figure import chart_view
from workbench.presentation.view import EMPTY, View


def chart(release: Release) -> View:
    """Draw the outcomes to be judged under every order that could show something."""
    drawn = [one for one in seen(release) if one.one.judged and one.value("of_worthwhile")]
    if not drawn:
        return EMPTY
    called = orders(release)
    places = {outcome.name: place for place, outcome in enumerate(judged(release))}
    drawn.sort(key=lambda one: places[one.one.name])
    frame = pd.DataFrame([_row(one, called.index(one.order)) for one in drawn])
    listed = "; ".join(
        f"{words.capital(one.one.title)}, {one.order}: {smallest_text(one)}, "
        f"worth having {amount(one.one.worthwhile, one.one)}"
        for one in drawn
    )
    return chart_view(
        release,
        partial(draw_detectable, frame),
        name="planning",
        title=_title(drawn[0]),
        subtitle=(
            "Smallest change that would probably be seen, with simulation error, in multiples of "
            "the least change worth having. Shaded: small enough to see what is worth having. "
            "Arrows are beyond the picture."
        ),
        alternative=f"Dot chart of the smallest changes that would be seen. {listed}.",
        heights=(96 + ROW * len(frame), 96 + (ROW + 36) * len(frame)),
        margins=(LEFT, 8),
        data=(
            ["Outcome", "Order", "Smallest change seen", "Worth having"],
            [
                [
                    words.capital(one.one.title),
                    one.order,
                    words.capital(smallest_text(one)),
                    amount(one.one.worthwhile, one.one),
                ]
                for one in drawn
            ],
        ),
        findings=(PLANNING,),
    )


def _title(one: Seen) -> str:
    """Return the headline: what would be seen of the primary outcome, beside what is worth it."""
    size, worth = amount(one.detectable or 0.0, one.one), figure(one.one.worthwhile)
    title = words.capital(one.one.title)
    return f"{title}: {size} would be seen {called(one.order)}; {worth} is worth having"


def _row(one: Seen, place: int) -> dict[str, object]:
    share = one.number("of_worthwhile")
    assert share is not None, "only what is told is drawn"
    assert share.value is not None, "only what is told is drawn"
    return {
        "label": words.capital(one.one.title),
        "shown": f"{one.order}: {amount(one.detectable or 0.0, one.one)}",
        "value": share.value,
        "lower": share.value if share.lower is None else share.lower,
        "upper": float("inf") if share.upper is None else share.upper,
        "order": place,
    }
