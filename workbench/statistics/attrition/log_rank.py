"""Whether groups leave at the same pace through their service."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from numpy.typing import ArrayLike, NDArray
from scipy.special import chdtrc

from workbench.errors import EstimationError
from workbench.statistics.attrition.life_table import checked_risk

Floats = NDArray[np.float64]


@dataclass(frozen=True, slots=True, eq=False)
class LogRank:
    """The log-rank test of some groups.

    Attributes
    ----------
    observed, expected : ndarray of float, shape (groups,)
        People who left, and who would have if all groups left alike.
    statistic : float
        Chi-squared, at least 0; NaN where there is nothing to compare.
    freedom : int
        Its degrees of freedom: the groups that could be compared, less one.
    p_value : float
        From 0 to 1; NaN where there is nothing to compare.
    """

    observed: Floats
    expected: Floats
    statistic: float
    freedom: int
    p_value: float


def log_rank(at_risk: ArrayLike, exits: ArrayLike) -> LogRank:
    """Test whether groups leave at one pace, month of service by month of service.

    Parameters
    ----------
    at_risk, exits : array_like of int, shape (groups, months) or (strata, groups, months)
        As for `life_table`; groups are compared within strata only.

    Returns
    -------
    LogRank
        Months with nobody at risk in a group say nothing of it: late entry needs no more.

    Raises
    ------
    EstimationError
        As `life_table`, or counts of another number of axes.

    Notes
    -----
    Mantel (1966), Cancer Chemother. Rep. 50, 163-170: in each month those who left are a draw
    from those at risk, which gives the Mantel-Haenszel test over months and strata.

    Examples
    --------
    >>> found = log_rank([[40, 30, 20], [38, 36, 33]], [[8, 7, 5], [1, 2, 3]])
    >>> print(found.expected.round(2), round(found.statistic, 2), round(found.p_value, 5))
    [11.73 14.27] 12.23 0.00047
    """
    people, left = checked_risk(at_risk, exits)
    if people.ndim not in (2, 3):
        raise EstimationError(
            f"Counts must have the shape (groups, months) or (strata, groups, months); "
            f"found {people.shape}."
        )
    groups = people.shape[-2]
    # A month of a stratum is a table of its own, whatever stratum it is of.
    there = np.moveaxis(people, -2, 0).reshape(groups, -1).astype(float)
    gone = np.moveaxis(left, -2, 0).reshape(groups, -1).astype(float)
    everyone, leavers = there.sum(axis=0), gone.sum(axis=0)
    share = there / np.maximum(everyone, 1)
    expected = (share * leavers).sum(axis=1)
    weight = leavers * (everyone - leavers) / np.maximum(everyone - 1, 1)
    covariance = np.diag((share * weight).sum(axis=1)) - (share * weight) @ share.T
    observed = gone.sum(axis=1)
    statistic, freedom = _chi_squared(observed - expected, covariance)
    p_value = float(chdtrc(freedom, statistic)) if freedom else float("nan")
    return LogRank(observed, expected, statistic, freedom, p_value)


def _chi_squared(surplus: Floats, covariance: Floats) -> tuple[float, int]:
    """Quadratic form over the directions in which the groups could differ."""
    values, directions = np.linalg.eigh(covariance)
    kept = values > max(values.max(initial=0), 1e-300) * 1e-10
    if not kept.any():
        return float("nan"), 0
    along = directions[:, kept].T @ surplus
    return float((along**2 / values[kept]).sum()), int(kept.sum())
