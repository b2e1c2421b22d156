"""Reports of one analysis set side by side, where they count alike and lead with the same."""

from __future__ import annotations

import json
from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from workbench.publishing.library.comparison import Lead
from workbench.publishing.library.entry import Entry, joined

FEWEST, PICTURED, MOST = 2, 3, 8
"""Of how many reports there is a table, of how many a picture, and how many are set beside."""
TIMES = ("data_date", "data_from", "period_end", "campaign", "seed")
FILES = ("data", "reading", "columns", "earlier", "benchmarks", "channels", "panels", "survey")
WORDS = ("title", "population", "citation", "events", "explanations", "actions", "insight")
OF_ONE_RUN = frozenset((*TIMES, *FILES, *WORDS, "published", "vacancies"))
"""Parameters that tell of one run and not of how it counts; any other must be the same."""


@dataclass(frozen=True, slots=True)
class Compared:
    """One comparison in several reports, None where one does not have it."""

    leads: tuple[Lead | None, ...]

    @property
    def latest(self) -> Lead:
        """Return it as the newest report has it."""
        return next(lead for lead in reversed(self.leads) if lead)


@dataclass(frozen=True, slots=True)
class Trend:
    """Reports that count alike, oldest first, and what they compare, the newest's first.

    Attributes
    ----------
    entries : tuple of Entry
    compared : tuple of Compared
        Each with a place for every entry.
    older : int
        How many older reports are like them and not set beside them.
    """

    entries: tuple[Entry, ...]
    compared: tuple[Compared, ...]
    older: int

    @property
    def finding(self) -> str:
        """Return what the newest report has, and what the one before it that has it."""
        told = [lead for lead in self.compared[0].leads if lead]
        return f"{told[-1].finding}, and {told[-2].number} the time before"

    @property
    def is_pictured(self) -> bool:
        """Return whether there are enough of them for a picture."""
        return sum(lead is not None for lead in self.compared[0].leads) >= PICTURED


@dataclass(frozen=True, slots=True)
class Trends:
    """All that can be set side by side of one analysis, and why the rest cannot."""

    found: tuple[Trend, ...]
    apart: str


def trends(entries: Sequence[Entry]) -> Trends:
    """Set reports of one analysis side by side.

    Parameters
    ----------
    entries : sequence of Entry
        Newest first. Those that lead with nothing, or do not say of which day their data are,
        are left out.
    """
    alike: dict[str, list[Entry]] = defaultdict(list)
    for entry in entries:
        if entry.leads and entry.facts["data_date"]:
            alike[_definition(entry)].append(entry)
    made = (_trend(group) for group in alike.values())
    groups = list(alike.values())
    return Trends(tuple(trend for trend in made if trend), _apart(groups))


def _definition(entry: Entry) -> str:
    """Return how a report counts, and of what kind of data and under which policy."""
    kept = [entry.facts[name] for name in ("data_source", "policy")]
    return json.dumps([*kept, _terms(entry)], sort_keys=True)


def _terms(entry: Entry) -> Mapping[str, Any]:
    parameters = entry.facts.get("parameters") or {}
    return {name: value for name, value in parameters.items() if name not in OF_ONE_RUN}


def _trend(group: Iterable[Entry]) -> Trend | None:
    # Of two reports of the same day the one made last stands, and is met first.
    by_day: dict[str, Entry] = {}
    for entry in group:
        by_day.setdefault(entry.facts["data_date"], entry)
    every = [by_day[day] for day in sorted(by_day)]
    entries = tuple(every[-MOST:])
    held = [{lead.key: lead for lead in entry.leads} for entry in entries]
    compared = [
        Compared(tuple(leads.get(lead.key) for leads in held))
        for lead in entries[-1].leads
        if sum(lead.key in leads for leads in held) >= FEWEST
    ]
    return Trend(entries, tuple(compared), len(every) - len(entries)) if compared else None


def _apart(groups: Sequence[Sequence[Entry]]) -> str:
    """Say how many reports count in another way than the newest, and in what."""
    others = [entry for group in groups[1:] for entry in group]
    if not others:
        return ""
    newest = groups[0][0]
    names = sorted({name for entry in others for name in _differing(newest, entry)})
    many = "1 report counts" if len(others) == 1 else f"{len(others)} reports count"
    them = "it is" if len(others) == 1 else "they are"
    return f"{many} in another way than the newest ({joined(names)}), so {them} not set beside it."


def _differing(one: Entry, other: Entry) -> list[str]:
    kinds = {"data_source": "kind of data", "policy": "policy"}
    found = [text for name, text in kinds.items() if one.facts[name] != other.facts[name]]
    mine, theirs = _terms(one), _terms(other)
    names = {*mine, *theirs} - {*kinds}
    return found + [name.replace("_", " ") for name in names if mine.get(name) != theirs.get(name)]
