"""Who is still there by months of service: curves with those at risk below, and by grade."""

from __future__ import annotations

from collections.abc import Sequence
from functools import partial
from itertools import takewhile

import pandas as pd

from workbench.analyses.attrition.report.curves import apart, curve, flat, service_axis, steps
from workbench.analyses.attrition.report.when.table import (
    bands,
    begin,
    edges,
    groups,
    still,
    still_later,
    whole,
)
from workbench.disclosure import Release, ReleasedCell, ReleasedNumber
from workbench.presentation import words
from workbench.presentation.drawing.steps import draw_steps, steps_heights, steps_margins
from workbench.presentation.figure import chart_view
from workbench.presentation.grid import table_view
from workbench.presentation.view import EMPTY, View, paragraph, stack

MOST = 4
STILL = "at risk: people in a month of service from here"
FEWEST = 30
"""Where fewer are at risk, as shown, a curve stops."""
GRADES = (
    "A grade’s numbers are of people while they hold it: whoever moves to another grade has not "
    "left, and is followed there from then on."
)
SELDOM, RARE, TEN_TIMES_RARE = 0.05, 0.001, 0.01
NO_CURVE = pd.DataFrame(columns=["group", "time", "value", "lower", "upper"])


def still_there(release: Release) -> View:
    """Return the curve of everybody; nothing where none could be followed."""
    if not _followed(release, ""):
        return EMPTY
    return _chart(release, [""], "staying")


def grades(release: Release) -> View:
    """Return the curves of grades, at most four together, their test and their times."""
    told = [group for group in groups(release) if _followed(release, group)]
    if not told:
        return EMPTY
    parts = -(-len(told) // MOST)
    each = -(-len(told) // parts)
    charts = [
        _chart(release, told[first : first + each], f"staying-by-grade-{first // each + 1}")
        for first in range(0, len(told), each)
    ]
    lead = _tested(release)
    return stack([View(lead, paragraph(lead)), *charts, _times(release, told)])


def _tested(release: Release) -> str:
    number = whole(release).numbers.get("log_rank_p")
    if number is None or number.value is None:
        return GRADES
    how = "seldom" if number.value < SELDOM else "often enough"
    return (
        f"Differences between grades as large as these would come about by chance {how}: "
        f"{_often(number.value)}. {GRADES}"
    )


def _often(p_value: float) -> str:
    """Say a p-value in words.

    Examples
    --------
    >>> _often(0.0002), _often(0.004), _often(0.31)
    ('less than once in 1,000 times', 'about 4 in 1,000 times', 'about 31 in 100 times')
    """
    if p_value < RARE:
        return "less than once in 1,000 times"
    of = 1000 if p_value < TEN_TIMES_RARE else 100
    return f"about {of * p_value:.0f} in {of:,} times"


def _followed(release: Release, group: str) -> bool:
    """Tell whether a curve can be drawn: so many are at risk in the first month followed."""
    return not _curve(release, group, group).empty


def _chart(release: Release, chosen: Sequence[str], name: str) -> View:
    titles = {group: group or words.capital(f"all {release.context.people}") for group in chosen}
    frame = pd.concat([_curve(release, group, titles[group]) for group in chosen])
    at_risk = pd.DataFrame(
        [
            {"group": titles[group], "time": edge, "shown": cell.counts["at_risk"].shown}
            for group in chosen
            for edge, cell in zip(edges(release)[:-1], bands(release, group), strict=False)
            if edge in apart(edges(release))
        ]
    )
    drawn, axis = list(titles.values()), service_axis(edges(release), STILL)
    rows = [
        [titles[group], words.capital(cell.stratum.removeprefix("service: ")), still(cell)]
        for group in chosen
        for cell in bands(release, group)[:-1]
    ]
    said = "; ".join(f"{group}, {band}: {told}" for group, band, told in rows)
    who = "By grade: who" if any(chosen) else "Who"
    return chart_view(
        release,
        partial(draw_steps, frame, at_risk, axis),
        name=name,
        title=_title(release) if not any(chosen) else f"{who} is still there, by length of service",
        subtitle=_subtitle(release, chosen),
        alternative=f"Curves of those still in post at the end of each band, of every 100. {said}.",
        heights=steps_heights(drawn, axis),
        margins=steps_margins(),
        data=(["Who", "Length of service", "Still there at its end (likely range)"], rows),
        findings=("service",),
    )


def _title(release: Release) -> str:
    """Say how many are still there, of those who join; what is drawn where that is not told."""
    return (
        told.removesuffix(".")
        if (told := still_later(release, last=True))
        else "Who is still there"
    )


def _subtitle(release: Release, chosen: Sequence[str]) -> str:
    starts = {begin(release, group) for group in chosen}
    who = starts.pop() if len(starts) == 1 else "reach the first month followed"
    inner = "" if "service:months" in release.names else " Between two ends of bands at one rate."
    return (
        f"Of every 100 who {who}, so many have not left. Shaded: likely ranges.{inner} A curve "
        f"stops where fewer than {FEWEST} are at risk."
    )


def _curve(release: Release, group: str, title: str) -> pd.DataFrame:
    if "service:months" in release.names:
        cells = [c for c in release["service:months"].cells if c.group == group]
        if group:
            grade = next(c.characteristic for c in release["service"].cells if c.group == group)
            cells = [c for c in cells if c.characteristic == grade]
        last = edges(release)[-1]
        told = {int(c.stratum.removeprefix("month: ")): c for c in cells}
        own = takewhile(lambda one: _are_enough(one[1]), told.items())
        shown = {m: c.numbers["survival"] for m, c in own if m <= last}
        return steps(title, shown, first=100.0) if shown else NO_CURVE
    ends = edges(release)
    numbers: list[ReleasedNumber | None] = [
        cell.numbers.get("survival") if _are_enough(cell) else None
        for cell in bands(release, group)[:-1]
    ]
    return curve(title, ends, numbers, between=flat(share_stays=True), first=100.0)


def _are_enough(cell: ReleasedCell) -> bool:
    """Tell whether so many are at risk, as shown, that a curve goes on."""
    then = cell.numbers.get("at_risk_then")
    count = cell.counts.get("at_risk")
    many = then.value if then is not None else count.value if count is not None else None
    return many is not None and many >= FEWEST


def _times(release: Release, told: Sequence[str]) -> View:
    horizon = int(release.context.tied["horizon"])
    rows = []
    for group in ["", *told]:
        numbers = whole(release, group).numbers
        rows.append(
            [
                group or words.capital(f"all {release.context.people}"),
                words.capital(begin(release, group)),
                _months(numbers.get("restricted_mean")),
                _median(numbers.get("median_service")),
            ]
        )
    head = [
        "Who",
        "Of those who",
        f"Months in post on average, of the first {horizon} (likely range)",
        "Months by which half have left (likely range)",
    ]
    caption = "How long people stay, by grade"
    return table_view(release, release["service"], caption, head, rows)


def _months(number: ReleasedNumber | None) -> str:
    if number is None or number.value is None:
        return words.NOT_AVAILABLE
    return f"{number.value:.1f} ({words.span(number, lambda value: f'{value:.1f}')})"


def _median(number: ReleasedNumber | None) -> str:
    if number is None or number.value is None:
        return "not reached"
    return f"{number.value:.0f} ({words.span(number, lambda value: f'{value:.0f}')})"
