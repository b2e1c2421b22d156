"""What one planned roll-out could show of one outcome."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from workbench.analyses.role_evaluation.estimating.planning.dealt import (
    Design,
    effects_of,
    some_of,
    with_effect,
)
from workbench.analyses.role_evaluation.estimating.planning.noise import Noise, simulated
from workbench.analyses.role_evaluation.estimating.planning.plans import Plan, opens
from workbench.analyses.role_evaluation.estimating.planning.seen import smallest_seen
from workbench.analyses.role_evaluation.observed import Observed
from workbench.analyses.role_evaluation.parameters import Parameters
from workbench.statistics.estimate import Estimate
from workbench.statistics.evaluation.inference.assignments import Assignments, assignments
from workbench.statistics.evaluation.inference.randomisation import (
    RandomisationTest,
    randomisation_test,
)

Floats = NDArray[np.float64]
UNKNOWN = Estimate(np.array(np.nan), np.array(np.nan), np.array(np.nan), 0.95, "")
NOBODY = "all begin at once, so that nobody is left to compare with"
TOO_EARLY = "it begins before there are months to compare from"
NEVER = "no change would be seen, however large"


@dataclass(frozen=True, slots=True, eq=False)
class Showing:
    """What a roll-out could show of one outcome.

    Attributes
    ----------
    detectable : Estimate
        Smallest effect that would be seen with the power asked for, of shape (), with simulation
        error; NaN where nothing would be.
    beside_others : Estimate
        The same where the test must be passed at alpha over the number of outcomes judged, as the
        first of several must; NaN where it never can be.
    false_alarms : Estimate
        Share of panels without an effect in which one would be seen.
    floor, attainable_size : float
        Of the test; see `workbench.statistics.evaluation.inference.randomisation`.
    ways : int
        In which the dates could be dealt out.
    months : int
        With data since the first start.
    reason : str or None
        Why nothing would be seen, in words after "because".
    """

    detectable: Estimate
    beside_others: Estimate
    false_alarms: Estimate
    floor: float
    attainable_size: float
    ways: int
    months: int
    reason: str | None


def showing(
    parameters: Parameters, observed: Observed, plan: Plan, noise: Noise, outcome: Floats
) -> Showing:
    """Simulate a planned roll-out and its test.

    Parameters
    ----------
    parameters : Parameters
    observed : Observed
    plan : Plan
    noise : Noise
        Of the outcome without the role.
    outcome : ndarray of float, shape (units, months)
        As the file has it, for its gaps alone; no gap is expected in months to come.

    Returns
    -------
    Showing
    """
    begin, starts = _periods(parameters, observed, plan)
    periods = plan.horizon - begin
    dealt = dealt_out(parameters, starts, plan)
    design = Design(
        seen=_seen(outcome, begin - opens(observed), periods),
        weights=np.where(observed.people > 0, observed.people, 1.0),
        starts=some_of(dealt, parameters.seed),
        cluster=dealt.cluster,
        anticipation=parameters.anticipation,
        base_months=parameters.base_months,
    )
    doses = effects_of(design, with_effect(starts, periods)[None])[:, 0]
    if np.isnan(doses[0]):
        first = int(starts.min()) - 1 - parameters.anticipation
        return _nothing(plan, dealt, TOO_EARLY if first < 0 else NOBODY)
    simulations = parameters.planning.simulations
    drawn = simulated(noise, observed.panel.region, periods, simulations, parameters.seed)
    return _found(parameters, plan, dealt, effects_of(design, drawn), doses, noise.deviation)


def dealt_out(parameters: Parameters, starts: NDArray[np.int64], plan: Plan) -> Assignments:
    """Return the dates of a plan, in whatever months, and the other ways to deal them out."""
    return assignments(
        starts, plan.clusters, plan.strata, seed=parameters.seed, drawn=parameters.draws
    )


def _found(
    parameters: Parameters,
    plan: Plan,
    dealt: Assignments,
    effects: Floats,
    doses: Floats,
    scale: float,
) -> Showing:
    alpha, judged = parameters.alpha, len(parameters.judged)
    power = parameters.planning.power
    found, first = (
        smallest_seen(effects, doses, scale=scale, power=power, alpha=level)
        for level in (alpha, alpha / judged)
    )
    test = randomisation_test(effects[:, 0], level=1 - alpha)
    whole = len(effects) == len(dealt.starts)
    floor = test.floor if whole else dealt.floor
    seen = bool(np.isfinite(found.effect.value))
    return Showing(
        detectable=found.effect if seen else UNKNOWN,
        beside_others=first.effect if np.isfinite(first.effect.value) else UNKNOWN,
        false_alarms=found.false_alarms,
        floor=floor,
        attainable_size=_attainable(test, dealt, alpha, whole=whole),
        ways=dealt.possible,
        months=_months(plan),
        reason=None if seen else _why_never(floor, dealt, alpha),
    )


def _attainable(test: RandomisationTest, dealt: Assignments, alpha: float, *, whole: bool) -> float:
    return test.attainable_size if whole else dealt.attainable_size(1 - alpha)


def _why_never(floor: float, dealt: Assignments, alpha: float) -> str:
    if floor <= alpha:
        return NEVER
    return (
        f"its dates can be dealt out in only {dealt.possible} ways, and at least "
        f"{int(np.ceil(1 / alpha - 1e-9))} that differ are needed before any could stand out"
    )


def _nothing(plan: Plan, dealt: Assignments, reason: str) -> Showing:
    return Showing(UNKNOWN, UNKNOWN, UNKNOWN, np.nan, np.nan, dealt.possible, _months(plan), reason)


def _months(plan: Plan) -> int:
    return plan.horizon - int(plan.months[plan.months >= 0].min())


def _periods(
    parameters: Parameters, observed: Observed, plan: Plan
) -> tuple[int, NDArray[np.int64]]:
    """Return the first month that the estimate takes, and each unit's start from there."""
    first = int(plan.months[plan.months >= 0].min())
    begin = max(first - parameters.anticipation - parameters.base_months, opens(observed))
    starts = np.clip(plan.months - begin, 0, plan.horizon - begin)
    return begin, np.where(plan.months >= 0, starts, plan.horizon - begin)


def _seen(outcome: Floats, skipped: int, periods: int) -> NDArray[np.bool_]:
    """Return where the outcome is, or will be, seen: in months to come where it ever was."""
    known = np.isfinite(outcome)
    seen = np.repeat(known.any(axis=1, keepdims=True), periods, axis=1)
    past = known[:, skipped : skipped + periods]
    seen[:, : past.shape[1]] = past
    return seen
