"""Leaving rates again, from the leavers and the people at risk that are printed beside them.

Limits are not solved for: each is held against its definition, just inside it and just outside.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import date
from functools import partial

import numpy as np

from workbench.disclosure import Release, ReleasedNumber
from workbench.publishing.verification.limits import STEP
from workbench.publishing.verification.shown import Place, complete, known, places, rounds

RATES = {
    "leaving_rate": "at_risk",
    "resignation_rate": "at_risk",
    "own_rate": "at_risk_here",
    "hazard_a_year": "at_risk",
}
"""By the name of the number, the count of people at risk that it is of."""
BY_REASON, SHARE = "reason_rate_", "reason_share_"
RATIO, DIFFERENCE = "crude_ratio", "crude_difference"
AT_RISK = "at_risk"
HEADCOUNTS = ("leaving", "changing", "published")
"""Findings in which people at risk are the mean headcount of a period, and not years in post."""
PERIOD = re.compile(r"(?:(quarter|year)|([0-9]+) months) ending .*")
EXACT = 0.5
"""Time at risk was rounded to the nearest person before all else."""
Ends = tuple[float, float, float]
Outside = Callable[[float, float], float]
"""From a rate or ratio and a side to the chance of what is printed, or of more beyond it."""


@dataclass(frozen=True, slots=True)
class _Rate:
    """A number of leavers a year of time at risk, and what is printed of both."""

    left: Ends
    years: Ends

    @property
    def value(self) -> float:
        return self.left[1] / self.years[1]


def problems(release: Release) -> list[str]:
    """Name every rate of leaving, and ratio of two, that is not that of the printed counts."""
    found = []
    for place in places(release):
        for name, number in place.cell.numbers.items():
            wrong = _wrong(place, name, number, release)
            found += [f"{place}: {name} {wrong}"] if wrong else []
    return found


def is_recomputed(place: Place, name: str, release: Release) -> bool:
    """Tell whether a number is one of those that are worked out again here."""
    return _due(place, name, release) is not None


def _wrong(place: Place, name: str, number: ReleasedNumber, release: Release) -> str:
    due = _due(place, name, release)
    if due is None or number.value is None:
        return ""
    value, outside = due
    if not abs(number.value - value) <= STEP * max(1.0, abs(value)):
        return "is not that of the printed counts"
    level = number.level or 0.95
    ends = ((number.lower, -1.0), (number.upper, 1.0))
    if outside and not all(_is_end(outside, end, sign, (1 - level) / 2) for end, sign in ends):
        return "has limits that are not those of the printed counts"
    return ""


def _is_end(outside: Outside, end: float | None, side: float, tail: float) -> bool:
    """Tell whether what is printed just fits a limit: likelier inside, less likely outside it."""
    if end is None:
        return True
    step = side * STEP * max(1.0, abs(end))
    if end - abs(step) <= 0:
        return True
    return outside(end - step, side) >= tail >= outside(end + step, side)


def _due(place: Place, name: str, release: Release) -> tuple[float, Outside | None] | None:
    """Return what a number must be, and how its limits are judged; None where it is no rate."""
    if name in RATES or name.startswith(BY_REASON):
        rate = _rate(place, _counted(place, name), RATES.get(name, AT_RISK), release)
        return None if rate is None else (rate.value, partial(_poisson, rate))
    if name.startswith(SHARE):
        return _share(place, _by_reason(place, name.removeprefix(SHARE)), release)
    if name not in (RATIO, DIFFERENCE):
        return None
    left = _counted(place, name)
    one = _rate(place, left, AT_RISK, release)
    other = _rate(place, f"comparator_{left}", f"comparator_{AT_RISK}", release)
    if one is None or other is None or not other.left[1]:
        return None
    if name == DIFFERENCE:
        return one.value - other.value, None
    return one.value / other.value, partial(_binomial, one, other)


def _counted(place: Place, name: str) -> str:
    """Return the name of the count of leavers that a number is of."""
    own = [one for one in place.cell.counts if one.startswith("left")]
    if name == "resignation_rate" or own == ["left_resigned"]:
        return "left_resigned"
    by_reason = name.startswith(BY_REASON)
    return _by_reason(place, name.removeprefix(BY_REASON)) if by_reason else "left"


def _by_reason(place: Place, reason: str) -> str:
    """Return the count of leavers for a reason, which numbers call by the first of its words."""
    counts = [one for one in place.cell.counts if one.startswith("left_")]
    plain = {one: one.removeprefix("left_").lower().replace(" ", "_") for one in counts}
    return next((one for one, told in plain.items() if told.startswith(reason)), "")


def _share(place: Place, left: str, release: Release) -> tuple[float, Outside | None] | None:
    """Return a share of leavers, its limits Wilson's at the counts that make it least or most."""
    counts = place.cell.counts
    if any(name not in counts or counts[name].value is None for name in (left, "left")):
        return None
    sides = known([place.cell], (left, "left"), rounded=rounds(release))
    own, whole = sides[left], sides["left"]
    least, most = (own.low[0], whole.high[0]), (own.high[0], whole.low[0])
    return (
        float(own.value[0] / whole.value[0]),
        lambda at, side: _score(*(least if side < 0 else most), at),
    )


