"""One circumstance held apart, from its counts as they are shown and from no exact one.

Where a circumstance has few groups, a model of exact counts says nearly as much as its table. So
the ratio of all together comes from the counts as shown, and what the circumstance does to it from
tables that the rounded counts of its groups could stand for.
"""

from __future__ import annotations

from collections.abc import Mapping
from functools import partial

import numpy as np
from numpy.typing import NDArray

from workbench.analyses.recruitment_funnel.questions.strata.homogeneity import greatest_p
from workbench.analyses.recruitment_funnel.questions.strata.pooled import (
    LEAST_COMPARABLE,
    Pooled,
    pool,
    reasons_of,
)
from workbench.analyses.recruitment_funnel.questions.strata.stand_ins import (
    Sides,
    Table,
    is_exact,
    stand_ins,
)
from workbench.disclosure.models import TOO_FEW
from workbench.findings import ShownCounts
from workbench.measures.comparison import TWO_SIDES
from workbench.measures.shown import enough, hull
from workbench.statistics.comparison.difference import rate_difference
from workbench.statistics.comparison.relative_rate import relative_rate_index
from workbench.statistics.estimate import Estimate
from workbench.statistics.strata.kitagawa import kitagawa_of_counts
from workbench.statistics.strata.pooled_risk import pooled_risk_ratio

Floats = NDArray[np.float64]
FEWEST = 10
"""As shown, fewest who passed, and who did not: with fewer the range holds the truth less often."""


def pooled_as_shown(
    strata: Sides, whole: Sides, *, overall: NDArray[np.bool_], level: float, least: int
) -> dict[str, Estimate]:
    """Compare groups with their comparator within one circumstance.

    Parameters
    ----------
    strata : tuple of ShownCounts, shape (rows, strata)
        Passed and entered of the group and of its comparator.
    whole : tuple of ShownCounts, shape (rows,)
        The same over all strata.
    overall : bool array, shape (rows,)
        Where standardised rates are wanted.
    level : float
        Confidence level.
    least : int
        People whom each stratum must hold of both for rates to be standardised.

    Returns
    -------
    dict of str to Estimate
        What is told. Of exact counts, all that `pool` tells.
    """
    if is_exact(strata):
        every = _pool(_values(strata), overall, level, least)
        return {**every.ratios, **every.tests, **every.shares, **every.standardised}
    tables = stand_ins(strata, whole)
    likely = _pool(tables[0], overall, level, least)
    told = (likely.reasons == None) & _supported(whole)  # noqa: E711  element by element
    p_value = greatest_p(tables[0], likely.ratios["pooled_ratio"].value)
    numbers = {
        "pooled_ratio": _ratio(tables, whole, told, level),
        "ratio_homogeneity_p": _point(np.where(told, p_value, np.nan), level),
    }
    return numbers | _parts(tables[0], likely, whole, told, level)


def parts_as_shown(strata: Sides, whole: Sides, *, level: float) -> dict[str, Estimate]:
    """Return a gap, as shown, with what goes with the strata and what with the rates within."""
    nowhere = np.zeros(len(whole[0].value), bool)
    if is_exact(strata):
        parts = kitagawa_of_counts(*_values(strata))
        known = parts.one_sided <= 1 - LEAST_COMPARABLE
        numbers = {"gap": parts.gap, "mix": parts.mix, "rate": parts.rate}
        return {name: _point(np.where(known, one, np.nan), level) for name, one in numbers.items()}
    table = stand_ins(strata, whole)[0]
    likely = _pool(table, nowhere, level, 1)
    told = (likely.reasons == None) & _supported(whole)  # noqa: E711  element by element
    found = _parts(table, likely, whole, told, level)
    gap = found["mix"].value + found["rate"].value
    return {"gap": _point(gap, level), "mix": found["mix"], "rate": found["rate"]}


