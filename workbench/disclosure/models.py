"""Which estimates of a model may be shown, and how they are rounded."""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray

from workbench.disclosure.policy import DisclosurePolicy
from workbench.disclosure.rounding import shown
from workbench.findings import Modelled
from workbench.statistics.estimate import Estimate

TOO_FEW = "too few people"
UNTANGLED = "too few people, or too few circumstances, to say without giving someone away"
"""Why nothing is said where people are enough and degrees of freedom are not."""
SLACK = 1e-9
"""So that a limit on a multiple already stays there."""
BEARS_ANOTHER_FIGURE = 100
"""Of an average over so many people the next figure moves with a tenth of what all of one moves."""
Floats = NDArray[np.float64]


def reason_withheld(model: Modelled, policy: DisclosurePolicy) -> NDArray[np.object_]:
    """Tell why estimates are withheld, by the counts as shown; None where they may leave.

    They need enough people in every level they rest on, told from rounded counts, so that it tells
    nothing of a count that its rounding does not; and degrees of freedom: a saturated model says
    as much as its table.
    """
    reasons = np.full(len(model.events), None, dtype=object)
    reasons[model.residual < policy.minimum_model] = UNTANGLED
    few = np.zeros(len(reasons), bool)
    for people in (model.events, model.non_events):
        few |= shown(people, policy).low < policy.minimum_model
    if model.anchor is not None and not policy.exact:
        few |= ~_anchor_supported(model, policy)
    reasons[few] = TOO_FEW
    return reasons


def _anchor_supported(model: Modelled, policy: DisclosurePolicy) -> NDArray[np.bool_]:
    """Tell where every ``passed`` of the anchor, and its others, are certainly enough as shown."""
    assert model.anchor is not None, "there is an anchor"
    counts = {name: shown(people, policy) for name, people in model.anchor.counts.items()}
    enough = np.ones(len(model.events), bool)
    for name, passed in counts.items():
        if not name.endswith("passed"):
            continue
        entered = counts[f"{name.removesuffix('passed')}entered"]
        others = entered.low - passed.high
        enough &= np.minimum(passed.low, others) >= policy.minimum_model
        enough &= entered.value >= policy.minimum_entered
    return enough


def to_figures(
    estimate: Estimate,
    policy: DisclosurePolicy,
    finest: float | Floats | None = None,
    figures: NDArray[np.int64] | None = None,
) -> Estimate:
    """Round an estimate to what a policy shows: the value to nearest, its limits outwards.

    The interval shown holds the one there was, and the value shown is inside it.

    Parameters
    ----------
    estimate : Estimate
        What is to be shown.
    policy : DisclosurePolicy
        How many figures it shows.
    finest : float or float array, optional
        Nothing finer than multiples of this.
    figures : int array, optional
        How many of each, where more people bear more than the policy's.

    Examples
    --------
    >>> from workbench.disclosure.policy import policy_named
    >>> one = Estimate(np.array([0.7834]), np.array([0.7149]), np.array([1.32]), 0.95, "m")
    >>> told = to_figures(one, policy_named("open"))
    >>> [float(part[0]) for part in (told.value, told.lower, told.upper)]
    [0.78, 0.71, 1.4]
    """
    if policy.figures is None:
        return estimate
    many = np.asarray(policy.figures) if figures is None else figures
    lower = _outwards(estimate.lower, many, finest, up=False)
    upper = _outwards(estimate.upper, many, finest, up=True)
    value = np.asarray(estimate.value, dtype=float)
    if finest is not None:
        value = np.round(value / finest) * finest
    value = _by_figures(value, many)
    # A number without limits stays as it is.
    within = np.fmin(np.fmax(value, lower), upper)
    return Estimate(within, lower, upper, estimate.level, estimate.method)


def figures_of(model: Modelled, policy: DisclosurePolicy) -> NDArray[np.int64] | None:
    """Return to how many figures averages of measurements are told, by the people behind them."""
    if model.people is None or policy.figures is None:
        return None
    many = shown(np.asarray(model.people), policy).low >= BEARS_ANOTHER_FIGURE
    return policy.figures + many.astype(np.int64)


def _by_figures(values: Floats, figures: NDArray[np.int64]) -> Floats:
    each = zip(np.ravel(values), np.broadcast_to(figures, np.shape(values)).ravel(), strict=True)
    # Adding 0 turns −0 into 0.
    told = [float(f"{value:.{many}g}") + 0.0 for value, many in each]
    return np.array(told, dtype=float).reshape(np.shape(values))


def _outwards(
    limits: Floats, figures: NDArray[np.int64], finest: float | Floats | None, *, up: bool
) -> Floats:
    """Round limits away from the value, to multiples of `finest` and then to figures."""
    limits, away = np.asarray(limits, dtype=float), 1.0 if up else -1.0
    turn = np.ceil if up else np.floor
    if finest is not None:
        limits = turn(limits / finest - away * SLACK) * finest
    with np.errstate(divide="ignore", invalid="ignore"):
        size = np.floor(np.log10(np.abs(limits)) + SLACK)
        unit = np.power(10.0, size - figures + 1.0)
        told = turn(limits / unit - away * SLACK) * unit
    known = np.isfinite(limits) & (limits != 0)
    # Multiples of a power of ten carry its last bits.
    return np.where(known, _by_figures(np.where(known, told, 0.0), figures + 1), limits + 0.0)
