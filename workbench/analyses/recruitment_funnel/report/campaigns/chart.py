"""A ratio campaign by campaign, with what happened in between."""

from __future__ import annotations

import re
from collections.abc import Mapping
from datetime import date
from functools import partial
from html import escape
from itertools import pairwise
from math import nan

import pandas as pd

from workbench.analyses.recruitment_funnel.report.campaigns.reading import RATE, Series
from workbench.analyses.recruitment_funnel.report.campaigns.sentences import kind, short
from workbench.disclosure import Release, ReleasedNumber
from workbench.presentation import words
from workbench.presentation.drawing.campaigns import draw_campaigns
from workbench.presentation.figure import chart_view
from workbench.presentation.sentence import where
from workbench.presentation.view import View

MONTH = re.compile(r"(\d{4})-(\d{2})(-\d{2})?")
LETTERS = "ABCDEFGHIJKLMNOPQRSTUVWXYZ"
TITLES = {
    "unknown": "too few people to tell whether the gap has changed",
    "level": "no change in the gap that can be told from chance",
    "narrowed": "the gap has narrowed",
    "widened": "the gap has widened",
    "lead narrowed": "their lead has narrowed",
    "lead widened": "their lead has widened",
    "ahead now": "from behind to ahead",
    "behind now": "from ahead to behind",
    "risen": "their odds have risen",
    "fallen": "their odds have fallen",
}
"""What became of a gap, after the people and the stage."""
BEYOND = 0.4
"""How far from the first or last campaign an event is drawn that lies outside them."""


def chart(release: Release, one: Series) -> View:
    """Draw the rate ratio of one group at one stage in every campaign."""
    frame = pd.DataFrame(
        [
            {"label": label, "shown": _shown(number), **_parts(number)}
            for label, number in zip(one.labels, one.ratios, strict=True)
        ]
    )
    places = placed_events(release, one.labels)
    group, other = (
        words.people_of(name, release.context) for name in (one.now.group, one.now.comparator)
    )
    events = "Dashed upright lines: events, named below. " if places else ""
    told = "; ".join(
        f"{label}: {_shown(number)} ({words.span(number, words.ratio)})"
        for label, number in zip(one.labels, one.ratios, strict=True)
    )
    return chart_view(
        release,
        partial(draw_campaigns, frame, places),
        name=f"campaigns-{one.now.characteristic}-{one.now.group}-{one.now.stage}",
        title=f"{words.capital(short(release, one))}: {TITLES[kind(one)]}",
        subtitle=(
            f"Rate ratio of {group} to {other} {where(release, one.now)}, campaign by campaign; at "
            f"1 the rates are equal. {events}Upright lines through dots: likely ranges."
        ),
        alternative=f"Dot chart of rate ratios, by campaign. {told}. {_events_told(one, places)}",
        heights=(360, 330),
        margins=(64, 52),
        data=(
            [
                "Campaign",
                "Rate ratio",
                "Likely range",
                f"Of every 100 {group}",
                f"Of every 100 {other}",
            ],
            _rows(one),
        ),
        findings=(one.finding,),
    )


def _shown(number: ReleasedNumber | None) -> str:
    return words.WITHHELD if number is None or number.value is None else words.ratio(number.value)


def _parts(number: ReleasedNumber | None) -> dict[str, float]:
    parts = {name: getattr(number, name, None) for name in ("value", "lower", "upper")}
    return {name: nan if part is None else part for name, part in parts.items()}


def _rows(one: Series) -> list[list[str]]:
    others = one.others or one.cells
    return [
        [
            cell.stratum,
            _shown(number),
            words.span(number, words.ratio),
            *(words.rate(each.numbers.get(RATE)) for each in (cell, other)),
        ]
        for cell, other, number in zip(one.cells, others, one.ratios, strict=True)
    ]


def placed_events(release: Release, labels: tuple[str, ...]) -> dict[str, float]:
    """Return where events stand among campaigns that are called by their month, by letter.

    The first campaign is at 0 and the next at 1; an event keeps its day between two of them.
    Empty where the labels are no months.
    """
    days = [_day(label) for label in labels]
    known = [day for day in days if day is not None]
    if len(known) < len(labels):
        return {}
    return {
        LETTERS[number]: _stands_at(event, labels, known)
        for number, event in enumerate(_in_order(release)[: len(LETTERS)])
    }


def _stands_at(event: Mapping[str, str], labels: tuple[str, ...], known: list[int]) -> float:
    """Return where an event stands: before the first campaign that it touches, else at its day."""
    if event.get("campaign") in labels:
        return labels.index(event["campaign"]) - 0.5
    return _place(date.fromisoformat(event["date"]).toordinal(), known)


def _day(label: str) -> int | None:
    """Return the day on which a month begins; None if the label is no month."""
    if not (match := MONTH.fullmatch(label)):
        return None
    try:
        return date.fromisoformat(f"{match[1]}-{match[2]}{match[3] or '-01'}").toordinal()
    except ValueError:
        return None


def _place(day: int, days: list[int]) -> float:
    if day < days[0]:
        return -BEYOND
    for place, (start, end) in enumerate(pairwise(days)):
        if start <= day < end:
            return place + (day - start) / (end - start)
    return len(days) - 1 + (BEYOND if day > days[-1] else 0)


def _in_order(release: Release) -> list[dict[str, str]]:
    return sorted((dict(event) for event in release.context.events), key=lambda e: e["date"])


def _events_told(one: Series, places: dict[str, float]) -> str:
    told = [f"{letter} {_between(one.labels, place)}" for letter, place in places.items()]
    return f"Events: {'; '.join(told)}." if told else ""


def _between(labels: tuple[str, ...], place: float) -> str:
    if place < 0:
        return f"before {labels[0]}"
    if place > len(labels) - 1:
        return f"after {labels[-1]}"
    at = int(place)
    return f"at {labels[at]}" if place == at else f"between {labels[at]} and {labels[at + 1]}"


def dated_events(release: Release, one: Series | None) -> str:
    """List every event with its day, and its letter in the chart."""
    events = _in_order(release)
    if not events:
        return ""
    letters = list(placed_events(release, one.labels)) if one else []
    items = ""
    for number, event in enumerate(events):
        letter = f"<strong>{letters[number]}</strong> " if number < len(letters) else ""
        day = escape(words.day(event["date"]))
        items += f"<li>{letter}{day}: {escape(event['event'])}</li>"
    lead = "Events. "
    if letters:
        lead += (
            "Each stands in the chart before the first campaign it could touch, where that is "
            "known, else at its day; campaigns stand at the months they are named by."
        )
    elif one:
        lead += "Campaigns are not named by months, so events are not drawn."
    return f"<p>{escape(lead.strip())}</p><ul>{items}</ul>"
