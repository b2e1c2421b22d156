"""Whether a group gains on its comparator from campaign to campaign, and whether its rate rises."""

from __future__ import annotations

import math
from dataclasses import dataclass
from typing import Any

import numpy as np
from numpy.typing import ArrayLike, NDArray
from scipy.special import chdtrc, ndtr

from workbench.errors import EstimationError
from workbench.statistics.campaigns.campaign_likelihood import Tables, maximise, profile_limit
from workbench.statistics.estimate import Estimate
from workbench.statistics.inputs import Counts, compared_counts, critical_value, outcome_counts

Floats = NDArray[np.float64]

FEWEST_CAMPAIGNS = 3
"""With two campaigns a trend is one difference, and the model fits it whatever it is."""

TOO_FEW = "Fewer than three campaigns hold people on both sides and both outcomes."
SEPARATED = "The likelihood has no maximum: too many campaigns hold an outcome of one side only."
NOT_CONVERGED = "The fit did not converge."


@dataclass(frozen=True, eq=False, slots=True)
class CampaignTrend:
    """Change of a group's odds of passing, relative to its comparator's, from campaign to campaign.

    Attributes
    ----------
    odds_ratio : Estimate
        Factor, from 0 to infinity, by which the odds ratio of the group to its comparator is
        multiplied per campaign; above 1 the group gains. Where it cannot be estimated the
        value is NaN with limits 0 and infinity.
    p_value : ndarray of float
        Likelihood-ratio test of a factor of 1, from 0 to 1; NaN where it cannot be estimated.
    campaigns : ndarray of int
        Campaigns that hold information: people on both sides, and both outcomes.
    reason : ndarray of str
        Why there is no estimate; empty where there is one.
    """

    odds_ratio: Estimate
    p_value: Floats
    campaigns: Counts
    reason: NDArray[np.str_]


def campaign_trend(
    passed: ArrayLike,
    entered: ArrayLike,
    comparator_passed: ArrayLike,
    comparator_entered: ArrayLike,
    *,
    order: ArrayLike | None = None,
    level: float = 0.95,
) -> CampaignTrend:
    """Estimate the interaction of group and campaign order in a logit on counts.

    Parameters
    ----------
    passed, entered, comparator_passed, comparator_entered : array_like of int, \
shape (..., campaigns)
        Broadcastable counts of people, campaigns in order of time.
    order : array_like of float, shape (campaigns,), optional
        Number of each campaign, rising, such as its year; 0, 1, 2 ... by default.
    level : float
        Confidence level, above 0 and below 1.

    Returns
    -------
    CampaignTrend
        Of shape (...). With `order` in years the factor is per year.

    Raises
    ------
    EstimationError
        Impossible counts or level, no axis of campaigns, or numbers that do not rise.

    Notes
    -----
    The logit of passing has a level for every campaign, a group term and the product of group
    and order, so what a campaign did to everybody is no trend of the group. Limits are those of
    the profile likelihood (Venzon and Moolgavkar, 1988, Appl. Stat. 37, 87-94) and exclude 1
    exactly when the likelihood-ratio test rejects. Changes of the campaigns themselves, such as
    another test, are in the trend if they touch one side more than the other.

    Examples
    --------
    >>> trend = campaign_trend([8, 11, 16, 18], 40, [150, 148, 155, 149], 300)
    >>> ratio = trend.odds_ratio
    >>> print(ratio.value.round(3), ratio.lower.round(3), ratio.upper.round(3))
    1.496 1.087 2.086
    """
    critical = critical_value(level)
    counts = compared_counts(passed, entered, comparator_passed, comparator_entered)
    place = _order(order, counts[0].shape)
    scale = (place[-1] - place[0]) / 2 if place.size > 1 else 1.0
    shape = counts[0].shape[:-1]
    x, n, y, m = (side.reshape(math.prod(shape), place.size) for side in counts)
    tables = Tables.of(x, n, y, m, place / scale)
    reason = _reasons(tables)
    log_ratio, lower, upper, p_value = _fit(tables, reason, critical)
    ratio = Estimate(
        value=np.exp(log_ratio / scale).reshape(shape),
        lower=np.exp(lower / scale).reshape(shape),
        upper=np.exp(upper / scale).reshape(shape),
        level=level,
        method="profile likelihood",
    )
    return CampaignTrend(
        odds_ratio=ratio,
        p_value=p_value.reshape(shape),
        campaigns=tables.informative.sum(axis=1).reshape(shape),
        reason=reason.reshape(shape),
    )


