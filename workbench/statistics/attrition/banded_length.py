"""Medians and means of service from survival in bands."""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray

from workbench.errors import EstimationError
from workbench.statistics.attrition.banded_service import METHOD, BandedSurvival
from workbench.statistics.estimate import Estimate
from workbench.statistics.inputs import critical_value

Floats = NDArray[np.float64]
Flags = NDArray[np.bool_]


def median_of_bands(table: BandedSurvival) -> Estimate:
    """Find the months of service by whose end half have left.

    Parameters
    ----------
    table : BandedSurvival

    Returns
    -------
    Estimate
        Completed months, shape (...); NaN where half is not reached in the months followed. A
        lower limit not reached is the last month followed, an upper one is infinite.

    Notes
    -----
    Brookmeyer and Crowley (1982), with the limits of each month.

    Examples
    --------
    >>> from workbench.statistics.attrition.banded_service import banded_survival
    >>> from workbench.statistics.attrition.leaving_rate import Ranged
    >>> table = banded_survival(
    ...     Ranged.exact([400]), Ranged.exact([80]), [6], followed=np.array([True])
    ... )
    >>> print(median_of_bands(table).value)
    4.0
    """
    survival = table.survival
    value, earliest, latest = (
        _half_gone(one) for one in (survival.value, survival.lower, survival.upper)
    )
    lower = np.where(np.isnan(earliest), np.maximum(table.end, 0), earliest)
    upper = np.where(np.isnan(latest), np.inf, latest)
    return Estimate(value, lower, upper, survival.level, f"Brookmeyer-Crowley, {METHOD}")


def restricted_mean_of_bands(table: BandedSurvival, horizon: int) -> Estimate:
    """Mean months in post from the first month followed up to a horizon.

    Parameters
    ----------
    table : BandedSurvival
    horizon : int
        Completed months of service up to which time is counted, above 0.

    Returns
    -------
    Estimate
        Months, shape (...), from 0 to ``horizon - start``; NaN where the table is not followed up
        to the horizon. Compare only tables of one start.

    Raises
    ------
    EstimationError
        A horizon below 1.

    Notes
    -----
    The area under the curve, people leaving at the end of their month; normal limits by the delta
    method around the least and the greatest area that the ranges allow.

    Examples
    --------
    >>> from workbench.statistics.attrition.banded_service import banded_survival
    >>> from workbench.statistics.attrition.leaving_rate import Ranged
    >>> table = banded_survival(
    ...     Ranged.exact([400]), Ranged.exact([80]), [6], followed=np.array([True])
    ... )
    >>> print(restricted_mean_of_bands(table, 3).value.round(2))
    2.44
    """
    if horizon < 1:
        raise EstimationError(f"horizon must be at least 1; found {horizon}.")
    month = np.arange(table.widths.sum())
    inside = ~np.isnan(table.survival.value) & (month < horizon)
    low, value, high = (
        _area(share, inside, horizon) for share in (table.low, table.survival.value, table.high)
    )
    later = np.where(inside & (month < horizon - 1), table.survival.value, 0.0)
    ahead = np.where(inside, np.cumsum(later[..., ::-1], axis=-1)[..., ::-1], 0.0)
    starts = np.concatenate([[0], np.cumsum(table.widths)[:-1]])
    by_band = np.add.reduceat(ahead, starts, axis=-1)
    reach = critical_value(table.survival.level) * np.sqrt((by_band**2 * table.spread).sum(axis=-1))
    known = (table.start >= 0) & (table.start < horizon) & (horizon <= table.end)
    sides = (value, np.maximum(low - reach, 0), np.minimum(high + reach, horizon - table.start))
    value, lower, upper = (np.where(known, side, np.nan) for side in sides)
    return Estimate(value, lower, upper, table.survival.level, f"area under the curve, {METHOD}")


def _area(share: Floats, inside: Flags, horizon: int) -> Floats:
    lived = np.where(inside & (np.arange(share.shape[-1]) < horizon - 1), share, 0.0)
    return np.asarray(lived.sum(axis=-1) + inside.any(axis=-1))


def _half_gone(share: Floats) -> Floats:
    reached = share <= 0.5 + 1e-9
    return np.where(reached.any(axis=-1), reached.argmax(axis=-1) + 1.0, np.nan)
