"""Panels, centres or markers: which of them stand out."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from numpy.typing import ArrayLike, NDArray

from workbench.statistics.comparison.exact_test import fisher_mid_p
from workbench.statistics.inputs import outcome_counts
from workbench.statistics.multiplicity import adjust
from workbench.statistics.units.units import checked_units

Floats = NDArray[np.float64]


@dataclass(frozen=True, eq=False, slots=True)
class UnitOutliers:
    """Each unit against all others together.

    Attributes
    ----------
    p_value : ndarray of float, shape (units,)
        Two-sided Fisher mid-p, from 0 to 1; 1 where nobody entered.
    p_adjusted : ndarray of float, shape (units,)
        Adjusted by Holm over the units that somebody entered.
    """

    p_value: Floats
    p_adjusted: Floats


def unit_outliers(passed: ArrayLike, entered: ArrayLike) -> UnitOutliers:
    """Test each unit's rate against that of all the others together.

    Parameters
    ----------
    passed, entered : array_like of int, shape (units,)
        Counts of people.

    Returns
    -------
    UnitOutliers
        The question is whether chance alone could set the unit apart. Where units vary anyway
        (see `unit_variation`) large ones stand out without being odd among units.

    Raises
    ------
    EstimationError
        Impossible counts or another shape.

    Notes
    -----
    Lancaster (1961), J. Am. Stat. Assoc. 56, 223-234; Holm (1979), Scand. J. Stat. 6, 65-70.

    Examples
    --------
    >>> unit_outliers([10, 11, 1], [20, 20, 20]).p_adjusted.round(4)
    array([0.1246, 0.0712, 0.0004])
    """
    passed_counts, entered_counts = outcome_counts(passed, entered)
    checked_units(passed_counts, entered_counts)
    p_value = fisher_mid_p(
        passed_counts,
        entered_counts,
        passed_counts.sum() - passed_counts,
        entered_counts.sum() - entered_counts,
    )
    adjusted, seen = np.ones(p_value.shape), entered_counts > 0
    adjusted[seen] = adjust(p_value[seen], "holm")
    return UnitOutliers(p_value=p_value, p_adjusted=adjusted)
