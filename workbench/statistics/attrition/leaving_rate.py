"""How many leave a year of every one in post, also where only a range of each count is known."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Self

import numpy as np
from numpy.typing import ArrayLike, NDArray
from scipy.special import gammainccinv, gammaincinv

from workbench.errors import EstimationError
from workbench.statistics.estimate import Estimate
from workbench.statistics.inputs import critical_value

Floats = NDArray[np.float64]

MONTHS_A_YEAR = 12


@dataclass(frozen=True, slots=True, eq=False)
class Ranged:
    """Numbers of people as they are shown, and between what each of them may lie.

    Attributes
    ----------
    low, value, high : ndarray of float
        Of one shape, at least 0; ``low <= value <= high``. Of exact counts the three are equal.

    Raises
    ------
    EstimationError
        A number is missing or negative, the three are out of order, or their shapes differ.

    Examples
    --------
    >>> Ranged(low=[3, 8], value=[5, 10], high=[7, 12]).high
    array([ 7., 12.])
    """

    low: Floats
    value: Floats
    high: Floats

    def __post_init__(self) -> None:
        """Check the three sides together."""
        for side in ("low", "value", "high"):
            object.__setattr__(self, side, np.asarray(getattr(self, side), dtype=np.float64))
        if not self.low.shape == self.value.shape == self.high.shape:
            raise EstimationError("low, value and high must have one shape.")
        # Written so that a missing number fails too.
        wrong = ~((self.low >= 0) & (self.low <= self.value) & (self.value <= self.high))
        if wrong.any() or np.isinf(self.high).any():
            raise EstimationError(
                "Counts must be at least 0 and in order, low, value, high, with none missing; "
                f"{int(np.sum(wrong | np.isinf(self.high)))} are not."
            )

    @classmethod
    def exact(cls, counts: ArrayLike) -> Self:
        """Make ranges of counts that are known exactly.

        Parameters
        ----------
        counts : array_like of float
            At least 0.

        Returns
        -------
        Ranged
            Whose three sides are the counts.

        Examples
        --------
        >>> Ranged.exact([3, 4]).low
        array([3., 4.])
        """
        known = np.asarray(counts, dtype=np.float64)
        return cls(low=known, value=known, high=known)


def leaving_rate(
    leavers: Ranged, headcount: Ranged, *, months: float = MONTHS_A_YEAR, level: float = 0.95
) -> Estimate:
    """Divide leavers by mean headcount, a year, with the exact Poisson interval.

    Parameters
    ----------
    leavers : Ranged
        Whole numbers of people who left in the period.
    headcount : Ranged
        Mean numbers of people in post in it, of a shape that broadcasts.
    months : float
        Length of the period, above 0.
    level : float
        Confidence level, above 0 and below 1.

    Returns
    -------
    Estimate
        Leavers a person and year, at least 0 (they may be more than 1). Limits are the lowest
        and the highest over everything that the ranges allow. NaN where the headcount is 0; the
        upper limit is infinite where it may be 0.

    Raises
    ------
    EstimationError
        A count of leavers that is not whole, shapes that do not fit, an impossible level or
        length.

    Notes
    -----
    Garwood (1936), Biometrika 28, 437-442. A limit rises with the leavers and falls with the
    headcount, so the ends of the ranges hold its extremes.

    Examples
    --------
    >>> rate = leaving_rate(Ranged.exact([7, 0]), Ranged.exact([100, 100]))
    >>> print(rate.value, rate.lower.round(4), rate.upper.round(4))
    [0.07 0.  ] [0.0281 0.    ] [0.1442 0.0369]
    >>> rounded = leaving_rate(Ranged(3, 5, 7), Ranged(98, 100, 102), months=6)
    >>> print(rounded.value, rounded.lower.round(4), rounded.upper.round(4))
    0.1 0.0121 0.2943
    """
    people, years = checked_rate(leavers, headcount, months=months, level=level)
    tail = (1 - level) / 2
    sides = (
        per_year(people.value, years.value),
        per_year(_garwood_lower(people.low, tail), years.high),
        per_year(_garwood_upper(people.high, tail), years.low),
    )
    value, lower, upper = (np.where(years.value > 0, side, np.nan) for side in sides)
    return Estimate(value=value, lower=lower, upper=upper, level=level, method="exact Poisson")


def _garwood_lower(leavers: Floats, tail: float) -> Floats:
    return np.where(leavers > 0, gammaincinv(np.maximum(leavers, 1), tail), 0.0)


def _garwood_upper(leavers: Floats, tail: float) -> Floats:
    return np.asarray(gammainccinv(leavers + 1, tail))


def checked_rate(
    leavers: Ranged, headcount: Ranged, *, months: float, level: float
) -> tuple[Ranged, Ranged]:
    """Check leavers against a headcount and tell it in years in post.

    Parameters
    ----------
    leavers, headcount : Ranged
        See `leaving_rate`.
    months, level : float
        Likewise.

    Returns
    -------
    tuple of Ranged
        Leavers, and person-years: of one shape.

    Raises
    ------
    EstimationError
        As `leaving_rate`.

    Examples
    --------
    >>> checked_rate(Ranged.exact(3), Ranged.exact(40), months=6, level=0.95)[1].value
    array(20.)
    """
    critical_value(level)
    if not 0 < months < np.inf:
        raise EstimationError(f"months must be above 0; found {months}.")
    for side in (leavers.low, leavers.value, leavers.high):
        if (side != np.floor(side)).any():
            raise EstimationError("leavers must be whole numbers of people.")
    try:
        shape = np.broadcast_shapes(leavers.value.shape, headcount.value.shape)
    except ValueError as error:
        raise EstimationError(f"Counts must have shapes that fit: {error}.") from error
    people, posts = (
        [np.broadcast_to(side, shape) for side in (one.low, one.value, one.high)]
        for one in (leavers, headcount)
    )
    return Ranged(*people), Ranged(*(side * (months / MONTHS_A_YEAR) for side in posts))


def per_year(leavers: Floats, years: Floats) -> Floats:
    """Divide people by years in post.

    Parameters
    ----------
    leavers, years : ndarray of float
        Of shapes that broadcast, at least 0.

    Returns
    -------
    ndarray of float
        NaN for nobody in no years, infinite for somebody.

    Examples
    --------
    >>> per_year(np.array([2.0, 0.0]), np.array([40.0, 0.0]))
    array([0.05,  nan])
    """
    with np.errstate(divide="ignore", invalid="ignore"):
        return np.asarray(leavers / years)
