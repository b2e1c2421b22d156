"""What the gate is asked to let out of comparisons over strata."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from functools import partial

import numpy as np
from numpy.typing import NDArray

from workbench.analyses.recruitment_funnel.questions.strata.counts import ByPlace
from workbench.analyses.recruitment_funnel.questions.strata.pooled import Pooled
from workbench.analyses.recruitment_funnel.questions.strata.shown import (
    by_choice,
    pooled_as_shown,
    why_nothing,
)
from workbench.findings import Anchor, Measure, Measured, Modelled, ShownCounts, TableMeasure
from workbench.measures.comparison import TWO_SIDES
from workbench.statistics.comparison.relative_rate import relative_rate_index
from workbench.statistics.estimate import Estimate

Shown = Mapping[str, ShownCounts]
ENOUGH = 10**9
"""Of what the anchor's counts are asked for already."""


def of_single(
    names: Sequence[str], counts: Sequence[ByPlace], comparator: int, *, level: float, least: int
) -> TableMeasure:
    """Return the measure of each circumstance by itself, one below another, from shown counts.

    Parameters
    ----------
    names : sequence of str
        The circumstances.
    counts : sequence of ByPlace
        Of each of them, then of all at once where there are several.
    comparator : int
        The place of the comparator among the groups.
    level : float
        Confidence level.
    least : int
        People whom each stratum must hold of both for rates to be standardised.
    """
    beside: dict[str, NDArray[np.int64]] = {}
    for choice, one in zip(names, counts, strict=False):
        for name, side in zip(TWO_SIDES, one.sides(comparator), strict=True):
            each = side.reshape(-1, side.shape[-1])
            beside |= {f"{choice}: {name}": each, f"{choice}: all {name}": each.sum(axis=-1)}
    places = counts[0].places
    rows = len(beside[f"{names[0]}: all passed"])
    overall = np.tile([basis == "overall" for _, basis in places], rows // len(places))
    pooled = partial(pooled_as_shown, overall=np.asarray(overall, bool), level=level, least=least)
    more = rows * (len(counts) - len(names))

    def estimate(told: Shown) -> dict[str, Estimate]:
        found = [pooled(*sides) for sides in by_choice(told, tuple(names)).values()]
        return {name: _below([one[name] for one in found], more) for name in found[0]}

    def reasons(told: Shown) -> NDArray[np.object_]:
        found = [why_nothing(*sides) for sides in by_choice(told, tuple(names)).values()]
        return np.concatenate([*found, np.full(more, None, dtype=object)])

    return TableMeasure((), estimate, beside=beside, reasons=reasons)


def _below(found: Sequence[Estimate], more: int) -> Estimate:
    """Put estimates of one circumstance below those of another, and leave the last rows empty."""
    value, lower, upper = (
        np.concatenate([*(getattr(one, part) for one in found), np.full(more, np.nan)])
        for part in ("value", "lower", "upper")
    )
    return Estimate(value, lower, upper, found[0].level, found[0].method)


def of_several(
    pooled: Pooled, counts: ByPlace, comparator: int, before: int, level: float
) -> tuple[Modelled, Modelled]:
    """Return the ratio of people alike in all circumstances, then what exact counts tell besides.

    `before` rows of single circumstances stand above; nothing is said of them.
    """
    above = np.zeros(before, np.int64)
    sides = [side.sum(axis=-1).ravel() for side in counts.sides(comparator)]
    anchor = Anchor(
        Measure(TWO_SIDES, partial(_together, level=level)),
        {name: np.concatenate([above, side]) for name, side in zip(TWO_SIDES, sides, strict=True)},
        {"pooled_ratio": "relative_rate_index"},
    )
    free = np.concatenate([above, pooled.strata.ravel() - 1])
    reasons = (*[None] * before, *pooled.reasons.ravel().tolist())
    enough, own = np.full(len(free), ENOUGH), np.arange(len(free)) >= before
    ratio = {"pooled_ratio": _after(above, pooled.ratios["pooled_ratio"])}
    others = {**pooled.ratios, **pooled.tests, **pooled.shares, **pooled.standardised}
    more = {name: _after(above, one) for name, one in others.items() if name not in ratio}
    return (
        Modelled(ratio, enough, enough, free, reasons, anchor=anchor, speaks_of=own),
        Modelled(more, enough, enough, free, exact_only=True, speaks_of=own),
    )


def _together(counts: Mapping[str, np.ndarray], *, level: float) -> Measured:
    sides = (counts[name] for name in TWO_SIDES)
    return Measured({"relative_rate_index": relative_rate_index(*sides, level=level)})


def _after(above: NDArray[np.int64], one: Estimate) -> Estimate:
    empty = np.full(len(above), np.nan)
    value, lower, upper = (
        np.concatenate([empty, part.ravel()]) for part in (one.value, one.lower, one.upper)
    )
    return Estimate(value, lower, upper, one.level, one.method)
