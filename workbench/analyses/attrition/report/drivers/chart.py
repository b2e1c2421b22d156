"""A picture of the levels of one driver, by themselves and like with like."""

from __future__ import annotations

from functools import partial
from math import nan

import pandas as pd

from workbench.analyses.attrition.report.drivers.reading import Level, found, levels
from workbench.disclosure import Release, ReleasedNumber
from workbench.presentation import words
from workbench.presentation.drawing.adjusted import draw_both
from workbench.presentation.figure import chart_view
from workbench.presentation.view import EMPTY, View

ROW = 64
PARTS = ("value", "lower", "upper")


def chart(release: Release, lead: Level) -> View:
    """Draw both ratios of every band of the driver that is told of first."""
    here = [one for one in levels(release) if one.finding == lead.finding and one.is_band]
    drawn = [one for one in here if _whole(one)]
    if not drawn:
        return EMPTY
    frame = pd.DataFrame([_row(one) for one in drawn])
    title = _title(release, lead)
    listed = "; ".join(
        f"{row.label}: by itself {row.crude_shown}, like with like {row.shown}"
        for row in frame.itertuples()
    )
    few = len(here) - len(drawn)
    left_out = f" {few} left out: no figure can be given (see the tables)." if few else ""
    return chart_view(
        release,
        partial(draw_both, frame),
        name=lead.finding.replace(":", "-"),
        title=title,
        subtitle=(
            f"Ratio of leaving to that at {lead.cell.comparator}, with likely range; the line at 1 "
            f"is no difference. Circle: like with like (once equal). Diamond: by itself (all "
            f"together).{left_out}"
        ),
        alternative=f"Dot chart of ratios to {lead.cell.comparator}. {listed}.",
        heights=(76 + ROW * len(frame), 76 + (ROW + 24) * len(frame)),
        margins=(224, 8),
        data=(
            ["Level", "By itself", "Likely range", "Like with like", "Likely range like with like"],
            [_data(one) for one in drawn],
        ),
        findings=(lead.finding,),
    )


def _title(release: Release, lead: Level) -> str:
    """Say which band stands out and which way, and that it may be chance where that is so."""
    assert lead.difference, "only levels with a figure are drawn first"
    how = "more" if (lead.difference.value or 0.0) >= 0 else "fewer"
    sure = "" if lead.cell in [one.cell for one in found(release)] else ", which may be chance"
    return f"{lead.title}: {how} left at {lead.cell.group}{sure}"


def _whole(one: Level) -> bool:
    """Tell whether both ratios can be drawn on a scale that has no place for 0."""
    both = (one.ratio, one.plain_ratio)
    return all(number is not None and number.value and number.lower for number in both)


def _row(one: Level) -> dict[str, object]:
    told: dict[str, object] = {"label": one.cell.group}
    for name, number in (("crude_", one.plain_ratio), ("", one.ratio)):
        assert number is not None, "only levels with both ratios are drawn"
        form = words.ratio_form(number)
        told |= {f"{name}{part}": getattr(number, part) or nan for part in PARTS}
        told |= {f"{name}shown": f"{form(number.value or nan)} ({words.span(number, form)})"}
    return told


def _data(one: Level) -> list[str]:
    return [one.cell.group, *_both(one.plain_ratio), *_both(one.ratio)]


def _both(number: ReleasedNumber | None) -> list[str]:
    if number is None or number.value is None:
        return [words.NOT_AVAILABLE, words.NOT_AVAILABLE]
    form = words.ratio_form(number)
    return [form(number.value), words.span(number, form)]
