"""How learners are told apart in the audit and in words: bands of their clock, and intakes."""

from __future__ import annotations

from typing import TYPE_CHECKING

from workbench.analyses.attrition.stated.learners import ALL, Learners
from workbench.analyses.attrition.stated.service import month_bands

if TYPE_CHECKING:
    from workbench.analyses.attrition.parameters import Parameters

LEARNING = "learning"
"""The dimension of months since learners began."""
EARLY = (0, 3, 6, 12)
LATE = 3
"""Months after those expected by which most who complete have done so."""
TOGETHER = "together "


def learning_edges(parameters: Parameters) -> tuple[int, ...]:
    """Return the months in which bands of the learners' clock begin; the last has no end.

    They are the same for every route, so that each person is in one band at each time.
    """
    expected = expected_months(parameters)
    late = {months + more for months in expected.values() for more in (0, LATE)}
    longest = max(expected.values()) + 2 * LATE
    early = {months for months in EARLY if months < longest}
    return tuple(sorted(early | late | {longest}))


def expected_months(parameters: Parameters) -> dict[str, int]:
    """Return the months that training takes by route, or of all under ""."""
    learners = stated(parameters)
    told = learners.expected_months
    if learners.route is None:
        return {"": told.get(ALL, max(told.values()))}
    routes = parameters.groups(learners.route)
    return {route: told.get(route, told.get(ALL, 0)) for route in routes} or {"": told[ALL]}


def stated(parameters: Parameters) -> Learners:
    """Return who the learners are, of parameters that say so."""
    assert parameters.learners is not None, "there are learners"
    return parameters.learners


def changed_groups(parameters: Parameters) -> dict[str, tuple[str, ...]]:
    """Return the intakes before a change and from it on; none where no change is named."""
    learners = stated(parameters)
    if learners.cohort is None or learners.changed_from is None:
        return {}
    intakes = parameters.groups(learners.cohort)
    if learners.changed_from not in intakes:
        return {}
    at = intakes.index(learners.changed_from)
    return {
        f"before {learners.changed_from}": intakes[:at],
        f"from {learners.changed_from}": intakes[at:],
    }


def learning_dimensions(parameters: Parameters) -> dict[str, tuple[str, ...]]:
    """Return the bands of the learners' clock by the name of their dimension."""
    if parameters.learners is None:
        return {}
    return {LEARNING: month_bands(learning_edges(parameters))}


def learning_tied(parameters: Parameters) -> dict[str, str]:
    """Return what a report says of learners, and which intakes are told together."""
    if parameters.learners is None:
        return {}
    learners = parameters.learners
    named = {
        "learners": learners.grade,
        "learners qualify as": learners.qualified,
        "learners route": learners.route,
        "learners cohort": learners.cohort,
        "learners changed from": learners.changed_from,
    }
    told = {name: value for name, value in named.items() if value is not None}
    told["learning edges"] = "|".join(map(str, learning_edges(parameters)))
    for route, months in expected_months(parameters).items():
        told[f"learners expected {route}"] = str(months)
    bands = month_bands(learning_edges(parameters))
    for place, months in enumerate(learning_edges(parameters)[1:], start=1):
        told[f"{TOGETHER}{first_months(months)}"] = "|".join(bands[:place])
    for name, intakes in changed_groups(parameters).items():
        told[f"{TOGETHER}{name}"] = "|".join(intakes)
    return told


def first_months(months: int) -> str:
    """Return what all bands of the learners' clock up to a month are called together.

    Examples
    --------
    >>> first_months(6)
    'first 6 months'
    """
    return f"first {months} months"
