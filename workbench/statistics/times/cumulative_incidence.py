"""How many have left a stage by each cause within so many days, with people still waiting."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from numpy.typing import ArrayLike, NDArray

from workbench.errors import EstimationError
from workbench.statistics.comparison.rates import wilson_limits
from workbench.statistics.estimate import Estimate
from workbench.statistics.inputs import Counts, critical_value, whole_counts

Floats = NDArray[np.float64]

ROUNDING = 1e-9
"""Distance from a half or from 1 that is taken for rounding."""


@dataclass(frozen=True, eq=False, slots=True)
class CumulativeIncidence:
    """Share who have left by each cause by the end of each day.

    Attributes
    ----------
    incidence : Estimate
        Shape (..., causes, days), from 0 to 1; value and limits NaN from the first day on
        which too few were still there.
    at_risk : ndarray of int, shape (..., days)
        People still there at the start of each day, also of days without a value.
    """

    incidence: Estimate
    at_risk: Counts


def cumulative_incidence(
    exits: ArrayLike, pending: ArrayLike, *, level: float = 0.95, least_at_risk: int = 10
) -> CumulativeIncidence:
    """Estimate the cumulative incidence of each cause of leaving, as Aalen and Johansen do.

    Parameters
    ----------
    exits : array_like of int, shape (..., causes, days)
        People who left by each cause on each day; day 0 is the day they came.
    pending : array_like of int, shape (..., days)
        People still there when last seen, by the days that they had been there. They count as
        there throughout that day.
    level : float
        Confidence level, above 0 and below 1, of each day and cause taken alone.
    least_at_risk : int
        Days with fewer people still there at their start, and all days after, have no value.

    Returns
    -------
    CumulativeIncidence
        The causes and those still there add up to 1 on each day. Where nobody is pending,
        plain proportions of all who came.

    Raises
    ------
    EstimationError
        Impossible counts or level, shapes that do not fit, or a least number below 1.

    Notes
    -----
    Aalen and Johansen (1978), Scand. J. Stat. 5, 141-150. Variance by the delta method on
    multinomial exits (Dinse and Larson, 1986, Biometrika 73, 379-386); limits on the scale of
    ``log(-log F)`` (Choudhury, 2002, Stat. Med. 21, 1129-1144). At 0 and 1, where that scale
    ends, they are Wilson's of no one and of everyone among those whose state on the day is
    known. Valid if those who are pending are no slower or faster than the others.

    Examples
    --------
    >>> waiting = cumulative_incidence([[0, 4, 6], [2, 0, 1]], [0, 5, 2], least_at_risk=5)
    >>> waiting.at_risk
    array([20, 18,  9])
    >>> print(waiting.incidence.value.round(3))
    [[0.    0.2   0.667]
     [0.1   0.1   0.178]]
    """
    critical = critical_value(level)
    if least_at_risk < 1:
        raise EstimationError(f"least_at_risk must be at least 1; found {least_at_risk}.")
    left, waiting = _checked(exits, pending)
    gone = left.sum(axis=-2) + waiting
    people = gone.sum(axis=-1, keepdims=True)
    at_risk = people - gone.cumsum(axis=-1) + gone
    known = np.broadcast_to((people - waiting.cumsum(axis=-1) + waiting)[..., None, :], left.shape)
    value, variance = aalen_johansen(left, at_risk)
    lower, upper = incidence_limits(value, variance, known, critical, level)
    shown = (at_risk >= least_at_risk)[..., None, :]
    value, lower, upper = (np.where(shown, found, np.nan) for found in (value, lower, upper))
    method = "Aalen-Johansen, log(-log)"
    return CumulativeIncidence(
        incidence=Estimate(value=value, lower=lower, upper=upper, level=level, method=method),
        at_risk=at_risk,
    )


def _checked(exits: ArrayLike, pending: ArrayLike) -> tuple[Counts, Counts]:
    (left,) = whole_counts(exits=exits)
    (waiting,) = whole_counts(pending=pending)
    if left.ndim < 2 or waiting.shape != left.shape[:-2] + left.shape[-1:] or not left.size:
        raise EstimationError(
            "exits must have the shape (..., causes, days) and pending (..., days); "
            f"found {left.shape} and {waiting.shape}."
        )
    return left, waiting


def aalen_johansen(left: Counts, at_risk: Counts) -> tuple[Floats, Floats]:
    """Cumulative incidence and its variance, both of the shape of `left`.

    With ``h`` the chance of leaving at all on day s, ``h_k`` by cause k, ``Y`` at risk and
    ``S`` still there before, day s adds ``h_k (1 - h_k) S**2 - 2 D h_k S + D**2 h / (1 - h)``,
    all over Y, to the variance of F_k on day t, where ``D = F_k(t) - F_k(s)``. The squares are
    multiplied out, so that sums up to s serve every t.
    """
    there = np.maximum(at_risk, 1)[..., None, :]
    by_cause = left / there
    # Counted in whole people, so that nobody is exactly nobody once the last ones leave.
    leaving = left.sum(axis=-2, keepdims=True)
    staying = there - leaving
    remaining = np.cumprod(staying / there, axis=-1)
    before = np.concatenate([np.ones_like(remaining[..., :1]), remaining[..., :-1]], axis=-1)
    incidence = np.cumsum(before * by_cause, axis=-1)
    # Once the last ones leave there is no D left for these odds to act on: any number serves.
    odds = leaving / np.maximum(staying, 1) / there
    cross = before * by_cause / there
    variance = np.cumsum(by_cause * (1 - by_cause) * before**2 / there, axis=-1)
    variance -= 2 * (incidence * np.cumsum(cross, axis=-1) - np.cumsum(cross * incidence, axis=-1))
    variance += incidence**2 * np.cumsum(odds, axis=-1)
    variance += np.cumsum(odds * incidence**2, axis=-1)
    variance -= 2 * incidence * np.cumsum(odds * incidence, axis=-1)
    return incidence, np.maximum(variance, 0)


def incidence_limits(
    value: Floats, variance: Floats, known: Counts, critical: float, level: float
) -> tuple[Floats, Floats]:
    """Limits of an incidence on the scale of ``log(-log F)``; at 0 and 1 Wilson's of `known`."""
    none, everyone = value == 0, value >= 1 - ROUNDING
    inner = np.where(none | everyone, 0.5, value)
    log = np.log(inner)
    factor = np.exp(critical * np.sqrt(variance) / (inner * -log))
    _, upper_of_none = wilson_limits(np.zeros_like(known), known, level)
    lower_of_all, _ = wilson_limits(known, known, level)
    lower = np.where(none, 0.0, np.where(everyone, lower_of_all, np.exp(log * factor)))
    upper = np.where(none, upper_of_none, np.where(everyone, 1.0, np.exp(log / factor)))
    return lower, upper


