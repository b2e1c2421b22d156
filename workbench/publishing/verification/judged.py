"""Tests and verdicts again, from nothing but what is printed."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Protocol

import numpy as np

from workbench.disclosure import Release
from workbench.publishing.verification import changes
from workbench.publishing.verification.limits import STEP
from workbench.publishing.verification.shown import (
    SIDES,
    Counts,
    Floats,
    Place,
    enough,
    known,
    places,
    possible,
    rounds,
)

EVIDENCE, NONE, UNCLEAR = "evidence of a disparity", "no evidence seen", "cannot tell"
TIE = 1e-7
SMALLEST = 1e-20
REACH = 16.0
"""By Bernstein's inequality: a third of the logarithm of one over the mass left out."""


class Rule(Protocol):
    """The constants of a verdict, as a release states them."""

    @property
    def alpha(self) -> float:
        """Adjusted p-values up to this count as evidence."""

    @property
    def negligible_ratio(self) -> float:
        """Ratios between this and its inverse are small."""

    @property
    def negligible_difference(self) -> float:
        """Differences up to this are small."""

    @property
    def minimum_group(self) -> int:
        """Nothing is said of fewer people."""


def problems(release: Release) -> list[str]:
    """Name every test and verdict that is not that of the printed counts and limits."""
    rule = release.context.rule
    tested = [place for place in places(release) if _carries_a_test(place)]
    if not tested:
        return []
    due = p_values([place for place in tested if _may_be_tested(place)], release)
    found = []
    asked = [place for place in tested if _asks(place, rule)]
    adjusted = _adjusted(asked, due)
    sizes = {family: sum(p.cell.family == family for p in asked) for family in METHODS}
    for place in tested:
        cell, key = place.cell, id(place.cell)
        p_value = due.get(key)
        size = sizes.get(cell.family or "") if key in adjusted else None
        corrected = adjusted.get(key) if p_value is not None else None
        checks = (
            ("p-value", _same(cell.p_value, p_value)),
            ("adjusted p-value", _same(cell.p_adjusted, corrected)),
            ("family size", cell.family_size == size),
        )
        found += [
            f"{place}: {what} is not that of the printed counts" for what, ok in checks if not ok
        ]
        if (cell.verdict, cell.size) != _verdict(place, corrected, rule):
            found.append(f"{place}: verdict is not that of the printed numbers")
    return found


def _carries_a_test(place: Place) -> bool:
    cell = place.cell
    if changes.judges(cell):
        return False
    parts = (cell.family, cell.p_value, cell.p_adjusted, cell.family_size, cell.verdict, cell.size)
    return any(part is not None for part in parts)


def _may_be_tested(place: Place) -> bool:
    return place.cell.family is not None and all(name in place.cell.counts for name in SIDES)


def _asks(place: Place, rule: Rule) -> bool:
    cell = place.cell
    sides = [cell.counts.get(name) for name in ("entered", "comparator_entered")]
    many = [0 if side is None else side.value or 0 for side in sides]
    return bool(cell.family) and cell.role == "declared" and min(many) >= rule.minimum_group


def p_values(tested: Sequence[Place], release: Release) -> dict[int, float]:
    """Return the greatest p-value over all counts that the printed ones may stand for, by cell."""
    if not tested:
        return {}
    rounded = rounds(release)
    counts = known([place.cell for place in tested], SIDES, rounded=rounded)
    shown = enough(counts["passed"], counts["entered"])
    shown &= enough(counts["comparator_passed"], counts["comparator_entered"])
    if not rounded:
        shown = (counts["entered"].value >= 1) & (counts["comparator_entered"].value >= 1)
    for one in counts.values():
        shown &= ~one.banded
    sets = possible(counts, SIDES)
    top = int(sets["entered"].max() + sets["comparator_entered"].max())
    log_factorial = np.concatenate([[0.0], np.cumsum(np.log(np.arange(1, top + 1)))])
    found = {}
    for row, place in enumerate(tested):
        if shown[row]:
            tables = np.unique(np.stack([sets[name][row] for name in SIDES]), axis=1)
            found[id(place.cell)] = float(mid_p(tables, log_factorial).max())
    return found


