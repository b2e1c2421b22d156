"""What other rules would say of the same fair campaigns, and of one comparison."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from benchmarks.validity.enumeration import Truth, outcomes
from benchmarks.validity.false_alarms import RULE, Share, Simulated

FOUR_FIFTHS = 0.8
CHARACTERISTICS = 9
"""With six stages, the 54 pairs of stage and characteristic that are spoken of."""

Flags = NDArray[np.bool_]


@dataclass(frozen=True, slots=True)
class Rules:
    """Share of fair campaigns in which each rule raises a false alarm."""

    unadjusted: Share
    holm_within: Share
    holm_across: Share
    four_fifths: Share


def rules(fair: Simulated, members: Flags) -> Rules:
    """Apply each rule to some of the questions of fair campaigns, with exact counts.

    Holm's first step decides whether anything is found: the smallest p-value of a family
    against alpha over the family's size.
    """
    named = fair.questions[members]
    asked = (fair.counts[:, members][:, :, [1, 3]] >= RULE.minimum_group).all(axis=2)
    p_value = np.where(asked, fair.p_value[:, members], 1.0)
    bounds = [
        (named["characteristic"] == name).to_numpy() for name in named["characteristic"].unique()
    ]
    within = np.stack([_holm(p_value[:, one], asked[:, one]) for one in bounds]).any(axis=0)
    return Rules(
        Share.of((p_value <= RULE.alpha).any(axis=1)),
        Share.of(within),
        Share.of(_holm(p_value, asked)),
        Share.of((asked & _below_four_fifths(fair.counts[:, members])).any(axis=1)),
    )


def _holm(p_value: NDArray[np.float64], asked: Flags) -> Flags:
    # A family that asks nothing finds nothing; its p-values are all 1.
    return np.asarray(p_value.min(axis=1) * np.maximum(asked.sum(axis=1), 1) <= RULE.alpha)


def _below_four_fifths(counts: NDArray[np.int64]) -> Flags:
    passed, entered, others_passed, others = np.moveaxis(counts, -1, 0)
    # In whole numbers: x / n < 4 / 5 of x0 / n0.
    return np.asarray(5 * passed * others < 4 * others_passed * entered)


def stage_pairs(fair: Simulated) -> Flags:
    """Return one question a stage of the first nine characteristics: of their largest group."""
    named = fair.questions.assign(people=fair.counts[:, :, 1].sum(axis=0))
    stages = named[named["family"] == "drill-down"]
    first = stages["characteristic"].unique()[:CHARACTERISTICS]
    largest = stages[stages["characteristic"].isin(first)].sort_values("people", ascending=False)
    kept = largest.drop_duplicates(["characteristic", "stage"]).index
    return np.asarray(named.index.isin(kept))


def four_fifths_alone(entered: int, comparator_entered: int, rate: float) -> float:
    """Exact chance that a ratio below four fifths is seen when both sides pass at one rate.

    Examples
    --------
    >>> round(four_fifths_alone(20, 1_000, 0.3), 3)
    0.272
    """
    every = outcomes(Truth(entered, comparator_entered, rate, rate))
    return float(every.chance[_below_four_fifths(np.stack(every.sides, axis=-1))].sum())
