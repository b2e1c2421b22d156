"""Which estimates of a model may be shown, and to how many figures."""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray

from workbench.disclosure.policy import DisclosurePolicy
from workbench.findings import Modelled
from workbench.statistics.estimate import Estimate

TOO_FEW = "too few people"
SLACK = 1e-9
"""So that a limit on a multiple already stays there."""


def enough_for_a_model(model: Modelled, policy: DisclosurePolicy) -> NDArray[np.bool_]:
    """Tell which estimates rest on enough people in every level, and leave enough freedom."""
    least = policy.minimum_model
    return (model.events >= least) & (model.non_events >= least) & (model.residual >= least)


def to_figures(
    estimate: Estimate, policy: DisclosurePolicy, finest: float | None = None
) -> Estimate:
    """Round an estimate and its limits to the figures that a policy shows, and to `finest`.

    Examples
    --------
    >>> from workbench.disclosure.policy import policy_named
    >>> one = Estimate(np.array([0.7834]), np.array([0.7149]), np.array([np.inf]), 0.95, "m")
    >>> to_figures(one, policy_named("open")).value.tolist()
    [0.78]
    """
    if policy.figures is None:
        return estimate
    value, lower, upper = estimate.value, estimate.lower, estimate.upper
    if finest is not None:
        value = np.round(value / finest) * finest
        # Outwards, so that the interval shown holds the one there was.
        lower = np.floor(lower / finest + SLACK) * finest
        upper = np.ceil(upper / finest - SLACK) * finest
    value, lower, upper = (_rounded(part, policy.figures) for part in (value, lower, upper))
    return Estimate(value, lower, upper, estimate.level, estimate.method)


def _rounded(values: NDArray[np.float64], figures: int) -> NDArray[np.float64]:
    values = np.asarray(values, dtype=float)
    # Adding 0 turns −0 into 0.
    shown = [float(f"{value:.{figures}g}") + 0.0 for value in values.ravel()]
    return np.array(shown, dtype=float).reshape(values.shape)
