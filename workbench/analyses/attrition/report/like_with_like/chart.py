"""A picture of the groups of one characteristic, all together and like with like."""

from __future__ import annotations

from functools import partial

import pandas as pd

from workbench.analyses.attrition.report.like_with_like.reading import Gap, Reading
from workbench.analyses.attrition.report.like_with_like.sentences import findings
from workbench.disclosure import Release, ReleasedNumber
from workbench.presentation import words
from workbench.presentation.drawing.adjusted import draw_both
from workbench.presentation.figure import chart_view
from workbench.presentation.view import EMPTY, View

ROW = 64
PARTS = ("value", "lower", "upper")
TITLES: dict[Reading, str] = {
    "about the same": "the gap of {own} is about the same like with like",
    "smaller": "the gap of {own} is smaller like with like",
    "larger": "the gap of {own} is larger like with like",
    "only like with like": "a gap of {own} shows only like with like",
    "the other way": "the gap of {own} turns round like with like",
    "may be nothing": "like with like the gap of {own} may be nothing",
}


def chart(release: Release, lead: Gap, found: list[Gap]) -> View:
    """Draw both ratios of every group of the leading gap's characteristic."""
    name = lead.whole.characteristic
    here = [one for one in found if one.whole.characteristic == name]
    drawn = [one for one in here if _whole(one)]
    reading = lead.reading(exact=release.complete)
    if lead not in drawn or reading is None:
        return EMPTY
    frame = pd.DataFrame([_row(one) for one in drawn])
    own, other = (
        words.people_of(group, release.context)
        for group in (lead.whole.group, lead.whole.comparator)
    )
    title = f"{release[name].title}: {TITLES[reading].format(own=own)}"
    listed = "; ".join(
        f"{row.label}: all together {row.crude_shown}, once equal {row.shown}"
        for row in frame.itertuples()
    )
    few = len(here) - len(drawn)
    left_out = f" {few} left out: no figure can be given (see the tables)." if few else ""
    return chart_view(
        release,
        partial(draw_both, frame),
        name=f"like-with-like-{name}",
        title=title,
        subtitle=(
            f"Rate ratio to {other}, with likely range; the line at 1 is equal rates. Circle: "
            f"once circumstances are equal. Diamond: all together.{left_out}"
        ),
        alternative=f"Dot chart of rate ratios to {other}. {listed}.",
        heights=(76 + ROW * len(frame), 76 + (ROW + 24) * len(frame)),
        margins=(224, 8),
        data=(
            ["Group", "All together", "Once equal"],
            [[row.label, row.crude_shown, row.shown] for row in frame.itertuples()],
        ),
        findings=findings(drawn),
    )


def _whole(one: Gap) -> bool:
    """Tell whether both ratios can be drawn on a scale that has no place for 0."""
    return all(
        number is not None and number.value and number.lower and number.upper
        for number in (one.ratio, one.crude)
    )


def _row(one: Gap) -> dict[str, object]:
    told: dict[str, object] = {"label": one.cell.group}
    for name, number in (("crude_", one.crude), ("", one.ratio)):
        assert number is not None, "only groups with both ratios are drawn"
        told |= {f"{name}{part}": getattr(number, part) for part in PARTS}
        told[f"{name}shown"] = _shown(number)
    return told


def _shown(number: ReleasedNumber) -> str:
    form = words.ratio_form(number)
    return f"{form(number.value or 0)} ({words.span(number, form)})"
