"""The comparisons that a report leads with, as the manifest carries them for the library."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import Any

from workbench.disclosure import Release, ReleasedCell, ReleasedFinding
from workbench.presentation.selection import asked, comparator_of
from workbench.presentation.words import people_of

FAMILY = "headline"
RATIO, RATE = "relative_rate_index", "selection_rate"
KEYS = ("characteristic", "group", "comparator", "stage", "basis", "stratum")


def headlines(release: Release, strongest: Sequence[ReleasedCell]) -> list[dict[str, Any]]:
    """Return the number and the verdict of each comparison that a report leads with.

    Parameters
    ----------
    release : Release
        Every value is taken from it as it was released. Where it has no rates to compare, the
        verdicts of the first finding that has any are what it leads with.
    strongest : sequence of ReleasedCell
        Those with evidence, in the order of the report; they come first here.
    """
    order = {id(cell): place for place, cell in enumerate(strongest)}
    found = sorted(_leading(release), key=lambda pair: order.get(id(pair[1]), len(order)))
    return [_headline(release, finding, cell) for finding, cell in found]


def _leading(release: Release) -> list[tuple[ReleasedFinding, ReleasedCell]]:
    told = [(finding, cell) for finding in release.findings for cell in finding.cells]
    judged = {id(cell) for cell in asked(release)}
    told = [(finding, cell) for finding, cell in told if id(cell) in judged]
    named = [pair for pair in told if pair[1].family == FAMILY]
    return named or [pair for pair in told if pair[0] is told[0][0]]


def _headline(release: Release, finding: ReleasedFinding, cell: ReleasedCell) -> dict[str, Any]:
    measure = RATIO if cell.family == FAMILY else next(iter(cell.numbers), RATIO)
    number, titles = cell.numbers.get(measure), release.context.titles
    parts = ("value", "lower", "upper", "level")
    return {
        "title": titles.get(cell.characteristic) or titles.get(cell.group, finding.title),
        **{key: getattr(cell, key) for key in KEYS},
        "people": people_of(cell.group, release.context) if cell.comparator else "",
        "others": people_of(cell.comparator, release.context) if cell.comparator else "",
        "completed": release.context.completed,
        "measure": measure,
        "unit": _unit(release, cell) if measure != RATIO else None,
        **{part: getattr(number, part, None) for part in parts},
        "method": getattr(number, "method", ""),
        "open": [part for part in ("lower", "upper") if getattr(number, f"{part}_open", False)],
        **dict(zip(("rate", "comparator_rate"), _rates(finding, cell), strict=True)),
        "verdict": cell.verdict,
    }


def _unit(release: Release, cell: ReleasedCell) -> str | None:
    """Return what an outcome is measured in, where the analysis has said so."""
    outcomes = release.context.stated.get("outcomes", ())
    told = (one["measured_in"] for one in outcomes if one["name"] == cell.group)
    return next(told, None)


def _rates(finding: ReleasedFinding, cell: ReleasedCell) -> Iterator[float | None]:
    own = cell.numbers.get(RATE)
    others = (one for one in finding.cells if one.group == cell.comparator)
    beside = comparator_of(finding.cells, cell).numbers.get(RATE) if any(others) else None
    for number in (own, beside):
        yield None if number is None else number.value
