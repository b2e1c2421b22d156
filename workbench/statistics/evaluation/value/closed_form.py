"""Value for money without draws, where effects are all that is uncertain and enter linearly."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from scipy.stats import norm
from scipy.stats import t as t_distribution

from workbench.errors import EstimationError
from workbench.statistics.estimate import Estimate
from workbench.statistics.evaluation.value.appraisal import (
    Appraisal,
    PresentValues,
    linear_in,
    present_values,
)
from workbench.statistics.evaluation.value.uncertain_inputs import (
    EstimatedEffects,
    Floats,
    UncertainInputs,
)
from workbench.statistics.evaluation.value.value_for_money import appraise
from workbench.statistics.inputs import critical_value


@dataclass(frozen=True, slots=True, eq=False)
class ExactValue:
    """Value for money with exact limits.

    Attributes
    ----------
    net_present_value, ratio : Estimate
        Without shape. The ratio is NaN where nothing is spent.
    probability : float
        That benefits are above costs; 0, or 1, where nothing is uncertain.
    standard_error : float
        Scale of the net present value.
    """

    net_present_value: Estimate
    ratio: Estimate
    probability: float
    standard_error: float


def exact_value(
    appraisal: Appraisal, inputs: UncertainInputs, *, level: float = 0.95
) -> ExactValue:
    """Work out the limits of value for money without draws.

    Parameters
    ----------
    appraisal : Appraisal
        What is counted.
    inputs : UncertainInputs
        Assumptions without a range; effects of which no two meet in a stream, in no cost.
    level : float
        Level of the limits, above 0 and below 1.

    Returns
    -------
    ExactValue

    Raises
    ------
    EstimationError
        As `appraise`; an assumption with a range; effects that multiply each other, change costs,
        growth or discount rate, or whose sum is no t: independent ones with finite degrees of
        freedom.

    Notes
    -----
    The net present value is a + b'e, so that it is t around its estimate with scale the root of
    b'Vb: the limit of `value_distribution` with ever more draws.

    Examples
    --------
    >>> from workbench.statistics.evaluation.value.streams import Stream
    >>> from workbench.statistics.evaluation.value.uncertain_inputs import Assumption
    >>> time = Stream("Time", "benefit", ("hours",), ("pay",), np.ones(1), False, "SPOs")
    >>> post = Stream("Posts", "cost", (), ("posts",), np.ones(1), True, "HMPPS")
    >>> inputs = UncertainInputs(
    ...     (Assumption("pay", 40, 40, 40), Assumption("posts", 150, 150, 150)),
    ...     EstimatedEffects(("hours",), np.array([5.0]), np.array([1.0]), np.array([11.0])),
    ... )
    >>> found = exact_value(Appraisal((time, post), ()), inputs)
    >>> print(found.net_present_value.lower.round(2), round(found.probability, 3))
    -38.04 0.881
    """
    critical_value(level)
    central = appraise(appraisal, inputs.central).present
    effects = inputs.effects
    scale, freedom = 0.0, np.inf
    problems = [
        f"{each.name} has a range; draw it." for each in inputs.assumptions if each.low < each.high
    ]
    if effects is not None:
        slopes = _slopes(appraisal, inputs, effects, problems)
        scale = float(np.sqrt(slopes @ _covariance(effects) @ slopes))
        freedom = _freedom(effects, slopes, problems)
    if problems:
        raise EstimationError.gather("The closed form", problems)
    return _limits(central, scale, freedom, level)


def _slopes(
    appraisal: Appraisal, inputs: UncertainInputs, effects: EstimatedEffects, problems: list[str]
) -> Floats:
    if not linear_in(appraisal, effects.names):
        problems.append(
            "Effects multiply each other, or change growth or discount rate; draw them."
        )
    slopes = np.zeros(len(effects.names))
    for place, name in enumerate(effects.names):
        found = present_values(appraisal, {**inputs.central, name: np.array([0.0, 1.0])})
        benefits, costs = (np.broadcast_to(side, (2,)) for side in (found.benefits, found.costs))
        slopes[place] = benefits[1] - benefits[0]
        if costs[0] != costs[1]:
            problems.append(f"Costs depend on {name}; draw it.")
    return slopes


def _covariance(effects: EstimatedEffects) -> Floats:
    if effects.covariance is not None:
        return effects.covariance
    return np.diag(np.square(effects.standard_error))


def _freedom(effects: EstimatedEffects, slopes: Floats, problems: list[str]) -> float:
    moving = (slopes != 0) & (effects.standard_error > 0)
    freedom = np.asarray(effects.degrees_of_freedom)[moving]
    if effects.covariance is None and freedom.size > 1 and not np.isinf(freedom).all():
        problems.append("A sum of independent effects, each t, is not t; draw them.")
    return float(freedom.min(initial=np.inf))


def _limits(central: PresentValues, scale: float, freedom: float, level: float) -> ExactValue:
    around = norm if np.isinf(freedom) else t_distribution(freedom)
    half = scale * float(around.ppf((1 + level) / 2))
    method = "estimate ± standard error × t, linear in the effects, all else as stated"

    def limits(value: Floats, width: Floats) -> Estimate:
        value = np.asarray(value)
        return Estimate(value, np.asarray(value - width), np.asarray(value + width), level, method)

    spent = float(central.costs)
    share = float(around.cdf(central.net / scale)) if scale > 0 else float(central.net > 0)
    return ExactValue(
        net_present_value=limits(central.net, np.asarray(half)),
        ratio=limits(central.ratio, np.asarray(half / spent if spent > 0 else np.nan)),
        probability=share,
        standard_error=scale,
    )
