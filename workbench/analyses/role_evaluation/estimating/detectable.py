"""The smallest change that a roll-out would have shown."""

from __future__ import annotations

import numpy as np

from workbench.analyses.role_evaluation.estimating.effect import OutcomeEffect
from workbench.analyses.role_evaluation.estimating.planning.dealt import (
    Design,
    effects_of,
    some_of,
)
from workbench.analyses.role_evaluation.estimating.planning.noise import noise_before, simulated
from workbench.analyses.role_evaluation.estimating.planning.seen import smallest_seen
from workbench.analyses.role_evaluation.observed import Observed
from workbench.analyses.role_evaluation.parameters import Parameters
from workbench.errors import EstimationError
from workbench.statistics.estimate import Estimate
from workbench.statistics.evaluation.inference.assignments import Assignments

SIMULATIONS = 400
POWER = 0.8
METHOD = "simulation with the planned test"


def detectable(
    parameters: Parameters, observed: Observed, effect: OutcomeEffect, arrangements: Assignments
) -> Estimate:
    """Return the smallest effect that the headline test would have found 4 times in 5.

    Parameters
    ----------
    parameters : Parameters
        For the level of the test, the anticipation and the base months.
    observed : Observed
    effect : OutcomeEffect
        On the outcome; for its gaps, its weights and where the role truly was.
    arrangements : Assignments
        Of the test; of more than 2,000 some are drawn.

    Returns
    -------
    Estimate
        Of shape (), in the unit of the effect where the role was there, 0 and up, with the limits
        that the error of 400 simulations leaves. NaN, with the reason as its method, where no
        effect would have been found, however large, or noise cannot be told from the months before.

    Notes
    -----
    The test is at alpha over the number of outcomes judged, Holm's first step; at alpha where the
    primary outcome alone can be judged.
    The effect is constant. Noise is simulated as `planning.noise.noise_before` finds it in the
    months before any unit was to begin or began, less the anticipation: autoregressive shocks of
    regions, and autoregressive noise of units beside them. The autocorrelation is put right for
    the shortness of those months (see `planning.process.fitted_process`).
    """
    panel = effect.panel
    try:
        noise = noise_before(
            panel.outcome[:, : _before(parameters, observed)], panel.weights, observed.panel.region
        )
    except EstimationError as error:
        return _none(str(error))
    design = Design(
        seen=np.isfinite(panel.outcome),
        weights=panel.weights,
        starts=some_of(arrangements, parameters.seed),
        cluster=arrangements.cluster,
        anticipation=parameters.anticipation,
        base_months=parameters.base_months,
    )
    drawn = simulated(noise, observed.panel.region, panel.periods, SIMULATIONS, parameters.seed)
    found = smallest_seen(
        effects_of(design, drawn),
        effects_of(design, np.nan_to_num(effect.dose)[None])[:, 0],
        scale=noise.deviation,
        power=POWER,
        alpha=_level(parameters, effect),
    ).effect
    if not np.isfinite(found.value):
        return _none("no change would have been found, however large")
    return Estimate(found.value, found.lower, found.upper, found.level, METHOD)


def _level(parameters: Parameters, effect: OutcomeEffect) -> float:
    many = len(parameters.judged)
    alone = effect.test.floor * many > parameters.alpha
    return parameters.alpha if alone else parameters.alpha / many


def _before(parameters: Parameters, observed: Observed) -> int:
    """Return how many months there are before any unit was to begin, or began."""
    first = min(int(observed.panel.actual.min()), int(observed.starts.min()))
    return max(first - parameters.anticipation, 0)


def _none(reason: str) -> Estimate:
    nothing = np.array(np.nan)
    return Estimate(nothing, nothing, nothing, 0.95, reason)
