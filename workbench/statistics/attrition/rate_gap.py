"""A leaving rate less another, a year and in people, also from rounded counts."""

from __future__ import annotations

from typing import Literal

import numpy as np
from numpy.typing import NDArray

from workbench.errors import EstimationError
from workbench.statistics.attrition.leaving_rate import MONTHS_A_YEAR, Ranged, leaving_rate
from workbench.statistics.attrition.mid_p_rate import mid_p_rate
from workbench.statistics.attrition.rate_comparison import checked_comparison
from workbench.statistics.estimate import Estimate
from workbench.statistics.times.hybrid_difference import hybrid_difference

Floats = NDArray[np.float64]


def rate_gap(
    leavers: Ranged,
    headcount: Ranged,
    comparator_leavers: Ranged,
    comparator_headcount: Ranged,
    *,
    months: float = MONTHS_A_YEAR,
    level: float = 0.95,
) -> Estimate:
    """Take the comparator's leaving rate from the group's.

    Parameters
    ----------
    leavers, headcount, comparator_leavers, comparator_headcount, months, level
        As for `rate_ratio`.

    Returns
    -------
    Estimate
        Leavers a person and year; limits are the lowest and the highest over everything that
        the ranges allow. NaN with infinite limits where a headcount is 0.

    Raises
    ------
    EstimationError
        As `leaving_rate`.

    Notes
    -----
    Method of variance estimates recovery from the mid-p limits of each rate: Zou and Donner
    (2008), Stat. Med. 27, 1693-1702; for Poisson rates Li, Tang, Poon and Tang (2011), Commun.
    Stat. Simul. Comput. 40, 1478-1493. A limit moves with a rate by at least nothing and with
    the other by at most nothing, so the ends of the ranges hold its extremes.

    Examples
    --------
    >>> gap = rate_gap(*map(Ranged.exact, (30, 200, 40, 400)))
    >>> print(gap.value.round(3), gap.lower.round(4), gap.upper.round(4))
    0.05 -0.0085 0.1173
    """
    people, years, others, other_years = checked_comparison(
        (leavers, headcount, months), (comparator_leavers, comparator_headcount, months), level
    )

    def gap(left: Floats, post: Floats, other_left: Floats, other_post: Floats) -> Estimate:
        return hybrid_difference(
            mid_p_rate(left, post, level=level), mid_p_rate(other_left, other_post, level=level)
        )

    return Estimate(
        value=gap(people.value, years.value, others.value, other_years.value).value,
        lower=gap(people.low, years.high, others.high, other_years.low).lower,
        upper=gap(people.high, years.low, others.low, other_years.high).upper,
        level=level,
        method="variance estimates recovery from mid-p limits",
    )


def excess_leavers(
    leavers: Ranged,
    headcount: Ranged,
    comparator_leavers: Ranged,
    comparator_headcount: Ranged,
    *,
    months: float = MONTHS_A_YEAR,
    level: float = 0.95,
    chance: Literal["comparator", "both"] = "comparator",
) -> Estimate:
    """Count how many more left than would have at the comparator's rate.

    Parameters
    ----------
    leavers, headcount, comparator_leavers, comparator_headcount, months, level
        As for `rate_ratio`.
    chance : {"comparator", "both"}
        Whose chance the limits allow for. With ``"comparator"`` those who left are taken as
        they are, and the range is that of the comparator's exact interval; with ``"both"`` the
        limits are those of `rate_gap` times the headcount.

    Returns
    -------
    Estimate
        People in the period, negative where fewer left.

    Raises
    ------
    EstimationError
        As `leaving_rate`, or an unknown chance.

    Examples
    --------
    >>> excess = excess_leavers(*map(Ranged.exact, (30, 200, 40, 400)))
    >>> print(excess.value.round(1), excess.lower.round(1), excess.upper.round(1))
    10.0 2.8 15.7
    """
    if chance not in ("comparator", "both"):
        raise EstimationError(f'chance must be "comparator" or "both"; found {chance}.')
    counts = (leavers, headcount, comparator_leavers, comparator_headcount)
    people, years, _, _ = checked_comparison(
        (leavers, headcount, months), (comparator_leavers, comparator_headcount, months), level
    )
    if chance == "both":
        gap = rate_gap(*counts, months=months, level=level)
        value = years.value * gap.value
        # The end of the headcount that carries a limit furthest depends on its sign.
        lower = np.minimum(years.low * gap.lower, years.high * gap.lower)
        upper = np.maximum(years.low * gap.upper, years.high * gap.upper)
    else:
        rate = leaving_rate(comparator_leavers, comparator_headcount, months=months, level=level)
        value = people.value - years.value * rate.value
        lower = people.low - years.high * rate.upper
        upper = people.high - years.low * rate.lower
    method = "exact Poisson of the comparator" if chance == "comparator" else "variance recovery"
    return Estimate(value=value, lower=lower, upper=upper, level=level, method=method)
