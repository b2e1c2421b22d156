"""Texts of a release: those of its parameters as they stand there, the others without figures."""

from __future__ import annotations

import json
import re
from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import asdict
from datetime import date, timedelta
from typing import Any

from workbench.disclosure import Release
from workbench.publishing.verification.shown import places

FIGURE = re.compile(r"\d+(?:[.,]\d+)*")
KNOWN_FIGURES = frozenset(("5", "9", "10", "12", "80", "95", "99.8", "100", "2,000"))
"""Figures of methods and reasons: of power, levels, draws and the least that something needs."""
OF_METHODS = re.compile(
    r"CRV[13]\b|\bt\([0-9]+\)|\b[Ll]evel [1-5]\b|\bnot [1-5], because|[0-9,]+ draws"
    r"|in only [0-9,]+ ways|at least [0-9,]+ that differ"
)
"""Figures in the names of methods, grades of evidence, and of how dates could be dealt out."""
KEYS = ("group", "comparator", "stratum", "basis")
MONTHS = re.compile(r"([0-9]{4}-[0-9]{2})(?: to ([0-9]{4}-[0-9]{2}))?")
SINCE = ("months since", "quarter")
"""Stages whose strata count months or quarters from the day a role was due."""
LONGEST = 600
MONTH = re.compile(r"month: ([0-9]{1,3})")
ENDING = re.compile(r"(?:quarter|year) ending ([0-9]{4}-[0-9]{2}-[0-9]{2})")


def problems(release: Release, parameters: Mapping[str, Any]) -> list[str]:
    """Name every text that holds a figure which neither the parameters nor the method has.

    Parameters
    ----------
    release : Release
        Whose words are looked at.
    parameters : mapping
        What the report was asked to be, as its manifest states them.
    """
    known = KNOWN_FIGURES | _figures([json.dumps(parameters, ensure_ascii=False)])
    known |= _figures(f"{1 / ratio:g}" for ratio in [release.context.rule.negligible_ratio])
    # Pass marks near the stage's own are worked out from the parameters.
    known |= _figures(label for every in release.context.dimensions.values() for label in every)
    found = list(_of_parameters(release, parameters))
    found += _of_context(release, known)
    return [*found, *_of_cells(release, known, parameters)]


def _figures(texts: Iterable[str]) -> frozenset[str]:
    return frozenset(figure for text in texts for figure in FIGURE.findall(text))


def _of_parameters(release: Release, parameters: Mapping[str, Any]) -> Iterator[str]:
    """Compare what stands in both: title, population, explanations, actions and the like."""
    told = json.loads(json.dumps(asdict(release.context)))
    told |= told.pop("rule")
    for name in sorted(told.keys() & parameters.keys()):
        given = parameters[name]
        if isinstance(given, Mapping) or name == "stages":
            continue
        if _plain(told[name]) != _plain(given):
            yield f"the release's '{name}' is not that of the parameters"


def _plain(value: Any) -> Any:
    """Return a value without what is not given in it."""
    if isinstance(value, list):
        return [_plain(item) for item in value]
    if isinstance(value, Mapping):
        return {name: part for name, part in value.items() if part is not None}
    return value


def _of_context(release: Release, known: frozenset[str]) -> Iterator[str]:
    """Look at the words that an analysis adds; those of a code list are of the library itself."""
    context = release.context
    groups = (("not_covered", context.not_covered.values()), ("read_as", context.read_as))
    for name, texts in groups:
        # An encoding has a figure in its name.
        plain = (re.sub(r"(?i)\b(utf|cp|iso|latin)[-_]?[\d-]+", "", text) for text in texts)
        if _figures(plain) - known:
            yield f"the release's '{name}' holds a figure that is not of the parameters"


def _of_cells(
    release: Release, known: frozenset[str], parameters: Mapping[str, Any]
) -> Iterator[str]:
    labels: dict[str, set[tuple[str, ...]]] = defaultdict(set)
    suspects = []
    for place in places(release):
        cell = place.cell
        texts = [("reason", cell.reason or ""), ("role", cell.role)]
        texts += [(f"method of {name}", number.method) for name, number in cell.numbers.items()]
        for what, text in texts:
            if text and _figures([OF_METHODS.sub("", text)]) - known:
                yield f"{place}: its {what} holds a figure that is not of the parameters"
        own = tuple(getattr(cell, key) for key in (*KEYS, "characteristic", "stage"))
        for key in KEYS:
            text = getattr(cell, key)
            if not text or not _figures([text]) - known or _of_the_clock(text, parameters):
                continue
            if not _of_the_calendar(text, cell.stage, parameters):
                labels[text].add(own)
                suspects.append((place, key, text))
    # A label that stands beside several cells is a category; one of a single cell may be a value.
    known |= _figures(label for label, cells in labels.items() if len(cells) > 1)
    for place, key, text in suspects:
        if _figures([text]) - known:
            yield f"{place.finding.name}: a {key} of one cell holds a figure of its own"


def _of_the_clock(text: str, parameters: Mapping[str, Any]) -> bool:
    """Tell where a label is a month of service, or a period, which no data are needed to name."""
    if month := MONTH.fullmatch(text):
        edges = parameters.get("service_edges") or (0,)
        return int(month[1]) <= max(parameters.get("horizon") or 0, *edges)
    ending, taken = ENDING.fullmatch(text), parameters.get("data_date")
    return ending is not None and taken is not None and _closes_a_month(ending[1], taken)


def _of_the_calendar(text: str, stage: str, parameters: Mapping[str, Any]) -> bool:
    """Tell where a label is a month before the data were taken, or counts months from a day."""
    if stage in SINCE and re.fullmatch(r"-?[0-9]{1,3}", text):
        return abs(int(text)) <= LONGEST
    months, taken = MONTHS.fullmatch(text), parameters.get("data_date")
    if months is None or taken is None:
        return False
    ends = [month for month in months.groups() if month]
    return all(1 <= int(month[5:]) <= 12 and month <= str(taken)[:7] for month in ends)


def _closes_a_month(day: str, data_date: str) -> bool:
    try:
        last = date.fromisoformat(day)
    except ValueError:
        return False
    return (last + timedelta(days=1)).day == 1 and last <= date.fromisoformat(data_date)
