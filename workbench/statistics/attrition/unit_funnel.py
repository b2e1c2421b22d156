"""Units beside what was expected of them: which leave more or fewer than chance would have it."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from workbench.errors import EstimationError
from workbench.statistics.attrition.funnel_limits import funnel_limits, units_tail
from workbench.statistics.attrition.leaving_rate import Ranged
from workbench.statistics.attrition.unit_variation import (
    likely_counts,
    rounding_variance,
    unit_variation_of,
)
from workbench.statistics.inputs import Counts
from workbench.statistics.multiplicity import adjust

Floats = NDArray[np.float64]

BEYOND_CHANCE = 0.05
"""Share of false ones expected at most among the units called unusual."""


@dataclass(frozen=True, slots=True, eq=False)
class UnitFunnel:
    """Units, the ratios of their leavers to those expected, and limits.

    Attributes
    ----------
    ratio : ndarray of float, shape (units,)
        Leavers over expected; NaN where none are expected.
    lower, upper : ndarray of float, shape (units,)
        Control limits of 99.8% of the ratio, at each unit's own expectation.
    p_value, p_adjusted : ndarray of float, shape (units,)
        Two-sided mid-p, the greatest that the ranges allow, alone and adjusted by Benjamini and
        Hochberg over the units with an expectation; from 0 to 1.
    unusual : ndarray of int, shape (units,)
        -1 for fewer, 1 for more leavers than chance and the spread of units explain, else 0.
    variation : float
        Standard deviation of the true ratios beyond chance, at least 0.
    dispersion : float
        Mean square of the scores after winsorising, about 1 by chance alone; NaN with fewer than
        ten units.
    dispersion_p_value : float
        Pearson's test of whether any unit differs from what is expected; NaN likewise.
    """

    ratio: Floats
    lower: Floats
    upper: Floats
    p_value: Floats
    p_adjusted: Floats
    unusual: Counts
    variation: float
    dispersion: float
    dispersion_p_value: float


def unit_funnel(leavers: Ranged, expected: Ranged) -> UnitFunnel:
    """Hold each unit's leavers against those expected, allowing for units that differ anyway.

    Parameters
    ----------
    leavers : Ranged
        Whole numbers of people who left, shape (units,).
    expected : Ranged
        Leavers expected at the rate of all units, by headcount or by a model; shape (units,).

    Returns
    -------
    UnitFunnel
        With fewer than ten units nothing is allowed for variation beyond chance.

    Raises
    ------
    EstimationError
        A count of leavers that is not whole, or another shape.

    Notes
    -----
    Spiegelhalter (2005), Qual. Saf. Health Care 14, 347-351: the spread of the units is estimated
    from scores on square roots, winsorised by a tenth at either end so that outliers do not hide
    themselves, and added to chance as a random effect. Not as a multiple of it: that would have
    the largest units differ least, and widen the limits of the small ones for what the large
    ones do. What rounding adds to the scores is taken for chance, since the ranges allow for it
    unit by unit. The scores are those of Freeman and Tukey (1950, Ann. Math. Stat. 21, 607-611),
    whose mean square is near 1 from few leavers expected on; it is divided by that of winsorised
    normal ones, 0.68, without which the spread is too low. The ratios of units are then gamma
    and their leavers negative binomial, exact Poisson where nothing is added. Unusual are units
    beyond chance by Benjamini and Hochberg at 5%. For ratios drawn towards each other see
    `unit_effects`.

    Examples
    --------
    >>> left = [9, 12, 8, 31, 10, 7, 13, 11, 9, 10]
    >>> funnel = unit_funnel(Ranged.exact(left), Ranged.exact(np.full(10, 12.0)))
    >>> print(funnel.unusual, funnel.variation, funnel.upper[0].round(2))
    [0 0 0 1 0 0 0 0 0 0] 0.0 2.01
    """
    _check(leavers, expected)
    variation, dispersion, dispersion_p = unit_variation_of(
        likely_counts(leavers, expected.value),
        expected.value,
        rounding=rounding_variance(leavers),
    )
    known = expected.value > 0
    more = units_tail(leavers.low, expected.high, variation)
    fewer = 1 - units_tail(leavers.high, expected.low, variation)
    p_value = np.where(known, np.minimum(2 * np.minimum(more, fewer), 1.0), 1.0)
    p_adjusted = np.ones(p_value.shape)
    p_adjusted[known] = adjust(p_value[known], "benjamini_hochberg")
    side = np.where(more < fewer, 1, -1)
    lower, upper = funnel_limits(expected.value, variation)
    with np.errstate(divide="ignore", invalid="ignore"):
        ratio = np.where(known, leavers.value / expected.value, np.nan)
    return UnitFunnel(
        ratio=ratio,
        lower=lower,
        upper=upper,
        p_value=p_value,
        p_adjusted=p_adjusted,
        unusual=np.where(p_adjusted <= BEYOND_CHANCE, side, 0),
        variation=variation,
        dispersion=dispersion,
        dispersion_p_value=dispersion_p,
    )


def _check(leavers: Ranged, expected: Ranged) -> None:
    shape = leavers.value.shape
    if len(shape) != 1 or expected.value.shape != shape:
        raise EstimationError(
            f"Counts must have the shape (units,); found {shape} and {expected.value.shape}."
        )
    if any((side != np.floor(side)).any() for side in (leavers.low, leavers.value, leavers.high)):
        raise EstimationError("leavers must be whole numbers of people.")
