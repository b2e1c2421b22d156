"""Whether a campaign's rate is unusual given the campaigns before it."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from numpy.typing import ArrayLike, NDArray
from scipy.special import chdtrc, ndtr, ndtri
from scipy.stats import hypergeom

from workbench.errors import EstimationError
from workbench.statistics.comparison.rates import proportion
from workbench.statistics.inputs import Counts, outcome_counts

Floats = NDArray[np.float64]

THREE_SIGMA = float(ndtr(-3))
"""Tail on each side of limits three standard deviations out: 0.00135."""

FEWEST_FOR_MOVING_RANGE = 12
"""Earlier campaigns below which a mean moving range is too uncertain to set limits by."""

OVERDISPERSED = 0.05
"""P-value of Pearson's dispersion test below which the earlier campaigns count as overdispersed."""

RANGE_TO_DEVIATION = 2 / np.sqrt(np.pi)
"""Mean range of two standard normal values, 1.128: the constant d2 of control charts."""

EXACT = "exact prediction limits"
EXACT_ONLY = (
    "exact prediction limits; fewer than 12 earlier campaigns, so nothing is allowed "
    "for variation beyond chance"
)
LANEY = "Laney p', overdispersed"
NONE = "none: nobody entered"


@dataclass(frozen=True, eq=False, slots=True)
class ControlLimits:
    """A campaign's rate against limits drawn from the campaigns before it.

    Attributes
    ----------
    centre : ndarray of float
        Rate of all earlier campaigns together, from 0 to 1.
    lower, upper : ndarray of float
        Lowest and highest rate that is not unusual, from 0 to 1; of exact limits the rates of
        whole numbers of people.
    unusual : ndarray of int
        -1 below the limits, 1 above, 0 within them or without limits.
    dispersion : ndarray of float
        Pearson's chi-squared of the earlier campaigns over its degrees of freedom: 1 where
        they vary by chance alone; NaN with fewer than two or with one outcome only.
    dispersion_p_value : ndarray of float
        Chance of a dispersion as large or larger where all variation is chance, or NaN.
    earlier_campaigns : ndarray of int
        Earlier campaigns that somebody entered.
    method : ndarray of str
        How the limits were drawn, as it is to be printed.
    """

    centre: Floats
    lower: Floats
    upper: Floats
    unusual: Counts
    dispersion: Floats
    dispersion_p_value: Floats
    earlier_campaigns: Counts
    method: NDArray[np.str_]


def control_limits(
    passed: ArrayLike,
    entered: ArrayLike,
    earlier_passed: ArrayLike,
    earlier_entered: ArrayLike,
    *,
    tail: float = THREE_SIGMA,
) -> ControlLimits:
    """Draw limits for a campaign's rate from the campaigns before it.

    Parameters
    ----------
    passed, entered : array_like of int, shape (...)
        Counts of people in the campaign that is judged.
    earlier_passed, earlier_entered : array_like of int, shape (..., campaigns)
        The same in the campaigns before it, in order of time.
    tail : float
        Chance on each side of being called unusual where nothing changed, above 0 and below
        0.5; 0.00135 by default, which is three standard deviations.

    Returns
    -------
    ControlLimits
        Of shape (...). Where nobody entered the campaign, or any before it, limits are NaN.

    Raises
    ------
    EstimationError
        Impossible counts or tail, or shapes that do not fit.

    Notes
    -----
    Exact prediction limits (Thatcher, 1964, J. R. Stat. Soc. B 26, 176-192) hold the passes in
    this campaign against the hypergeometric distribution given all passes, so they allow for a
    centre that is itself estimated, and the tail is an upper bound. Limits around the centre
    as if it were known are crossed more often than they say.

    With 12 earlier campaigns or more that vary beyond chance (Pearson's dispersion test at 5%),
    the limits are those of the p' chart (Laney, 2002, Qual. Eng. 14, 531-537): binomial
    standard deviations times the mean moving range, over 1.128, of the standardised rates.

    Examples
    --------
    >>> limits = control_limits([22, 9], [60, 60], [[30, 28, 33], [30, 28, 33]], 60)
    >>> print(limits.lower.round(3), limits.upper.round(3), limits.unusual)
    [0.283 0.283] [0.733 0.733] [ 0 -1]
    """
    if not 0 < tail < 0.5:
        raise EstimationError(f"tail must be above 0 and below 0.5; found {tail}.")
    now, earlier = outcome_counts(passed, entered), outcome_counts(earlier_passed, earlier_entered)
    now, earlier = _aligned(now, earlier)
    pooled = earlier[0].sum(axis=-1), earlier[1].sum(axis=-1)
    campaigns = np.asarray((earlier[1] > 0).sum(axis=-1))
    dispersion, dispersion_p = _dispersion(*earlier)
    charted = (campaigns >= FEWEST_FOR_MOVING_RANGE) & (dispersion_p < OVERDISPERSED)
    known = (now[1] > 0) & (pooled[1] > 0)
    exact, chart = _exact(now[1], *pooled, tail), _laney(now[1], *earlier, tail)
    lower, upper = (
        np.where(known, np.where(charted, chart[side], exact[side]), np.nan) for side in (0, 1)
    )
    rate = proportion(*now)
    many = np.where(campaigns >= FEWEST_FOR_MOVING_RANGE, EXACT, EXACT_ONLY)
    return ControlLimits(
        centre=proportion(*pooled),
        lower=lower,
        upper=upper,
        unusual=np.asarray((rate > upper).astype(np.int64) - (rate < lower)),
        dispersion=dispersion,
        dispersion_p_value=dispersion_p,
        earlier_campaigns=campaigns,
        method=np.where(known, np.where(charted, LANEY, many), NONE),
    )


