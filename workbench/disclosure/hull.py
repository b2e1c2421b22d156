"""A measure taken of every count that the shown ones could stand for."""

from __future__ import annotations

from collections.abc import Mapping
from itertools import product

import numpy as np
from numpy.typing import NDArray

from workbench.findings import Measure, Measured, ShownCounts
from workbench.statistics.estimate import Estimate


def measure_hull(measure: Measure, counts: Mapping[str, ShownCounts]) -> Measured:
    """Measure the shown counts, with limits that hold whatever the exact counts were.

    Parameters
    ----------
    measure : Measure
        What to measure.
    counts : mapping of str to ShownCounts
        One-dimensional, of one length, for every count the measure takes.

    Returns
    -------
    Measured
        Values of the shown counts; the lowest lower and highest upper limit, and the greatest
        p-value, over all combinations of integer counts between each `low` and `high`. Where all
        counts are shown exactly this is the measure itself.
    """
    centre = measure.estimate({name: counts[name].value for name in measure.counts})
    spread = max(
        int((counts[name].high - counts[name].low).max(initial=0)) for name in measure.counts
    )
    if spread == 0:
        return centre
    around = measure.estimate(_combinations(measure.counts, counts, spread))
    estimates = {
        name: _widen(estimate, around.estimates[name])
        for name, estimate in centre.estimates.items()
    }
    p_value = None if around.p_value is None else around.p_value.max(axis=-1)
    return Measured(estimates, p_value)


def _combinations(
    names: tuple[str, ...], counts: Mapping[str, ShownCounts], spread: int
) -> dict[str, NDArray[np.int64]]:
    steps = np.array(list(product(range(spread + 1), repeat=len(names))), np.int64)
    return {
        name: np.minimum(counts[name].low[:, None] + steps[:, place], counts[name].high[:, None])
        for place, name in enumerate(names)
    }


def _widen(centre: Estimate, around: Estimate) -> Estimate:
    return Estimate(
        centre.value,
        around.lower.min(axis=-1),
        around.upper.max(axis=-1),
        centre.level,
        f"{centre.method}, hull over rounding",
    )
