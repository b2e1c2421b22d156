"""The officers behind each number, and how a number with its limits is put."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Self

import numpy as np
from numpy.typing import NDArray

from workbench.analyses.role_evaluation.cells import Number
from workbench.analyses.role_evaluation.estimating.effect import OutcomeEffect
from workbench.analyses.role_evaluation.observed import Observed
from workbench.statistics.estimate import Estimate


@dataclass(frozen=True, slots=True, eq=False)
class Behind:
    """Who is behind the effect on one outcome.

    Attributes
    ----------
    people : ndarray of float, shape (units,)
        Officers of each unit in which the outcome was seen, else 0.
    given : ndarray of bool, shape (units,)
        Units that were given the role while others were left to compare with.
    region : ndarray of int, shape (units,)
    """

    people: NDArray[np.float64]
    given: NDArray[np.bool_]
    region: NDArray[np.int64]

    @classmethod
    def of(cls, observed: Observed, effect: OutcomeEffect) -> Self:
        """Return who is behind the effect on one outcome."""
        panel = effect.panel
        seen = np.isfinite(panel.outcome).any(axis=1)
        given = panel.starts < min(panel.periods, int(panel.starts[seen].max(initial=0)))
        people = np.where(seen, np.nan_to_num(observed.people), 0.0)
        return cls(people, given, observed.panel.region)

    @property
    def sides(self) -> tuple[float, float]:
        """Officers of units given the role, and of those they are compared with."""
        return float(self.people[self.given].sum()), float(self.people[~self.given].sum())

    def of_region(self, place: int) -> tuple[float, float]:
        """Officers of one region, and of all others."""
        own = self.region == place
        return float(self.people[own].sum()), float(self.people[~own].sum())


def number(estimate: Estimate, place: int | None = None) -> Number:
    """Return an estimate, or one place of it, as a number in the outcome's own unit."""
    parts = (np.asarray(part) for part in (estimate.value, estimate.lower, estimate.upper))
    value, lower, upper = (float(part if place is None else part[place]) for part in parts)
    return Number(value, lower, upper, method=estimate.method)


def plain(value: float, method: str = "") -> Number:
    """Return a number that is not in the outcome's unit: a ratio, a p-value, a count of months."""
    return Number(float(value), measured=False, method=method)
