"""Leaving rates quarter by quarter: which of them are unusual after those before."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray
from scipy.special import chdtrc, ndtri

from workbench.errors import EstimationError
from workbench.statistics.attrition.leaving_rate import Ranged, checked_rate, leaving_rate, per_year
from workbench.statistics.attrition.rate_comparison import RateRatio, rate_ratio, tail_above
from workbench.statistics.campaigns.control_limits import (
    FEWEST_FOR_MOVING_RANGE,
    OVERDISPERSED,
    RANGE_TO_DEVIATION,
    THREE_SIGMA,
)
from workbench.statistics.estimate import Estimate
from workbench.statistics.inputs import Counts

Floats = NDArray[np.float64]

FEWEST_EARLIER = 4
"""Earlier quarters below which a quarter is not judged: they are to hold each season once."""

EXACT = "exact prediction limits"
EXACT_ONLY = (
    "exact prediction limits; fewer than 12 earlier quarters, so nothing is allowed "
    "for variation beyond chance"
)
LANEY = "Laney u', overdispersed"
NONE = "none: too few earlier quarters"


@dataclass(frozen=True, slots=True, eq=False)
class QuarterRates:
    """Leaving rates by quarter, each against all before it.

    Attributes
    ----------
    rate : Estimate
        Leavers a person and year, shape (quarters,), with exact limits.
    against_earlier : RateRatio
        Each rate over that of all earlier quarters together; NaN with a p-value of 1 where there
        are fewer than four.
    centre, lower, upper : ndarray of float, shape (quarters,)
        Rate of all earlier quarters together, and the lowest and highest rate that is not
        unusual after them; exact limits are as wide as the ranges allow. NaN where there are
        fewer than four.
    unusual : ndarray of int, shape (quarters,)
        -1 below the limits, 1 above, 0 within whatever the ranges allow, or without limits.
    dispersion, dispersion_p_value : ndarray of float, shape (quarters,)
        Pearson's chi-squared of the earlier quarters over its degrees of freedom, 1 by chance
        alone, and the chance of as much.
    method : ndarray of str, shape (quarters,)
        How limits were drawn, as it is to be printed.
    """

    rate: Estimate
    against_earlier: RateRatio
    centre: Floats
    lower: Floats
    upper: Floats
    unusual: Counts
    dispersion: Floats
    dispersion_p_value: Floats
    method: NDArray[np.str_]


def quarter_rates(
    leavers: Ranged,
    headcount: Ranged,
    *,
    months: float = 3,
    level: float = 0.95,
    tail: float = THREE_SIGMA,
) -> QuarterRates:
    """Estimate leaving rates by quarter and hold each against all quarters before it.

    Parameters
    ----------
    leavers, headcount : Ranged
        As for `leaving_rate`, shape (quarters,), in order of time, with people in post in each.
    months : float
        Length of a quarter, or of whatever the periods are.
    level : float
        Confidence level of rates and ratios, above 0 and below 1.
    tail : float
        Chance on each side of being called unusual where nothing changed, above 0 and below 0.1;
        0.00135 by default, which is three standard deviations.

    Returns
    -------
    QuarterRates

    Raises
    ------
    EstimationError
        As `leaving_rate`, another shape, a quarter without headcount, or a tail outside its range.

    Notes
    -----
    Exact prediction limits (Nelson, 1970, J. Am. Stat. Assoc. 65, 1663-1672), by mid-p: given
    the leavers of this quarter and the earlier ones together, this quarter's are binomial, so
    that the centre's own uncertainty is allowed for. With 12 earlier quarters or more that vary
    beyond chance, the limits are those of the u' chart (Laney, 2002, Qual. Eng. 14, 531-537).

    Examples
    --------
    >>> left = [20, 24, 18, 22, 21, 44]
    >>> quarters = quarter_rates(Ranged.exact(left), Ranged.exact(np.full(6, 1000.0)))
    >>> print(quarters.centre.round(3), quarters.upper.round(3), quarters.unusual)
    [  nan   nan   nan   nan 0.084 0.084] [  nan   nan   nan   nan 0.152 0.152] [0 0 0 0 0 1]
    """
    if not 0 < tail < 0.1:
        raise EstimationError(f"tail must be above 0 and below 0.1; found {tail}.")
    people, years = checked_rate(leavers, headcount, months=months, level=level)
    if people.value.ndim != 1 or (years.value == 0).any():
        raise EstimationError("Counts must have the shape (quarters,), with headcount in each.")
    before, before_years = _earlier(people), _earlier(years)
    judged = np.arange(people.value.size) >= FEWEST_EARLIER
    centre = per_year(before.value, before_years.value)
    dispersion, dispersion_p = _dispersion(people.value, years.value)
    many = np.arange(people.value.size) >= FEWEST_FOR_MOVING_RANGE
    charted = many & (dispersion_p < OVERDISPERSED)
    exact = _prediction(years, before, before_years, tail)
    chart = _laney(people.value, years.value, tail)
    lower, upper = (
        np.where(judged, np.where(charted, chart[side], exact[side]), np.nan) for side in (0, 1)
    )
    above, below = (
        per_year(people.low, years.high) > upper,
        per_year(people.high, years.low) < lower,
    )
    method = np.where(charted, LANEY, np.where(many, EXACT, EXACT_ONLY))
    return QuarterRates(
        rate=leaving_rate(leavers, headcount, months=months, level=level),
        against_earlier=_against(people, years, before, before_years, judged, level),
        centre=np.where(judged, centre, np.nan),
        lower=lower,
        upper=upper,
        unusual=above.astype(np.int64) - below,
        dispersion=np.where(judged, dispersion, np.nan),
        dispersion_p_value=np.where(judged, dispersion_p, np.nan),
        method=np.where(judged, method, NONE),
    )


def _earlier(counts: Ranged) -> Ranged:
    """Add up all before each; 0 before the first."""
    sides = (counts.low, counts.value, counts.high)
    return Ranged(*(np.concatenate([[0.0], np.cumsum(side)[:-1]]) for side in sides))


def _against(
    people: Ranged,
    years: Ranged,
    before: Ranged,
    before_years: Ranged,
    judged: NDArray[np.bool_],
    level: float,
) -> RateRatio:
    found = rate_ratio(people, years, before, before_years, level=level)
    ratio = found.ratio
    return RateRatio(
        Estimate(
            value=np.where(judged, ratio.value, np.nan),
            lower=np.where(judged, ratio.lower, 0.0),
            upper=np.where(judged, ratio.upper, np.inf),
            level=level,
            method=ratio.method,
        ),
        p_value=np.where(judged, found.p_value, 1.0),
    )


def _prediction(
    years: Ranged, before: Ranged, before_years: Ranged, tail: float
) -> tuple[Floats, Floats]:
    """Rates of the fewest and the most leavers whose mid-p tail is above the one asked for."""
    few = _extreme(years.low, before.low, before_years.high, tail, more=False)
    many = _extreme(years.high, before.high, before_years.low, tail, more=True)
    return per_year(few, years.high), per_year(many, years.low)


def _extreme(
    years: Floats, before: Floats, before_years: Floats, tail: float, *, more: bool
) -> Floats:
    """Halve to the last whole count on a side whose tail is large enough."""
    with np.errstate(divide="ignore", invalid="ignore"):
        share = np.where(before_years > 0, years / before_years, 1.0)
    # Some thirty standard deviations of the difference above what is expected.
    most = np.ceil((before + 30 * np.sqrt(before + 1) + 30) * share + 30 * np.sqrt(before + 9) + 50)
    inside, outside = np.floor(before * share), most if more else np.full(before.shape, -1.0)
    while (np.abs(outside - inside) > 1).any():
        middle = np.floor((inside + outside) / 2)
        above = tail_above(middle, years, before, before_years)
        usual = (above if more else 1 - above) > tail
        inside, outside = np.where(usual, middle, inside), np.where(usual, outside, middle)
    return inside


def _scores(leavers: Floats, years: Floats) -> Floats:
    """Rates less their centre in Poisson standard deviations."""
    centre = leavers.sum() / years.sum()
    return (leavers / years - centre) / np.sqrt(centre / years)


def _dispersion(leavers: Floats, years: Floats) -> tuple[Floats, Floats]:
    """Pearson's dispersion of the quarters before each, and its p-value."""
    dispersion, p_value = np.full((2, leavers.size), np.nan)
    for place in range(2, leavers.size):
        if leavers[:place].any():
            square = float((_scores(leavers[:place], years[:place]) ** 2).sum())
            dispersion[place] = square / (place - 1)
            p_value[place] = chdtrc(place - 1, square)
    return dispersion, p_value


def _laney(leavers: Floats, years: Floats, tail: float) -> tuple[Floats, Floats]:
    """Limits of the u' chart from the quarters before each."""
    lower, upper = np.full((2, leavers.size), np.nan)
    for place in range(FEWEST_FOR_MOVING_RANGE, leavers.size):
        if leavers[:place].any():
            scores = _scores(leavers[:place], years[:place])
            centre = leavers[:place].sum() / years[:place].sum()
            spread = np.abs(np.diff(scores)).mean() / RANGE_TO_DEVIATION
            reach = -ndtri(tail) * spread * np.sqrt(centre / years[place])
            lower[place], upper[place] = max(centre - reach, 0.0), centre + reach
    return lower, upper
