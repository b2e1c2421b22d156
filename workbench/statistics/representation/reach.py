"""Advertising channels: whom they reach against a benchmark, and what a start through one costs."""

from __future__ import annotations

import numpy as np
from numpy.typing import ArrayLike, NDArray
from scipy.special import gammainccinv, gammaincinv

from workbench.errors import EstimationError
from workbench.statistics.comparison.rates import selection_rate
from workbench.statistics.estimate import Estimate
from workbench.statistics.inputs import critical_value, whole_counts
from workbench.statistics.representation.shares import (
    counts_within,
    fitted,
    known_share,
    over_known_share,
    ratio_to_whole,
)

Floats = NDArray[np.float64]


def reach_index(
    group: ArrayLike, channel: ArrayLike, benchmark_share: ArrayLike, *, level: float = 0.95
) -> Estimate:
    """Divide the group's share of a channel's applicants by its known share of a benchmark.

    Parameters
    ----------
    group, channel : array_like of int
        Broadcastable counts of applicants who came through the channel: those of the group,
        and all whose group is known.
    benchmark_share : array_like of float
        The group's share of the benchmark, above 0 and at most 1, taken as known exactly.
    level : float
        Confidence level, above 0 and below 1.

    Returns
    -------
    Estimate
        From 0 to ``1 / benchmark_share``: 1 where the group is reached as often as it stands in
        the benchmark. NaN, limits included, where nobody came through the channel.

    Raises
    ------
    EstimationError
        Impossible counts, shares or level.

    Notes
    -----
    Wilson's limits of the share, each divided by the benchmark share: Wilson (1927), J. Am.
    Stat. Assoc. 22, 209-212.

    Examples
    --------
    >>> index = reach_index([15], [148], [0.06])
    >>> print(index.value.round(2), index.lower.round(2), index.upper.round(2))
    [1.69] [1.04] [2.67]
    """
    counts = counts_within(group=group, channel=channel)
    seen, of, benchmark = fitted(*counts, known_share(benchmark_share))
    return over_known_share(selection_rate(seen, of, level=level), benchmark)


def reach_among_applicants(
    group_in_channel: ArrayLike,
    channel: ArrayLike,
    group: ArrayLike,
    applicants: ArrayLike,
    *,
    level: float = 0.95,
) -> Estimate:
    """Divide the group's share of a channel's applicants by its share of all applicants.

    Parameters
    ----------
    group_in_channel, channel : array_like of int
        Broadcastable counts of applicants who came through the channel: those of the group,
        and all whose group is known.
    group, applicants : array_like of int
        The same two counts over all channels, this one included.
    level : float
        Confidence level, above 0 and below 1.

    Returns
    -------
    Estimate
        As `ratio_to_whole`.

    Raises
    ------
    EstimationError
        Impossible counts or level, or a channel that is not part of all applicants.

    Examples
    --------
    >>> index = reach_among_applicants([30], [100], [90], [500])
    >>> print(index.value.round(2), index.lower.round(2), index.upper.round(2))
    [1.67] [1.27] [2.1]
    """
    return ratio_to_whole(
        *counts_within(group_in_channel=group_in_channel, channel=channel),
        *counts_within(group=group, applicants=applicants),
        level=level,
    )


def cost_per_start(spend: ArrayLike, starts: ArrayLike, *, level: float = 0.95) -> Estimate:
    """Divide what a channel cost by the people who started through it.

    Parameters
    ----------
    spend : array_like of float
        Money spent on the channel, 0 or more, in one currency and price year.
    starts : array_like of int
        People who came through the channel and started.
    level : float
        Confidence level, above 0 and below 1.

    Returns
    -------
    Estimate
        Money for each start. Nobody started: NaN, the upper limit infinite, and the lower limit
        ``spend / 3.69`` at the 95% level, so "over" that much.

    Raises
    ------
    EstimationError
        Impossible counts or level, or spend that is negative or missing.

    Notes
    -----
    The starts are a Poisson count and the spend is known, so the limits are the spend divided by
    the exact limits of the expected starts: Garwood (1936), Biometrika 28, 437-442.

    Examples
    --------
    >>> cost = cost_per_start([12_000, 9_000], [10, 0])
    >>> print(cost.value, cost.lower.round(0), cost.upper.round(0))
    [1200.   nan] [ 653. 2440.] [2502.   inf]
    """
    critical_value(level)
    money, counts = fitted(_money(spend), *whole_counts(starts=starts))
    tail = (1 - level) / 2
    with np.errstate(divide="ignore", invalid="ignore"):
        value = np.where(counts > 0, money / counts, np.nan)
        upper = np.where(counts > 0, money / gammaincinv(counts, tail), np.inf)
    lower = np.asarray(money / gammainccinv(counts + 1, tail))
    return Estimate(value=value, lower=lower, upper=upper, level=level, method="Exact Poisson")


def _money(spend: ArrayLike) -> Floats:
    money = np.asarray(spend, dtype=np.float64)
    if not (np.isfinite(money) & (money >= 0)).all():
        raise EstimationError("spend must be 0 or more, with none missing.")
    return money
