"""How far the role reaches at the end: officers, posts, and what was spent."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from math import nan

import numpy as np
from numpy.typing import ArrayLike, NDArray

Floats = NDArray[np.float64]
MONTHS_A_YEAR = 12


@dataclass(frozen=True, slots=True)
class Reach:
    """What a unit had when it was last known, summed over units.

    Attributes
    ----------
    officers : float
        Officers of units in which the role has begun.
    filled : float
        Full-time posts filled; NaN where the file does not tell.
    funded : float
        Full-time posts funded; NaN where the file does not tell.
    spent : float
        Pounds since the role began in each unit; NaN where the file does not tell.
    post_years : float
        Posts filled in the same months, as years of one post; NaN without either.
    """

    officers: float
    filled: float
    funded: float = nan
    spent: float = nan
    post_years: float = nan


def reach_of(doses: Mapping[str, Floats], actual: ArrayLike) -> Reach:
    """Add up officers, posts and spending.

    Parameters
    ----------
    doses : mapping of str to ndarray of float, shape (units, periods)
        ``officers``; ``filled`` or ``support``, ``funded`` and ``spend`` where they are known. NaN
        where there is no row.
    actual : array_like of int, shape (units,)
        The period in which the role began in each unit; `periods` where it has not.

    Returns
    -------
    Reach

    Examples
    --------
    >>> officers = np.array([[8.0, 9.0, np.nan], [5.0, 5.0, 5.0]])
    >>> posts = np.array([[0.0, 2.0, np.nan], [0.0, 0.0, 0.0]])
    >>> found = reach_of({"officers": officers, "filled": posts}, [1, 3])
    >>> found.officers, found.filled, found.funded
    (9.0, 2.0, nan)
    """
    starts, officers = np.asarray(actual), doses["officers"]
    periods = officers.shape[1]
    posts = doses.get("filled", doses.get("support"))
    spent, post_years = _since(doses.get("spend"), posts, starts)
    return Reach(
        officers=float(np.nansum(_last(officers)[starts < periods])),
        filled=_sum_of_last(posts, starts),
        funded=_sum_of_last(doses.get("funded"), starts),
        spent=spent,
        post_years=post_years,
    )


def _sum_of_last(amounts: Floats | None, starts: NDArray[np.int64]) -> float:
    """Return the sum over units in which the role began, as of their officers."""
    if amounts is None or not np.isfinite(amounts).any():
        return nan
    return float(np.nansum(_last(amounts)[starts < amounts.shape[1]]))


def _last(amounts: Floats) -> Floats:
    """Return the last known of each row; NaN where none is."""
    seen = np.isfinite(amounts)
    place = amounts.shape[1] - 1 - seen[:, ::-1].argmax(axis=1)
    return np.asarray(amounts[np.arange(len(amounts)), place])


def _since(
    spend: Floats | None, posts: Floats | None, starts: NDArray[np.int64]
) -> tuple[float, float]:
    """Return what was spent since each start, and the posts filled in the same months."""
    if spend is None:
        return nan, nan
    seen = np.isfinite(spend) & (np.arange(spend.shape[1]) >= starts[:, None])
    if posts is None:
        return float(spend[seen].sum()), nan
    # Side by side only in months in which both are known.
    seen &= np.isfinite(posts)
    return float(spend[seen].sum()), float(posts[seen].sum()) / MONTHS_A_YEAR
