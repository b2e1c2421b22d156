"""How long people stay, in months: the median and the mean up to a horizon."""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray

from workbench.errors import EstimationError
from workbench.statistics.attrition.life_table import LifeTable, greenwood_terms
from workbench.statistics.estimate import Estimate
from workbench.statistics.inputs import critical_value

Floats = NDArray[np.float64]

ROUNDING = 1e-9
"""Distance from a half that is taken for rounding."""


def median_service(table: LifeTable) -> Estimate:
    """Find the months of service by whose end half have left.

    Parameters
    ----------
    table : LifeTable
        Of shape (..., months).

    Returns
    -------
    Estimate
        Completed months of service, shape (...), of those who reach the first month followed;
        NaN where half is not reached. Limits are where those of survival reach half; a lower one
        not reached is the last month followed, an upper one is infinite.

    Notes
    -----
    Brookmeyer and Crowley (1982), Biometrics 38, 29-41, with the limits of each month.

    Examples
    --------
    >>> from workbench.statistics.attrition.life_table import life_table
    >>> table = life_table([40, 30, 22, 15, 11], [10, 8, 7, 4, 4])
    >>> median = median_service(table)
    >>> print(median.value, median.lower, median.upper)
    3.0 2.0 4.0
    """
    survival, window = table.survival, table.window
    earliest, latest = _half_gone(survival.lower), _half_gone(survival.upper)
    lower = np.where(np.isnan(earliest), np.maximum(window.end, 0), earliest)
    return Estimate(
        value=_half_gone(survival.value),
        lower=lower,
        upper=np.where(np.isnan(latest), np.inf, latest),
        level=survival.level,
        method=f"Brookmeyer-Crowley from {survival.method}",
    )


def _half_gone(share: Floats) -> Floats:
    reached = share <= 0.5 + ROUNDING
    return np.where(reached.any(axis=-1), reached.argmax(axis=-1) + 1.0, np.nan)


def restricted_mean_service(table: LifeTable, horizon: int) -> Estimate:
    """Mean months in post from the first month followed up to a horizon.

    Parameters
    ----------
    table : LifeTable
        Of shape (..., months).
    horizon : int
        Completed months of service up to which time is counted, above 0.

    Returns
    -------
    Estimate
        Months, shape (...), from 0 to ``horizon - start``; compare only tables of one start. NaN
        where the horizon is not after the start, or the table is not followed up to it.

    Raises
    ------
    EstimationError
        A horizon below 1.

    Notes
    -----
    The area under the survival curve, in which people leave at the end of their month, with its
    variance by Greenwood's terms (Klein and Moeschberger, 2003, section 4.5). Normal limits, kept
    within what is possible.

    Examples
    --------
    >>> from workbench.statistics.attrition.life_table import life_table
    >>> table = life_table([40, 30, 22, 15, 11], [10, 8, 7, 4, 4])
    >>> mean = restricted_mean_service(table, 4)
    >>> print(mean.value.round(3), mean.lower.round(3), mean.upper.round(3))
    2.675 2.299 3.051
    """
    if horizon < 1:
        raise EstimationError(f"horizon must be at least 1; found {horizon}.")
    months = np.arange(table.at_risk.shape[-1])
    counted = table.window.followed & (months < horizon)
    share = np.where(counted, table.survival.value, 0.0)
    # Each month is lived by those who were there at its start: the first one by everybody.
    lived = np.where(counted & (months < horizon - 1), share, 0.0)
    value = lived.sum(axis=-1) + counted.any(axis=-1)
    ahead = np.cumsum(lived[..., ::-1], axis=-1)[..., ::-1]
    exits = np.where(counted, table.exits, 0)
    terms = greenwood_terms(np.maximum(table.at_risk, 1), exits)
    reach = critical_value(table.survival.level) * np.sqrt((ahead**2 * terms).sum(axis=-1))
    known = (table.window.start >= 0) & (table.window.start < horizon)
    known &= horizon <= table.window.end
    most = horizon - table.window.start
    sides = (value, np.maximum(value - reach, 0), np.minimum(value + reach, most))
    value, lower, upper = (np.where(known, side, np.nan) for side in sides)
    return Estimate(value, lower, upper, table.survival.level, "area under Kaplan-Meier")
