"""Survival by months of service from leavers and time at risk in bands, exact or in ranges."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from numpy.typing import ArrayLike, NDArray

from workbench.errors import EstimationError
from workbench.statistics.attrition.leaving_rate import Ranged
from workbench.statistics.estimate import Estimate
from workbench.statistics.inputs import critical_value, whole_counts

Floats = NDArray[np.float64]
Flags = NDArray[np.bool_]
METHOD = "one rate a month within bands of service, late entry, log(-log)"


@dataclass(frozen=True, slots=True, eq=False)
class BandedSurvival:
    """Share still in post by the end of each month of service, from counts in bands.

    Attributes
    ----------
    survival : Estimate
        Shape (..., months), from 0 to 1: of those who reach the month `start`, at the end of each
        month. NaN in months that are not followed.
    start, end : int array, shape (...)
        The first month followed, and the one after the last; -1 where there is none.
    widths : int array, shape (bands,)
        Months of each band.
    spread : float array, shape (..., bands)
        Variance of the logarithm of a month's share who stayed, one share a band.
    low, high : float array, shape (..., months)
        The least and the greatest share that the ranges allow, without any chance.
    """

    survival: Estimate
    start: NDArray[np.int64]
    end: NDArray[np.int64]
    widths: NDArray[np.int64]
    spread: Floats
    low: Floats
    high: Floats


def banded_survival(
    at_risk: Ranged,
    exits: Ranged,
    widths: ArrayLike,
    *,
    followed: Flags,
    level: float = 0.95,
) -> BandedSurvival:
    """Estimate survival from leavers and person-months at risk by band of service.

    Parameters
    ----------
    at_risk : Ranged
        Person-months, shape (..., bands), the first band beginning in month 0.
    exits : Ranged
        Those that ended in leaving, of the same shape.
    widths : array_like of int, shape (bands,)
        Months of each band, all of which have an end.
    followed : bool array, shape (..., bands)
        The bands with enough at risk; the first run of them is followed.
    level : float
        Confidence level, above 0 and below 1, of each month taken alone.

    Returns
    -------
    BandedSurvival
        Limits are the lowest and the highest over what the ranges allow.

    Raises
    ------
    EstimationError
        Shapes that do not fit, a band without months, or an impossible level.

    Notes
    -----
    The actuarial estimate of person-time: within a band one share stays from each month to the
    next, ``1 - d / n`` (Berkson and Gage 1950; Chiang 1984, chapter 10). It is that of Kaplan and
    Meier where bands are months; Greenwood's variance, limits on the scale of ``log(-log S)``.

    Examples
    --------
    >>> table = banded_survival(
    ...     Ranged.exact([300, 200]), Ranged.exact([30, 10]), [3, 2], followed=np.array([True] * 2)
    ... )
    >>> print(table.survival.value.round(3))
    [0.9   0.81  0.729 0.693 0.658]
    """
    critical, (months,) = critical_value(level), whole_counts(widths=widths)
    if not at_risk.value.shape == exits.value.shape == followed.shape:
        raise EstimationError("at_risk, exits and followed must have one shape.")
    if months.ndim != 1 or followed.shape[-1:] != months.shape or (months < 1).any():
        raise EstimationError("widths must be the months, at least 1, of each band.")
    run = first_run(followed)
    shares = [
        np.where(run, monthly(*pair), 0.0)
        for pair in (
            (exits.low, at_risk.high),
            (exits.value, at_risk.value),
            (exits.high, at_risk.low),
        )
    ]
    high, value, low = (_survival(share, months) for share in shares)
    spread = np.where(run, _spread(shares[2], at_risk.low), 0.0)
    variance = spread @ (_lived(months) ** 2).T
    in_run = np.repeat(run, months, axis=-1)
    fewest = _fewest(at_risk.low / months, run, months)
    lower, upper = _limits((low, high), variance, fewest, critical, level)
    value, lower, upper = (np.where(in_run, side, np.nan) for side in (value, lower, upper))
    survival = Estimate(value, lower, upper, level, METHOD)
    start = np.where(run.any(axis=-1), in_run.argmax(axis=-1), -1)
    end = np.where(start >= 0, start + in_run.sum(axis=-1), -1)
    return BandedSurvival(survival, start, end, months, spread, low, high)


def first_run(enough: Flags) -> Flags:
    """Return the first run of bands with enough at risk.

    Examples
    --------
    >>> first_run(np.array([False, True, True, False, True])).tolist()
    [False, True, True, False, False]
    """
    reached = np.logical_or.accumulate(enough, axis=-1)
    return np.asarray(reached & ~np.logical_or.accumulate(reached & ~enough, axis=-1))


def monthly(exits: Floats, at_risk: Floats) -> Floats:
    """Return the share who go in a month, at most all; 0 where nobody is at risk.

    Examples
    --------
    >>> monthly(np.array([3.0, 2.0]), np.array([30.0, 0.0])).tolist()
    [0.1, 0.0]
    """
    return np.asarray(np.minimum(exits / np.maximum(at_risk, 1e-300), 1.0) * (at_risk > 0))


def _survival(share: Floats, widths: NDArray[np.int64]) -> Floats:
    return np.asarray(np.cumprod(np.repeat(1 - share, widths, axis=-1), axis=-1))


def _spread(share: Floats, at_risk: Floats) -> Floats:
    """Return the variance of the logarithm of ``1 - share``; 0 where everyone went."""
    stayed = at_risk * (1 - share)
    return np.where(stayed > 0, share / np.maximum(stayed, 1e-300), 0.0)


def _lived(widths: NDArray[np.int64]) -> Floats:
    """Return how many months of each band are lived by the end of each month."""
    starts = np.cumsum(widths) - widths
    ends = np.arange(1, widths.sum() + 1)[:, None]
    return np.clip(ends - starts, 0, widths).astype(float)


def _fewest(people: Floats, run: Flags, widths: NDArray[np.int64]) -> Floats:
    fewest = np.minimum.accumulate(np.where(run, people, np.inf), axis=-1)
    return np.repeat(np.where(np.isfinite(fewest), fewest, 1.0), widths, axis=-1)


def _limits(
    shares: tuple[Floats, Floats], variance: Floats, fewest: Floats, critical: float, level: float
) -> tuple[Floats, Floats]:
    low, high = (np.clip(share, 1e-300, 1 - 1e-15) for share in shares)
    # Of nobody gone, the share of whom none would go with the chance of one tail.
    none_gone = ((1 - level) / 2) ** (1 / np.maximum(fewest, 1.0))
    reach = critical * np.sqrt(variance)
    lower = np.where(shares[0] >= 1, none_gone, low ** np.exp(reach / -np.log(low)))
    upper = np.where(shares[1] >= 1, 1.0, high ** np.exp(-reach / -np.log(high)))
    return np.where(shares[0] <= 0, 0.0, lower), upper