def _aligned(
    now: tuple[Counts, Counts], earlier: tuple[Counts, Counts]
) -> tuple[tuple[Counts, Counts], tuple[Counts, Counts]]:
    if not earlier[0].ndim:
        raise EstimationError("Earlier counts must have an axis of campaigns.")
    try:
        shape = np.broadcast_shapes(now[0].shape, earlier[0].shape[:-1])
    except ValueError as error:
        raise EstimationError(
            f"Counts of shape {now[0].shape} do not fit earlier ones of shape {earlier[0].shape}."
        ) from error
    campaigns = earlier[0].shape[-1:]
    passed, entered = (np.broadcast_to(side, shape) for side in now)
    before, before_entered = (np.broadcast_to(side, shape + campaigns) for side in earlier)
    return (passed, entered), (before, before_entered)


def _exact(
    entered: Counts, earlier_passed: Counts, earlier_entered: Counts, tail: float
) -> tuple[Floats, Floats]:
    """Rates of the fewest and most passes whose hypergeometric tail is above the one asked for."""
    low = _fewest(entered, earlier_passed, earlier_entered, tail)
    # The most passes are those of the fewest who do not pass.
    high = entered - _fewest(entered, earlier_entered - earlier_passed, earlier_entered, tail)
    return proportion(low, entered), proportion(high, entered)


def _fewest(
    entered: Counts, earlier_passed: Counts, earlier_entered: Counts, tail: float
) -> Counts:
    """Halve to the lowest count that is not too low: its tail rises with the count."""
    below, found = np.full(entered.shape, -1), entered.copy()
    while (found - below > 1).any():
        middle = (below + found) // 2
        chance = hypergeom.cdf(middle, entered + earlier_entered, middle + earlier_passed, entered)
        enough = (chance > tail) & (middle >= 0)
        found, below = np.where(enough, middle, found), np.where(enough, below, middle)
    return found


def _standardised(passed: Counts, entered: Counts) -> Floats:
    """Rates less their centre in binomial standard deviations; NaN where there are none."""
    centre = proportion(passed.sum(axis=-1), entered.sum(axis=-1))[..., None]
    with np.errstate(divide="ignore", invalid="ignore"):
        return (proportion(passed, entered) - centre) / np.sqrt(centre * (1 - centre) / entered)


def _dispersion(passed: Counts, entered: Counts) -> tuple[Floats, Floats]:
    scores = _standardised(passed, entered)
    freedom = (~np.isnan(scores)).sum(axis=-1) - 1
    chi_squared = np.nansum(scores**2, axis=-1)
    with np.errstate(divide="ignore", invalid="ignore"):
        dispersion = np.where(freedom > 0, chi_squared / freedom, np.nan)
    p_value = chdtrc(np.maximum(freedom, 1), chi_squared)
    return dispersion, np.where(freedom > 0, p_value, np.nan)


def _laney(
    entered: Counts, passed: Counts, earlier_entered: Counts, tail: float
) -> tuple[Floats, Floats]:
    spread = _mean_moving_range(_standardised(passed, earlier_entered)) / RANGE_TO_DEVIATION
    centre = proportion(passed.sum(axis=-1), earlier_entered.sum(axis=-1))
    with np.errstate(divide="ignore", invalid="ignore"):
        reach = -ndtri(tail) * spread * np.sqrt(centre * (1 - centre) / entered)
    return np.maximum(centre - reach, 0), np.minimum(centre + reach, 1)


def _mean_moving_range(scores: Floats) -> Floats:
    """Mean distance between neighbours, campaigns that nobody entered left out."""
    flat = scores.reshape(-1, scores.shape[-1])
    means = np.full(len(flat), np.nan)
    for row, cell in enumerate(flat):
        ranges = np.abs(np.diff(cell[~np.isnan(cell)]))
        means[row] = ranges.mean() if ranges.size else np.nan
    return means.reshape(scores.shape[:-1])
