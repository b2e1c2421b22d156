"""The other roll-outs that the scheme could have made: every arrangement of the same dates."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from math import factorial, prod

import numpy as np
from numpy.typing import ArrayLike, NDArray

from workbench.errors import EstimationError
from workbench.statistics.inputs import critical_value, whole_counts

Whole = NDArray[np.int64]

ENUMERATED = 20_000
"""Most arrangements that are all gone through; of more, some are drawn."""

DRAWN = 9_999
"""Arrangements drawn where there are too many to go through."""


@dataclass(frozen=True, slots=True, eq=False)
class Assignments:
    """Arrangements of the start dates over the clusters, the one observed first.

    Attributes
    ----------
    starts : ndarray of int, shape (arrangements, clusters)
        First treated period of each cluster, clusters in ascending order of their number. Row 0
        is as observed. Then every other arrangement once, or those drawn.
    cluster : ndarray of int, shape (units,)
        Column of `starts` that each unit belongs to.
    possible : int
        Distinct arrangements that the scheme could have made, the observed one included.
    enumerated : bool
        Whether `starts` holds all of them.
    """

    starts: Whole
    cluster: Whole
    possible: int
    enumerated: bool

    @property
    def floor(self) -> float:
        """Smallest p-value attainable, above 0 and at most 1, if no two statistics are tied."""
        return 1 / len(self.starts)

    @property
    def smallest_cohort(self) -> int:
        """Fewest clusters that share a start, those never treated being such a cohort."""
        return int(np.unique(self.starts[0], return_counts=True)[1].min())

    def attainable_size(self, level: float = 0.95) -> float:
        """Return how often a true null is rejected, at most 1 - level, if no two are tied."""
        return rejected_at_most(len(self.starts), level) / len(self.starts)

    def units(self) -> Whole:
        """Return the start of each unit in each arrangement, shape (arrangements, units)."""
        return np.asarray(self.starts[:, self.cluster])


def assignments(
    starts: ArrayLike,
    clusters: ArrayLike | None = None,
    strata: ArrayLike | None = None,
    *,
    seed: int,
    enumerated: int = ENUMERATED,
    drawn: int = DRAWN,
) -> Assignments:
    """Arrange the dates that were given out over the clusters that could have had them.

    Parameters
    ----------
    starts : array_like of int, shape (units,)
        First treated period, from 0; of those never treated one number past the last period.
    clusters : array_like of int, shape (units,), optional
        The level at which dates were given out. Each unit is its own where not given.
    strata : array_like of int, shape (units,), optional
        Dates change hands only within a stratum. One stratum where not given.
    seed : int
        Of the draws.
    enumerated : int
        All arrangements are gone through if there are at most so many, at least 1.
    drawn : int
        Otherwise so many are drawn, at least 1, each arrangement with the same chance every time.

    Returns
    -------
    Assignments
        With 1 + `drawn` rows if they are drawn.

    Raises
    ------
    EstimationError
        No units, shapes that do not fit, numbers that are not whole, or units of one cluster that
        differ in their start or stratum.

    Notes
    -----
    Fisher (1935), The Design of Experiments; for dates of roll-out Athey and Imbens (2022),
    J. Econometrics 226, 62-79. A random permutation of places gives each distinct
    arrangement of dates, some of them equal, the same chance.

    Examples
    --------
    >>> four = assignments([5, 9, 9, 7], seed=1)
    >>> four.possible, four.starts[:3].tolist()
    (12, [[5, 9, 9, 7], [5, 7, 9, 9], [5, 9, 7, 9]])
    >>> assignments([5, 5] + [9] * 10, seed=1).attainable_size().__round__(4)
    0.0455
    """
    dates, cluster, held = _by_cluster(starts, clusters, strata)
    if enumerated < 1 or drawn < 1:
        raise EstimationError(
            f"enumerated and drawn must be 1 or more; found {enumerated}, {drawn}."
        )
    places = [np.flatnonzero(held == stratum) for stratum in np.unique(held)]
    possible = prod(_distinct(dates[place]) for place in places)
    if possible <= enumerated:
        rows = _all(dates, places)
        is_other = (rows != dates).any(axis=1)
        rows = np.concatenate([dates[None], rows[is_other]])
    else:
        rows = np.concatenate([dates[None], _draws(dates, places, drawn, seed)])
    return Assignments(rows, cluster, possible, possible <= enumerated)


def rejected_at_most(arrangements: int, level: float = 0.95) -> int:
    """Count the arrangements that a test may reject in.

    Parameters
    ----------
    arrangements : int
        All of them.
    level : float
        Confidence level, above 0 and below 1.

    Returns
    -------
    int
        The most whose share is not above ``1 - level``.

    Raises
    ------
    EstimationError
        The level is not above 0 and below 1.

    Examples
    --------
    >>> rejected_at_most(66), rejected_at_most(20), rejected_at_most(10, 0.9)
    (3, 1, 1)
    """
    critical_value(level)
    # One less 0.9 is a little below 0.1 in floating point.
    return int(np.floor(arrangements * (1 - level + 1e-12)))


def _by_cluster(
    starts: ArrayLike, clusters: ArrayLike | None, strata: ArrayLike | None
) -> tuple[Whole, Whole, Whole]:
    (dates,) = whole_counts(starts=starts)
    given = (
        np.arange(dates.size) if clusters is None else clusters,
        np.zeros(dates.shape, dtype=np.int64) if strata is None else strata,
    )
    labels, stratum = (whole_counts(labels=side)[0] for side in given)
    if dates.ndim != 1 or not dates.size or {labels.shape, stratum.shape} != {dates.shape}:
        raise EstimationError(
            "starts, clusters and strata must have one number for each unit, of one unit or more; "
            f"found shapes {dates.shape}, {labels.shape} and {stratum.shape}."
        )
    _, first, cluster = np.unique(labels, return_index=True, return_inverse=True)
    problems = [
        f"{apart.size} clusters hold units that differ in their {name}; give them one."
        for name, each in (("start", dates), ("stratum", stratum))
        if (apart := np.unique(cluster[each != each[first][cluster]])).size
    ]
    if problems:
        raise EstimationError.gather("Assignments", problems)
    return dates[first], cluster.astype(np.int64), stratum[first]


def _distinct(dates: Whole) -> int:
    _, times = np.unique(dates, return_counts=True)
    return factorial(dates.size) // prod(factorial(int(each)) for each in times)


def _all(dates: Whole, places: Sequence[Whole]) -> Whole:
    rows = np.empty((1, dates.size), dtype=np.int64)
    for place in places:
        arranged = _orders(dates[place])
        rows = np.repeat(rows, len(arranged), axis=0)
        rows[:, place] = np.tile(arranged, (len(rows) // len(arranged), 1))
    return rows


def _orders(dates: Whole) -> Whole:
    """Every distinct order of the dates: each beginning goes on with each date it has left."""
    values, times = np.unique(dates, return_counts=True)
    begun, left = np.empty((1, 0), dtype=np.int64), times[None]
    for _ in dates:
        row, value = np.nonzero(left)
        begun = np.column_stack([begun[row], values[value]])
        left = left[row]
        left[np.arange(value.size), value] -= 1
    return begun


def _draws(dates: Whole, places: Sequence[Whole], drawn: int, seed: int) -> Whole:
    random = np.random.default_rng(seed)
    rows = np.tile(dates, (drawn, 1))
    for place in places:
        rows[:, place] = random.permuted(rows[:, place], axis=1)
    return rows
