"""What the role did to one outcome: the estimate, and every way of saying how sure it is."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from workbench.analyses.role_evaluation.observed import Observed
from workbench.analyses.role_evaluation.parameters import Parameters
from workbench.errors import EstimationError
from workbench.statistics.evaluation.effects.aggregates import simple
from workbench.statistics.evaluation.effects.effect_weights import simple_effects
from workbench.statistics.evaluation.effects.group_time import GroupTime, group_time
from workbench.statistics.evaluation.inference.as_if_random import AsIfRandom, as_if_random
from workbench.statistics.evaluation.inference.assignments import Assignments, assignments
from workbench.statistics.evaluation.inference.clustered import Clustered, jackknife
from workbench.statistics.evaluation.inference.randomisation import (
    RandomisationTest,
    randomisation_test,
)
from workbench.statistics.evaluation.inference.randomisation_set import EffectSet, effect_set
from workbench.statistics.evaluation.panel import Panel, checked_panel, kept_units

Floats = NDArray[np.float64]
Mask = NDArray[np.bool_]
LEAST_DOSE = 0.1
"""Of the months in which units were to have the role, so many more with it than of the others."""
TOO_LITTLE = (
    "units that were to have the role hardly had it more than others, so what it did where it was "
    "there cannot be told"
)


@dataclass(frozen=True, slots=True, eq=False)
class OutcomeEffect:
    """The effect on one outcome.

    Attributes
    ----------
    panel : Panel
        The outcome, and the dates that were given out.
    dose : ndarray of float, shape (units, periods)
        1 where the role was truly there, else 0; NaN where the outcome is missing.
    times : GroupTime
        The effect of each cohort in each period.
    simple : float
        The average over all units and periods given the role, whether or not it was there.
    with_role : EffectSet
        The headline: the effect where the role was there, with the set of effects that the
        randomisation of dates does not reject.
    in_full : EffectSet or None
        The same for as many posts filled for each officer as there are in the end where it began;
        None where the file does not tell of posts.
    test : RandomisationTest
        Of no effect at all.
    noise : AsIfRandom
        Whether dates can be exchanged.
    clustered : Clustered
        The same as `with_role`, its limits by leaving out each cluster (CRV3).
    before : float
        Mean of those given the role over their base months.
    """

    panel: Panel
    dose: Floats
    times: GroupTime
    simple: float
    with_role: EffectSet
    in_full: EffectSet | None
    test: RandomisationTest
    noise: AsIfRandom
    clustered: Clustered
    before: float


def arranged(parameters: Parameters, observed: Observed) -> Assignments:
    """Return the dates that were given out, and those that could have been."""
    return assignments(
        observed.starts,
        observed.clusters,
        observed.strata,
        seed=parameters.seed,
        drawn=parameters.draws,
    )


def panel_of_outcome(observed: Observed, values: Floats, people: Floats) -> Panel:
    """Return the panel of one outcome, each unit weighed by its people; those without have none."""
    known = np.isfinite(people) & (people > 0)
    outcome = np.where(known[:, None], values, np.nan)
    weights = np.where(known, people, 1.0)
    return checked_panel(outcome, observed.starts, weights, observed.clusters)


def there(observed: Observed) -> Floats:
    """Return 1 where the role was truly there, by unit and period, else 0."""
    periods = np.arange(len(observed.months))
    return (periods >= observed.panel.actual[:, None]).astype(float)


def outcome_effect(
    parameters: Parameters,
    observed: Observed,
    panel: Panel,
    arrangements: Assignments,
) -> OutcomeEffect:
    """Estimate the effect on one outcome.

    Parameters
    ----------
    parameters : Parameters
    observed : Observed
    panel : Panel
        Of the outcome, as `panel_of_outcome` makes it.
    arrangements : Assignments
        Of the same units.

    Returns
    -------
    OutcomeEffect

    Raises
    ------
    EstimationError
        If no unit has an effect, as when nobody is left to compare with.
    """
    settings = {"anticipation": parameters.anticipation, "base_months": parameters.base_months}
    dose = np.where(np.isfinite(panel.outcome), there(observed), np.nan)
    dosed = _with(panel, dose)
    starts = arrangements.starts[:, arrangements.cluster]
    effects = simple_effects(panel, starts, **settings)
    doses = simple_effects(dosed, starts, **settings)
    if not np.isfinite(effects[0]):
        raise EstimationError("no unit given the role can be compared with another in any month")
    if not doses[0] >= LEAST_DOSE:
        raise EstimationError(TOO_LITTLE)

    def per_dose(keep: Mask) -> float:
        # Of what is kept there may be nobody treated, or nobody to compare with.
        try:
            parts = [simple(group_time(kept_units(p, keep), **settings)) for p in (panel, dosed)]
        except EstimationError:
            return np.nan
        return parts[0] / parts[1] if parts[1] else np.nan

    return OutcomeEffect(
        panel=panel,
        dose=dose,
        times=group_time(panel, **settings),
        simple=float(effects[0]),
        with_role=effect_set(effects, doses, level=parameters.level),
        in_full=_in_full(observed, panel, effects, starts, parameters),
        test=randomisation_test(effects, level=parameters.level),
        noise=noise_before(panel, dose, parameters.anticipation),
        clustered=jackknife(per_dose, panel.clusters, level=parameters.level),
        before=_before(panel, parameters),
    )


def strength(observed: Observed) -> Floats | None:
    """Return posts filled for each officer, as a share of those in the end where the role began.

    Returns
    -------
    ndarray of float, shape (units, periods), or None
        NaN where it is not known; None where the file does not tell of posts.
    """
    doses, begun = observed.panel.doses, observed.panel.actual < len(observed.months)
    posts = doses.get("support", doses.get("filled"))
    if posts is None:
        return None
    ends = np.array([_last_known(row) for row in posts])
    usual = ends[begun].sum() / observed.people[begun].sum()
    if not usual > 0:
        return None
    told: Floats = posts / observed.people[:, None] / usual
    return told


def _last_known(row: Floats) -> float:
    known = row[np.isfinite(row)]
    return float(known[-1]) if known.size else 0.0


def noise_before(panel: Panel, dose: Floats, anticipation: int) -> AsIfRandom:
    """Compare the noise of both sides before the role was due or there, whichever came first."""
    return as_if_random(
        _with(panel, np.where(dose == 1, np.nan, panel.outcome)), anticipation=anticipation
    )


def _in_full(
    observed: Observed,
    panel: Panel,
    effects: Floats,
    starts: NDArray[np.int64],
    parameters: Parameters,
) -> EffectSet | None:
    dose = strength(observed)
    if dose is None:
        return None
    seen = np.isfinite(panel.outcome) & np.isfinite(dose)
    settings = {"anticipation": parameters.anticipation, "base_months": parameters.base_months}
    if (seen != np.isfinite(panel.outcome)).any():
        # The effect of a dose is of months in which both are known.
        known = _with(panel, np.where(seen, panel.outcome, np.nan))
        effects = simple_effects(known, starts, **settings)
    doses = simple_effects(_with(panel, np.where(seen, dose, np.nan)), starts, **settings)
    if not (np.isfinite(effects[0]) and doses[0] >= LEAST_DOSE):
        return None
    return effect_set(effects, doses, level=parameters.level)


def _with(panel: Panel, outcome: Floats) -> Panel:
    return checked_panel(outcome, panel.starts, panel.weights, panel.clusters)


def _before(panel: Panel, parameters: Parameters) -> float:
    """Return the mean of those given the role over the months that they are compared from."""
    last = panel.starts - 1 - parameters.anticipation
    period = np.arange(panel.periods)
    base = (period <= last[:, None]) & (period > (last - parameters.base_months)[:, None])
    base &= (panel.starts < panel.periods)[:, None] & np.isfinite(panel.outcome)
    weights = np.where(base, panel.weights[:, None], 0.0)
    total = weights.sum()
    return float((weights * np.where(base, panel.outcome, 0.0)).sum() / total) if total else np.nan