def mid_p(tables: Counts, log_factorial: Floats) -> Floats:
    """Return Fisher's two-sided mid-p of tables (passed, entered, other passed, others).

    Parameters
    ----------
    tables : int array, shape (4, tables)
        Possible tables.
    log_factorial : float array
        Logarithms of the factorials, at least up to all people of a table.

    Examples
    --------
    >>> logs = np.concatenate([[0.0], np.cumsum(np.log(np.arange(1, 9)))])
    >>> mid_p(np.array([[3], [4], [1], [4]]), logs).round(6)
    array([0.257143])
    """
    passed, entered, other, others = (side[:, None] for side in tables)
    drawn = passed + other
    first, last = _window(entered, others, drawn)
    count = np.arange(first, last + 1)[None, :]
    fits = (count >= drawn - others) & (count >= 0) & (count <= drawn) & (count <= entered)
    at = np.where(fits, count, np.maximum(drawn - others, 0))
    logs = -(
        log_factorial[at]
        + log_factorial[entered - at]
        + log_factorial[drawn - at]
        + log_factorial[others - drawn + at]
    )
    mass = np.where(fits, np.exp(logs - logs.max(axis=1, keepdims=True)), 0.0)
    mass /= mass.sum(axis=1, keepdims=True)
    # Further out than the window no mass is left that counts.
    own = np.take_along_axis(mass, np.clip(passed - first, 0, last - first), axis=1)
    own = np.where((passed < first) | (passed > last), 0.0, own)
    less = np.where(mass < own * (1 - TIE), mass, 0).sum(axis=1)
    tied = np.where(mass <= own * (1 + TIE), mass, 0).sum(axis=1)
    only = np.maximum(drawn - others, 0) == np.minimum(drawn, entered)
    return np.where(only[:, 0], 1.0, np.clip((less + tied) / 2, SMALLEST, 1))


def _window(entered: Counts, others: Counts, drawn: Counts) -> tuple[int, int]:
    """Return the counts outside which no table has mass above 1e-20."""
    people = entered + others
    mean = drawn * entered / people
    variance = mean * (others / people) * ((people - drawn) / np.maximum(people - 1, 1))
    reach = REACH + np.sqrt(REACH**2 + 6 * REACH * variance)
    first = max(int(np.maximum(drawn - others, np.floor(mean - reach)).min()), 0)
    return first, int(np.minimum(np.minimum(drawn, entered), np.ceil(mean + reach)).max())


def _holm(ordered: Floats) -> Floats:
    return np.maximum.accumulate(ordered * np.arange(len(ordered), 0, -1))


def _benjamini_hochberg(ordered: Floats) -> Floats:
    many = len(ordered)
    return np.minimum.accumulate((ordered * many / np.arange(1, many + 1))[::-1])[::-1]


METHODS = {"headline": _holm, "drill-down": _benjamini_hochberg}


def _adjusted(asked: Sequence[Place], due: dict[int, float]) -> dict[int, float]:
    """Return p-values adjusted within their family; a test that is not shown counts as p = 1."""
    found = {}
    for family, method in METHODS.items():
        members = [id(place.cell) for place in asked if place.cell.family == family]
        p_values = np.array([due.get(key, 1.0) for key in members])
        order = np.argsort(p_values, kind="stable")
        for place, value in zip(order, np.minimum(method(p_values[order]), 1), strict=True):
            found[members[place]] = float(value)
    return found


def _same(published: float | None, due: float | None) -> bool:
    if published is None or due is None:
        return published is None and due is None
    return abs(published - due) <= STEP


def _verdict(place: Place, corrected: float | None, rule: Rule) -> tuple[str | None, str | None]:
    cell = place.cell
    if cell.family is None or cell.role != "declared":
        return None, None
    ratio = cell.numbers.get("relative_rate_index")
    if not _asks(place, rule) or corrected is None or ratio is None or ratio.value is None:
        return UNCLEAR, None
    low = -np.inf if ratio.lower is None else ratio.lower
    high = np.inf if ratio.upper is None else ratio.upper
    if corrected <= rule.alpha and (low > 1 or high < 1):
        return EVIDENCE, "small" if _negligible(place, rule, ("value", "value")) else "material"
    within = _negligible(place, rule, ("lower", "upper"))
    return (NONE if within else UNCLEAR), None


def _negligible(place: Place, rule: Rule, parts: tuple[str, str]) -> bool:
    def inside(name: str, least: float, most: float) -> bool:
        number = place.cell.numbers.get(name)
        ends = [None if number is None else getattr(number, part) for part in parts]
        return all(end is not None and least <= end <= most for end in ends)

    low, gap = rule.negligible_ratio, rule.negligible_difference
    return inside("relative_rate_index", low, 1 / low) and (
        inside("relative_nonpassing_rate", low, 1 / low) or inside("rate_difference", -gap, gap)
    )
