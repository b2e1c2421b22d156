"""The smallest effect that a planned test would find, by simulation before there is an outcome."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from functools import cache

import numpy as np
from numpy.typing import ArrayLike, NDArray

from workbench.errors import EstimationError
from workbench.statistics.estimate import Estimate
from workbench.statistics.inputs import critical_value

Floats = NDArray[np.float64]
PlannedTest = Callable[[Floats], Floats]
"""From panels, shape (simulations, units, periods), to p-values, shape (simulations,)."""

LEAST_SIMULATIONS = 100
LARGEST_EFFECT = 64.0
"""In standard deviations of the noise: a design that needs more sees nothing."""
PRECISION = 1e-3
"""In the same units, far below what simulation leaves uncertain."""


@dataclass(frozen=True, slots=True, eq=False)
class DetectableEffect:
    """The smallest effect that would be found with the power asked for.

    Attributes
    ----------
    effect : Estimate
        Shape (), in the units of the noise, 0 and up, with the limits that simulation error alone
        leaves at 95%. Infinite where the design would not find even the largest effect.
    false_alarms : Estimate
        Shape (), share of panels without any effect in which one was found, with the same error:
        near `alpha`, or the test's power cannot be read.
    power, alpha : float
        As asked for.
    simulations : int
        Panels simulated.
    """

    effect: Estimate
    false_alarms: Estimate
    power: float
    alpha: float
    simulations: int


def minimum_detectable_effect(
    planned_test: PlannedTest,
    noise: ArrayLike,
    starts: ArrayLike,
    *,
    profile: ArrayLike = 1.0,
    power: float = 0.8,
    alpha: float = 0.05,
) -> DetectableEffect:
    """Search for the smallest effect that a planned test finds with the given power.

    Parameters
    ----------
    planned_test : callable
        Takes panels of shape (simulations, units, periods) and returns their p-values, of shape
        (simulations,): the test of the report, with its dates and permutations.
    noise : array_like of float, shape (simulations, units, periods)
        Outcomes without any effect, as from `panel_noise`; NaN where a gap is planned. At
        least 100 simulations.
    starts : array_like of int, shape (units,)
        First treated period of each unit, 0 and up; the number of periods or more for never.
    profile : array_like of float, shape () or (lags,)
        Share of the full effect in the first treated periods, the last one kept from there on.
    power : float
        Chance of finding the effect, at least 0.5 and below 1.
    alpha : float
        Level of the test, above 0 and below 0.5.

    Returns
    -------
    DetectableEffect

    Raises
    ------
    EstimationError
        Shapes that do not fit, too few simulations, noise without variance, no unit treated, a
        power or alpha outside its range or beyond what the simulations can tell, or a test that
        does not return p-values.

    Notes
    -----
    Every effect is tried on the same noise, so that the share found rises with the effect and
    halving finds where it crosses `power`. The limits are where it crosses `power` less and plus
    1.96 of its simulation errors. An effect is found when p is at most `alpha`. Method: Burlig,
    Preonas and Woerman (2020), J. Dev. Econ. 144, 102458, section 5, without their pilot data.

    Examples
    --------
    >>> from scipy.stats import norm
    >>> from workbench.statistics.evaluation.credibility.panel_noise import autoregressive_noise
    >>> noise = autoregressive_noise(500, 4, 2, autocorrelation=0.0, seed=1)
    >>> def planned(panels):
    ...     return 2 * norm.sf(np.abs(panels[:, :2, 1].mean(axis=1)) * np.sqrt(2))
    >>> found = minimum_detectable_effect(planned, noise, [1, 1, 2, 2])
    >>> bool(found.effect.lower < 2.8016 / np.sqrt(2) < found.effect.upper)
    True
    """
    panels, treated = _checked(noise, starts, profile, power, alpha)
    count = len(panels)
    scale = float(np.nanstd(panels))

    @cache
    def share_found(multiple: float) -> float:
        p_values = np.asarray(planned_test(panels + multiple * scale * treated))
        return float((_checked_p_values(p_values, count) <= alpha).mean())

    return smallest_found(share_found, scale=scale, power=power, alpha=alpha, simulations=count)


def smallest_found(
    share_found: Callable[[float], float],
    *,
    scale: float,
    power: float,
    alpha: float,
    simulations: int,
) -> DetectableEffect:
    """Search for the smallest effect whose share found is the power asked for.

    Parameters
    ----------
    share_found : callable
        From an effect, in multiples of `scale`, to the share of the simulations in which it is
        found, which rises with it: the same noise every time.
    scale : float
        Standard deviation of the noise, above 0.
    power, alpha : float
        As in `minimum_detectable_effect`.
    simulations : int
        Panels that the share is of.

    Returns
    -------
    DetectableEffect

    Raises
    ------
    EstimationError
        A power or alpha outside its range, or beyond what the simulations can tell.

    Examples
    --------
    >>> smallest_found(
    ...     lambda size: min(size / 2, 1.0), scale=3.0, power=0.8, alpha=0.05, simulations=400
    ... ).effect.value.round(2)
    np.float64(4.8)
    """
    if problems := _level_problems(power, alpha, simulations):
        raise EstimationError(" ".join(problems))
    reach = critical_value(0.95) * (power * (1 - power) / simulations) ** 0.5
    value, lower, upper = (
        np.asarray(scale * _crossing(share_found, aim))
        for aim in (power, power - reach, power + reach)
    )
    effect = Estimate(value, lower, upper, 0.95, "simulation error")
    return DetectableEffect(
        effect, _share(share_found(0.0), simulations), power, alpha, simulations
    )


def _crossing(share_found: Callable[[float], float], aim: float) -> float:
    found = 1.0
    while share_found(found) < aim:
        found *= 2
        if found > LARGEST_EFFECT:
            return np.inf
    missed = 0.0 if found == 1 else found / 2
    while found - missed > PRECISION:
        middle = (found + missed) / 2
        if share_found(middle) >= aim:
            found = middle
        else:
            missed = middle
    return found


def _share(value: float, count: int) -> Estimate:
    reach = critical_value(0.95) * (value * (1 - value) / count) ** 0.5
    lower, upper = max(value - reach, 0.0), min(value + reach, 1.0)
    return Estimate(
        np.asarray(value), np.asarray(lower), np.asarray(upper), 0.95, "simulation error"
    )


def _checked(
    noise: ArrayLike, starts: ArrayLike, profile: ArrayLike, power: float, alpha: float
) -> tuple[Floats, Floats]:
    panels, dates = np.asarray(noise, dtype=np.float64), np.asarray(starts)
    shares = np.atleast_1d(np.asarray(profile, dtype=np.float64))
    problems = [*_panel_problems(panels, dates), *_level_problems(power, alpha, len(panels))]
    if shares.ndim != 1 or not shares.size or not np.isfinite(shares).all() or not shares.any():
        problems.append("profile must be one row of finite shares, not all 0.")
    if problems:
        raise EstimationError(" ".join(problems))
    lags = np.arange(panels.shape[2]) - dates[:, np.newaxis]
    treated = np.where(lags >= 0, shares[np.clip(lags, 0, len(shares) - 1)], 0.0)
    return panels, treated


def _panel_problems(panels: Floats, dates: NDArray[np.generic]) -> list[str]:
    if panels.ndim != 3 or len(panels) < LEAST_SIMULATIONS:
        return [
            f"noise must have shape (simulations, units, periods) with at least "
            f"{LEAST_SIMULATIONS} simulations; found {panels.shape}."
        ]
    problems = []
    if np.isinf(panels).any() or not np.nanstd(panels) > 0:
        problems.append("noise must be finite, with variance.")
    if dates.shape != panels.shape[1:2] or dates.dtype.kind not in "iu":
        problems.append(
            f"starts must be whole numbers of shape {panels.shape[1:2]}; found {dates.dtype} "
            f"{dates.shape}."
        )
    elif (dates.astype(np.int64) < 0).any() or not (dates < panels.shape[2]).any():
        problems.append("starts must be 0 and up, at least one of them within the panel.")
    return problems


def _level_problems(power: float, alpha: float, simulations: int) -> list[str]:
    problems = []
    if not 0.5 <= power < 1:
        problems.append(f"power must be at least 0.5 and below 1; found {power}.")
    elif power + critical_value(0.95) * (power * (1 - power) / max(simulations, 1)) ** 0.5 > 1:
        problems.append(f"{simulations} simulations cannot tell a power of {power}; use more.")
    if not 0 < alpha < 0.5:
        problems.append(f"alpha must be above 0 and below 0.5; found {alpha}.")
    return problems


def _checked_p_values(p_values: NDArray[np.generic], count: int) -> Floats:
    told = p_values.astype(np.float64)
    if told.shape != (count,) or not ((told >= 0) & (told <= 1)).all():
        raise EstimationError(
            f"planned_test must return {count} p-values from 0 to 1, none missing; found shape "
            f"{told.shape}."
        )
    return told