def _order(order: ArrayLike | None, shape: tuple[int, ...]) -> Floats:
    if not shape:
        raise EstimationError("Counts must have an axis of campaigns.")
    place = np.arange(shape[-1]) if order is None else np.asarray(order)
    if place.dtype.kind not in "iuf" or place.shape != shape[-1:]:
        raise EstimationError("order must hold one number for each campaign.")
    numbers = place.astype(np.float64)
    if not (np.isfinite(numbers).all() and (np.diff(numbers) > 0).all()):
        raise EstimationError("order must rise from campaign to campaign, with none missing.")
    return numbers - numbers.mean() if numbers.size else numbers


def _reasons(tables: Tables) -> NDArray[np.str_]:
    reason = np.where(tables.separated(), SEPARATED, "")
    too_few = tables.informative.sum(axis=1) < FEWEST_CAMPAIGNS
    return np.where(too_few, TOO_FEW, reason)


def _fit(
    tables: Tables, reason: NDArray[Any], critical: float
) -> tuple[Floats, Floats, Floats, Floats]:
    """Logarithm of the factor, its limits and the p-value; marks what did not converge."""
    size = len(reason)
    value, p_value = np.full(size, np.nan), np.full(size, np.nan)
    lower, upper = np.full(size, -np.inf), np.full(size, np.inf)
    rows = np.flatnonzero(reason == "")
    if rows.size:
        kept = tables.rows(rows)
        free, level = maximise(kept), maximise(kept, slope=np.zeros(rows.size))
        low = profile_limit(kept, free, -critical)
        high = profile_limit(kept, free, critical)
        good = free.converged & level.converged & np.isfinite(low) & np.isfinite(high)
        drop = np.maximum(2 * (free.log_likelihood - level.log_likelihood), 0)
        done = rows[good]
        value[done], p_value[done] = free.slope[good], chdtrc(1, drop[good])
        lower[done], upper[done] = low[good], high[good]
        reason[rows[~good]] = NOT_CONVERGED
    return value, lower, upper, p_value


@dataclass(frozen=True, eq=False, slots=True)
class RateTrend:
    """Trend of one group's own selection rate over campaigns.

    Attributes
    ----------
    statistic : ndarray of float
        Standard normal score; above 0 the rate rises. NaN where no one or everyone passed, or
        fewer than two campaigns were entered.
    p_value : ndarray of float
        Two-sided, from 0 to 1, or NaN.
    """

    statistic: Floats
    p_value: Floats


def cochran_armitage(
    passed: ArrayLike, entered: ArrayLike, *, order: ArrayLike | None = None
) -> RateTrend:
    """Test whether one group's selection rate rises or falls over campaigns.

    It says nothing about a gap: a rate that rises for everybody rises for the group too. For
    "getting better" see `campaign_trend`.

    Parameters
    ----------
    passed, entered : array_like of int, shape (..., campaigns)
        Broadcastable counts of people, campaigns in order of time.
    order : array_like of float, shape (campaigns,), optional
        Number of each campaign, rising; 0, 1, 2 ... by default.

    Returns
    -------
    RateTrend
        Of shape (...).

    Raises
    ------
    EstimationError
        Impossible counts, no axis of campaigns, or numbers that do not rise.

    Notes
    -----
    Cochran (1954), Biometrics 10, 417-451; Armitage (1955), Biometrics 11, 375-386.

    Examples
    --------
    >>> trend = cochran_armitage([83, 90, 129, 70], [86, 93, 136, 82])
    >>> print(trend.statistic.round(3), trend.p_value.round(4))
    -2.868 0.0041
    """
    passed_counts, entered_counts = outcome_counts(passed, entered)
    place = _order(order, passed_counts.shape)
    everyone = entered_counts.sum(axis=-1)
    with np.errstate(divide="ignore", invalid="ignore"):
        rate = passed_counts.sum(axis=-1) / everyone
        centred = place - ((entered_counts @ place) / everyone)[..., None]
        spread = (entered_counts * centred**2).sum(axis=-1)
        statistic = (passed_counts * centred).sum(axis=-1) / np.sqrt(rate * (1 - rate) * spread)
    # One campaign leaves a spread of 0 but for rounding.
    known = ((entered_counts > 0).sum(axis=-1) > 1) & (rate > 0) & (rate < 1)
    statistic = np.where(known, statistic, np.nan)
    return RateTrend(statistic=statistic, p_value=np.asarray(2 * ndtr(-np.abs(statistic))))
