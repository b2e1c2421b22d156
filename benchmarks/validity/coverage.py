"""How often intervals cover the true value, over every outcome and many pairs of rates."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import Literal

import numpy as np
from numpy.typing import NDArray
from scipy.stats import binom

from benchmarks.validity.questions import claims
from workbench.vocabulary.terms import PolicyName

Floats = NDArray[np.float64]
Measure = Literal["relative_rate_index", "relative_nonpassing_rate", "rate_difference"]

RATES = np.round(np.arange(0.03, 0.975, 0.01), 2)
TRUTHS: dict[Measure, Callable[[Floats, Floats], Floats]] = {
    "relative_rate_index": lambda rate, others: rate / others,
    "relative_nonpassing_rate": lambda rate, others: (1 - rate) / (1 - others),
    "rate_difference": lambda rate, others: rate - others,
}
TOLERANCE = 1e-12
"""A true value this near to a limit is on it, and is covered."""


@dataclass(frozen=True, slots=True, eq=False)
class Coverage:
    """Exact chances for every pair of rates.

    Attributes
    ----------
    released : ndarray of float, shape (rates, rates)
        That an interval is shown at all.
    covered : ndarray of float, shape (rates, rates)
        That one is shown and covers the true value.
    """

    released: Floats
    covered: Floats

    @property
    def of_released(self) -> Floats:
        """Coverage of the intervals that are shown."""
        with np.errstate(invalid="ignore"):
            return self.covered / self.released

    @property
    def missed(self) -> Floats:
        """Chance that an interval is shown and misses."""
        return self.released - self.covered

    @property
    def overall(self) -> float:
        """Share that covers of all that are shown, every pair of rates being as likely."""
        return float(self.covered.sum() / self.released.sum())

    def least(self, released: float = 0.0) -> float:
        """Least coverage of any pair of rates at which at least so many are shown."""
        return float(self.of_released[self.released > released].min())


def pair_coverage(
    measures: tuple[Measure, ...],
    entered: int,
    comparator_entered: int,
    policy: PolicyName,
    rates: Floats = RATES,
) -> dict[Measure, Coverage]:
    """Enumerate every pair of counts under every pair of rates, leaving nothing out.

    Parameters
    ----------
    measures : tuple of str
        Whose intervals.
    entered, comparator_entered : int
        People on each side.
    policy : {"open", "analyst"}
        Whose intervals: the hull, or those of the exact counts.
    rates : ndarray of float
        True rates, all paired with all.

    Examples
    --------
    >>> one = pair_coverage(("rate_difference",), 20, 20, "analyst", np.array([0.5]))
    >>> one["rate_difference"].covered.round(3)
    array([[0.957]])
    """
    shape = entered + 1, comparator_entered + 1
    passed, others = (side.ravel() for side in np.indices(shape))
    sides = passed, np.full(passed.size, entered), others, np.full(passed.size, comparator_entered)
    shown = claims(sides, policy)
    chances = tuple(
        binom.pmf(np.arange(people + 1), people, rates[:, None])
        for people in (entered, comparator_entered)
    )
    known = shown["p_value"].notna().to_numpy().reshape(shape)
    released = chances[0] @ known @ chances[1].T
    limits = {
        name: tuple(shown[f"{name}_{end}"].to_numpy().reshape(shape) for end in ("lower", "upper"))
        for name in measures
    }
    return {
        name: Coverage(released, _covered(TRUTHS[name], limits[name], chances, rates))
        for name in measures
    }


def _covered(
    truth: Callable[[Floats, Floats], Floats],
    limits: tuple[Floats, Floats],
    chances: tuple[Floats, Floats],
    rates: Floats,
) -> Floats:
    lower, upper = limits[0] - TOLERANCE, limits[1] + TOLERANCE
    covered = np.empty((rates.size, rates.size))
    for row, rate in enumerate(rates):
        for column, other in enumerate(rates):
            value = truth(rate, other)
            # A limit that is withheld is NaN, and covers nothing.
            covers = (lower <= value) & (value <= upper)
            covered[row, column] = chances[0][row] @ (covers @ chances[1][column])
    return covered
