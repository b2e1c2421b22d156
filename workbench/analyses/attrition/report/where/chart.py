"""Units as a funnel plot: each by its size, with the limits of chance and of the usual spread."""

from __future__ import annotations

from functools import partial

import pandas as pd

from workbench.analyses.attrition.report.where.reading import Units, value
from workbench.disclosure import Release, ReleasedCell
from workbench.presentation import words
from workbench.presentation.drawing.funnel_plot import (
    Funnel,
    draw_funnel_plot,
    funnel_plot_heights,
    funnel_plot_margins,
    lettered,
)
from workbench.presentation.figure import chart_view
from workbench.presentation.view import EMPTY, View

LIMITS = {"95%": "usual_rate_inner", "99.8%": "usual_rate"}
NUMBERS = {1: "one", 2: "two", 3: "three", 4: "four", 5: "five"}
SIDES = {1: "above", -1: "below", 0: ""}


def chart(release: Release, one: Units) -> View:
    """Draw every unit that is judged and whose rate is shown."""
    drawn = [cell for cell in one.judged if value(cell.numbers.get(one.rate)) is not None]
    if not drawn:
        return EMPTY
    frame = pd.DataFrame([_dot(one, cell) for cell in drawn])
    funnel = Funnel(
        _limits(one),
        100 * (value(one.judged[0].numbers["usual_rate"]) or 0.0),
        one.of,
        "leavers of every 100" if one.rate == "selection_rate" else "leavers per 100 a year",
    )
    named = "; ".join(f"{letter} {unit}" for letter, unit in lettered(frame).items())
    unseen = len(one.judged) - len(drawn)
    left_out = f" {unseen} with too few leavers to show a rate are not drawn." if unseen else ""
    return chart_view(
        release,
        partial(draw_funnel_plot, frame, funnel),
        name=f"units-{one.finding.name}",
        title=_title(one),
        subtitle=(
            f"{one.finding.title}, {one.over}: each dot is a unit. Of every 100 units that have "
            f"the rate of all, but for their usual spread, 95 and 99.8 lie between the lines. "
            f"A letter marks each outside the outer lines; with so many looked at, that can still "
            f"be chance.{left_out}"
        ),
        alternative=(
            f"Funnel plot of {len(drawn)} units by {one.of}. "
            f"Outside the limits of 99.8%: {named or 'none'}."
        ),
        heights=funnel_plot_heights(frame),
        margins=funnel_plot_margins(),
        data=(
            ["Unit", words.capital(one.of), "Of every 100", "95%", "99.8%"],
            [_told(one, cell) for cell in drawn],
        ),
        findings=(one.finding.name,),
    )


def _title(one: Units) -> str:
    """Say how many units had more, or fewer, leavers than chance and the usual spread allow."""
    many = len(one.judged)
    more, fewer = (len(one.beyond(side)) for side in (1, -1))
    if not more and not fewer:
        return f"No unit of {many} is beyond what chance and the usual spread allow"
    if more and fewer:
        return f"Of {many} units {more} had more leavers, and {fewer} fewer, than the limits allow"
    how = "more" if more else "fewer"
    found = more or fewer
    some = words.capital(NUMBERS.get(found, f"{found}"))
    return f"{some} of {many} units had {how} leavers than chance and usual spread allow"


def _dot(one: Units, cell: ReleasedCell) -> dict[str, object]:
    return {
        "unit": cell.group,
        "size": float(cell.counts[one.counts[1]].value or 0),
        "rate": 100 * (value(cell.numbers.get(one.rate)) or 0.0),
        "beyond": SIDES[one.side_of(cell)],
    }


def _limits(one: Units) -> pd.DataFrame:
    """Return the limits at every size that a unit has: those of one size are the same."""
    rows = [
        {
            "name": name,
            "size": float(cell.counts[one.counts[1]].value or 0),
            "lower": 100 * (number.lower or 0.0),
            "upper": 100 * (number.upper or 0.0),
        }
        for name, limit in LIMITS.items()
        for cell in one.judged
        if (number := cell.numbers.get(limit)) is not None
    ]
    frame = pd.DataFrame(rows).drop_duplicates(["name", "size"])
    return frame.sort_values(["name", "size"], ascending=[False, True], ignore_index=True)


def _told(one: Units, cell: ReleasedCell) -> list[str]:
    form = partial(words.of_100, decimals=1)
    return [
        cell.group,
        cell.counts[one.counts[1]].shown,
        words.rate(cell.numbers.get(one.rate), decimals=1),
        *(words.span(cell.numbers.get(name), form) for name in LIMITS.values()),
    ]
