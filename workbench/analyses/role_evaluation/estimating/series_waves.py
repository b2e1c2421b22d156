"""Waves of a roll-out, none of which singles out a small unit."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

Floats = NDArray[np.float64]
Whole = NDArray[np.int64]
Mask = NDArray[np.bool_]

FEWEST = 10
"""Officers that stand together, at the least."""


@dataclass(frozen=True, slots=True, eq=False)
class Wave:
    """Units in which the role began in the same month, or in months that are told together.

    Attributes
    ----------
    starts : tuple of int
        Periods, ascending.
    units : ndarray of bool, shape (units,)
    """

    starts: tuple[int, ...]
    units: Mask


def waves(actual: Whole, people: Floats, region: Whole, periods: int) -> tuple[Wave, ...]:
    """Group units by the month in which the role began, too small a wave with its neighbour.

    Parameters
    ----------
    actual : ndarray of int, shape (units,)
        The period in which it began; `periods` where it has not.
    people : ndarray of float, shape (units,)
        Officers of each unit.
    region : ndarray of int, shape (units,)
    periods : int

    Returns
    -------
    tuple of Wave
        In order of time; one that `stands` alone, or the whole roll-out.

    Examples
    --------
    >>> found = waves(np.array([3, 3, 4, 9]), np.array([8.0, 9, 6, 20]), np.array([0, 0, 1, 2]), 9)
    >>> [(one.starts, one.units.tolist()) for one in found]
    [((3, 4), [True, True, True, False])]
    """
    begun = np.unique(actual[actual < periods])
    found = [Wave((int(start),), actual == start) for start in begun]
    while len(found) > 1:
        small = next((at for at, one in enumerate(found) if not stands(one, people, region)), None)
        if small is None:
            break
        at = min(small, len(found) - 2)
        first, second = found[at : at + 2]
        found[at : at + 2] = [Wave(first.starts + second.starts, first.units | second.units)]
    return tuple(found)


def stands(wave: Wave, people: Floats, region: Whole) -> bool:
    """Tell whether a mean of these units singles out no unit with fewer than ten officers.

    Nor may it do so for a reader who knows the figures of its largest region, or unit, and takes
    them away.
    """
    told = np.where(wave.units, np.nan_to_num(people), 0.0)
    whole = told.sum()
    if whole < FEWEST:
        return False
    rests = [whole - np.bincount(place, told).max() for place in (region, np.arange(told.size))]
    return all(rest <= 0 or rest >= FEWEST for rest in rests)
