"""The same effect by other methods, and two-way fixed effects as a contrast."""

from __future__ import annotations

from collections.abc import Mapping
from contextlib import suppress
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from workbench.analyses.role_evaluation.estimating.effect import Mask, OutcomeEffect
from workbench.analyses.role_evaluation.parameters import Parameters
from workbench.errors import EstimationError
from workbench.statistics.estimate import Estimate
from workbench.statistics.evaluation.effects.bacon import Decomposition, decomposition
from workbench.statistics.evaluation.effects.effect_weights import simple_weights
from workbench.statistics.evaluation.inference.cluster_scores import statistic_scores
from workbench.statistics.evaluation.inference.clustered_regression import two_way_clustered
from workbench.statistics.evaluation.inference.wild_bootstrap import wild_bootstrap
from workbench.statistics.evaluation.panel import Panel, kept_units

Floats = NDArray[np.float64]
DATES, REGIONS, SIGNS, TWO_WAY, ORDINARY = "dates", "regions", "signs", "two-way", "ordinary"
FIRST_BAD = 2
"""Place in `bacon.COMPARISONS` from which the comparators have the role already."""


@dataclass(frozen=True, slots=True, eq=False)
class Told:
    """An effect by one method.

    Attributes
    ----------
    estimate : Estimate
        Shape ().
    p_value : float
        NaN where the method has none of its own.
    """

    estimate: Estimate
    p_value: float = float("nan")


def methods(parameters: Parameters, effect: OutcomeEffect) -> Mapping[str, Told]:
    """Return the effect by each method that can be had, by its name here.

    Parameters
    ----------
    parameters : Parameters
    effect : OutcomeEffect

    Returns
    -------
    mapping of str to Told
        `DATES` (the headline), `REGIONS` (CRV3), `SIGNS` (wild cluster bootstrap of the same
        effect), `TWO_WAY` (two-way fixed effects, CRV3) and `ORDINARY` (the same with the usual
        clustered errors, CRV1, which reject far too often with few clusters).
    """
    found = {
        DATES: Told(effect.with_role.estimate, effect.test.p_value),
        REGIONS: Told(_only(effect.clustered.estimate)),
    }
    # Where the effect cannot be told without some cluster, its variance cannot either.
    with suppress(EstimationError):
        found[SIGNS] = _signs(parameters, effect)
    panel = effect.panel
    for name, kind in ((TWO_WAY, "CRV3"), (ORDINARY, "CRV1")):
        try:
            fit = two_way_clustered(
                panel.outcome,
                effect.dose,
                panel.clusters,
                weights=panel.weights,
                kind=kind,
                level=parameters.level,
            )
        except EstimationError:
            continue
        found[name] = Told(_only(fit.estimate))
    return found


def _only(estimate: Estimate) -> Estimate:
    value, lower, upper = (
        np.asarray(part)[0] for part in (estimate.value, estimate.lower, estimate.upper)
    )
    return Estimate(value, lower, upper, estimate.level, estimate.method)


def _signs(parameters: Parameters, effect: OutcomeEffect) -> Told:
    """Turn signs of clusters' residuals.

    Effects of units and months are taken out first, which with gaps moves the effect by little: the
    base of a unit that was not seen in every base month is of other months than its comparators'.
    """
    panel = effect.panel
    seen = np.isfinite(panel.outcome)
    weights: dict[bytes, Floats] = {}

    def statistic(keep: Mask, told: Floats) -> float:
        key = keep.tobytes()
        if key not in weights:
            weights[key] = _weights(panel, keep, effect)[seen]
        return float(weights[key] @ told[seen])

    scores = statistic_scores(
        panel.outcome, effect.dose, panel.clusters, statistic, weights=panel.weights
    )
    found = wild_bootstrap(
        scores, level=parameters.level, draws=parameters.draws, seed=parameters.seed
    )
    return Told(found.estimate, found.p_value)


def _weights(panel: Panel, keep: Mask, effect: OutcomeEffect) -> Floats:
    told = np.zeros(panel.outcome.shape)
    try:
        told[keep] = simple_weights(
            kept_units(panel, keep),
            anticipation=effect.times.anticipation,
            base_months=effect.times.base_months,
        )
    except EstimationError:
        told[keep] = np.nan
    return told


def compared(panel: Panel, starts: NDArray[np.int64]) -> Decomposition | None:
    """Tell what two-way fixed effects compare, of the means of those who began in the same month.

    Parameters
    ----------
    panel : Panel
    starts : ndarray of int, shape (units,)
        The period in which the role truly began, as two-way fixed effects take it here.

    Returns
    -------
    Decomposition or None
        None where all of a month's beginners have a period without any value, since the theorem
        holds without gaps, or where there is nothing to compare.
    """
    begun, places = np.unique(starts, return_inverse=True)
    holds = (places == np.arange(begun.size)[:, None]) * panel.weights
    seen = np.isfinite(panel.outcome)
    people = holds @ seen
    if (people == 0).any():
        return None
    means = holds @ np.where(seen, panel.outcome, 0.0) / people
    try:
        return decomposition(means, begun, weights=holds.sum(axis=1))
    except EstimationError:
        return None
