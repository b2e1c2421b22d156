"""Relative rates of passing and of not passing, with Koopman's score interval."""

from __future__ import annotations

import numpy as np
from numpy.typing import ArrayLike

from workbench.statistics.comparison.koopman import lower_limit
from workbench.statistics.estimate import Estimate
from workbench.statistics.inputs import Counts, compared_counts, critical_value


def relative_rate_index(
    passed: ArrayLike,
    entered: ArrayLike,
    comparator_passed: ArrayLike,
    comparator_entered: ArrayLike,
    *,
    level: float = 0.95,
) -> Estimate:
    """Divide the group's selection rate by the comparator's, with Koopman's score interval.

    Parameters
    ----------
    passed, entered, comparator_passed, comparator_entered : array_like of int
        Broadcastable counts of people; at most as many passed as entered.
    level : float
        Confidence level, above 0 and below 1.

    Returns
    -------
    Estimate
        Ratios from 0 to infinity. Nobody passed in the group: value and lower limit 0. Nobody
        in the comparator: value and upper limit infinite. In neither, or nobody entered on a
        side: NaN with limits 0 and infinity.

    Raises
    ------
    EstimationError
        Impossible counts or level.

    Notes
    -----
    Koopman (1984), Biometrics 40, 513-517. The interval excludes 1 exactly when Pearson's
    uncorrected chi-squared test rejects at the same level.

    Examples
    --------
    >>> ratio = relative_rate_index([7, 0], [34, 20], [1, 5], [34, 20])
    >>> print(ratio.value, ratio.lower.round(4), ratio.upper.round(4))
    [7. 0.] [1.2209 0.    ] [42.5757  0.6883]
    """
    counts = compared_counts(passed, entered, comparator_passed, comparator_entered)
    return _ratio(*counts, level=level)


def relative_nonpassing_rate(
    passed: ArrayLike,
    entered: ArrayLike,
    comparator_passed: ArrayLike,
    comparator_entered: ArrayLike,
    *,
    level: float = 0.95,
) -> Estimate:
    """Divide the group's rate of not passing by the comparator's, with Koopman's interval.

    Near 100% a ratio of passes hides a doubling of those who do not pass, so this stands
    beside `relative_rate_index`, whose parameters, edge cases and errors it shares with
    "passed" read as "did not pass".

    Parameters
    ----------
    passed, entered, comparator_passed, comparator_entered : array_like of int
        Broadcastable counts of people, of those who *did* pass.
    level : float
        Confidence level, above 0 and below 1.

    Returns
    -------
    Estimate
        Ratios from 0 to infinity.

    Raises
    ------
    EstimationError
        Impossible counts or level.

    Notes
    -----
    Koopman (1984), Biometrics 40, 513-517.

    Examples
    --------
    >>> relative_nonpassing_rate([180], [200], [950], [1000]).value.round(6)
    array([2.])
    """
    passed_counts, entered_counts, others_passed, others_entered = compared_counts(
        passed, entered, comparator_passed, comparator_entered
    )
    failed, others_failed = entered_counts - passed_counts, others_entered - others_passed
    return _ratio(failed, entered_counts, others_failed, others_entered, level=level)


def _ratio(
    above: Counts, above_of: Counts, below: Counts, below_of: Counts, *, level: float
) -> Estimate:
    critical = critical_value(level)
    lower = lower_limit(above, above_of, below, below_of, critical=critical)
    inverted = lower_limit(below, below_of, above, above_of, critical=critical)
    with np.errstate(divide="ignore", invalid="ignore"):
        # One division of whole numbers: two equal rates give exactly 1.
        value = (above * below_of) / (below * above_of)
        upper = np.asarray(1 / inverted)
    value = np.where((above_of > 0) & (below_of > 0), value, np.nan)
    return Estimate(value=value, lower=lower, upper=upper, level=level, method="Koopman score")
