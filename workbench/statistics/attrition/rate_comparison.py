"""A leaving rate over another, also from rounded counts."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray
from scipy.optimize.elementwise import find_root
from scipy.special import betainc, betaincinv

from workbench.errors import EstimationError
from workbench.statistics.attrition.leaving_rate import (
    MONTHS_A_YEAR,
    Ranged,
    checked_rate,
    per_year,
)
from workbench.statistics.estimate import Estimate

Floats = NDArray[np.float64]


@dataclass(frozen=True, slots=True, eq=False)
class RateRatio:
    """A leaving rate over another.

    Attributes
    ----------
    ratio : Estimate
        At least 0; NaN with limits 0 and infinity where nobody left on either side or a
        headcount is 0, infinite where nobody left in the comparator alone.
    p_value : ndarray of float
        Two-sided mid-p, the greatest that the ranges allow: from 0 to 1, and at most
        ``1 - level`` exactly where the interval leaves 1 out.
    """

    ratio: Estimate
    p_value: Floats


def rate_ratio(
    leavers: Ranged,
    headcount: Ranged,
    comparator_leavers: Ranged,
    comparator_headcount: Ranged,
    *,
    months: float = MONTHS_A_YEAR,
    comparator_months: float | None = None,
    level: float = 0.95,
) -> RateRatio:
    """Divide a leaving rate by the comparator's, with the exact conditional mid-p interval.

    Parameters
    ----------
    leavers, headcount, comparator_leavers, comparator_headcount : Ranged
        As for `leaving_rate`; people are on one side only.
    months, comparator_months : float
        Lengths of the two periods; the comparator's is the same unless given.
    level : float
        Confidence level, above 0 and below 1.

    Returns
    -------
    RateRatio
        Limits are the lowest and the highest over everything that the ranges allow. Where they
        leave open which rate is higher, the p-value is 1.

    Raises
    ------
    EstimationError
        As `leaving_rate`.

    Notes
    -----
    Given how many left on both sides, those of the group are binomial (Przyborowski and
    Wilenski, 1940, Biometrika 31, 313-323). Half the chance of the count seen goes to each
    tail; the p-value is twice the smaller one (Rothman, Greenland and Lash, 2008, Modern
    Epidemiology, chapter 14). Both tails are monotone in each of the four counts, so the ends
    of the ranges hold the extremes.

    Examples
    --------
    >>> found = rate_ratio(*map(Ranged.exact, (41, 28010, 15, 19017)))
    >>> print(found.ratio.value.round(3), found.ratio.lower.round(3), found.ratio.upper.round(3))
    1.856 1.041 3.449
    >>> found.p_value.round(4)
    np.float64(0.0355)
    """
    sides = checked_comparison(
        (leavers, headcount, months),
        (comparator_leavers, comparator_headcount, comparator_months or months),
        level,
    )
    people, years, others, other_years = sides
    most = people.low, years.high, others.high, other_years.low
    least = people.high, years.low, others.low, other_years.high
    tail = (1 - level) / 2
    value = per_year(people.value * other_years.value, others.value * years.value)
    unknown = (years.value == 0) | (other_years.value == 0)
    # The upper limit is the lower one of the comparator over the group.
    with np.errstate(divide="ignore"):
        lower, upper = _limit(*most, tail), 1 / _limit(*least[2:], *least[:2], tail)
    p_value = 2 * np.minimum(tail_above(*most), tail_above(*least[2:], *least[:2]))
    return RateRatio(
        Estimate(
            value=np.where(unknown, np.nan, value),
            lower=np.where(unknown, 0.0, lower),
            upper=np.where(unknown, np.inf, upper),
            level=level,
            method="conditional exact, mid-p",
        ),
        p_value=np.where(unknown, 1.0, np.minimum(p_value, 1.0)),
    )


def checked_comparison(
    group: tuple[Ranged, Ranged, float], comparator: tuple[Ranged, Ranged, float], level: float
) -> tuple[Ranged, Ranged, Ranged, Ranged]:
    """Check the counts of a group against those of its comparator.

    Parameters
    ----------
    group, comparator : tuple
        Leavers, headcount and length of the period in months; see `rate_ratio`.
    level : float
        Confidence level.

    Returns
    -------
    tuple of Ranged
        Leavers and years in post of the group and of the comparator, of one shape.

    Raises
    ------
    EstimationError
        As `leaving_rate`.

    Examples
    --------
    >>> here = Ranged.exact(3), Ranged.exact(40), 6
    >>> there = Ranged.exact(9), Ranged.exact(80), 12
    >>> [float(side.value) for side in checked_comparison(here, there, 0.95)]
    [3.0, 20.0, 9.0, 80.0]
    """
    sides = [
        one
        for people, posts, months in (group, comparator)
        for one in checked_rate(people, posts, months=months, level=level)
    ]
    try:
        shape = np.broadcast_shapes(*(side.value.shape for side in sides))
    except ValueError as error:
        raise EstimationError(f"Counts must have shapes that fit: {error}.") from error
    fitted = [
        Ranged(*(np.broadcast_to(each, shape) for each in (side.low, side.value, side.high)))
        for side in sides
    ]
    return fitted[0], fitted[1], fitted[2], fitted[3]


def tail_above(people: Floats, years: Floats, others: Floats, other_years: Floats) -> Floats:
    """Chance under equal rates of more leavers here, and half that of as many.

    Parameters
    ----------
    people, years, others, other_years : ndarray of float
        Leavers and years in post, here and elsewhere, of one shape.

    Returns
    -------
    ndarray of float
        From 0 to 1, given how many left in all; a half where nobody is in post here.

    Examples
    --------
    >>> tail_above(*map(np.float64, (3, 10, 0, 10)))
    np.float64(0.0625)
    """
    share = np.where(years > 0, years / np.maximum(years + other_years, 1e-300), 0.5)
    return (_at_least(people, others, share) + _at_least(people + 1, others - 1, share)) / 2


def _at_least(people: Floats, others: Floats, share: Floats) -> Floats:
    """Chance that of people and others together at least `people` are here."""
    inner = betainc(np.maximum(people, 1), np.maximum(others, 0) + 1, share)
    return np.where(people <= 0, 1.0, np.where(others < 0, 0.0, inner))


def _limit(
    people: Floats, years: Floats, others: Floats, other_years: Floats, tail: float
) -> Floats:
    """Lower mid-p limit of the ratio; 0 where nobody left or nobody is in post.

    It lies between the limits of Clopper and Pearson for as many and for one more.
    """
    some = (people > 0) & (years > 0)
    count, rest = np.where(some, people, 1.0), np.where(some, others, 0.0)
    below = betaincinv(count, rest + 1, tail)
    above = np.where(rest > 0, betaincinv(count + 1, np.maximum(rest, 1), tail), 1.0)
    share = find_root(
        lambda chance, x, y: (_at_least(x, y, chance) + _at_least(x + 1, y - 1, chance)) / 2 - tail,
        (below, above),
        args=(count, rest),
    ).x
    with np.errstate(divide="ignore", invalid="ignore"):
        ratio = share / (1 - share) * other_years / years
    return np.where(some, ratio, 0.0)
