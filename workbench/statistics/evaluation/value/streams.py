"""Benefits and costs as yearly streams: a quantity times a unit value, in real prices."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Literal

import numpy as np
from numpy.typing import ArrayLike, NDArray

Floats = NDArray[np.float64]
Values = Mapping[str, ArrayLike]


@dataclass(frozen=True, slots=True, eq=False)
class Stream:
    """A benefit or a cost, year by year.

    Attributes
    ----------
    name : str
        As it is to be printed; no two alike.
    kind : {"benefit", "cost"}
        A loss that the role brings is a benefit below 0, so that the costs stay what was spent.
    quantity : tuple of str
        Names of the inputs whose product is the quantity in a full year: hours a week, posts.
    unit_value : tuple of str
        Names of the inputs whose product is the value of one, in real prices. At least one.
    profile : ndarray of float, shape (years,)
        Share of the full yearly quantity in each year from the base year, 0 before it begins.
    cashable : bool
        Whether a budget changes by it.
    who : str
        Who gains (of a benefit) or pays (of a cost).
    optimism_bias : str or None
        Name of the input by which a cost is raised or a benefit lowered, as a share.
    growth : str or None
        Name of the input by which the unit value grows a year in real terms, from the base year.
    scale : float
        Constant factor: 52 for weeks, -1 where a fall of the quantity is the gain.
    """

    name: str
    kind: Literal["benefit", "cost"]
    quantity: tuple[str, ...]
    unit_value: tuple[str, ...]
    profile: Floats
    cashable: bool
    who: str
    optimism_bias: str | None = None
    growth: str | None = None
    scale: float = 1.0


@dataclass(frozen=True, slots=True, eq=False)
class QualityOutcome:
    """What is gained and told in its own unit, without a price.

    Attributes
    ----------
    name, unit : str
        As they are to be printed.
    quantity : tuple of str
        Names of the inputs whose product is the quantity in a full year.
    profile : ndarray of float, shape (years,)
        As of a `Stream`.
    who : str
        Who gains.
    scale : float
        Constant factor.
    """

    name: str
    unit: str
    quantity: tuple[str, ...]
    profile: Floats
    who: str
    scale: float = 1.0


def factors_of(stream: Stream | QualityOutcome) -> tuple[str, ...]:
    """Names of the inputs of a stream, each as often as it is a factor.

    Parameters
    ----------
    stream : Stream or QualityOutcome
        See there.

    Returns
    -------
    tuple of str
        Quantity, unit value, optimism bias; not the growth, which is no factor.

    Examples
    --------
    >>> factors_of(QualityOutcome("Reports", "reports", ("posts", "each"), np.ones(2), "courts"))
    ('posts', 'each')
    """
    if isinstance(stream, QualityOutcome):
        return stream.quantity
    bias = () if stream.optimism_bias is None else (stream.optimism_bias,)
    return (*stream.quantity, *stream.unit_value, *bias)


def full_year(stream: Stream | QualityOutcome, values: Values) -> Floats:
    """Amount of a full year, before growth.

    Parameters
    ----------
    stream : Stream or QualityOutcome
        See there.
    values : mapping of str to array_like of float, shape (...)
        Value of each input, of shapes that fit.

    Returns
    -------
    ndarray of float, shape (...)
        Money, or the unit of a quality outcome: scale times the inputs, times one more the
        optimism bias for a cost and one less it for a benefit.

    Notes
    -----
    Optimism bias: HM Treasury (2022), The Green Book, annex 5.

    Examples
    --------
    >>> pay = Stream("Pay", "cost", ("posts",), ("pay",), np.ones(3), True, "HMPPS", "bias")
    >>> print(full_year(pay, {"posts": 10, "pay": [30.0, 32.0], "bias": 0.1}))
    [330. 352.]
    """
    names = stream.quantity
    amount = np.asarray(stream.scale)
    if isinstance(stream, Stream):
        names = (*names, *stream.unit_value)
        if stream.optimism_bias is not None:
            bias = np.asarray(values[stream.optimism_bias], dtype=np.float64)
            amount = amount * (1 + bias if stream.kind == "cost" else 1 - bias)
    for name in names:
        amount = amount * np.asarray(values[name], dtype=np.float64)
    return np.asarray(amount)


def year_weights(stream: Stream | QualityOutcome, values: Values) -> Floats:
    """Multiply the profile by the growth of the unit value, where there is one.

    Parameters
    ----------
    stream : Stream or QualityOutcome
        See there.
    values : mapping of str to array_like of float, shape (...)
        Value of each input.

    Returns
    -------
    ndarray of float, shape (..., years)
        What a full year's amount is multiplied by in each year.

    Examples
    --------
    >>> pay = Stream("Pay", "cost", ("posts",), ("pay",), np.array([0.5, 1, 1]), True, "HMPPS",
    ...              growth="real growth")
    >>> print(year_weights(pay, {"real growth": 0.01}))
    [0.5    1.01   1.0201]
    """
    growth = stream.growth if isinstance(stream, Stream) else None
    if growth is None:
        return stream.profile
    by_year = 1 + np.asarray(values[growth], dtype=np.float64)[..., np.newaxis]
    return np.asarray(stream.profile * by_year ** np.arange(stream.profile.size))


def yearly_amounts(stream: Stream | QualityOutcome, values: Values) -> Floats:
    """Amount of each year, not discounted.

    Parameters
    ----------
    stream : Stream or QualityOutcome
        See there.
    values : mapping of str to array_like of float, shape (...)
        Value of each input.

    Returns
    -------
    ndarray of float, shape (..., years)

    Examples
    --------
    >>> pay = Stream("Pay", "cost", ("posts",), ("pay",), np.array([0.5, 1]), True, "HMPPS")
    >>> print(yearly_amounts(pay, {"posts": 10, "pay": 30_000}))
    [150000. 300000.]
    """
    return full_year(stream, values)[..., np.newaxis] * year_weights(stream, values)
