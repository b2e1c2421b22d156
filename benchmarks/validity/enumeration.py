"""Every outcome of two binomial samples with its chance, so that nothing need be simulated."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray
from scipy.stats import binom

LEFT_OUT = 1e-9
"""At most so much chance is left out in all, in the far tails of the two samples."""

Counts = NDArray[np.int64]
Floats = NDArray[np.float64]


@dataclass(frozen=True, slots=True)
class Truth:
    """One comparison as it truly is: how many enter on each side and at what rate they pass."""

    entered: int
    comparator_entered: int
    rate: float
    comparator_rate: float

    @property
    def ratio(self) -> float:
        """The true relative rate index."""
        return self.rate / self.comparator_rate


@dataclass(frozen=True, slots=True, eq=False)
class Outcomes:
    """Outcomes of a comparison, each with its chance; one-dimensional and of one length."""

    passed: Counts
    entered: Counts
    comparator_passed: Counts
    comparator_entered: Counts
    chance: Floats

    @property
    def sides(self) -> tuple[Counts, Counts, Counts, Counts]:
        """The four counts in the order that the statistics take them."""
        return self.passed, self.entered, self.comparator_passed, self.comparator_entered


def outcomes(truth: Truth) -> Outcomes:
    """Return the outcomes of a comparison, less tails of `LEFT_OUT` in all.

    Examples
    --------
    >>> every = outcomes(Truth(3, 2, 0.5, 0.5))
    >>> len(every.chance), round(float(every.chance.sum()), 9)
    (12, 1.0)
    """
    group, group_chance = _side(truth.entered, truth.rate)
    others, others_chance = _side(truth.comparator_entered, truth.comparator_rate)
    passed, comparator_passed = (side.ravel() for side in np.meshgrid(group, others, indexing="ij"))
    return Outcomes(
        passed,
        np.full(passed.size, truth.entered),
        comparator_passed,
        np.full(passed.size, truth.comparator_entered),
        np.outer(group_chance, others_chance).ravel(),
    )


def _side(entered: int, rate: float) -> tuple[Counts, Floats]:
    """Return the counts of one side but for a quarter of `LEFT_OUT` in each tail."""
    counts = np.arange(entered + 1)
    tail = LEFT_OUT / 4
    within = (binom.cdf(counts, entered, rate) > tail) & (
        binom.sf(counts - 1, entered, rate) > tail
    )
    kept = counts[within]
    return kept, binom.pmf(kept, entered, rate)
