"""Leaving before and after a dated event, with and without the trend there was."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
import statsmodels.api as sm
from numpy.typing import ArrayLike
from scipy.special import stdtrit

from workbench.errors import EstimationError
from workbench.statistics.attrition.leaving_rate import (
    MONTHS_A_YEAR,
    Ranged,
    checked_rate,
)
from workbench.statistics.attrition.rate_comparison import RateRatio, rate_ratio
from workbench.statistics.estimate import Estimate

FEWEST_FREE = 3
"""Fewest residual degrees of freedom of a trend that is fitted."""

TOO_FEW = "Fewer than two periods before or after the event, or fewer than six in all."
NO_LEAVERS = "Nobody left before the event, or nobody after it."
NOT_CONVERGED = "The fit did not converge."

METHOD = "Poisson regression, dispersion allowed for, t"


@dataclass(frozen=True, slots=True, eq=False)
class EventStep:
    """A step at a dated event beside a straight trend.

    Attributes
    ----------
    step : Estimate
        Ratio of the rate after the event to that which the trend would have led to: a scalar
        array, at least 0; NaN where it cannot be told.
    trend : Estimate
        Ratio of rates a year apart, likewise.
    dispersion : float
        Pearson's chi-squared over its degrees of freedom; what is above 1 widens the limits.
    reason : str
        Why there is no estimate; empty where there is one.
    """

    step: Estimate
    trend: Estimate
    dispersion: float
    reason: str


def event_ratio(
    leavers: Ranged, headcount: Ranged, *, first_after: int, months: float = 3, level: float = 0.95
) -> RateRatio:
    """Divide the leaving rate of all periods after an event by that of all before it.

    Parameters
    ----------
    leavers, headcount : Ranged
        As for `leaving_rate`, shape (periods,), in order of time.
    first_after : int
        Place of the first period after the event: at least 1, below the number of periods.
    months : float
        Length of a period.
    level : float
        Confidence level, above 0 and below 1.

    Returns
    -------
    RateRatio
        See `rate_ratio`. Whatever else changed meanwhile is in it.

    Raises
    ------
    EstimationError
        As `leaving_rate`, another shape, or an event before the first or after the last period.

    Examples
    --------
    >>> left, posts = Ranged.exact([9, 11, 10, 4, 5]), Ranged.exact(np.full(5, 200.0))
    >>> found = event_ratio(left, posts, first_after=3)
    >>> print(found.ratio.value.round(2), found.p_value.round(3))
    0.45 0.029
    """
    people, years = _periods(leavers, headcount, first_after, months, level)
    before, after = slice(first_after), slice(first_after, None)
    return rate_ratio(
        _sum(people, after),
        _sum(years, after),
        _sum(people, before),
        _sum(years, before),
        level=level,
    )


def _periods(
    leavers: Ranged, headcount: Ranged, first_after: int, months: float, level: float
) -> tuple[Ranged, Ranged]:
    people, years = checked_rate(leavers, headcount, months=months, level=level)
    if people.value.ndim != 1 or not 0 < first_after < people.value.size:
        raise EstimationError(
            "An event must lie between two periods: first_after must be at least 1 and below "
            f"their number; found {first_after} for counts of shape {people.value.shape}."
        )
    return people, years


def _sum(counts: Ranged, part: slice) -> Ranged:
    return Ranged(*(side[part].sum() for side in (counts.low, counts.value, counts.high)))


def event_step(
    leavers: ArrayLike,
    headcount: ArrayLike,
    *,
    first_after: int,
    months: float = 3,
    level: float = 0.95,
) -> EventStep:
    """Estimate the step at an event beside a straight trend on the scale of log rates.

    Parameters
    ----------
    leavers, headcount, first_after, months, level
        As for `event_ratio`, of exact counts.

    Returns
    -------
    EventStep
        The trend is one before and after; whatever else happened at that time is in the step.

    Raises
    ------
    EstimationError
        As `event_ratio`, or a period without headcount.

    Notes
    -----
    Poisson regression with the logarithm of years in post as offset; standard errors are
    multiplied by the root of the dispersion where it is above 1, and limits are Student's t
    (Wagner, Soumerai, Zhang and Ross-Degnan, 2002, J. Clin. Pharm. Ther. 27, 299-309).

    Examples
    --------
    >>> found = event_step([9, 11, 10, 12, 4, 5, 6], np.full(7, 200.0), first_after=4)
    >>> print(found.step.value.round(2), found.trend.value.round(2))
    0.34 1.47
    """
    people, years = _periods(
        Ranged.exact(leavers), Ranged.exact(headcount), first_after, months, level
    )
    if (years.value == 0).any():
        raise EstimationError("Each period must have somebody in post.")
    places = np.arange(people.value.size)
    after = places >= first_after
    reason = _reason(people.value, after)
    if not reason:
        design = np.column_stack([np.ones(places.size), places * months / MONTHS_A_YEAR, after])
        family = sm.families.Poisson()
        fit = sm.GLM(people.value, design, family=family, offset=np.log(years.value)).fit(tol=1e-12)
        if fit.converged:
            return _step(
                fit.params, fit.cov_params(), fit.pearson_chi2 / fit.df_resid, fit.df_resid, level
            )
        reason = NOT_CONVERGED
    unknown = np.asarray(np.nan)
    nothing = Estimate(unknown, unknown, unknown, level, METHOD)
    return EventStep(step=nothing, trend=nothing, dispersion=float("nan"), reason=reason)


def _reason(leavers: np.ndarray, after: np.ndarray) -> str:
    if min(after.sum(), (~after).sum()) < 2 or after.size < 3 + FEWEST_FREE:
        return TOO_FEW
    return "" if leavers[after].any() and leavers[~after].any() else NO_LEAVERS


def _step(
    values: np.ndarray, covariance: np.ndarray, dispersion: float, freedom: float, level: float
) -> EventStep:
    reach = stdtrit(freedom, (1 + level) / 2) * np.sqrt(np.diag(covariance) * max(dispersion, 1.0))
    value, lower, upper = np.exp([values, values - reach, values + reach])

    def ratio(which: int) -> Estimate:
        sides = np.asarray(value[which]), np.asarray(lower[which]), np.asarray(upper[which])
        return Estimate(*sides, level, METHOD)

    return EventStep(step=ratio(2), trend=ratio(1), dispersion=float(dispersion), reason="")
