"""What has become of learners by months since they began: by route, before and after a change."""

from __future__ import annotations

from dataclasses import replace

import pandas as pd

from workbench.analyses.attrition.report.curves import counts_beneath, curves_view, round_top, steps
from workbench.analyses.attrition.report.words import about, rate_range
from workbench.disclosure import Release, ReleasedCell, ReleasedNumber
from workbench.presentation import words
from workbench.presentation.drawing.steps import Axis
from workbench.presentation.grid import table_view
from workbench.presentation.view import EMPTY, View, folded, stack

BAND = "learning: "
ENDS = ("completed", "moved", "left")
LATE = 3
MOST = 4
SHADED = "Of every 100 learners. Shaded: likely ranges. Told at the ends of bands only."
ENDS_ONLY = "Curves of learners by the end of each band, of every 100."
AXIS = Axis("months since they began", still="learning: people in that month")


def headline(release: Release) -> str:
    """Say of each route how many have qualified, left and moved on by when they should have."""
    if "learners" not in release.names:
        return ""
    told = [text for group in _routes(release) if (text := _route(release, group))]
    return " ".join(told) or "There are too few learners to say how they get on."


def edges(release: Release) -> list[int]:
    """Return the months in which the bands of the clock begin, and the last ends."""
    return [int(edge) for edge in release.context.tied["learning edges"].split("|")]


def cells_of(release: Release, group: str) -> list[ReleasedCell]:
    """Return the cells of a group, band by band."""
    return [cell for cell in release["learners"].cells if cell.group == group]


def _routes(release: Release) -> list[str]:
    return list(dict.fromkeys(cell.group for cell in release["learners"].cells))


def _by(release: Release, group: str, expected: int) -> tuple[int, ReleasedCell] | None:
    """Return the last band that is followed and ends soon after learners should have qualified."""
    found = [
        (end, cell)
        for end, cell in zip(edges(release)[1:], cells_of(release, group), strict=True)
        if expected <= end <= expected + LATE and value_of(cell, "completed_by") is not None
    ]
    return found[-1] if found else None


def _route(release: Release, group: str) -> str:
    expected = int(release.context.tied[f"learners expected {group}"])
    found = _by(release, group, expected)
    if found is None:
        return ""
    end, cell = found
    route = f" on the route of {group}" if group else ""
    told = [f"{_of(cell, 'completed_by')} had qualified within {end} months"]
    told += [
        f"{_of(cell, f'{name}_by')} {done}"
        for name, done in (("left", "had left"), ("moved", "had moved to other work"))
        if value_of(cell, f"{name}_by") is not None
    ]
    still = value_of(cell, "still_learning")
    if still is not None:
        many = _of(cell, "still_learning")
        told.append(f"{many} {'was' if many == '1' else 'were'} still learning")
    lead = f"Of every 100 learners{route}, {about(release)}{words.listed(told)}"
    return f"{lead}; training takes {expected} months."


def _of(cell: ReleasedCell, name: str) -> str:
    value = value_of(cell, name)
    return words.WITHHELD if value is None else words.of_100(value)


def value_of(cell: ReleasedCell, name: str) -> float | None:
    """Return a number of a cell; None where it is not told."""
    number = cell.numbers.get(name)
    return number.value if number else None


def charts(release: Release) -> View:
    """Return the curves of those who have qualified, and of those who have left or moved on."""
    routes = _routes(release)[:MOST]
    left = _chart(release, routes, "left_by", "Left")
    first = _chart(release, routes, "completed_by", "Qualified")
    return stack([first, *([folded("Who left", left)] if left.html else [])])


def _chart(release: Release, routes: list[str], name: str, title: str) -> View:
    titles = {group: group or "All learners" for group in routes}
    curves = {
        titles[group]: steps(titles[group], numbers, first=0.0)
        for group in routes
        if (numbers := _at_ends(release, group, name))
    }
    if not curves:
        return EMPTY
    top = 100.0 if name == "completed_by" else round_top(pd.concat(curves.values()))
    rows = [
        [titles[group], _band(cell), rate_range(cell.numbers.get(name))]
        for group in routes
        for cell in cells_of(release, group)
    ]
    ends = edges(release)
    return curves_view(
        release,
        curves,
        {titles[one]: counts_beneath(cells_of(release, one), ends, "learning") for one in routes},
        replace(AXIS, top=top, ticks=tuple(ends)),
        titles=(_title(release, routes, name, title), SHADED, ENDS_ONLY),
        name=f"learners-{name.removesuffix('_by')}",
        data=(["Route", "Months since they began", f"{title} by its end (likely range)"], rows),
        finding="learners",
    )


def _title(release: Release, routes: list[str], name: str, done: str) -> str:
    """Say how many have qualified, or left, soon after they should have, route by route."""
    told: list[str] = []
    for group in routes:
        found = _by(release, group, int(release.context.tied[f"learners expected {group}"]))
        if found is not None and value_of(found[1], name) is not None:
            many = f"{_of(found[1], name)}{'' if told else ' of every 100'}"
            told.append(f"{many} by month {found[0]}{f' ({group})' if group else ''}")
    return f"{done}: {', '.join(told)}" if told else f"{done}, by months since they began"


def _at_ends(release: Release, group: str, name: str) -> dict[int, ReleasedNumber]:
    """Return the numbers of a group by the month at whose end they are."""
    pairs = zip(edges(release)[1:], cells_of(release, group), strict=True)
    told = {end: cell.numbers.get(name) for end, cell in pairs}
    return {end: one for end, one in told.items() if one is not None and one.value is not None}


def _band(cell: ReleasedCell) -> str:
    return words.capital(cell.stratum.removeprefix(BAND))


def by_route(release: Release) -> View:
    """Return the counts of every band, and what has become of learners by its end."""
    finding, counts, shares = release["learners"], [], []
    for cell in finding.cells:
        keys = [f"Route: {cell.group}" if cell.group else "All learners", _band(cell)]
        counts.append([*keys, *(cell.counts[name].shown for name in ("learning", *ENDS))])
        shares.append([*keys, *(_share(cell, name) for name in ENDS)])
    head = ["Learners", "Months since they began"]
    people = [*head, "Learning at its start", "Qualified", "Moved elsewhere", "Left"]
    ends = [*head, "Qualified by its end", "Moved elsewhere", "Left"]
    caption = "Learners by months since they began"
    rates = f"{caption}, of every 100 (likely range)"
    return stack(
        [
            table_view(release, finding, caption, people, counts, row_heads=2),
            table_view(release, finding, rates, ends, shares, row_heads=2),
        ]
    )


def _share(cell: ReleasedCell, name: str) -> str:
    number = cell.numbers.get(f"{name}_by")
    return words.NOT_AVAILABLE if number is None else rate_range(number)
