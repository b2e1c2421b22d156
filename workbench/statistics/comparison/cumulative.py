"""Rates carried through all stages: the product of the stage rates."""

from __future__ import annotations

import numpy as np
from numpy.typing import ArrayLike, NDArray
from scipy.special import ndtr

from workbench.statistics.comparison.rates import proportion
from workbench.statistics.estimate import Estimate
from workbench.statistics.inputs import Counts, compared_counts, critical_value, outcome_counts

Floats = NDArray[np.float64]


def cumulative_rate(passed: ArrayLike, entered: ArrayLike) -> Floats:
    """Product of the stage rates.

    Parameters
    ----------
    passed, entered : array_like of int, shape (..., stages)
        Counts of people at each stage; those pending or exempt are in neither.

    Returns
    -------
    ndarray of float, shape (...)
        From 0 to 1, and passed at the last stage ÷ entered at the first where nobody was
        pending or exempt. 0 where nobody passed some stage, even if nobody entered the next;
        otherwise NaN where nobody entered some stage.

    Raises
    ------
    EstimationError
        Impossible counts.

    Examples
    --------
    >>> cumulative_rate([[26, 11], [0, 0]], [[48, 26], [9, 0]]).round(4)
    array([0.2292, 0.    ])
    """
    return _product(*outcome_counts(passed, entered))


def _product(passed: Counts, entered: Counts) -> Floats:
    rates = proportion(passed, entered)
    return np.asarray(np.where((rates == 0).any(axis=-1), 0.0, rates.prod(axis=-1)))


def cumulative_relative_rate(
    passed: ArrayLike,
    entered: ArrayLike,
    comparator_passed: ArrayLike,
    comparator_entered: ArrayLike,
    *,
    level: float = 0.95,
) -> Estimate:
    """Divide the group's cumulative rate by the comparator's, with a log-normal interval.

    Parameters
    ----------
    passed, entered, comparator_passed, comparator_entered : array_like of int
        Counts of people, shape (..., stages).
    level : float
        Confidence level, above 0 and below 1.

    Returns
    -------
    Estimate
        Ratios from 0 to infinity, shape (...). The interval is 0 to infinity wherever it
        cannot be computed: nobody passed some stage on a side (value 0 for the group,
        infinite for the comparator, NaN for both), nobody entered some stage (value NaN), or
        everyone passed every stage on both sides (value 1).

    Raises
    ------
    EstimationError
        Impossible counts or level.

    Notes
    -----
    Delta method on the logarithm (Katz et al., 1978, Biometrics 34, 469-474), the variances
    of the stages added: ``sum((1 - p) / x + (1 - p_r) / x_r)``.

    Examples
    --------
    >>> ratio = cumulative_relative_rate([26, 11], [48, 26], [206, 35], [259, 206])
    >>> print(ratio.value.round(3), ratio.lower.round(3), ratio.upper.round(3))
    1.696 0.928 3.101
    """
    critical = critical_value(level)
    value, error = _ratio_and_error(passed, entered, comparator_passed, comparator_entered)
    bounded = np.isfinite(error)
    factor = np.exp(critical * np.where(bounded, error, 0.0))
    point = np.where(bounded, value, 1.0)
    return Estimate(
        value=value,
        lower=np.where(bounded, point / factor, 0.0),
        upper=np.where(bounded, point * factor, np.inf),
        level=level,
        method="log delta",
    )


def cumulative_p_value(
    passed: ArrayLike,
    entered: ArrayLike,
    comparator_passed: ArrayLike,
    comparator_entered: ArrayLike,
) -> Floats:
    """Two-sided Wald test that the cumulative rates are equal, on the log ratio.

    Parameters
    ----------
    passed, entered, comparator_passed, comparator_entered : array_like of int
        Counts of people, shape (..., stages).

    Returns
    -------
    ndarray of float, shape (...)
        From 0 to 1; NaN wherever `cumulative_relative_rate` cannot give an interval. Below
        ``1 - level`` exactly where that interval excludes 1.

    Raises
    ------
    EstimationError
        Impossible counts.

    Examples
    --------
    >>> print(cumulative_p_value([26, 11], [48, 26], [206, 35], [259, 206]).round(4))
    0.0862
    """
    value, error = _ratio_and_error(passed, entered, comparator_passed, comparator_entered)
    bounded = np.isfinite(error)
    distance = np.abs(np.log(np.where(bounded, value, 1.0))) / np.where(bounded, error, 1.0)
    return np.asarray(np.where(bounded, 2 * ndtr(-distance), np.nan))


def _ratio_and_error(
    passed: ArrayLike,
    entered: ArrayLike,
    comparator_passed: ArrayLike,
    comparator_entered: ArrayLike,
) -> tuple[Floats, Floats]:
    """Ratio of cumulative rates and the standard error of its logarithm, NaN where it has none."""
    group_passed, group, others_passed, others = compared_counts(
        passed, entered, comparator_passed, comparator_entered
    )
    with np.errstate(divide="ignore", invalid="ignore"):
        value = _product(group_passed, group) / _product(others_passed, others)
        # (1 - p) / x is (n - x) / (n x).
        terms = (group - group_passed) / (group * group_passed)
        terms = terms + (others - others_passed) / (others * others_passed)
    variance = terms.sum(axis=-1)
    usable = np.isfinite(variance) & (variance > 0)
    return np.asarray(value), np.sqrt(np.where(usable, variance, np.nan))
