"""The two benefits with a price: hours released and leavers avoided."""

from __future__ import annotations

import numpy as np
from numpy.typing import ArrayLike

from workbench.statistics.evaluation.value.streams import Stream


def time_released(
    name: str,
    hours: tuple[str, ...],
    loaded_cost: tuple[str, ...],
    profile: ArrayLike,
    who: str,
    *,
    optimism_bias: str | None = None,
    growth: str | None = None,
    scale: float = 1.0,
) -> Stream:
    """Hours released times their loaded cost: a benefit that is not cash.

    Parameters
    ----------
    name, optimism_bias, growth, scale, profile, who
        As of a `Stream`.
    hours : tuple of str
        Inputs whose product, with `scale`, is hours in a full year.
    loaded_cost : tuple of str
        Inputs whose product is the cost of an hour: pay, employer's contributions, overheads.

    Returns
    -------
    Stream
        Never cashable: the people are still paid, and do other work.

    Examples
    --------
    >>> time_released("Time", ("hours",), ("loaded cost",), [1.0], "SPOs").cashable
    False
    """
    years = np.asarray(profile, dtype=np.float64)
    return Stream(
        name, "benefit", hours, loaded_cost, years, False, who, optimism_bias, growth, scale
    )


def leavers_avoided(
    name: str,
    leavers: tuple[str, ...],
    replacement_cost: tuple[str, ...],
    profile: ArrayLike,
    who: str,
    *,
    cashable: bool,
    optimism_bias: str | None = None,
    growth: str | None = None,
    scale: float = 1.0,
) -> Stream:
    """Leavers avoided times the cost of replacing one.

    Parameters
    ----------
    name, cashable, optimism_bias, growth, scale, profile, who
        As of a `Stream`. Recruitment that is not paid for is cashable, cover by colleagues is not:
        two streams where both are counted.
    leavers : tuple of str
        Inputs whose product, with `scale`, is leavers fewer in a full year.
    replacement_cost : tuple of str
        Inputs whose product is the cost of replacing one.

    Returns
    -------
    Stream

    Examples
    --------
    >>> leavers_avoided("Stay", ("fewer",), ("cost",), [1.0], "HMPPS", cashable=True).kind
    'benefit'
    """
    years = np.asarray(profile, dtype=np.float64)
    return Stream(
        name, "benefit", leavers, replacement_cost, years, cashable, who, optimism_bias, growth,
        scale,
    )  # fmt: skip
