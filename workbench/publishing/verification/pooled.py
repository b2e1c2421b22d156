"""What units would have at the rate of all, again from the printed counts of all of them."""

from __future__ import annotations

from workbench.disclosure import Release, ReleasedFinding
from workbench.publishing.verification.limits import STEP
from workbench.publishing.verification.shown import Place, places

SECTION = "where"
SIDES = (("passed", "entered"), ("left", "at_risk"))
USUAL, EXPECTED = ("usual_rate", "usual_rate_inner"), "expected_leavers"


def problems(release: Release) -> list[str]:
    """Name every usual rate and expected number that is not that of the rate of all."""
    found = []
    for place in places(release):
        for name, number in place.cell.numbers.items():
            due = _due(place, name)
            told = number.value
            if due is None or told is None or abs(told - due) <= STEP * max(1.0, due):
                continue
            found.append(f"{place}: {name} is not at the rate of all")
    return found


def is_recomputed(place: Place, name: str) -> bool:
    """Tell whether a number is one of those that are worked out again here."""
    return _due(place, name) is not None


def _due(place: Place, name: str) -> float | None:
    if place.finding.section != SECTION or name not in (*USUAL, EXPECTED):
        return None
    for events, people in SIDES:
        rate, own = _rate(place.finding, events, people), place.cell.counts.get(people)
        if rate is None or own is None:
            continue
        if name in USUAL:
            return rate
        return None if own.value is None else rate * own.value
    return None


def _rate(finding: ReleasedFinding, events: str, people: str) -> float | None:
    """Return the rate of all units together, as it is printed."""
    for cell in finding.cells:
        counts = [cell.counts.get(name) for name in (events, people)]
        told = [None if count is None else count.value for count in counts]
        if not cell.group and told[0] is not None and told[1]:
            return told[0] / told[1]
    return None
