"""Cumulative incidence by reason from exits and time at risk in bands, exact or in ranges."""

from __future__ import annotations

import numpy as np
from numpy.typing import ArrayLike, NDArray

from workbench.errors import EstimationError
from workbench.statistics.attrition.banded_service import first_run
from workbench.statistics.attrition.leaving_rate import Ranged
from workbench.statistics.estimate import Estimate
from workbench.statistics.inputs import critical_value, whole_counts

Floats = NDArray[np.float64]
MOST = 700.0
"""The greatest exponent that a number can hold."""
METHOD = "cumulative incidence, one rate a month within bands, late entry, log(-log)"


def banded_incidence(
    at_risk: Ranged,
    exits: Ranged,
    widths: ArrayLike,
    *,
    followed: NDArray[np.bool_],
    level: float = 0.95,
) -> Estimate:
    """Estimate the share gone by each reason by the end of each band, while the others compete.

    Parameters
    ----------
    at_risk : Ranged
        Person-months, shape (..., bands), the first band beginning in month 0.
    exits : Ranged
        Those that ended by each reason, shape (..., reasons, bands).
    widths : array_like of int, shape (bands,)
        Months of each band. Of one month each it is the estimate of Aalen and Johansen.
    followed : bool array, shape (..., bands)
        The bands with enough at risk; the first run of them is followed.
    level : float
        Confidence level, above 0 and below 1, of each end taken alone.

    Returns
    -------
    Estimate
        Shape (..., reasons, bands), from 0 to 1: of those who reach the first band followed. NaN
        in bands that are not. Limits are the lowest and the highest over what the ranges allow.

    Raises
    ------
    EstimationError
        Shapes that do not fit, a band without months, or an impossible level.

    Notes
    -----
    Aalen and Johansen (1978) with one share a month within each band; delta method over the shares
    of each band, which are multinomial.

    Examples
    --------
    >>> found = banded_incidence(
    ...     Ranged.exact([20, 30, 25]), Ranged.exact([[2, 3, 1], [0, 3, 0]]), [1, 1, 1],
    ...     followed=np.array([True] * 3),
    ... )
    >>> print(found.value.round(3).tolist())
    [[0.1, 0.19, 0.219], [0.0, 0.09, 0.09]]
    """
    critical, (months,) = critical_value(level), whole_counts(widths=widths)
    shape = exits.value.shape
    if len(shape) < 2 or not (shape[:-2] + shape[-1:] == at_risk.value.shape == followed.shape):
        raise EstimationError("exits must have the shape (..., reasons, bands) of at_risk.")
    if months.shape != shape[-1:] or (months < 1).any():
        raise EstimationError("widths must be the months, at least 1, of each band.")
    run = first_run(followed)[..., None, :]
    people = [side[..., None, :] for side in (at_risk.high, at_risk.value, at_risk.low)]
    others = [_others(side) for side in (exits.high, exits.value, exits.low)]
    own = [exits.low, exits.value, exits.high]
    # Most go by a reason where few go by others and few are at risk.
    found = [
        _incidence(np.where(run, one, 0.0), np.where(run, other, 0.0), there, months)
        for one, other, there in zip(own, others, people, strict=True)
    ]
    variance = np.maximum.reduce([one[1] for one in found])
    low, value, high = (one[0] for one in found)
    fewest = np.minimum.accumulate(np.where(run, people[2] / months, np.inf), axis=-1)
    lower, upper = _limits(low, high, variance, critical, fewest, level)
    value, lower, upper = (np.where(run, side, np.nan) for side in (value, lower, upper))
    return Estimate(value, lower, upper, level, METHOD)


def _others(counts: Floats) -> Floats:
    """Return those who go by all other reasons."""
    return np.asarray(counts.sum(axis=-2, keepdims=True) - counts)


def _incidence(
    own: Floats, others: Floats, people: Floats, widths: NDArray[np.int64]
) -> tuple[Floats, Floats]:
    """Return shares gone by the ends of bands, and the variance of each."""
    there = np.maximum(people, np.maximum(own + others, 1e-9))
    mine, theirs = np.minimum(own / there, 1.0), np.minimum(others / there, 1.0)
    stay = np.clip(1 - mine - theirs, 1e-12, 1.0)
    repeat = [np.repeat(np.broadcast_to(one, own.shape), widths, axis=-1) for one in (mine, stay)]
    after = np.cumprod(repeat[1], axis=-1)
    before = np.concatenate([np.ones_like(after[..., :1]), after[..., :-1]], axis=-1)
    ends = np.cumsum(widths) - 1
    gone = np.cumsum(before * repeat[0], axis=-1)[..., ends]
    band = np.repeat(np.arange(len(widths)), widths)
    variance = np.zeros_like(gone)
    for place in range(len(widths)):
        direct = np.cumsum(before * (band == place), axis=-1)[..., ends]
        lived = np.clip(np.arange(band.size) - (ends[place] + 1 - widths[place]), 0, widths[place])
        through = np.cumsum(before * repeat[0] * lived, axis=-1)[..., ends]
        through = through / stay[..., place, None]
        p, q, n = (one[..., place, None] for one in (mine, theirs, there))
        mean = (direct - through) * p - through * q
        variance += ((direct - through) ** 2 * p + through**2 * q - mean**2) / n
    return gone, np.maximum(variance, 0.0)


def _limits(
    low: Floats, high: Floats, variance: Floats, critical: float, fewest: Floats, level: float
) -> tuple[Floats, Floats]:
    reach = critical * np.sqrt(variance)
    least, most = (np.clip(side, 1e-12, 1 - 1e-12) for side in (low, high))
    lower = least ** np.exp(np.minimum(reach / (least * -np.log(least)), MOST))
    upper = most ** np.exp(-reach / (most * -np.log(most)))
    none_gone = 1 - ((1 - level) / 2) ** (1 / np.maximum(np.where(fewest < np.inf, fewest, 1), 1))
    return np.where(low <= 0, 0.0, lower), np.where(high <= 0, none_gone, upper)