def _rate(place: Place, left: str, at_risk: str, release: Release) -> _Rate | None:
    counts, unit = place.cell.counts, _years(place, release)
    names = left, at_risk
    if unit is None or any(name not in counts or counts[name].value is None for name in names):
        return None
    gone = known([place.cell], names[:1], rounded=rounds(release))[names[0]]
    # Time at risk is of nobody in particular: whatever hides anything rounds it.
    there = known([place.cell], names[1:], rounded=not complete(release))[names[1]]
    people = float(there.low[0]) - EXACT, float(there.value[0]), float(there.high[0]) + EXACT
    left_ends = float(gone.low[0]), float(gone.value[0]), float(gone.high[0])
    return _Rate(left_ends, (max(people[0], 0) * unit, people[1] * unit, people[2] * unit))


def _years(place: Place, release: Release) -> float | None:
    """Return how many years one of the people at risk stands for; None where it is not known."""
    tied, kind = release.context.tied, place.finding.name.partition(":")[0]
    if place.cell.stratum.startswith("service: "):
        months = _band(place, tied)
    elif kind in ("service", "reasons"):
        months = _window(tied)
    elif kind in HEADCOUNTS:
        named = PERIOD.fullmatch(place.cell.basis)
        kinds = {"quarter": 3.0, "year": 12.0}
        months = (kinds.get(named[1]) or float(named[2])) if named else float(tied["months"])
    else:
        return 1.0
    return None if months is None else months / 12


def _band(place: Place, tied: Mapping[str, str]) -> float | None:
    """Return the months of a band of service: its place among those that are told."""
    edges = [int(edge) for edge in tied["service edges"].split("|")]
    cell = place.cell
    mine = [
        one.stratum
        for one in place.finding.cells
        if (one.characteristic, one.group) == (cell.characteristic, cell.group) and one.stratum
    ]
    at = mine.index(cell.stratum)
    if at >= len(edges):
        return None
    return float(edges[at + 1] - edges[at]) if at + 1 < len(edges) else _window(tied)


def _window(tied: Mapping[str, str]) -> float:
    since, end = (date.fromisoformat(tied[name]) for name in ("since", "end"))
    return float((end.year - since.year) * 12 + end.month - since.month + 1)


def _score(left: float, whole: float, at: float) -> float:
    """Return how likely a share so far from a true one is, by the normal distribution."""
    from scipy.stats import norm

    if not 0 < at < 1:
        return 0.0
    apart = abs(left / whole - at) / np.sqrt(at * (1 - at) / whole)
    return float(norm.sf(apart))


def _poisson(rate: _Rate, at: float, side: float) -> float:
    """Return the chance of so many leavers or more at a low rate, or of so few at a high one."""
    from scipy.stats import poisson

    if side < 0:
        return float(poisson.sf(rate.left[0] - 1, at * rate.years[2]))
    return float(poisson.cdf(rate.left[2], at * rate.years[0]))


def _binomial(one: _Rate, other: _Rate, at: float, side: float) -> float:
    """Return the mid-p of so many of all leavers being of one side, at a ratio of rates."""
    from scipy.stats import binom

    mine, theirs = (0, 2) if side < 0 else (2, 0)
    weight = at * one.years[theirs]
    share = weight / (weight + other.years[mine])
    left, together = one.left[mine], one.left[mine] + other.left[theirs]
    beyond = binom.sf(left, together, share) if side < 0 else binom.cdf(left - 1, together, share)
    return float(np.asarray(beyond + binom.pmf(left, together, share) / 2))
