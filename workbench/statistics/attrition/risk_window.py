"""The months of service in which enough people were at risk to follow them."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from numpy.typing import ArrayLike, NDArray

from workbench.errors import EstimationError
from workbench.statistics.inputs import Counts, whole_counts

LEAST_AT_RISK = 10
"""People at risk below whom a month is not followed."""


@dataclass(frozen=True, slots=True, eq=False)
class RiskWindow:
    """From where to where a risk table is followed.

    Attributes
    ----------
    start : ndarray of int, shape (...)
        First month of service with enough people at risk; -1 where there is none.
    end : ndarray of int, shape (...)
        The month after the last one followed: the first after `start` with too few at risk.
    followed : ndarray of bool, shape (..., months)
        The months from `start` up to `end`.
    least : ndarray of int, shape (..., months)
        Fewest at risk in any month followed so far; 0 in months not followed.
    """

    start: Counts
    end: Counts
    followed: NDArray[np.bool_]
    least: Counts


def risk_window(at_risk: ArrayLike, *, least_at_risk: int = LEAST_AT_RISK) -> RiskWindow:
    """Find the first run of months with enough people at risk.

    Parameters
    ----------
    at_risk : array_like of int, shape (..., months)
        People at risk in each month of service, from month 0.
    least_at_risk : int
        Fewest at risk in a month that is followed, at least 1.

    Returns
    -------
    RiskWindow
        Staff already in post when the data begin enter late, so that the first months may have
        fewer at risk than later ones: what follows is conditional on reaching `start`.

    Raises
    ------
    EstimationError
        Impossible counts, no months, or a least number below 1.

    Examples
    --------
    >>> window = risk_window([4, 12, 15, 11, 9, 10])
    >>> print(window.start, window.end, window.least)
    1 4 [ 0 12 12 11  0  0]
    """
    (people,) = whole_counts(at_risk=at_risk)
    if not people.ndim or not people.shape[-1]:
        raise EstimationError("at_risk must have at least one month along its last axis.")
    if least_at_risk < 1:
        raise EstimationError(f"least_at_risk must be at least 1; found {least_at_risk}.")
    enough = people >= least_at_risk
    reached = np.logical_or.accumulate(enough, axis=-1)
    followed = reached & ~np.logical_or.accumulate(reached & ~enough, axis=-1)
    start = np.where(followed.any(axis=-1), followed.argmax(axis=-1), -1)
    fewest = np.minimum.accumulate(np.where(reached, people, np.iinfo(np.int64).max), axis=-1)
    return RiskWindow(
        start=start,
        end=np.where(start >= 0, start + followed.sum(axis=-1), -1),
        followed=followed,
        least=np.where(followed, fewest, 0),
    )
