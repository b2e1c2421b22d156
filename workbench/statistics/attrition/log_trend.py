"""By how much a leaving rate changes a year, over periods on end, and from some to others."""

from __future__ import annotations

import numpy as np
from numpy.typing import ArrayLike

from workbench.errors import EstimationError
from workbench.statistics.attrition.leaving_rate import MONTHS_A_YEAR
from workbench.statistics.attrition.log_rates import (
    NO_LEAVERS,
    LogRates,
    checked_periods,
    log_rates,
    nothing,
)

FEWEST_PERIODS = 8
"""Fewest periods of which a trend is told: quarters of two years, each season twice."""
TOO_FEW = "Fewer than eight periods."
NONE_ON_A_SIDE = "Nobody left before, or nobody after."


def log_trend(
    leavers: ArrayLike, headcount: ArrayLike, *, months: float = 3, level: float = 0.95
) -> LogRates:
    """Estimate the trend of a leaving rate on the scale of its logarithm.

    Parameters
    ----------
    leavers, headcount : array_like of float, shape (periods,) or (strata, periods)
        Who left in each period, in order of time, and mean people in post in it. Of strata, such
        as grades, the trend is that within them: that more people are of one stratum is no trend.
    months : float
        Length of a period.
    level : float
        Confidence level, above 0 and below 1.

    Returns
    -------
    LogRates
        One ratio, of rates a year apart; NaN with fewer than eight periods, or nobody who left.

    Raises
    ------
    EstimationError
        As `checked_periods`.

    Notes
    -----
    See `log_rates`.

    Examples
    --------
    >>> found = log_trend([10, 9, 11, 12, 13, 12, 15, 14], np.full(8, 500.0)).ratios[0]
    >>> print(found.value.round(3), found.lower.round(3), found.upper.round(3))
    1.28 0.826 1.985
    """
    left, posts = checked_periods(leavers, headcount)
    places = np.arange(left.shape[1])
    if places.size < FEWEST_PERIODS or not left.any():
        return nothing(1, level, NO_LEAVERS if places.size >= FEWEST_PERIODS else TOO_FEW)
    years = months / MONTHS_A_YEAR
    return log_rates(left, posts * years, places[None].astype(np.float64) * years, level)


def log_change(
    leavers: ArrayLike, headcount: ArrayLike, after: ArrayLike, *, level: float = 0.95
) -> LogRates:
    """Estimate the ratio of rates in some periods to those in all others, within strata.

    Parameters
    ----------
    leavers, headcount, level
        As for `log_trend`.
    after : array_like of bool, shape (periods,)
        The periods whose rates are the numerator.

    Returns
    -------
    LogRates
        One ratio; NaN with fewer than eight periods, or nobody who left on a side.

    Raises
    ------
    EstimationError
        As `checked_periods`, or no period on a side.

    Examples
    --------
    A rate that is the same in each of two grades, of which the one that leaves more has grown:

    >>> left, posts = [[10] * 4 + [30] * 4, [5] * 8], [[100] * 4 + [300] * 4, [100] * 8]
    >>> after = [False] * 4 + [True] * 4
    >>> print(log_change(left, posts, after).ratios[0].value.round(6))
    1.0
    >>> together = np.sum(left, axis=0), np.sum(posts, axis=0)
    >>> print(log_change(*together, after).ratios[0].value.round(2))
    1.17
    """
    left, posts = checked_periods(leavers, headcount)
    late = np.asarray(after, dtype=bool)
    if late.shape != left.shape[1:] or late.all() or not late.any():
        raise EstimationError("'after' must name some of the periods, and not all of them.")
    if late.size < FEWEST_PERIODS:
        return nothing(1, level, TOO_FEW)
    if not (left[:, late].any() and left[:, ~late].any()):
        return nothing(1, level, NONE_ON_A_SIDE)
    return log_rates(left, posts, late[None].astype(float), level)
