"""A small drawing of one comparison in several reports: dots, likely ranges, a line to look from.

It is as wide as a telephone is, so that its letters stay large, and grows a little from there.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from html import escape
from math import log

from workbench.publishing.library.comparison import Lead
from workbench.publishing.library.trends import Trend

WIDTH, EDGE, ROW, AXIS = 280, 10, 54, 44
INK, BLUE, GREY = "#0b0c0c", "#12436D", "#3D3D3D"
STEPS = (1 / 16, 1 / 8, 1 / 4, 1 / 2, 1.0, 2.0, 4.0, 8.0, 16.0)
Place = Callable[[float], float]


def draw(trend: Trend) -> str:
    """Return the drawing of a trend's first comparison.

    Parameters
    ----------
    trend : Trend
        Of three reports or more.
    """
    leads, latest = trend.compared[0].leads, trend.compared[0].latest
    height = ROW * len(leads) + AXIS
    ticks = _ticks(latest, [lead for lead in leads if lead])
    place = _scale(latest, ticks)
    body = [*_axis(latest, ticks, place, ROW * len(leads))]
    for number, (entry, lead) in enumerate(zip(trend.entries, leads, strict=True)):
        body += _row(ROW * number, entry.data_day, lead, place)
    return (
        f'<svg role="img" aria-label="{escape(described(trend))}" '
        f'viewBox="0 0 {WIDTH} {height}" xmlns="http://www.w3.org/2000/svg" '
        f'font-family="Arial, Helvetica, sans-serif" font-size="17" fill="{INK}">'
        f"{''.join(body)}</svg>"
    )


def described(trend: Trend) -> str:
    """Return in words what the drawing shows."""
    first = trend.compared[0]
    told = [
        f"data at {entry.data_day}, {lead.told if lead else 'not in this report'}"
        for entry, lead in zip(trend.entries, first.leads, strict=True)
    ]
    what = "Rate ratio" if first.latest.is_ratio else first.latest.unit or "Number"
    return f"Dot and range chart. {first.latest.name}. {what}: {'; '.join(told)}."


def _ends(lead: Lead) -> list[float]:
    return [end for end in (lead.lower, lead.value, lead.upper) if end is not None]


def _ticks(latest: Lead, leads: list[Lead]) -> list[float]:
    """Return where the axis is marked: the mark to look from, and one beyond each end."""
    ends = [end for lead in leads for end in _ends(lead)]
    if latest.is_ratio:
        low, high = min([0.5, *ends]), max([2.0, *ends])
        first = max((number for number, step in enumerate(STEPS) if step <= low), default=0)
        last = min((n for n, step in enumerate(STEPS) if step >= high), default=len(STEPS) - 1)
        return list(STEPS[first : last + 1])
    reach = max([1.0, *map(abs, ends)])
    beyond = float(-(-reach // 1))
    return [-beyond, 0.0, beyond]


def _scale(latest: Lead, ticks: list[float]) -> Place:
    """Return where on the drawing a value stands; ratios by their logarithm."""
    form = log if latest.is_ratio else float
    low, high = form(ticks[0]), form(ticks[-1])

    def place(value: float) -> float:
        kept = min(max(value, ticks[0]), ticks[-1])
        return round(EDGE + (form(kept) - low) / (high - low) * (WIDTH - 2 * EDGE), 1)

    return place


def _axis(latest: Lead, ticks: list[float], place: Place, foot: int) -> Iterator[str]:
    middle = place(1.0 if latest.is_ratio else 0.0)
    for top in range(0, foot, ROW):
        yield (
            f'<line x1="{middle}" y1="{top + 22}" x2="{middle}" y2="{top + 48}" '
            f'stroke="{GREY}" stroke-dasharray="4 3"/>'
        )
    yield f'<line x1="{EDGE}" y1="{foot}" x2="{WIDTH - EDGE}" y2="{foot}" stroke="{GREY}"/>'
    # Marks at the ends and in the middle never run into one another.
    for tick, anchor in zip((ticks[0], ticks[-1]), ("start", "end"), strict=True):
        x = EDGE if anchor == "start" else WIDTH - EDGE
        yield f'<text x="{x}" y="{foot + 18}" text-anchor="{anchor}">{_mark(tick)}</text>'
    what = "1: equal rates" if latest.is_ratio else "0: no change"
    yield f'<text x="{middle}" y="{foot + 38}" text-anchor="middle">{what}</text>'


def _mark(tick: float) -> str:
    return f"{tick:g}".replace("-", "−")


def _row(top: int, day: str, lead: Lead | None, place: Place) -> Iterator[str]:
    told = lead.number if lead else "Not in it"
    yield f'<text x="0" y="{top + 16}">{escape(day)}</text>'
    yield (f'<text x="{WIDTH}" y="{top + 16}" text-anchor="end" font-weight="bold">{told}</text>')
    if lead is None or lead.value is None:
        return
    across = top + 35
    left = EDGE if lead.lower is None else place(lead.lower)
    right = WIDTH - EDGE if lead.upper is None else place(lead.upper)
    yield (
        f'<line x1="{left}" y1="{across}" x2="{right}" y2="{across}" stroke="{BLUE}" '
        'stroke-width="3"/>'
    )
    yield f'<circle cx="{place(lead.value)}" cy="{across}" r="6" fill="{BLUE}"/>'
