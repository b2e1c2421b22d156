"""What the numbers of people in a comparison could have shown."""

from __future__ import annotations

import numpy as np
from numpy.typing import ArrayLike, NDArray
from scipy.special import ndtr, ndtri

from workbench.errors import EstimationError
from workbench.statistics.inputs import compared_counts, whole_counts

Floats = NDArray[np.float64]


def minimum_detectable_ratio(
    entered: ArrayLike,
    comparator_entered: ArrayLike,
    comparator_rate: ArrayLike,
    *,
    power: float = 0.8,
    alpha: float = 0.05,
    above: bool = False,
) -> Floats:
    """Ratio nearest to 1 that a two-sided test would find with the given power.

    Parameters
    ----------
    entered, comparator_entered : array_like of int
        Broadcastable counts of people.
    comparator_rate : array_like of float
        Comparator's true selection rate, from 0 to 1; NaN where it is not known.
    power : float
        Chance of finding the ratio, at least 0.5 and below 1.
    alpha : float
        Two-sided significance level, above 0 and below 1.
    above : bool
        Whether a ratio above 1 is looked for rather than one below.

    Returns
    -------
    ndarray of float
        From 0 to 1, or from 1 up. NaN where not even a group's rate of 0 (of 1) would be found with
        that power, where the comparator's rate is 0 or not known, and where nobody entered on a
        side.

    Raises
    ------
    EstimationError
        Impossible counts, or a rate, power or alpha outside its range.

    Notes
    -----
    Normal approximation with the pooled variance under equality and the separate variances
    under the alternative, as statsmodels' ``power_proportions_2indep`` (Fleiss, Levin and
    Paik, 2003, Statistical Methods for Rates and Proportions, equation 4.14).

    Examples
    --------
    >>> minimum_detectable_ratio([40, 5], [400, 400], [0.5, 0.05]).round(3)
    array([0.549,   nan])
    >>> minimum_detectable_ratio([40, 400], [4000, 4000], [0.09, 0.09], above=True).round(3)
    array([2.626, 1.499])
    """
    group, others = whole_counts(entered=entered, comparator_entered=comparator_entered)
    rate = np.asarray(comparator_rate, dtype=np.float64)
    if not 0.5 <= power < 1 or not 0 < alpha < 1:
        raise EstimationError("power must be at least 0.5 and below 1, alpha above 0 and below 1.")
    if ((rate < 0) | (rate > 1)).any():
        raise EstimationError("comparator_rate must be from 0 to 1.")
    group, others, rate = np.broadcast_arrays(group, others, rate)
    known = (group > 0) & (others > 0) & (rate > 0)
    ratio = np.full(rate.shape, np.nan)
    sides = (group[known].astype(float), others[known].astype(float), rate[known])
    # Where counts are rounded, most of the questions are the same few.
    first, place = _distinct(*sides)
    least = _nearest_found(*(side[first] for side in sides), power=power, alpha=alpha, above=above)
    ratio[known] = least[place]
    return ratio


def _distinct(*sides: Floats) -> tuple[NDArray[np.intp], NDArray[np.intp]]:
    """Return where each distinct question stands first, and which of them every question is."""
    codes = np.zeros(sides[0].shape, np.int64)
    for side in sides:
        values, code = np.unique(side, return_inverse=True)
        codes = codes * len(values) + code
    _, first, place = np.unique(codes, return_index=True, return_inverse=True)
    return first, place


def _nearest_found(
    group: Floats, others: Floats, rate: Floats, *, power: float, alpha: float, above: bool
) -> Floats:
    missed = np.ones(rate.shape)
    found = 1 / rate if above else np.zeros(rate.shape)
    never = _power(found, group, others, rate, alpha) < power
    # Power rises with the distance from 1, so halving 60 times leaves an error below 1e-12.
    for _ in range(60):
        middle = (found + missed) / 2
        enough = _power(middle, group, others, rate, alpha) >= power
        found, missed = np.where(enough, middle, found), np.where(enough, missed, middle)
    return np.where(never, np.nan, found)


def _power(ratio: Floats, group: Floats, others: Floats, rate: Floats, alpha: float) -> Floats:
    group_rate = ratio * rate
    pooled = (group_rate * group + rate * others) / (group + others)
    equal_error = np.sqrt(pooled * (1 - pooled) * (1 / group + 1 / others))
    variance = group_rate * (1 - group_rate) / group + rate * (1 - rate) / others
    critical = -ndtri(alpha / 2) * equal_error
    gap = rate - group_rate
    # No variance is left where the rates are 0 and 1: the power there is 0 or 1.
    error = np.sqrt(np.maximum(variance, np.finfo(float).tiny))
    return np.asarray(ndtr((gap - critical) / error) + ndtr((-gap - critical) / error))


def one_person_flip(
    passed: ArrayLike,
    entered: ArrayLike,
    comparator_passed: ArrayLike,
    comparator_entered: ArrayLike,
) -> NDArray[np.bool_]:
    """Say where another outcome for one person of the group would undo the order of the rates.

    Parameters
    ----------
    passed, entered, comparator_passed, comparator_entered : array_like of int
        Broadcastable counts of people; at most as many passed as entered.

    Returns
    -------
    ndarray of bool
        True where the rates differ and one more pass (or one fewer) in the group would level
        them or put them the other way round. False where the rates are equal, or nobody
        entered on a side: there is no order to undo.

    Raises
    ------
    EstimationError
        Impossible counts.

    Notes
    -----
    After question 21 of the Questions and Answers on the Uniform Guidelines on Employee
    Selection Procedures (1979), Federal Register 44, 11996.

    Examples
    --------
    >>> one_person_flip([3, 12], [20, 40], [16, 48], [80, 80])
    array([ True, False])
    """
    group_passed, group, others_passed, others = compared_counts(
        passed, entered, comparator_passed, comparator_entered
    )
    # Rates over the common denominator n n_r: one person of the group moves them by n_r.
    gap = np.abs(group_passed * others - others_passed * group)
    return np.asarray((gap > 0) & (gap <= others))
