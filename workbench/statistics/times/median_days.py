"""The median number of days of people who have passed."""

from __future__ import annotations

import numpy as np
from numpy.typing import ArrayLike, NDArray
from scipy.stats import binom

from workbench.errors import EstimationError
from workbench.statistics.estimate import Estimate
from workbench.statistics.inputs import Counts, critical_value, whole_counts


def median_days(people: ArrayLike, *, level: float = 0.95) -> Estimate:
    """Take the median day of a histogram, with the interval between two of its people.

    Parameters
    ----------
    people : array_like of int, shape (..., days)
        People by the days they took, from day 0.
    level : float
        Confidence level, above 0 and below 1.

    Returns
    -------
    Estimate
        Days, shape (...): of the person in the middle, or half-way between the two who are.
        NaN for nobody. Limits are the days of the l-th person from either end; 0 and infinity
        where there are too few people for any, which at 95% is below 6.

    Raises
    ------
    EstimationError
        Impossible counts or level, or no days.

    Notes
    -----
    Those who are still waiting or left otherwise are not in it, so a rise in the slow ones who
    give up *shortens* it: show it beside the cumulative incidence. The interval inverts the
    sign test with binomial chances of a half and covers at least `level`, more for days that
    several people share (Conover, 1999, Practical Nonparametric Statistics, section 3.2).

    Examples
    --------
    >>> median = median_days([0, 2, 3, 4, 6, 3, 2, 0, 0, 1])
    >>> print(median.value, median.lower, median.upper)
    4.0 3.0 5.0
    """
    critical_value(level)
    (counts,) = whole_counts(people=people)
    if counts.ndim == 0 or counts.shape[-1] == 0:
        raise EstimationError("people must have at least one day along their last axis.")
    total = counts.sum(axis=-1)
    up_to = counts.cumsum(axis=-1)
    middle = (_day_of(up_to, (total + 1) // 2) + _day_of(up_to, total // 2 + 1)) / 2
    # The largest rank with at most half the error below it; 0 where not even the extremes do.
    rank = np.where(total > 0, binom.ppf((1 - level) / 2, np.maximum(total, 1), 0.5), 0)
    rank = rank.astype(np.int64)
    return Estimate(
        value=np.where(total > 0, middle, np.nan),
        lower=np.where(rank > 0, _day_of(up_to, rank), 0.0),
        upper=np.where(rank > 0, _day_of(up_to, total + 1 - rank), np.inf),
        level=level,
        method="order statistics, binomial",
    )


def _day_of(up_to: Counts, rank: Counts) -> NDArray[np.int64]:
    """Day of the person who is `rank`-th in order of days."""
    return np.asarray((up_to < np.asarray(rank)[..., None]).sum(axis=-1))