def median_day(incidence: Estimate) -> Estimate:
    """Find the first day by which half have left by each cause.

    Parameters
    ----------
    incidence : Estimate
        Shape (..., causes, days), as `cumulative_incidence` gives it.

    Returns
    -------
    Estimate
        Days, shape (..., causes); NaN where half is not reached on any day that has a value.
        The limits are the days on which the upper and the lower limit of the incidence reach
        half. A lower one not reached is the last day that has a value (0 if there is none), an
        upper one is infinite.

    Notes
    -----
    Brookmeyer and Crowley (1982), Biometrics 38, 29-41, with the limits of each day. Half of
    *all* who came: people who leave by other causes never do by this one. For those who
    passed, `workbench.statistics.times.median_days` says how long they waited.

    Examples
    --------
    >>> waiting = cumulative_incidence([[0, 9, 6, 4]], [0, 1, 2, 4], least_at_risk=5)
    >>> median = median_day(waiting.incidence)
    >>> print(median.value, median.lower, median.upper)
    [2.] [1.] [3.]
    """
    days = np.arange(incidence.value.shape[-1], dtype=np.float64)
    last = np.where(np.isfinite(incidence.value), days, 0.0).max(axis=-1)
    earliest = _first_day_at_half(incidence.upper)
    latest = _first_day_at_half(incidence.lower)
    return Estimate(
        value=_first_day_at_half(incidence.value),
        lower=np.where(np.isnan(earliest), last, earliest),
        upper=np.where(np.isnan(latest), np.inf, latest),
        level=incidence.level,
        method=f"Brookmeyer-Crowley from {incidence.method}",
    )


def _first_day_at_half(share: Floats) -> Floats:
    reached = share >= 0.5 - ROUNDING
    return np.where(reached.any(axis=-1), reached.argmax(axis=-1), np.nan)
