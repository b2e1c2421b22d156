"""The effect on one outcome by quarter, before the role was due and since, and what it shows."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from workbench.analyses.role_evaluation.estimating.effect import Mask, OutcomeEffect
from workbench.analyses.role_evaluation.parameters import Parameters
from workbench.errors import EstimationError
from workbench.statistics.evaluation.credibility.rambachan_roth import MOST_COEFFICIENTS
from workbench.statistics.evaluation.effects.group_time import GroupTime, group_time
from workbench.statistics.evaluation.inference.clustered import Clustered, jackknife
from workbench.statistics.evaluation.panel import kept_units

Floats = NDArray[np.float64]
Counts = NDArray[np.int64]
QUARTER = 3
FEWEST_LEFT = 2
"""Degrees of freedom that the joint test of quarters must have left."""


@dataclass(frozen=True, slots=True, eq=False)
class Quarters:
    """Effects averaged over quarters, counted from the month in which the role was due.

    Attributes
    ----------
    first : ndarray of int, shape (quarters,)
        First month of each quarter since the start, 0 the first with the role; ascending.
    effects : Clustered
        Shape (quarters,), each the mean over cohorts and months weighted by people, its limits and
        covariance by leaving out each cluster.
    weight : ndarray of float, shape (quarters,)
        People and months behind each.
    """

    first: Counts
    effects: Clustered
    weight: Floats

    @property
    def before(self) -> Mask:
        """Quarters that end before the base months."""
        found: Mask = self.first < 0
        return found


def quarterly(parameters: Parameters, effect: OutcomeEffect) -> Quarters | None:
    """Average the effects of cohorts and months over quarters, at most four on either side.

    Parameters
    ----------
    parameters : Parameters
    effect : OutcomeEffect

    Returns
    -------
    Quarters or None
        None where there is no quarter before the base months, or none since. A quarter before
        counts where every cohort that has an effect is seen in it, so that steps from one to the
        next are of the same regions; fewer where clusters are too few to test as many together.
    """
    times = effect.times
    clusters = int(np.unique(effect.panel.clusters).size)
    earlier = _before(times, min(MOST_COEFFICIENTS, max(clusters - 1 - FEWEST_LEFT, 1)))
    later = [QUARTER * place for place in range(MOST_COEFFICIENTS)]
    later = [first for first in later if _cells(times, first).any()]
    if not earlier or not later:
        return None
    first = np.array([*earlier, *later], np.int64)

    def averages(keep: Mask) -> Floats:
        try:
            left = group_time(
                kept_units(effect.panel, keep),
                anticipation=times.anticipation,
                base_months=times.base_months,
            )
        except EstimationError:
            return np.full(first.size, np.nan)
        return np.array([_mean(left, int(one)) for one in first])

    found = jackknife(averages, effect.panel.clusters, level=parameters.level)
    weight = [times.treated_weight[_cells(times, int(one))].sum() for one in first]
    return Quarters(first, found, np.array(weight))


def _before(times: GroupTime, most: int) -> list[int]:
    opens = -times.anticipation - times.base_months
    has_effect = ~(times.without_base | times.without_effect)
    found: list[int] = []
    for place in range(1, most + 1):
        seen: Mask = np.any(_cells(times, opens - QUARTER * place), axis=1)
        if not has_effect.any() or not seen[has_effect].all():
            break
        found.insert(0, opens - QUARTER * place)
    return found


def _cells(times: GroupTime, first: int) -> NDArray[np.bool_]:
    since = times.event_time
    found: NDArray[np.bool_] = (
        np.isfinite(times.effect) & (since >= first) & (since < first + QUARTER)
    )
    return found


def _mean(times: GroupTime, first: int) -> float:
    cells = _cells(times, first)
    if not cells.any():
        return np.nan
    return float(np.average(times.effect[cells], weights=times.treated_weight[cells]))
