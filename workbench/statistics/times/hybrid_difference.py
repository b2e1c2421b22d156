"""The difference of two estimates with an interval from their own limits."""

from __future__ import annotations

import numpy as np

from workbench.errors import EstimationError
from workbench.statistics.estimate import Estimate


def hybrid_difference(estimate: Estimate, comparator: Estimate) -> Estimate:
    """Take the comparator's estimate from the group's, joining their limits.

    Parameters
    ----------
    estimate, comparator : Estimate
        Of one level and of shapes that broadcast, from people who are not in both: for
        instance cumulative incidences, or medians.

    Returns
    -------
    Estimate
        A limit that one side does not bound is infinite. Where a side has no value: NaN with
        infinite limits.

    Raises
    ------
    EstimationError
        Two levels, or shapes that do not fit.

    Notes
    -----
    The distances from the two values to their own limits are the legs of a right-angled
    triangle, as in Newcombe's interval for two rates: Zou and Donner (2008), Stat. Med. 27,
    1693-1702.

    Examples
    --------
    >>> from workbench.statistics.comparison.rates import selection_rate
    >>> difference = hybrid_difference(selection_rate(7, 34), selection_rate(1, 34))
    >>> print(difference.value.round(4), difference.lower.round(4), difference.upper.round(4))
    0.1765 0.0189 0.3404
    """
    if estimate.level != comparator.level:
        raise EstimationError("Two estimates must have one level to be compared.")
    try:
        value = np.asarray(estimate.value - comparator.value)
    except ValueError as error:
        raise EstimationError(f"Estimates must have shapes that fit: {error}.") from error
    below = np.hypot(estimate.value - estimate.lower, comparator.upper - comparator.value)
    above = np.hypot(estimate.upper - estimate.value, comparator.value - comparator.lower)
    missing = np.isnan(value)
    return Estimate(
        value=value,
        lower=np.where(missing, -np.inf, value - below),
        upper=np.where(missing, np.inf, value + above),
        level=estimate.level,
        method=f"hybrid of {estimate.method}",
    )
