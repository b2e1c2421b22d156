"""Leaving rates with limits that are exact on average, for what is made from two of them."""

from __future__ import annotations

import numpy as np
from numpy.typing import ArrayLike
from scipy.optimize.elementwise import find_root
from scipy.special import gammainc, gammaincc, gammainccinv, gammaincinv

from workbench.statistics.attrition.leaving_rate import (
    MONTHS_A_YEAR,
    Ranged,
    checked_rate,
    per_year,
)
from workbench.statistics.estimate import Estimate


def mid_p_rate(
    leavers: ArrayLike, headcount: ArrayLike, *, months: float = MONTHS_A_YEAR, level: float = 0.95
) -> Estimate:
    """Divide leavers by mean headcount, a year, with the mid-p Poisson interval.

    Parameters
    ----------
    leavers, headcount : array_like
        Exact counts; see `leaving_rate`.
    months, level : float
        As for `leaving_rate`.

    Returns
    -------
    Estimate
        As of `leaving_rate`, with limits that are exact on average rather than at least.

    Raises
    ------
    EstimationError
        As `leaving_rate`.

    Notes
    -----
    Cohen and Yang (1994), Stat. Med. 13, 2189-2203: half the chance of the count seen goes to
    each tail. Each limit lies between Garwood's for this count and for its neighbour.

    Examples
    --------
    >>> rate = mid_p_rate(7, 100)
    >>> print(rate.lower.round(4), rate.upper.round(4))
    0.0306 0.1385
    """
    exact = Ranged.exact(leavers), Ranged.exact(headcount)
    people, years = checked_rate(*exact, months=months, level=level)
    tail, count = (1 - level) / 2, people.value
    some = np.maximum(count, 1)
    above = find_root(
        lambda mean, x: (gammainc(x, mean) + gammainc(x + 1, mean)) / 2 - tail,
        (gammaincinv(some, tail), gammaincinv(some + 1, tail)),
        args=(some,),
    ).x
    below = find_root(
        lambda mean, x: (gammaincc(x, mean) + gammaincc(x + 1, mean)) / 2 - tail,
        (gammainccinv(some, tail), gammainccinv(some + 1, tail)),
        args=(some,),
    ).x
    # Of no leavers the chance of fewer is 0, so that half of e^-mean is the whole tail.
    lower, upper = np.where(count > 0, above, 0.0), np.where(count > 0, below, -np.log(2 * tail))
    sides = (per_year(each, years.value) for each in (count, lower, upper))
    value, lower, upper = (np.where(years.value > 0, side, np.nan) for side in sides)
    return Estimate(value=value, lower=lower, upper=upper, level=level, method="mid-p Poisson")
