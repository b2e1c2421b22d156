"""Money of different years made comparable: discount factors and real prices."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from itertools import pairwise

import numpy as np
from numpy.typing import ArrayLike, NDArray

from workbench.errors import EstimationError

Floats = NDArray[np.float64]

MOST_YEARS = 150
"""Most years of one appraisal."""


@dataclass(frozen=True, slots=True)
class RateBand:
    """A discount rate and the years it holds for.

    Attributes
    ----------
    first : int
        First year, numbered as the appraisal numbers its years: 1, or a calendar year.
    last : int or None
        Last year, itself included; None where the rate holds from `first` on.
    rate : float
        Rate a year as a share: 0.035 for 3.5%.
    """

    first: int
    last: int | None
    rate: float


GREEN_BOOK = (RateBand(1, 30, 0.035), RateBand(31, 75, 0.03), RateBand(76, None, 0.025))
"""Social time preference rate, HM Treasury (2022), The Green Book, annex 6."""


def yearly_rates(bands: Sequence[RateBand], years: int, *, base_year: int = 0) -> Floats:
    """Discount rate of each year after the base year.

    Parameters
    ----------
    bands : sequence of RateBand
        In order of their years, without a gap or an overlap, from the year after the base year or
        before it to the last year of the appraisal or beyond.
    years : int
        Years of the appraisal, the base year among them, from 1 to 150.
    base_year : int
        The year that is not discounted.

    Returns
    -------
    ndarray of float, shape (years,)
        0 in the base year.

    Raises
    ------
    EstimationError
        A schedule with a gap, an overlap, a band that ends before it begins, too few years, or a
        rate that is not a share above -1 and below 1; or an impossible number of years.

    Examples
    --------
    >>> yearly_rates([RateBand(2026, 2026, 0.035), RateBand(2027, None, 0.03)], 4, base_year=2025)
    array([0.   , 0.035, 0.03 , 0.03 ])
    """
    if not 1 <= years <= MOST_YEARS:
        raise EstimationError(f"years must be from 1 to {MOST_YEARS}; found {years}.")
    final = base_year + years - 1
    problems = [*_shape_problems(bands), *_cover_problems(bands, base_year + 1, final)]
    if problems:
        raise EstimationError.gather("The discount schedule", problems)
    numbered = np.arange(base_year, base_year + years)
    rates = np.zeros(years)
    for band in bands:
        rates[(numbered >= band.first) & (numbered <= _end(band, final))] = band.rate
    rates[0] = 0.0
    return rates


def _end(band: RateBand, otherwise: int) -> int:
    return otherwise if band.last is None else band.last


def _shape_problems(bands: Sequence[RateBand]) -> list[str]:
    problems = [
        f"The rate from year {band.first} is {band.rate}; give it as a share, as 0.035."
        for band in bands
        if not -1 < band.rate < 1
    ]
    problems += [
        f"Years {band.first} to {band.last} end before they begin; put the years in order."
        for band in bands
        if band.last is not None and band.last < band.first
    ]
    for band, following in pairwise(bands):
        if band.last is None or band.last >= following.first:
            end = "on" if band.last is None else f"to {band.last}"
            problems.append(
                f"Years from {band.first} {end} overlap those from {following.first}; end the "
                f"earlier in {following.first - 1} and keep the bands in order."
            )
        elif band.last < following.first - 1:
            problems.append(
                f"No rate for years {band.last + 1} to {following.first - 1}; state one."
            )
    return problems


def _cover_problems(bands: Sequence[RateBand], first: int, final: int) -> list[str]:
    if final < first:
        return []
    if not bands:
        return [f"No rate for years {first} to {final}; state one."]
    problems = []
    if bands[0].first > first:
        problems.append(f"No rate for years {first} to {bands[0].first - 1}; state one.")
    last = bands[-1].last
    if last is not None and last < final:
        problems.append(f"No rate for years {max(last + 1, first)} to {final}; state one.")
    return problems


def discount_factors(
    bands: Sequence[RateBand], years: int, *, base_year: int = 0, shift: ArrayLike = 0.0
) -> Floats:
    """Present value of one pound in each year.

    Parameters
    ----------
    bands : sequence of RateBand
        See `yearly_rates`.
    years : int
        Years of the appraisal, the base year among them, from 1 to 150.
    base_year : int
        The year that is not discounted.
    shift : array_like of float, shape (...)
        Added to the rate of every year after the base year.

    Returns
    -------
    ndarray of float, shape (..., years)
        1 in the base year.

    Raises
    ------
    EstimationError
        As `yearly_rates`, or a shift that is missing or takes a rate to -1 or below.

    Notes
    -----
    The product over the years since the base year of ``1 / (1 + rate)``: HM Treasury (2022), The
    Green Book, annex 6, where each rate is for its own years and is not taken back to the start.

    Examples
    --------
    >>> print(discount_factors(GREEN_BOOK, 76)[[0, 1, 10, 30, 31, 75]].round(4))
    [1.     0.9662 0.7089 0.3563 0.3459 0.0942]
    """
    rates = yearly_rates(bands, years, base_year=base_year)
    added = np.asarray(shift, dtype=np.float64)
    if not (np.isfinite(added) & (added + rates[1:].min(initial=0.0) > -1)).all():
        raise EstimationError("The shift of the discount rate must leave every rate above -1.")
    shifted = rates + np.multiply.outer(added, np.arange(years) > 0)
    return np.asarray(np.cumprod(1 / (1 + shifted), axis=-1))
