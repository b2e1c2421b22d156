"""The effects that randomisation inference does not reject, found exactly."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from numpy.typing import ArrayLike, NDArray

from workbench.errors import EstimationError
from workbench.statistics.estimate import Estimate
from workbench.statistics.evaluation.inference.assignments import rejected_at_most
from workbench.statistics.evaluation.inference.randomisation import TIE, checked_effects

Floats = NDArray[np.float64]


@dataclass(frozen=True, slots=True, eq=False)
class EffectSet:
    """Constant effects per unit of dose that are not rejected.

    Attributes
    ----------
    estimate : Estimate
        Of shape (). The observed effect per unit of dose, and the hull of the set.
    intervals : ndarray of float, shape (intervals, 2)
        The closed intervals that the set consists of, ascending; their ends may be infinite.
    exists : bool
        False where no effect whatever is rejected, so that there is no interval at this level.
    connected : bool
        Whether the set is one interval, and so its hull.
    """

    estimate: Estimate
    intervals: Floats
    exists: bool
    connected: bool


def effect_set(effects: ArrayLike, doses: ArrayLike, *, level: float = 0.95) -> EffectSet:
    """Invert the randomisation test: every constant effect whose p-value is above 1 - level.

    Parameters
    ----------
    effects : array_like of float, shape (arrangements,)
        A, the effect on the outcome under each arrangement, observed first; NaN where none.
    doses : array_like of float, shape (arrangements,)
        B, the same estimate with the dose that each unit truly had in the place of the outcome,
        missing wherever the outcome is missing, so that A less tau B is the effect on the outcome
        less tau times the dose. Without a dose: 1 in the periods in which a unit was truly treated.
    level : float
        Confidence level, above 0 and below 1.

    Returns
    -------
    EffectSet

    Raises
    ------
    EstimationError
        As `randomisation_test`, shapes that differ, or an observed dose of 0.

    Notes
    -----
    ``{tau : p(tau) > 1 - level}``, where p is the share of arrangements a with
    ``|A_a - tau B_a| >= |A_0 - tau B_0|``. Squared, the difference is the product of
    ``(A_a - A_0) - tau (B_a - B_0)`` and ``(A_a + A_0) - tau (B_a + B_0)``, so each arrangement
    counts between or outside two values of tau. Sorting them gives the whole set, which need be
    neither bounded nor one interval. Imbens and Rosenbaum (2005), J. R. Stat. Soc. A 168,
    109-126, for effects proportional to dose; one that differs between units is outside it. Ties
    as in `randomisation_test`. An arrangement that has no value counts everywhere.

    Examples
    --------
    >>> shifts = [4.0] + [round(0.1 * step, 1) for step in range(-9, 10)]
    >>> found = effect_set(shifts, [1.0] + [0.0] * 19)
    >>> found.intervals, found.connected
    (array([[3.1, 4.9]]), True)
    >>> effect_set(shifts[:12], [1.0] + [0.0] * 11).exists
    False
    """
    outcome, dose = _checked(effects, doses)
    scale = float(np.abs(outcome).max() / abs(dose[0]))
    begin, end = _counted(outcome, dose)
    intervals = _covered(begin, end, scale, rejected_at_most(outcome.size, level))
    lower, upper = intervals[0, 0], intervals[-1, 1]
    exists = bool(len(intervals) > 1 or np.isfinite(intervals).any())
    percent = f"{100 * level:g}%"
    method = f"randomisation of roll-out dates, {percent} set by inversion"
    estimate = Estimate(
        value=np.asarray(outcome[0] / dose[0]),
        lower=np.asarray(lower),
        upper=np.asarray(upper),
        level=level,
        method=method if exists else f"no {percent} interval exists",
    )
    return EffectSet(estimate, intervals, exists, len(intervals) == 1)


def _checked(effects: ArrayLike, doses: ArrayLike) -> tuple[Floats, Floats]:
    """Effects and doses; those of the observed arrangement where one of them is missing."""
    for given in (effects, doses):
        checked_effects(given)
    outcome, dose = (np.asarray(given, dtype=np.float64) for given in (effects, doses))
    if outcome.shape != dose.shape:
        raise EstimationError(
            f"effects and doses must be of one shape; found {outcome.shape} and {dose.shape}."
        )
    if abs(dose[0]) <= TIE * np.nanmax(np.abs(dose)):
        raise EstimationError(
            "The treated had no more dose than their comparators: no effect per dose exists."
        )
    missing = np.isnan(outcome) | np.isnan(dose)
    return np.where(missing, outcome[0], outcome), np.where(missing, dose[0], dose)


def _counted(outcome: Floats, dose: Floats) -> tuple[Floats, Floats]:
    """Find the closed intervals of tau in which each arrangement counts, one or two for each."""
    first, rising = _root(outcome, dose, -1)
    second, climbing = _root(outcome, dose, 1)
    leading = rising * climbing
    low, high = np.minimum(first, second), np.maximum(first, second)
    # Two that meet count their arrangement twice there: only at A_0 / B_0, where all count anyway.
    split = leading > 0
    begin = np.where(leading < 0, low, -np.inf)
    end = np.where(leading < 0, high, np.where(split, low, np.inf))
    beyond = high[split & np.isfinite(high)]
    return np.concatenate([begin, beyond]), np.concatenate([end, np.full(beyond.size, np.inf)])


def _root(outcome: Floats, dose: Floats, side: int) -> tuple[Floats, Floats]:
    """Where ``(A_a + side A_0) - tau (B_a + side B_0)`` is 0, and the sign it falls with.

    One that does not depend on tau is 0 at infinity, approached with its own sign; one that is 0
    throughout has the sign 0.
    """
    height, slope = (
        np.where(np.abs(total) > TIE * np.abs(each).max(), total, 0.0)
        for each in (outcome, dose)
        for total in (each + side * each[0],)
    )
    flat = slope == 0
    root = np.where(flat, np.inf, height / np.where(flat, 1.0, slope))
    return root, np.sign(np.where(flat, height, slope))


def _covered(begin: Floats, end: Floats, scale: float, rejected: int) -> Floats:
    """Intervals within more than so many of those given."""
    # Ends that only rounding keeps apart must meet, so each interval is sorted a little wider.
    keys = np.concatenate([begin - _rounding(begin, scale), end + _rounding(end, scale)])
    steps = np.repeat([1, -1], begin.size)
    order = np.lexsort((-steps, keys))
    within = np.cumsum(steps[order]) > rejected
    before = np.append(False, within[:-1])
    places = np.concatenate([begin, end])[order]
    low, high = places[within & ~before], places[before & ~within]
    return np.column_stack([low, np.maximum(low, high)])


def _rounding(places: Floats, scale: float) -> Floats:
    return np.where(np.isfinite(places), TIE * np.maximum(np.abs(places), scale), 0.0)
