"""Selection rates with Wilson's interval."""

from __future__ import annotations

import numpy as np
from numpy.typing import ArrayLike, NDArray
from statsmodels.stats.proportion import proportion_confint

from workbench.statistics.estimate import Estimate
from workbench.statistics.inputs import Counts, critical_value, outcome_counts


def selection_rate(passed: ArrayLike, entered: ArrayLike, *, level: float = 0.95) -> Estimate:
    """Share who passed of those who entered, with Wilson's score interval.

    Parameters
    ----------
    passed, entered : array_like of int
        Broadcastable counts of people; at most as many passed as entered.
    level : float
        Confidence level, above 0 and below 1.

    Returns
    -------
    Estimate
        Proportions from 0 to 1. Where nobody entered, value and limits are NaN, never 0.

    Raises
    ------
    EstimationError
        Impossible counts or level.

    Notes
    -----
    Wilson (1927), J. Am. Stat. Assoc. 22, 209-212; method 3 of Newcombe (1998), Stat. Med. 17,
    857-872.

    Examples
    --------
    >>> rate = selection_rate([15, 0], [148, 20])
    >>> print(rate.value.round(4), rate.lower.round(4), rate.upper.round(4))
    [0.1014 0.    ] [0.0624 0.    ] [0.1605 0.1611]
    """
    passed_counts, entered_counts = outcome_counts(passed, entered)
    critical_value(level)
    lower, upper = wilson_limits(passed_counts, entered_counts, level)
    value = proportion(passed_counts, entered_counts)
    return Estimate(value=value, lower=lower, upper=upper, level=level, method="Wilson score")


def proportion(passed: Counts, entered: Counts) -> NDArray[np.float64]:
    """Share who passed, NaN where nobody entered.

    Parameters
    ----------
    passed, entered : ndarray of int64
        Checked counts of one shape.

    Returns
    -------
    ndarray of float
        From 0 to 1.

    Examples
    --------
    >>> proportion(np.array([1, 0]), np.array([4, 0]))
    array([0.25,  nan])
    """
    with np.errstate(divide="ignore", invalid="ignore"):
        return np.asarray(passed / entered)


def wilson_limits(
    passed: Counts, entered: Counts, level: float
) -> tuple[NDArray[np.float64], NDArray[np.float64]]:
    """Wilson's limits of checked counts.

    Parameters
    ----------
    passed, entered : ndarray of int64
        Checked counts of one shape.
    level : float
        Checked confidence level.

    Returns
    -------
    tuple of ndarray of float
        Lower and upper limits from 0 to 1, NaN where nobody entered; exactly 0 and 1 where
        no one and everyone passed.

    Examples
    --------
    >>> wilson_limits(np.array([0]), np.array([20]), 0.95)[1].round(4)
    array([0.1611])
    """
    with np.errstate(divide="ignore", invalid="ignore"):
        lower, upper = proportion_confint(passed, entered, alpha=1 - level, method="wilson")
    # The subtraction leaves a last-digit residue where the limit is exactly 0 or 1.
    exact_lower = np.where((passed == 0) & (entered > 0), 0.0, lower)
    exact_upper = np.where((passed == entered) & (entered > 0), 1.0, upper)
    return exact_lower, exact_upper
