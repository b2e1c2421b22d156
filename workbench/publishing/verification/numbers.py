"""Every released number again from the counts printed beside it, by formulas of its own."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Iterator, Sequence

import numpy as np

from workbench.disclosure import Release
from workbench.publishing.verification import chains, changes, judged, leaving, pooled
from workbench.publishing.verification.formulas import (
    EXCESS,
    FORMULAS,
    OF_ALL_THAT_IS_SHOWN,
    POWER,
    Formula,
)
from workbench.publishing.verification.limits import STEP, unlike, unlike_power
from workbench.publishing.verification.shown import (
    BASE,
    BEARING,
    FIGURES,
    HIDDEN,
    MINIMUM_CELL,
    MINIMUM_ENTERED,
    SET_AGAINST,
    SIDES,
    Flags,
    Floats,
    Place,
    complete,
    enough,
    known,
    places,
    rounds,
)

BEHIND, BEARING_AVERAGES = ("people", "others"), 100
BOUND = "bound"
Bound = tuple[None, float | None, float | None, bool, bool]


def problems(release: Release) -> list[str]:
    """Name every number that is not what the counts printed beside it give.

    Parameters
    ----------
    release : Release
        Nothing else is looked at.

    Returns
    -------
    list of str
        Finding, keys of the cell and measure; never a value.
    """
    by_name: dict[str, list[Place]] = defaultdict(list)
    for place in places(release):
        for name in place.cell.numbers:
            by_name[name].append(place)
    found: list[str] = []
    for name, where in by_name.items():
        found += _of_name(name, where, release)
    return [
        *found,
        *chains.problems(release),
        *leaving.problems(release),
        *pooled.problems(release),
        *judged.problems(release),
        *changes.problems(release),
    ]


def _of_name(name: str, where: Sequence[Place], release: Release) -> Iterator[str]:
    formula, rounded = FORMULAS.get(name), rounds(release)
    bounds, where = _split(where, lambda place: place.cell.numbers[name].method == BOUND)
    yield from _bounds(name, bounds, rounded)
    needed = counts_of(name)
    counted, others = _split(where, lambda place: has_counts(place, needed))
    if not complete(release) and name not in OF_ALL_THAT_IS_SHOWN:
        yield from _told(others, name, _too_fine(others, name), "has more figures than a model may")
    yield from _told(where, name, _outside(where, name), "does not lie between its limits")
    if not rounded:
        hidden, counted = _split(counted, lambda place: _is_hidden(place, needed))
        yield from (f"{place}: {name} is of a count that is not shown" for place in hidden)
    if not counted:
        return
    if rounded and not (formula and formula.of_few):
        yield from _told(counted, name, _too_few(counted, needed), "is of too few people")
    if name in (POWER, EXCESS):
        sides = known([place.cell for place in counted], SIDES, rounded=rounded)
        parts = {part: _part(counted, name, part) for part in ("value", "lower", "upper")}
        yield from _told(
            counted,
            name,
            unlike_power(sides, parts, above=name == EXCESS),
            "is not of the printed counts",
        )
    elif formula:
        yield from _against(name, formula, counted, rounded)


def counts_of(name: str) -> tuple[str, ...]:
    """Return the counts of its cell that a number is worked out from; none where it is not."""
    if name in (POWER, EXCESS):
        return SIDES
    return FORMULAS[name].counts if name in FORMULAS else ()


def has_counts(place: Place, needed: Sequence[str]) -> bool:
    """Tell whether a cell has all of some counts, if there are any."""
    return bool(needed) and all(name in place.cell.counts for name in needed)


def _is_hidden(place: Place, needed: Sequence[str]) -> bool:
    return any(place.cell.counts[name].value is None for name in needed)


def _against(name: str, formula: Formula, where: list[Place], rounded: bool) -> Iterator[str]:
    """Compare values and limits with what the formula gives."""
    counts = known([place.cell for place in where], formula.counts, rounded=rounded)
    of = {count: one.value.astype(float) for count, one in counts.items()}
    of |= {other: _part(where, other, "value") for other in formula.beside}
    value = _part(where, name, "value")
    with np.errstate(divide="ignore", invalid="ignore"):
        due = formula.value(of)
        # What stands beside is published to six decimals only.
        room = STEP * np.maximum(1, np.abs(due)) * (_slack(of) if formula.beside else 1)
        wrong = ~(np.abs(value - due) <= room)
    yield from _told(where, name, wrong & np.isfinite(value), "is not that of the printed counts")
    if formula.limits == "inside":
        return
    lower, upper = _part(where, name, "lower"), _part(where, name, "upper")
    levels = np.array([place.cell.numbers[name].level or np.nan for place in where])
    for level in np.unique(levels[np.isfinite(levels)]):
        at = np.flatnonzero(levels == level)
        some = known([where[row].cell for row in at], formula.counts, rounded=rounded)
        wrong = unlike(formula, some, lower[at], upper[at], float(level))
        told = "has limits that are not those of the printed counts"
        yield from _told([where[row] for row in at], name, wrong, told)


def _slack(of: dict[str, Floats]) -> Floats:
    """Return by how much more a number may be off that is made of another published one."""
    share = of.get("expected_share")
    return (
        np.maximum(of["entered"], 1) if share is None else np.maximum(of["entered"], 1 / share**2)
    )


def _bounds(name: str, where: Sequence[Place], rounded: bool) -> Iterator[str]:
    """Hold "under" and "over" against the counts: all that may be said of nearly none or all."""
    for place in where:
        sides = known([place.cell], ("passed", "entered"), rounded=rounded)
        passed, entered, number = sides["passed"], sides["entered"], place.cell.numbers[name]
        few = rounded and entered.value[0] < MINIMUM_ENTERED
        if place.cell.counts["passed"].shown == HIDDEN and number.value is None and not few:
            # What a withheld count can be follows from all counts of the report together.
            if number.upper == 0 or number.lower == 1:
                yield f"{place}: {name} tells that nobody or everybody passed"
            continue
        due: Bound | None = None
        if passed.banded[0]:
            due = _bound(upper=passed.high[0] / entered.low[0])
        elif rounded and entered.value[0] - passed.value[0] < MINIMUM_CELL:
            due = _bound(lower=passed.low[0] / entered.high[0])
        told = (number.value, number.lower, number.upper, number.lower_open, number.upper_open)
        if told != due or few:
            yield f"{place}: {name} is not the bound of the printed counts"


def _bound(*, lower: float | None = None, upper: float | None = None) -> Bound:
    """Return value, limits and open ends of a bound, as they are published."""
    ends = [None if end is None else round(float(end), 6) for end in (lower, upper)]
    return (None, ends[0], ends[1], lower is None, upper is None)


def _too_few(where: Sequence[Place], needed: Sequence[str]) -> Flags:
    counts = known([place.cell for place in where], needed, rounded=True)
    wrong = np.zeros(len(where), dtype=bool)
    for side in ("", "comparator_"):
        if f"{side}entered" in needed:
            wrong |= ~enough(counts[f"{side}passed"], counts[f"{side}entered"])
    return wrong


def _too_fine(where: Sequence[Place], name: str) -> Flags:
    """Tell where a number of no printed count has more figures than a model may tell."""
    found = []
    for place in where:
        one, many = place.cell.numbers[name], _figures(place, name)
        found.append(any(_is_fine(part, many) for part in (one.value, one.lower, one.upper)))
    return np.array(found, dtype=bool)


def _figures(place: Place, name: str) -> int:
    """Return to how many figures a model may tell a number of a cell."""
    counts = place.cell.counts.items()
    if behind := [one.value or 0 for count, one in counts if count in BEHIND]:
        # An average: of so many people, whatever the printed count stands for.
        return FIGURES + (min(behind) - (BASE - 1) // 2 >= BEARING_AVERAGES)
    if SET_AGAINST not in place.cell.numbers[name].method:
        return FIGURES
    people = [one.value or 0 for count, one in counts if count.endswith(("entered", "at_risk"))]
    return FIGURES + (min(people, default=BEARING) >= BEARING)


def _is_fine(value: float | None, figures: int) -> bool:
    # A number of six decimals can have lost figures at its end, never gained any.
    return value is not None and abs(float(f"{value:.{figures}g}") - value) > 5e-7


def _outside(where: Sequence[Place], name: str) -> Flags:
    value, lower, upper = (_part(where, name, part) for part in ("value", "lower", "upper"))
    with np.errstate(invalid="ignore"):
        return (value < lower - STEP) | (value > upper + STEP) | (lower > upper)


def _part(where: Sequence[Place], name: str, part: str) -> Floats:
    """Return one part of a number in many cells; NaN where it is not told."""
    numbers = [place.cell.numbers.get(name) for place in where]
    parts = [None if number is None else getattr(number, part) for number in numbers]
    return np.array([np.nan if one is None else one for one in parts], dtype=float)


def _split(
    where: Sequence[Place], chosen: Callable[[Place], bool]
) -> tuple[list[Place], list[Place]]:
    yes: list[Place] = []
    no: list[Place] = []
    for place in where:
        (yes if chosen(place) else no).append(place)
    return yes, no


def _told(where: Sequence[Place], name: str, wrong: Flags, what: str) -> Iterator[str]:
    for row in np.flatnonzero(wrong):
        yield f"{where[int(row)]}: {name} {what}"
