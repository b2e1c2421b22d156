"""Leaving before and after a dated event, beside the trend there was."""

from __future__ import annotations

import numpy as np
from numpy.typing import ArrayLike

from workbench.errors import EstimationError
from workbench.statistics.attrition.leaving_rate import MONTHS_A_YEAR
from workbench.statistics.attrition.log_rates import LogRates, checked_periods, log_rates, nothing

FEWEST_PERIODS = 6
"""Fewest periods of which a step is told: three parameters, and as many to tell the spread."""
TOO_FEW = "Fewer than two periods before or after the event, or fewer than six in all."
NO_LEAVERS = "Nobody left before the event, or nobody after it."


def event_step(
    leavers: ArrayLike,
    headcount: ArrayLike,
    *,
    first_after: int,
    months: float = 3,
    level: float = 0.95,
) -> LogRates:
    """Estimate the step at an event beside a straight trend on the scale of log rates.

    Parameters
    ----------
    leavers, headcount : array_like of float, shape (periods,) or (strata, periods)
        Who left in each period, in order of time, and mean people in post in it. Of strata, such
        as grades, step and trend are those within them.
    first_after : int
        Place of the first period after the event: at least 1, below the number of periods.
    months : float
        Length of a period.
    level : float
        Confidence level, above 0 and below 1.

    Returns
    -------
    LogRates
        Two ratios: of the rate after the event to that which the trend would have led to, and of
        rates a year apart. The trend is one before and after; whatever else happened at that time
        is in the step.

    Raises
    ------
    EstimationError
        As `checked_periods`, or an event before the first or after the last period.

    Notes
    -----
    See `log_rates`; Wagner, Soumerai, Zhang and Ross-Degnan (2002), J. Clin. Pharm. Ther. 27,
    299-309.

    Examples
    --------
    >>> step, trend = event_step([9, 11, 10, 12, 4, 5, 6], [200.0] * 7, first_after=4).ratios
    >>> print(step.value.round(2), trend.value.round(2))
    0.34 1.47
    """
    left, posts = checked_periods(leavers, headcount)
    many, length = left.shape[1], months / MONTHS_A_YEAR
    if not 0 < first_after < many:
        raise EstimationError(
            "An event must lie between two periods: first_after must be at least 1 and below "
            f"their number; found {first_after} for {many} periods."
        )
    places = np.arange(many)
    after = places >= first_after
    if min(after.sum(), (~after).sum()) < 2 or many < FEWEST_PERIODS:
        return nothing(2, level, TOO_FEW)
    if not (left[:, after].any() and left[:, ~after].any()):
        return nothing(2, level, NO_LEAVERS)
    return log_rates(left, posts * length, np.vstack([after, places * length]), level)
