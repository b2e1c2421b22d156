"""A picture of the groups of one characteristic, all together and once circumstances are equal."""

from __future__ import annotations

from functools import partial
from math import nan

import pandas as pd

from workbench.analyses.recruitment_funnel.report.adjusted.reading import (
    Adjusted,
    Reading,
    alike,
)
from workbench.analyses.recruitment_funnel.report.adjusted.tables import names
from workbench.analyses.recruitment_funnel.report.strata.reading import people, pooled_form
from workbench.disclosure import Release, ReleasedNumber
from workbench.presentation import words
from workbench.presentation.drawing.adjusted import draw_both
from workbench.presentation.figure import chart_view
from workbench.presentation.sentence import where
from workbench.presentation.view import EMPTY, View

ROW = 64
TITLES: dict[Reading, str] = {
    "about the same": "the gap of {own} is about the same once circumstances are equal",
    "smaller": "the gap of {own} is smaller once circumstances are equal",
    "larger": "the gap of {own} is larger once circumstances are equal",
    "not to be compared": "the gap of {own} once circumstances are equal",
    "seen only like with like": "a gap of {own} shows only once circumstances are equal",
    "the other way": "the gap of {own} turns round once circumstances are equal",
    "may be nothing": "the gap of {own} may be nothing once circumstances are equal",
}


def chart(release: Release, lead: Adjusted, found: list[Adjusted]) -> View:
    """Draw both ratios of every group at the stage of the leading gap."""
    keys = (lead.cell.characteristic, lead.cell.stage)
    here = [one for one in found if (one.cell.characteristic, one.cell.stage) == keys]
    drawn = [one for one in here if _whole(one)]
    if lead not in drawn or lead.ratio is None:
        return EMPTY
    frame = pd.DataFrame([_row(release, one) for one in drawn])
    told = TITLES[lead.reading(exact=release.complete)]
    own, other = people(release, lead.whole)
    place = words.capital(where(release, lead.whole))
    title = f"{place}, {told.format(own=own)}"
    listed = "; ".join(
        f"{row.label}: all together {row.crude_shown}, once equal {row.shown}"
        for row in frame.itertuples()
    )
    few = len(here) - len(drawn)
    left_out = f" {few} left out: no figure can be given (see the tables)." if few else ""
    return chart_view(
        release,
        partial(draw_both, frame),
        name=f"adjusted-{lead.cell.characteristic}",
        title=title,
        subtitle=(
            f"Rate ratio to {other}, with likely range; the line at 1 is equal rates. Circle: "
            f"beside {other} {alike(release, lead)}. Diamond: all together.{left_out}"
        ),
        alternative=f"Dot chart of rate ratios to {other}. {listed}.",
        heights=(76 + ROW * len(frame), 76 + (ROW + 24) * len(frame)),
        margins=(224, 8),
        data=(
            ["Group", "All together", "Likely range", "Once equal", "Likely range once equal"],
            [_data(release, one) for one in drawn],
        ),
        findings=names(drawn),
    )


def _whole(one: Adjusted) -> bool:
    """Tell whether both ratios can be drawn on a scale that has no place for 0."""
    both = (one.ratio, one.crude)
    return all(number is not None and number.value and number.lower for number in both)


def _row(release: Release, one: Adjusted) -> dict[str, object]:
    form = pooled_form(release)
    told: dict[str, object] = {"label": one.cell.group}
    for name, number in (("crude_", one.crude), ("", one.ratio)):
        assert number is not None, "only groups with both ratios are drawn"
        span = words.span(number, form)
        told |= {f"{name}{part}": getattr(number, part) or nan for part in _PARTS}
        told |= {f"{name}shown": f"{form(number.value or nan)} ({span})"}
    return told


_PARTS = ("value", "lower", "upper")


def _data(release: Release, one: Adjusted) -> list[str]:
    form = pooled_form(release)

    def both(number: ReleasedNumber | None) -> list[str]:
        value = number.value if number else None
        return [words.NOT_AVAILABLE if value is None else form(value), words.span(number, form)]

    return [one.cell.group, *both(one.crude), *both(one.ratio)]
