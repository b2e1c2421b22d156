"""How few people who did not declare would carry a rate ratio over a line."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from fractions import Fraction
from math import ceil, floor

import numpy as np
from numpy.typing import ArrayLike, NDArray

from workbench.errors import EstimationError
from workbench.statistics.comparison.undeclared_bounds import declared_and_not

Floats = NDArray[np.float64]


@dataclass(frozen=True, eq=False, slots=True)
class TippingPoint:
    """How few of the undeclared would carry a rate ratio over its line.

    Attributes
    ----------
    people : ndarray of float
        Smallest number, at least 1; NaN where all of them would not do or there is no ratio.
    passers : ndarray of bool
        Whether it is people who passed that would have to be in the group; otherwise people
        who did not.
    line : ndarray of float
        The line that is crossed; NaN where there is no ratio.
    """

    people: Floats
    passers: NDArray[np.bool_]
    line: Floats


def tipping_point(
    passed: ArrayLike,
    entered: ArrayLike,
    comparator_passed: ArrayLike,
    comparator_entered: ArrayLike,
    undeclared_passed: ArrayLike,
    undeclared_entered: ArrayLike,
    *,
    line: float = 0.8,
) -> TippingPoint:
    """Count the undeclared who would have to be in the group for its ratio to cross a line.

    Parameters
    ----------
    passed, entered, comparator_passed, comparator_entered : array_like of int
        Broadcastable counts of people who declared.
    undeclared_passed, undeclared_entered : array_like of int
        Counts of people who did not.
    line : float
        Ratio above 0 and below 1. Ratios up to 1 are set against it, ratios above 1 against
        its inverse.

    Returns
    -------
    TippingPoint
        A ratio below `line` crosses when it reaches it, by people who passed; one from there
        to 1 when it falls below, by people who did not. Above 1 likewise: one above the
        inverse crosses when it comes down to it, one up to there when it rises above.

    Raises
    ------
    EstimationError
        Impossible counts, or a line not between 0 and 1.

    Notes
    -----
    The number belongs to the mildest assignment that changes the reading: only people of one
    outcome, only into the group, the rest in neither it nor its comparator. It asks a reader
    one thing that can be judged: could that many of those who passed (or did not) and gave no
    answer be of this group? Shares and rates of assigned people would ask two at once. Placing
    people in the comparator as well could cross where `people` is NaN; whether it does is
    seen from `undeclared_bounds`. After the tipping-point analysis of Yan, Lee and Li (2009),
    J. Biopharm. Stat. 19, 1085-1098.

    Examples
    --------
    >>> tipping = tipping_point([30, 36], 100, 400, 1000, 10, 40)
    >>> print(tipping.people, tipping.passers)
    [ 3. 13.] [ True False]
    """
    people, passers, crossed = of_each_table(
        _crossing,
        3,
        line,
        passed,
        entered,
        comparator_passed,
        comparator_entered,
        undeclared_passed,
        undeclared_entered,
    )
    return TippingPoint(people=people, passers=passers == 1, line=crossed)


def of_each_table(
    crossing: Callable[..., tuple[float, ...]], numbers: int, line: float, *counts: ArrayLike
) -> list[Floats]:
    """Ask of every set of counts, one by one and in whole numbers, how a line is crossed.

    Parameters
    ----------
    crossing : callable
        From a line and six counts to so many numbers.
    numbers : int
        How many it returns.
    line : float
        Ratio above 0 and below 1.
    *counts : array_like of int
        As `tipping_point` takes them.

    Returns
    -------
    list of ndarray of float
        Each of its numbers, in the shape of the counts.

    Raises
    ------
    EstimationError
        Impossible counts, or a line not between 0 and 1.
    """
    if not 0 < line < 1:
        raise EstimationError(f"line must be above 0 and below 1; found {line}.")
    tables = declared_and_not(*counts)
    # As written in decimals, so that a ratio of exactly 8 to 10 is on the line of 0.8.
    exact = Fraction(repr(float(line)))
    rows = zip(*(count.ravel().tolist() for count in tables), strict=True)
    found = np.array([crossing(exact, *row) for row in rows], dtype=np.float64)
    return [column.reshape(tables[0].shape) for column in found.reshape(-1, numbers).T]


def _crossing(
    line: Fraction,
    passed: int,
    entered: int,
    others_passed: int,
    others: int,
    undeclared_passed: int,
    undeclared: int,
) -> tuple[float, bool, float]:
    if not entered or not others_passed:
        return np.nan, False, np.nan
    parity = Fraction(others_passed, others)
    above = Fraction(passed, entered) > parity
    crossed = 1 / line if above else line
    needed, passers = needed_to_cross(passed, entered, crossed * parity, reaching_counts=not above)
    available = undeclared_passed if passers else undeclared - undeclared_passed
    return needed if needed <= available else np.nan, passers, float(crossed)


def needed_to_cross(
    passed: int, entered: int, rate: Fraction, *, reaching_counts: bool
) -> tuple[float, bool]:
    """Return how many of one outcome would carry a rate over another, and which outcome.

    Parameters
    ----------
    passed, entered : int
        Whose rate it is.
    rate : Fraction
        The other, above 0.
    reaching_counts : bool
        Whether a rate is over when it is at least the other, else when above it.

    Returns
    -------
    people : float
        At least 1; infinite where nobody could.
    passers : bool
        Whether it is people who passed.

    Examples
    --------
    >>> needed_to_cross(30, 100, Fraction(8, 25), reaching_counts=True)
    (3, True)
    """
    own = Fraction(passed, entered)
    over = own >= rate if reaching_counts else own > rate
    if over:
        people = passed / rate - entered
        return (floor(people) + 1 if reaching_counts else ceil(people)), False
    if rate >= 1:
        return np.inf, True
    people = (rate * entered - passed) / (1 - rate)
    return (ceil(people) if reaching_counts else floor(people) + 1), True
