"""How far a unit must be from the others to be told from chance: what the design could show."""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray
from scipy.special import gammaincinv

from workbench.errors import EstimationError
from workbench.statistics.attrition.funnel_limits import count_beyond
from workbench.statistics.attrition.leaving_rate import Ranged
from workbench.statistics.attrition.unit_funnel import BEYOND_CHANCE

Floats = NDArray[np.float64]


def detectable_ratio(
    leavers: Ranged, expected: Ranged, variation: float, *, power: float = 0.8
) -> Floats:
    """Return how many times the rate of all a unit must leave at to be found so often.

    Parameters
    ----------
    leavers : Ranged
        People who left, shape (units,). Only how wide the ranges are is used.
    expected : Ranged
        Leavers expected at the rate of all, shape (units,).
    variation : float
        Standard deviation of units' true ratios, at least 0.
    power : float
        Share of cases, above 0 and below 1, in which such a unit is to be found.

    Returns
    -------
    ndarray of float, shape (units,)
        Above 1; NaN where none are expected.

    Raises
    ------
    EstimationError
        Shapes that differ, or a power outside its range.

    Notes
    -----
    For one unit that alone differs: `unit_funnel` calls it unusual from the count on whose
    two-sided mid-p is at most 5% of one test among all units (Benjamini and Hochberg's first
    step), the ranges at their least favourable. Its leavers are Poisson about the ratio times
    what is expected, and the chance of so many is a gamma distribution's.

    Examples
    --------
    >>> one = detectable_ratio(Ranged.exact([9, 26, 80]), Ranged.exact([9.0, 26.0, 80.0]), 0.1)
    >>> one.round(2)
    array([2.38, 1.78, 1.5 ])
    """
    if leavers.value.shape != expected.value.shape or not 0 < power < 1:
        raise EstimationError(
            f"Counts must be of one shape and power between 0 and 1; "
            f"found {leavers.value.shape}, {expected.value.shape} and {power}."
        )
    known = expected.value > 0
    there = np.where(known, expected.high, 1.0)
    needed = count_beyond(there, variation, BEYOND_CHANCE / 2 / max(int(known.sum()), 1))
    # The least count of a range must reach it, and ranges begin a width apart.
    width = float((leavers.high - leavers.low).max(initial=0.0)) + 1
    below = width // 2
    needed = np.ceil((needed + below) / width) * width - below
    mean = np.where(known, expected.value, np.nan)
    return np.asarray(gammaincinv(needed, power) / mean)
