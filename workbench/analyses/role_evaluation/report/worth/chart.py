"""A picture of what matters most to net present value."""

from __future__ import annotations

from functools import partial

import pandas as pd

from workbench.analyses.role_evaluation.report.words import Told, direction, figure
from workbench.analyses.role_evaluation.report.worth.drawing import (
    MARGIN,
    draw_tornado,
    heights,
    reaches_zero,
)
from workbench.analyses.role_evaluation.report.worth.money import MILLION, pounds
from workbench.analyses.role_evaluation.report.worth.reading import (
    TORNADO,
    assumptions,
    cells,
    known,
    outcome,
    own,
    title_of,
)
from workbench.disclosure import Release, ReleasedCell
from workbench.presentation import words
from workbench.presentation.figure import chart_view
from workbench.presentation.view import EMPTY, View

ENDS = ("low", "high")


def chart(release: Release) -> View:
    """Draw net present value with each input at both ends, that which moves it most first."""
    drawn = sorted(filter(_moves, cells(release, TORNADO)), key=_moved, reverse=True)
    if not drawn:
        return EMPTY
    frame = pd.DataFrame([_row(release, one) for one in drawn])
    net = known(drawn[0].numbers.get("net")) or 0.0
    most = frame["label"].iloc[0]
    zero = " Dashed: benefits equal costs." if reaches_zero(frame, net / MILLION) else ""
    listed = "; ".join(
        f"{row.label}, {row.range}: {row.low_pounds} to {row.high_pounds}"
        for row in frame.itertuples()
    )
    return chart_view(
        release,
        partial(draw_tornado, frame, net / MILLION),
        name="worth-tornado",
        title=f"What moves the value most: {_small(most)}",
        subtitle=(
            "Net present value in £ million, with one thing at a time at the ends of its range. "
            "Circle: at the first end named. Diamond: at the second. "
            f"Line: all as it is, {pounds(net)}.{zero}"
        ),
        alternative=(f"Bar chart of net present value, {pounds(net)} with all as it is. {listed}."),
        heights=heights(frame),
        margins=(MARGIN + 8, 8),
        data=(
            ["What", "Range", "Net present value at the first end", "At the second end"],
            frame[["label", "range", "low_pounds", "high_pounds"]].to_numpy().tolist(),
        ),
        findings=(TORNADO,),
    )


def _moves(one: ReleasedCell) -> bool:
    """Tell whether an input has two ends that are told, and moves the value."""
    found = [known(one.numbers.get(f"net_at_{end}")) for end in ENDS]
    return None not in found and found[0] != found[1]


def _moved(one: ReleasedCell) -> float:
    first, second = (known(one.numbers.get(f"net_at_{end}")) or 0.0 for end in ENDS)
    return abs(second - first)


def _small(title: str) -> str:
    return title[:1].lower() + title[1:]


def _row(release: Release, one: ReleasedCell) -> dict[str, object]:
    told: dict[str, object] = {
        "label": words.capital(title_of(release, one)),
        "range": _range(release, one),
    }
    for end in ENDS:
        value = known(one.numbers.get(f"net_at_{end}")) or 0.0
        told |= {
            end: value / MILLION,
            f"{end}_shown": _millions(value),
            f"{end}_pounds": pounds(value),
        }
    return told


def _millions(value: float) -> str:
    """Return millions of pounds to two figures, without the word.

    Examples
    --------
    >>> _millions(-8_100_000), _millions(860_000), _millions(-17_100_000)
    ('−8.1', '0.86', '−17')
    >>> _millions(-6_000_000)
    '−6.0'
    """
    size = abs(value) / MILLION
    told = f"{size:.1f}" if 1 <= float(f"{size:.2g}") < 10 else f"{size:.2g}"
    return f"{'−' if value < 0 else ''}{told}"


def _range(release: Release, one: ReleasedCell) -> str:
    stated, of = assumptions(release).get(one.group), outcome(release, one.group)
    if stated is not None:
        return stated.span
    ends = [own(one, end) for end in ENDS]
    if of is None or ends[0] is None or ends[1] is None:
        return words.NOT_AVAILABLE
    return _span(ends[0], ends[1], of)


def _span(low: float, high: float, of: Told) -> str:
    """Return the ends of an effect in their order, with direction and unit.

    Examples
    --------
    >>> hours = Told("h", "time on administration", "hours a week", "lower", 1.0, True, False)
    >>> _span(-3.7, -2.1, hours), _span(-3.7, 0.4, hours)
    ('3.7 to 2.1 fewer hours a week', '3.7 fewer to 0.4 more hours a week')
    """
    ways = [direction(end, of) for end in (low, high)]
    first = figure(low) if ways[0] == ways[1] else f"{figure(low)} {ways[0]}"
    way_last = ways[1] not in ("fewer", "more")
    unit = f"{of.measured_in} {ways[1]}" if way_last else f"{ways[1]} {of.measured_in}"
    return f"{first} to {figure(high)} {unit}"