def why_nothing(strata: Sides, whole: Sides) -> NDArray[np.object_]:
    """Tell why there is no comparison within a circumstance; None where there is one."""
    if is_exact(strata):
        return reasons_of(strata[1].value, strata[3].value)
    _, n, _, n0 = stand_ins(strata, whole)[0]
    return np.where(_supported(whole), reasons_of(n, n0), TOO_FEW)


def _values(strata: Sides) -> Table:
    return strata[0].value, strata[1].value, strata[2].value, strata[3].value


def _pool(table: Table, overall: NDArray[np.bool_], level: float, least: int) -> Pooled:
    return pool(table, level=level, overall=overall, least=least, homogeneity=True)


def _supported(whole: Sides) -> NDArray[np.bool_]:
    x, n, x0, n0 = whole
    sides = enough(x, n) & enough(x0, n0)
    return sides & np.logical_and.reduce(
        [(p.value >= FEWEST) & (q.value - p.value >= FEWEST) for p, q in ((x, n), (x0, n0))]
    )


def _ratio(
    tables: tuple[Table, ...], whole: Sides, told: NDArray[np.bool_], level: float
) -> Estimate:
    """Set the ratio of all together, as shown, right by what strata do to that of the tables."""
    plain = hull(partial(relative_rate_index, level=level), whole, told)
    factors = [_factors(table, level) for table in tables]
    value = plain.value * factors[0][0]
    lower = plain.lower * np.fmin.reduce([part for one in factors for part in one[:2]])
    upper = plain.upper * np.fmax.reduce([part for one in factors for part in one[::2]])
    method = "Mantel-Haenszel, Greenland-Robins, over rounding"
    value, lower, upper = (np.where(told, part, np.nan) for part in (value, lower, upper))
    return Estimate(value, lower, upper, level, method)


def _factors(table: Table, level: float) -> tuple[Floats, Floats, Floats]:
    """Return value and limits within strata, each over that of all together."""
    pooled = pooled_risk_ratio(*table, level=level).risk_ratio
    together = relative_rate_index(*(side.sum(axis=-1) for side in table), level=level)
    with np.errstate(divide="ignore", invalid="ignore"):
        return (
            pooled.value / together.value,
            pooled.lower / together.lower,
            pooled.upper / together.upper,
        )


def _parts(
    table: Table, found: Pooled, whole: Sides, told: NDArray[np.bool_], level: float
) -> dict[str, Estimate]:
    """Return the parts of the gap as shown, and both rates as shown at one mix of strata."""
    x, n, x0, n0 = (one.value for one in whole)
    gap = rate_difference(x, np.maximum(n, x), x0, np.maximum(n0, x0), level=level).value
    # By the comparator's rates alone: the group's own, of strata of a few, are lost in rounding.
    mix = np.where(
        np.isfinite(found.shares["mix"].value),
        found.shares["expected_rate"].value - x0 / np.maximum(n0, 1),
        np.nan,
    )
    numbers = {"mix": mix, "rate": gap - mix, "expected_rate": found.shares["expected_rate"].value}
    for name, at in (("standardised_rate", 0), ("comparator_standardised_rate", 2)):
        rate = whole[at].value / np.maximum(whole[at + 1].value, 1)
        own = table[at].sum(axis=-1) / np.maximum(table[at + 1].sum(axis=-1), 1)
        numbers[name] = np.clip(rate + found.standardised[name].value - own, 0, 1)
    return {name: _point(np.where(told, one, np.nan), level) for name, one in numbers.items()}


def _point(value: Floats, level: float) -> Estimate:
    return Estimate(value, value, value, level, "of counts as shown")


def by_choice(
    counts: Mapping[str, ShownCounts], choices: tuple[str, ...]
) -> dict[str, tuple[Sides, Sides]]:
    """Return the counts of each circumstance by itself, and those of all its strata together."""
    return {
        choice: (_four(counts, f"{choice}: "), _four(counts, f"{choice}: all "))
        for choice in choices
    }


def _four(counts: Mapping[str, ShownCounts], before: str) -> Sides:
    x, n, x0, n0 = (counts[f"{before}{name}"] for name in TWO_SIDES)
    return x, n, x0, n0
