"""Reasons for leaving by length of service."""

from __future__ import annotations

from collections.abc import Sequence

import pandas as pd

from workbench.analyses.attrition.report.curves import (
    counts_beneath,
    curve,
    curves_view,
    flat,
    round_top,
    service_axis,
)
from workbench.analyses.attrition.report.reasons.reading import GONE, RATE, larger, number_of
from workbench.analyses.attrition.report.when.table import years
from workbench.analyses.attrition.report.words import rate_range
from workbench.disclosure import Release, ReleasedCell
from workbench.presentation import words
from workbench.presentation.grid import table_view
from workbench.presentation.view import View, stack

MOST = 4
GONE_BY = "Gone by each of the larger reasons, by length of service"
ALTERNATIVE = "Curves of those gone by the end of each band, of every 100."


def by_service(release: Release) -> View:
    """Show leavers a year for each larger reason, and how many are gone by it, band by band."""
    finding, told = release["reasons:service"], larger(release)
    rates = [
        [_band(cell), *(rate_range(number_of(cell, RATE, title)) for title in told)]
        for cell in finding.cells
    ]
    gone = [
        [_band(cell), *(rate_range(number_of(cell, GONE, title)) for title in told)]
        for cell in finding.cells[:-1]
    ]
    head = ["Length of service", *told]
    caption = "Leavers a year by reason, of every 100 in post with that service (likely range)"
    by_end = f"Gone by the end of it for each reason, of every 100 who {_who(release)}"
    by_end += " (likely range)"
    return stack(
        [
            table_view(release, finding, caption, head, rates),
            table_view(release, finding, by_end, head, gone),
        ]
    )


def _band(cell: ReleasedCell) -> str:
    return words.capital(cell.stratum.removeprefix("service: "))


def chart(release: Release) -> View:
    """Draw how many are gone by each of the larger reasons."""
    cells = release["reasons:service"].cells
    edges = [int(edge) for edge in release.context.tied["service edges"].split("|")]
    shown = larger(release)[:MOST]
    who = _who(release)
    curves = {title: _curve(cells, edges, title) for title in shown}
    drawn = [one for one in curves.values() if len(one)]
    top = round_top(pd.concat(drawn)) if drawn else 100
    rows = [
        [title, _band(cell), rate_range(number_of(cell, GONE, title))]
        for title in shown
        for cell in cells[:-1]
    ]
    return curves_view(
        release,
        curves,
        {title: counts_beneath(cells, edges, f"left_{title}") for title in shown},
        service_axis(edges, "left for it in the band of service from here", top=top),
        titles=(_title(shown, cells, who), _subtitle(who), ALTERNATIVE),
        name="gone-by-reason",
        data=(["Reason", "Length of service", "Of every 100 (likely range)"], rows),
        finding="reasons:service",
    )


def _who(release: Release) -> str:
    """Return of whom shares are: of who join, or of who reach the first band that is told."""
    cells = release["reasons:service"].cells
    starts = [int(edge) for edge in release.context.tied["service edges"].split("|")]
    told = [n for n, cell in enumerate(cells) if any(_gone(cell, one) for one in larger(release))]
    start = starts[told[0]] if told else 0
    return f"reach {years(start)} of service" if start else "join"


def _gone(cell: ReleasedCell, title: str) -> float | None:
    number = number_of(cell, GONE, title)
    return number.value if number else None


def _subtitle(who: str) -> str:
    return f"Of every 100 who {who}, while the reasons compete. Shaded: likely ranges."


def _title(shown: Sequence[str], cells: Sequence[ReleasedCell], who: str) -> str:
    """Say which reason most are gone by at the end of what is drawn."""
    last = cells[-2] if len(cells) > 1 else cells[0]
    told = [(share, title) for title in shown if (share := _gone(last, title))]
    if not told:
        return GONE_BY
    most, title = max(told)
    return f"{title}: {words.of_100(most)} of every 100 who {who} are gone by it, the most"


def _curve(cells: Sequence[ReleasedCell], edges: Sequence[int], title: str) -> pd.DataFrame:
    numbers = [number_of(cell, GONE, title) for cell in cells[:-1]]
    return curve(title, edges, numbers, between=flat(share_stays=False), first=0.0)
