"""Counts as they are shown, as ranges; and estimates laid out as the rows of a finding."""

from __future__ import annotations

from collections.abc import Callable, Sequence

import numpy as np
from numpy.typing import NDArray

from workbench.findings import ShownCounts
from workbench.measures.shown import ROUNDED
from workbench.statistics.attrition.leaving_rate import Ranged
from workbench.statistics.estimate import Estimate

Floats = NDArray[np.float64]
Flags = NDArray[np.bool_]
Change = Callable[[Floats], Floats]


def ranges(counts: ShownCounts, shape: tuple[int, ...]) -> Ranged:
    """Return counts as ranges; one that is banded stands for the middle of its band.

    In what is added up over many cells a band that stood for nobody would come out too low.

    Parameters
    ----------
    counts : ShownCounts
    shape : tuple of int
        How they are laid out.

    Examples
    --------
    >>> shown = ShownCounts(*map(np.array, ([0, 10], [True, False], [0, 8], [4, 12])))
    >>> ranges(shown, (2,)).value
    array([ 2., 10.])
    """
    low, high = (np.asarray(side, float).reshape(shape) for side in (counts.low, counts.high))
    value = np.where(counts.banded, (counts.low + counts.high) // 2, counts.value)
    return Ranged(low, np.clip(value.reshape(shape), low, high), high)


def shared_out(
    parts: Sequence[ShownCounts], whole: Floats, shape: tuple[int, ...], *, most: float = np.inf
) -> list[Ranged]:
    """Return the parts of a whole as ranges; those that are banded share what the others leave.

    Parameters
    ----------
    parts : sequence of ShownCounts
    whole : ndarray of float, of that shape
        What the parts add up to, as far as it is shown.
    shape : tuple of int
        How they are laid out.
    most : float
        The most that one banded part is taken for.

    Examples
    --------
    >>> one, two = (ShownCounts(*(np.array([side]) for side in sides))
    ...     for sides in ((10, False, 8, 12), (0, True, 0, 4)))
    >>> [part.value.tolist() for part in shared_out([one, two], np.array([13.0]), (1,))]
    [[10.0], [3.0]]
    """
    known = np.sum([told(one, shape) for one in parts], axis=0)
    banded = [one.banded.reshape(shape) for one in parts]
    share = np.clip((whole - known) / np.maximum(np.sum(banded, axis=0), 1), 0.0, most)
    plain = [ranges(one, shape) for one in parts]
    return [
        Ranged(one.low, np.where(few, np.clip(share, one.low, one.high), one.value), one.high)
        for one, few in zip(plain, banded, strict=True)
    ]


def rounded_people(counts: ShownCounts, shape: tuple[int, ...]) -> Ranged:
    """Return people at risk as ranges: they were whole ones, to the nearest, before all else."""
    told = ranges(counts, shape)
    return Ranged(np.maximum(told.low - 0.5, 0), told.value, told.high + 0.5)


def told(counts: ShownCounts, shape: tuple[int, ...]) -> NDArray[np.int64]:
    """Return counts with nobody where they are banded."""
    return np.where(counts.banded, 0, counts.value).reshape(shape)


def are_hidden(counts: ShownCounts, shape: tuple[int, ...]) -> Flags:
    """Tell which counts are not shown at all, not even as a band."""
    return counts.hidden(ROUNDED.band).reshape(shape)


def changed(one: Ranged, change: Change) -> Ranged:
    """Return ranges of numbers made of those of counts, rising with them."""
    return Ranged(change(one.low), change(one.value), change(one.high))


def each(one: Estimate, change: Change) -> Estimate:
    """Return an estimate with its value and its limits laid out anew."""
    value, lower, upper = (change(side) for side in (one.value, one.lower, one.upper))
    return Estimate(value, lower, upper, one.level, one.method)


def where_told(one: Estimate, where: Flags) -> Estimate:
    """Return an estimate that is missing elsewhere."""
    return each(one, lambda side: np.where(where, side, np.nan))


def in_column(one: Estimate, shape: tuple[int, int], columns: slice) -> Estimate:
    """Return an estimate a row and column of a table, which is missing in all other columns.

    Examples
    --------
    >>> one = Estimate(*[np.array([[0.5]])] * 3, 0.95, "m")
    >>> in_column(one, (1, 3), slice(0, 1)).value
    array([[0.5, nan, nan]])
    """

    def placed(side: Floats) -> Floats:
        full = np.full(shape, np.nan)
        full[:, columns] = side
        return full

    return each(one, placed)


def in_rows(one: Estimate, rows: int) -> Estimate:
    """Return an estimate a row of a finding, missing in the rows after those it is of."""

    def filled(side: Floats) -> Floats:
        full = np.full(rows, np.nan)
        full[: side.size] = side.ravel()
        return full

    return each(one, filled)
