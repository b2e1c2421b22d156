"""The effect on one outcome by months since the role began, by wave and by calendar month."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from workbench.analyses.role_evaluation.estimating.effect import Mask, OutcomeEffect
from workbench.analyses.role_evaluation.parameters import Parameters
from workbench.errors import EstimationError
from workbench.statistics.estimate import Estimate
from workbench.statistics.evaluation.effects.aggregates import (
    Aggregate,
    by_calendar_time,
    by_cohort,
    by_event_time,
)
from workbench.statistics.evaluation.effects.group_time import GroupTime, group_time
from workbench.statistics.evaluation.inference.clustered import jackknife
from workbench.statistics.evaluation.panel import kept_units

KINDS: dict[str, Callable[[GroupTime], Aggregate]] = {
    "months since": by_event_time,
    "wave": by_cohort,
    "month": by_calendar_time,
}
"""What effects are averaged along, by what the report calls it."""


@dataclass(frozen=True, slots=True, eq=False)
class Averages:
    """Effects along one direction.

    Attributes
    ----------
    at : ndarray of int, shape (places,)
        Months since the role began, 0 the first; or starts, or periods.
    estimate : Estimate
        Shape (places,), limits by leaving out each cluster; NaN where one cannot be left out.
    """

    at: NDArray[np.int64]
    estimate: Estimate


def averages(parameters: Parameters, effect: OutcomeEffect, kind: str) -> Averages:
    """Average the effects of one outcome along one direction.

    Parameters
    ----------
    parameters : Parameters
    effect : OutcomeEffect
    kind : {"months since", "wave", "month"}

    Returns
    -------
    Averages
        Of places at which units were given the role, as planned.
    """
    whole = KINDS[kind](effect.times)
    since = whole.at >= 0 if kind == "months since" else np.isfinite(whole.effect)
    places = whole.at[since & np.isfinite(whole.effect)]

    def without(keep: Mask) -> NDArray[np.float64]:
        told = np.full(len(places), np.nan)
        try:
            left = KINDS[kind](
                group_time(
                    kept_units(effect.panel, keep),
                    anticipation=parameters.anticipation,
                    base_months=parameters.base_months,
                )
            )
        except EstimationError:
            return told
        found = {int(at): value for at, value in zip(left.at, left.effect, strict=True)}
        return np.array([found.get(int(at), np.nan) for at in places])

    clustered = jackknife(without, effect.panel.clusters, level=parameters.level)
    return Averages(places, clustered.estimate)
