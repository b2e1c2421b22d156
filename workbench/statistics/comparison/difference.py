"""Difference in selection rates with Newcombe's hybrid score interval."""

from __future__ import annotations

import numpy as np
from numpy.typing import ArrayLike

from workbench.statistics.comparison.rates import proportion, wilson_limits
from workbench.statistics.estimate import Estimate
from workbench.statistics.inputs import compared_counts, critical_value


def rate_difference(
    passed: ArrayLike,
    entered: ArrayLike,
    comparator_passed: ArrayLike,
    comparator_entered: ArrayLike,
    *,
    level: float = 0.95,
) -> Estimate:
    """Take the comparator's selection rate from the group's, with Newcombe's hybrid interval.

    Parameters
    ----------
    passed, entered, comparator_passed, comparator_entered : array_like of int
        Broadcastable counts of people; at most as many passed as entered.
    level : float
        Confidence level, above 0 and below 1.

    Returns
    -------
    Estimate
        Differences of proportions from -1 to 1. Where nobody entered on a side the value is
        NaN and the limits are -1 and 1.

    Raises
    ------
    EstimationError
        Impossible counts or level.

    Notes
    -----
    Newcombe (1998), Stat. Med. 17, 873-890, method 10: each limit joins the distances from
    the two rates to their own Wilson limits as the two legs of a right-angled triangle.

    Examples
    --------
    >>> difference = rate_difference([7], [34], [1], [34])
    >>> print(difference.value.round(4), difference.lower.round(4), difference.upper.round(4))
    [0.1765] [0.0189] [0.3404]
    """
    critical_value(level)
    group_passed, group_entered, others_passed, others_entered = compared_counts(
        passed, entered, comparator_passed, comparator_entered
    )
    rate = proportion(group_passed, group_entered)
    others_rate = proportion(others_passed, others_entered)
    low, high = wilson_limits(group_passed, group_entered, level)
    others_low, others_high = wilson_limits(others_passed, others_entered, level)
    value = np.asarray(rate - others_rate)
    lower = value - np.hypot(rate - low, others_high - others_rate)
    upper = value + np.hypot(high - rate, others_rate - others_low)
    return Estimate(
        value=value,
        lower=np.where(np.isnan(value), -1.0, lower),
        upper=np.where(np.isnan(value), 1.0, upper),
        level=level,
        method="Newcombe hybrid score",
    )
