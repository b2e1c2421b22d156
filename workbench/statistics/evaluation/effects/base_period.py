"""The months before a start from which changes are counted: their mean, unit by unit."""

from __future__ import annotations

import numpy as np

from workbench.errors import EstimationError
from workbench.statistics.evaluation.panel import Floats, Mask


def checked_base_months(base_months: int) -> int:
    """Check the number of periods whose mean is the base.

    Parameters
    ----------
    base_months : int
        Periods, from 1.

    Returns
    -------
    int
        As given.

    Raises
    ------
    EstimationError
        It is not whole, or below 1.

    Examples
    --------
    >>> checked_base_months(6)
    6
    """
    whole = isinstance(base_months, int | np.integer) and not isinstance(base_months, bool)
    if not whole or base_months < 1:
        raise EstimationError(f"base_months must be a whole number from 1; found {base_months}.")
    return int(base_months)


def changes_from(outcome: Floats, base: int, base_months: int = 1) -> tuple[Floats, Mask]:
    """Change of each unit from its base, and where both ends are observed.

    Parameters
    ----------
    outcome : ndarray of float, shape (units, periods)
        NaN where it was not observed.
    base : int
        The last base period, one of the panel.
    base_months : int
        Periods that end there whose mean is the base, from 1.

    Returns
    -------
    tuple of ndarray, each of shape (units, periods)
        The change, 0 where it is not known, and whether it is known.

    Examples
    --------
    >>> change, seen = changes_from(np.array([[1.0, np.nan, 4.0]]), 0)
    >>> print(change, seen)
    [[0. 0. 3.]] [[ True False  True]]
    """
    share = base_shares(outcome, base, base_months)
    mean = (share * np.where(share > 0, outcome, 0.0)).sum(axis=1)
    change = outcome - np.where(share.any(axis=1), mean, np.nan)[:, None]
    seen = np.isfinite(change)
    return np.where(seen, change, 0.0), seen


def base_shares(outcome: Floats, base: int, base_months: int) -> Floats:
    """Share of each period in the base of each unit.

    Parameters
    ----------
    outcome : ndarray of float, shape (units, periods)
        NaN where it was not observed.
    base : int
        The last base period, one of the panel.
    base_months : int
        Periods that end there, from 1; those before the panel do not count.

    Returns
    -------
    ndarray of float, shape (units, periods)
        Alike over the base periods observed, with sum 1; all 0 for a unit observed in none.

    Examples
    --------
    >>> base_shares(np.array([[1.0, np.nan, 4.0, 9.0]]), 2, 5)
    array([[0.5, 0. , 0.5, 0. ]])
    """
    place = np.arange(outcome.shape[1])
    within = np.isfinite(outcome) & (place <= base) & (place > base - base_months)
    return within / np.maximum(within.sum(axis=1, keepdims=True), 1)
