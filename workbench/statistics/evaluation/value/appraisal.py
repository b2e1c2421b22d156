"""Net present value and benefit-cost ratio of streams, discounted together."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import ArrayLike

from workbench.errors import EstimationError
from workbench.statistics.evaluation.value.discounting import RateBand, discount_factors
from workbench.statistics.evaluation.value.streams import (
    Floats,
    QualityOutcome,
    Stream,
    Values,
    factors_of,
    full_year,
    year_weights,
)


@dataclass(frozen=True, slots=True, eq=False)
class Appraisal:
    """What is counted, and how it is discounted; the inputs' values are given apart from it.

    Attributes
    ----------
    streams : tuple of Stream
        Benefits and costs.
    bands : sequence of RateBand
        The discount schedule.
    outcomes : tuple of QualityOutcome
        What is told in its own unit.
    base_year : int
        The year that is not discounted, as the schedule numbers years: the first of each profile.
    rate_shift : str or None
        Name of the input that is added to every discount rate.

    Raises
    ------
    EstimationError
        No stream; names that are empty or not distinct; profiles of different lengths or with a
        missing year; a stream without a quantity or a unit value; a kind that is neither; a
        schedule as `yearly_rates` refuses it.
    """

    streams: tuple[Stream, ...]
    bands: Sequence[RateBand]
    outcomes: tuple[QualityOutcome, ...] = ()
    base_year: int = 0
    rate_shift: str | None = None

    def __post_init__(self) -> None:
        problems = _problems(self)
        if problems:
            raise EstimationError.gather("The appraisal", problems)
        discount_factors(self.bands, self.years, base_year=self.base_year)

    @property
    def years(self) -> int:
        """Number of years, the base year among them."""
        return self.streams[0].profile.size

    @property
    def every(self) -> tuple[Stream | QualityOutcome, ...]:
        """Streams, then quality outcomes."""
        return (*self.streams, *self.outcomes)

    @property
    def names(self) -> frozenset[str]:
        """Names of all inputs that it uses."""
        used = {name for stream in self.every for name in factors_of(stream)}
        used |= {stream.growth for stream in self.streams if stream.growth is not None}
        return frozenset(used | ({self.rate_shift} if self.rate_shift is not None else set()))


@dataclass(frozen=True, slots=True, eq=False)
class PresentValues:
    """Present values at given inputs.

    Attributes
    ----------
    streams : ndarray of float, shape (streams, ...)
        Of each stream; a cost above 0.
    benefits, costs, net : ndarray of float, shape (...)
        Sums, and benefits less costs.
    ratio : ndarray of float, shape (...)
        Benefits over costs; NaN where the costs are not above 0.
    """

    streams: Floats
    benefits: Floats
    costs: Floats
    net: Floats
    ratio: Floats


def present_values(appraisal: Appraisal, values: Values) -> PresentValues:
    """Discount every stream at given inputs.

    Parameters
    ----------
    appraisal : Appraisal
        What is counted.
    values : mapping of str to array_like of float, shape (...)
        Every input by name, of shapes that fit.

    Returns
    -------
    PresentValues

    Raises
    ------
    EstimationError
        An input without a value, or a value that is missing or infinite.

    Examples
    --------
    >>> from workbench.statistics.evaluation.value.benefits import time_released
    >>> time = time_released("Time", ("hours",), ("pay",), [0.0, 1.0], "SPOs")
    >>> post = Stream("Posts", "cost", ("posts",), ("pay",), np.array([1.0, 0.0]), True, "HMPPS")
    >>> appraisal = Appraisal((time, post), [RateBand(1, None, 0.25)])
    >>> found = present_values(appraisal, {"hours": [100, 200], "pay": 30, "posts": 120})
    >>> print(found.net, found.ratio.round(3))
    [-1200.  1200.] [0.667 1.333]
    """
    _refuse_values(appraisal, values)
    shift = 0.0 if appraisal.rate_shift is None else values[appraisal.rate_shift]
    factors = discount_factors(
        appraisal.bands, appraisal.years, base_year=appraisal.base_year, shift=shift
    )
    each = [
        full_year(stream, values) * np.vecdot(year_weights(stream, values), factors)
        for stream in appraisal.streams
    ]
    streams = np.array(np.broadcast_arrays(*each))
    cost = np.array([stream.kind == "cost" for stream in appraisal.streams])
    benefits, costs = streams[~cost].sum(axis=0), streams[cost].sum(axis=0)
    ratio = np.full(np.shape(costs), np.nan)
    np.divide(benefits, costs, out=ratio, where=costs > 0)
    return PresentValues(streams, benefits, costs, benefits - costs, ratio)


def linear_in(appraisal: Appraisal, names: Iterable[str]) -> bool:
    """Say whether present values are linear in some inputs taken together.

    Parameters
    ----------
    appraisal : Appraisal
        What is counted.
    names : iterable of str
        Inputs, the others being held.

    Returns
    -------
    bool
        False where two of them, or one twice, meet in a stream, or one changes the discount rate
        or a growth.

    Examples
    --------
    >>> post = Stream("Posts", "cost", ("posts",), ("pay",), np.array([1.0, 0.0]), True, "HMPPS")
    >>> appraisal = Appraisal((post,), [RateBand(1, None, 0.035)], rate_shift="shift")
    >>> [linear_in(appraisal, names) for names in (["pay"], ["pay", "posts"], ["shift"])]
    [True, False, False]
    """
    asked = set(names)
    bent = {appraisal.rate_shift} | {stream.growth for stream in appraisal.streams}
    met = [sum(name in asked for name in factors_of(stream)) for stream in appraisal.streams]
    return not asked & bent and max(met) <= 1


def _problems(appraisal: Appraisal) -> list[str]:
    every = appraisal.every
    if not appraisal.streams:
        return ["No stream; state at least one benefit or cost."]
    problems = []
    names = [stream.name for stream in every]
    if len(set(names)) < len(names) or not all(names):
        problems.append(f"Names must be there and no two alike; found {names}.")
    lengths = {stream.name: np.shape(stream.profile) for stream in every}
    if (
        len(set(lengths.values())) > 1
        or np.ndim(every[0].profile) != 1
        or not every[0].profile.size
    ):
        problems.append(f"Profiles must have one share to each year, all alike; found {lengths}.")
    gaps = [s.name for s in every if not np.isfinite(np.asarray(s.profile, np.float64)).all()]
    if gaps:
        problems.append(f"Profiles must have no year missing; {gaps} have.")
    problems += [
        f"{stream.name} must be a benefit or a cost with a unit value; without a price it is a "
        "quality outcome."
        for stream in appraisal.streams
        if stream.kind not in ("benefit", "cost") or not stream.unit_value
    ]
    unmeasured = [outcome.name for outcome in appraisal.outcomes if not outcome.quantity]
    if unmeasured:
        problems.append(f"Quality outcomes need a quantity; {unmeasured} have none.")
    return problems


def _refuse_values(appraisal: Appraisal, values: Values) -> None:
    problems = []
    missing = sorted(appraisal.names - set(values))
    if missing:
        problems.append(f"No value for {missing}; state one.")
    present = {name: values[name] for name in sorted(appraisal.names & set(values))}
    wrong = [name for name, value in present.items() if not _finite(value)]
    if wrong:
        problems.append(f"Values must be numbers with none missing; those of {wrong} are not.")
    if problems:
        raise EstimationError.gather("The inputs of the appraisal", problems)


def _finite(value: ArrayLike) -> bool:
    array = np.asarray(value)
    return array.dtype.kind in "iuf" and bool(np.isfinite(array).all())
