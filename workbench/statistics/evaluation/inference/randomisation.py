"""Randomisation inference: how the effect compares with those of the roll-outs not chosen."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from numpy.typing import ArrayLike, NDArray

from workbench.errors import EstimationError
from workbench.statistics.evaluation.inference.assignments import rejected_at_most

Floats = NDArray[np.float64]

TIE = 1e-9
"""Effects count as equal within this share of the largest: rounding must not break ties."""


@dataclass(frozen=True, slots=True, eq=False)
class RandomisationTest:
    """Test of no effect on anyone, from the same statistic under other arrangements of dates.

    Attributes
    ----------
    p_value : float
        Share of arrangements, the observed one among them, with a statistic at least as large.
    floor : float
        Smallest p-value that any arrangement has: that of the most extreme, with its ties.
    attainable_size : float
        How often a true null is rejected, at most 1 - level; 0 if it never can be.
    arrangements : int
        Statistics compared.
    undefined : int
        Those that have no value. They count as at least as large, which is the careful side.
    level : float
        Confidence level.
    """

    p_value: float
    floor: float
    attainable_size: float
    arrangements: int
    undefined: int
    level: float


def randomisation_test(effects: ArrayLike, *, level: float = 0.95) -> RandomisationTest:
    """Compare the observed statistic with those of all arrangements, or of those drawn.

    Parameters
    ----------
    effects : array_like of float, shape (arrangements,)
        The statistic, observed first, then as `assignments` lists the others: all the rest, or
        those drawn. NaN where an arrangement has none.
    level : float
        Confidence level, above 0 and below 1.

    Returns
    -------
    RandomisationTest

    Raises
    ------
    EstimationError
        No arrangement, an infinite statistic, an observed one that is missing, or an impossible
        level.

    Notes
    -----
    Two-sided by absolute value. Since the observed arrangement is counted, one rule serves both:
    of all arrangements it is the exact share, of B drawn it is ``(1 + b) / (1 + B)`` (Phipson and
    Smyth, 2010, Stat. Appl. Genet. Mol. Biol. 9, 39). Values count as equal within 1e-9 of the
    largest.

    Examples
    --------
    >>> found = randomisation_test([-3.0, 1.0, 2.0, 3.0, -0.5] + [0.0] * 61)
    >>> round(found.p_value * 66), round(found.floor * 66), round(found.attainable_size * 66)
    (2, 2, 3)
    """
    size, undefined = checked_effects(effects)
    count = size.size
    rejected = rejected_at_most(count, level)
    ordered = np.sort(size)
    slack = TIE * ordered[np.isfinite(ordered)].max()
    # One without a value could not have been tested, so only the others tell what is attainable.
    reached = count - np.searchsorted(ordered, size[np.isfinite(size)] - slack)
    rejecting = reached <= rejected
    return RandomisationTest(
        p_value=float(reached[0] / count),
        floor=float(reached.min() / count),
        attainable_size=float(rejecting.sum() / count),
        arrangements=count,
        undefined=undefined,
        level=level,
    )


def checked_effects(effects: ArrayLike) -> tuple[Floats, int]:
    """Check statistics and take their size.

    Parameters
    ----------
    effects : array_like of float, shape (arrangements,)
        See `randomisation_test`.

    Returns
    -------
    tuple of ndarray of float and int
        Absolute values, infinite where missing, and how many are missing.

    Raises
    ------
    EstimationError
        As `randomisation_test`.

    Examples
    --------
    >>> checked_effects([-2.0, np.nan])
    (array([ 2., inf]), 1)
    """
    values = np.asarray(effects, dtype=np.float64)
    if values.ndim != 1 or not values.size:
        raise EstimationError(
            f"effects must have one number for each arrangement; found shape {values.shape}."
        )
    if np.isinf(values).any():
        raise EstimationError(f"{int(np.isinf(values).sum())} effects are infinite.")
    missing = np.isnan(values)
    if missing[0]:
        raise EstimationError("The observed arrangement has no effect: nothing can be compared.")
    return np.where(missing, np.inf, np.abs(values)), int(missing.sum())


def studentised(effects: ArrayLike, left_out: ArrayLike) -> Floats:
    """Divide each effect by its standard error from leaving out one cluster at a time.

    Parameters
    ----------
    effects : array_like of float, shape (arrangements,)
        The effect under each arrangement.
    left_out : array_like of float, shape (clusters, arrangements)
        The same without each cluster in turn. Every cohort needs two clusters or more, or one of
        these has no such cohort: see `Assignments.smallest_cohort`.

    Returns
    -------
    ndarray of float, shape (arrangements,)
        For `randomisation_test`. NaN where the error is 0 or an effect is missing.

    Raises
    ------
    EstimationError
        Shapes that do not fit, or fewer than two clusters.

    Notes
    -----
    The cluster jackknife about the full estimate, CV3 (MacKinnon, Nielsen and Webb, 2023,
    J. Appl. Econometrics 38, 671-694). With it the test also holds, in large
    samples, of an average effect of 0 (Wu and Ding, 2021, J. Am. Stat. Assoc. 116, 1898-1913).

    Examples
    --------
    >>> studentised([2.0, 1.0], [[1.0, 1.0], [3.0, 1.0], [2.0, 1.0]]).round(3)
    array([1.732,   nan])
    """
    whole, without = np.asarray(effects, np.float64), np.asarray(left_out, np.float64)
    if whole.ndim != 1 or without.shape[1:] != whole.shape or len(without) < 2:
        raise EstimationError(
            "left_out must have a row for each of two clusters or more and a column for each "
            f"effect; found shapes {without.shape} and {whole.shape}."
        )
    squares = ((without - whole) ** 2).sum(axis=0)
    error = np.sqrt(squares * (len(without) - 1) / len(without))
    has_error = error > TIE * np.abs(whole)
    return np.asarray(np.where(has_error, whole, np.nan) / np.where(has_error, error, 1.0))


def outcomes_allowed(floor: float, *, level: float = 0.95) -> int:
    """Return how many outcomes can each have a verdict of their own.

    Parameters
    ----------
    floor : float
        Smallest p-value attainable, above 0 and at most 1.
    level : float
        Confidence level, above 0 and below 1.

    Returns
    -------
    int
        The most m with ``m * floor <= 1 - level``: with more, the first step of Holm could not
        reject whatever happened. 0 where not even one can.

    Raises
    ------
    EstimationError
        A floor or level outside its range.

    Examples
    --------
    >>> outcomes_allowed(1 / 66), outcomes_allowed(1 / 12)
    (3, 0)
    """
    if not 0 < floor <= 1:
        raise EstimationError(f"floor must be above 0 and at most 1; found {floor}.")
    rejected_at_most(1, level)
    return int(np.floor((1 - level + 1e-12) / floor))
