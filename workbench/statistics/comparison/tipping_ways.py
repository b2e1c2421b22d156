"""The fewest people who did not declare that would carry a rate ratio over a line, way by way."""

from __future__ import annotations

from dataclasses import dataclass
from fractions import Fraction

import numpy as np
from numpy.typing import ArrayLike, NDArray

from workbench.statistics.comparison.tipping_point import needed_to_cross, of_each_table

Floats = NDArray[np.float64]
Fewest = tuple[float, float]
"""Of those who passed, and of those who did not."""


@dataclass(frozen=True, eq=False, slots=True)
class TippingWays:
    """How few of the undeclared, of one outcome and one side, would carry a ratio over a line.

    Attributes
    ----------
    passers, others : ndarray of float
        Who passed, or did not, were they of the group; at least 1, NaN where all would not do.
    comparator_passers, comparator_others : ndarray of float
        The same were they of the comparator.
    """

    passers: Floats
    others: Floats
    comparator_passers: Floats
    comparator_others: Floats


def tipping_ways(
    passed: ArrayLike,
    entered: ArrayLike,
    comparator_passed: ArrayLike,
    comparator_entered: ArrayLike,
    undeclared_passed: ArrayLike,
    undeclared_entered: ArrayLike,
    *,
    line: float = 0.8,
) -> TippingWays:
    """Count the undeclared of each outcome who would carry a ratio over the next line.

    Parameters
    ----------
    passed, entered, comparator_passed, comparator_entered : array_like of int
        Broadcastable counts of people who declared.
    undeclared_passed, undeclared_entered : array_like of int
        Counts of people who did not.
    line : float
        Ratio above 0 and below 1; its inverse is a line too.

    Returns
    -------
    TippingWays
        NaN on every way where either side has no rate, or a rate of 0.

    Raises
    ------
    EstimationError
        Impossible counts, or a line not between 0 and 1.

    Notes
    -----
    As `tipping_point`, which takes one way only: towards equal rates or past them, by people of
    the group. The nearest crossing of all may lie the other way, or be by people of the comparator.

    Examples
    --------
    >>> ways = tipping_ways(40, 200, 70, 600, 60, 300)
    >>> print(ways.passers, ways.others, ways.comparator_passers, ways.comparator_others)
    nan 75.0 31.0 nan
    """
    found = of_each_table(
        _ways,
        4,
        line,
        passed,
        entered,
        comparator_passed,
        comparator_entered,
        undeclared_passed,
        undeclared_entered,
    )
    return TippingWays(*found)


def _ways(
    line: Fraction,
    passed: int,
    entered: int,
    others_passed: int,
    others: int,
    silent_passed: int,
    silent: int,
) -> tuple[float, ...]:
    if not passed or not others_passed:
        return (np.nan,) * 4
    available = silent_passed, silent - silent_passed
    sides = (passed, entered), (others_passed, others)
    return (*_fewest(line, *sides, available), *_fewest(line, *sides[::-1], available))


def _fewest(
    line: Fraction, own: tuple[int, int], other: tuple[int, int], available: tuple[int, int]
) -> Fewest:
    """Return how few, on one side, would raise its ratio to the other over a line, or lower it."""
    parity = Fraction(*other)
    found = [np.nan, np.nan]
    for edge in (line, 1 / line):
        people, passers = needed_to_cross(*own, edge * parity, reaching_counts=edge == line)
        place = 0 if passers else 1
        # From beyond both lines the nearer one is crossed first.
        if people <= available[place]:
            found[place] = np.fmin(found[place], people)
    return found[0], found[1]
