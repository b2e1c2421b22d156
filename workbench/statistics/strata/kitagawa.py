"""What the mix of strata contributes to a gap in rates."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from numpy.typing import ArrayLike, NDArray

from workbench.errors import EstimationError
from workbench.statistics.comparison.rates import proportion
from workbench.statistics.strata.pooling import stratified_counts

Floats = NDArray[np.float64]


@dataclass(frozen=True, eq=False, slots=True)
class Kitagawa:
    """A gap in rates as the sum of two parts.

    Attributes
    ----------
    mix : ndarray of float
        Part that goes with which strata people are in.
    rate : ndarray of float
        Part that goes with the rates inside the strata.
    """

    mix: Floats
    rate: Floats


@dataclass(frozen=True, eq=False, slots=True)
class KitagawaOfCounts:
    """A gap in selection rates as the sum of two parts, and how far the strata overlap.

    Attributes
    ----------
    mix : ndarray of float
        Part that goes with which strata people are in.
    rate : ndarray of float
        Part that goes with the rates inside the strata.
    gap : ndarray of float
        The group's selection rate less the comparator's over all strata, from -1 to 1.
    one_sided : ndarray of float
        Share, from 0 to 1, of the people of both sides who are in strata where the other side
        has nobody. What they contribute is all mix, by convention and not by evidence.
    """

    mix: Floats
    rate: Floats
    gap: Floats
    one_sided: Floats


def kitagawa(
    weights: ArrayLike,
    rates: ArrayLike,
    comparator_weights: ArrayLike,
    comparator_rates: ArrayLike,
) -> Kitagawa:
    """Split the group's rate less the comparator's into mix and rate.

    Parameters
    ----------
    weights, comparator_weights : array_like of float, shape (..., strata)
        Share of each side's people in each stratum, adding up to 1.
    rates, comparator_rates : array_like of float, shape (..., strata)
        Rates in each stratum, from 0 to 1; NaN where a side has nobody there.

    Returns
    -------
    Kitagawa
        Shape (...): ``sum((w - w_r) (p + p_r) / 2)`` and ``sum((p - p_r) (w + w_r) / 2)``. They
        add up to the gap. A stratum with nobody on one side takes the other's rate, so it is
        all mix.

    Raises
    ------
    EstimationError
        Weights that are negative, missing or do not add up to 1, rates outside 0 to 1, or a
        rate missing where its weight is not 0.

    Notes
    -----
    Kitagawa (1955), J. Am. Stat. Assoc. 50, 1168-1194.

    Examples
    --------
    >>> parts = kitagawa([0.5, 0.5], [0.4, 0.2], [0.8, 0.2], [0.4, 0.3])
    >>> print(parts.mix.round(3), parts.rate.round(3))
    -0.045 -0.035
    """
    share, rate = _checked_side(weights, rates)
    others_share, others_rate = _checked_side(comparator_weights, comparator_rates)
    return _parts(share, rate, others_share, others_rate)


def kitagawa_of_counts(
    passed: ArrayLike,
    entered: ArrayLike,
    comparator_passed: ArrayLike,
    comparator_entered: ArrayLike,
) -> KitagawaOfCounts:
    """Split a gap in selection rates into mix and rate, from counts by stratum.

    Parameters
    ----------
    passed, entered, comparator_passed, comparator_entered : array_like of int
        Broadcastable counts of people, shape (..., strata); at most as many passed as entered.

    Returns
    -------
    KitagawaOfCounts
        Shape (...). Mix, rate and gap are NaN where nobody entered on a side; `one_sided` is
        then 1, and NaN where nobody entered at all.

    Raises
    ------
    EstimationError
        Impossible counts, or no axis of strata.

    Notes
    -----
    Kitagawa (1955), J. Am. Stat. Assoc. 50, 1168-1194.

    Examples
    --------
    >>> parts = kitagawa_of_counts([20, 10, 0], [50, 50, 0], [32, 6, 0], [80, 20, 25])
    >>> print(parts.mix.round(3), parts.rate.round(3), parts.gap.round(3), parts.one_sided.round(3))
    0.029 -0.033 -0.004 0.111
    """
    x, n, x0, n0 = stratified_counts(passed, entered, comparator_passed, comparator_entered)
    total, others_total = n.sum(axis=-1), n0.sum(axis=-1)
    share, others_share = proportion(n, total[..., None]), proportion(n0, others_total[..., None])
    parts = _parts(share, proportion(x, n), others_share, proportion(x0, n0))
    gap = proportion(x.sum(axis=-1), total) - proportion(x0.sum(axis=-1), others_total)
    alone = np.where((n == 0) | (n0 == 0), n + n0, 0).sum(axis=-1)
    return KitagawaOfCounts(
        mix=parts.mix,
        rate=parts.rate,
        gap=np.asarray(gap),
        one_sided=proportion(alone, total + others_total),
    )


def _parts(share: Floats, rate: Floats, others_share: Floats, others_rate: Floats) -> Kitagawa:
    own = np.nan_to_num(np.where(np.isnan(rate), others_rate, rate))
    theirs = np.nan_to_num(np.where(np.isnan(others_rate), rate, others_rate))
    mix = ((share - others_share) * (own + theirs) / 2).sum(axis=-1)
    within = ((own - theirs) * (share + others_share) / 2).sum(axis=-1)
    return Kitagawa(mix=np.asarray(mix), rate=np.asarray(within))


def _checked_side(weights: ArrayLike, rates: ArrayLike) -> tuple[Floats, Floats]:
    share, rate = np.asarray(weights, dtype=np.float64), np.asarray(rates, dtype=np.float64)
    if not ((share >= 0).all() and np.isclose(share.sum(axis=-1), 1, rtol=0, atol=1e-9).all()):
        raise EstimationError("Weights must not be negative and must add up to 1.")
    if ((rate < 0) | (rate > 1)).any() or (np.isnan(rate) & (share > 0)).any():
        raise EstimationError("Rates must be from 0 to 1, and known wherever there is a weight.")
    return share, rate
