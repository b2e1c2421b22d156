"""The effect without each region in turn."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from workbench.analyses.role_evaluation.estimating.belief.again import Again, again
from workbench.analyses.role_evaluation.estimating.effect import OutcomeEffect
from workbench.analyses.role_evaluation.observed import Observed
from workbench.analyses.role_evaluation.parameters import Parameters
from workbench.errors import EstimationError
from workbench.statistics.evaluation.panel import kept_units


@dataclass(frozen=True, slots=True, eq=False)
class WithoutRegion:
    """The effect without one region.

    Attributes
    ----------
    name : str
    place : int
        Of the region among those observed.
    left : Again or None
        None where nothing can be told without it.
    reason : str
        Why not, in words after "because".
    """

    name: str
    place: int
    left: Again | None
    reason: str = ""


def without_each(
    parameters: Parameters, observed: Observed, effect: OutcomeEffect
) -> tuple[WithoutRegion, ...]:
    """Estimate and test the effect without each region in turn.

    Parameters
    ----------
    parameters : Parameters
    observed : Observed
    effect : OutcomeEffect

    Returns
    -------
    tuple of WithoutRegion
        In the order of their names. Where dates were given to units, all of a region go together.
    """
    regions = observed.panel.region
    return tuple(
        _without(parameters, observed, effect, place, regions != place)
        for place in np.unique(regions).tolist()
    )


def _without(
    parameters: Parameters,
    observed: Observed,
    effect: OutcomeEffect,
    place: int,
    keep: NDArray[np.bool_],
) -> WithoutRegion:
    name = observed.regions[place]
    try:
        panel = kept_units(effect.panel, keep)
        left = again(parameters, panel, effect.dose[keep], observed.strata[keep])
    except EstimationError:
        return WithoutRegion(name, place, None, "nobody is left to compare with")
    return WithoutRegion(name, place, left)
