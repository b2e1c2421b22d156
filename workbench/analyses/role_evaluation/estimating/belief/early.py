"""Regions that were on a way of their own before the role began, found from the data by rule."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray
from scipy.special import stdtr, stdtrit

from workbench.statistics.evaluation.panel import Mask, Panel
from workbench.statistics.multiplicity import adjust

Floats = NDArray[np.float64]
WINDOW = 12
"""Months before the role began anywhere over which trends are compared."""
FEWEST_MONTHS, FEWEST_OTHERS = 4, 3


@dataclass(frozen=True, slots=True, eq=False)
class OwnTrends:
    """How each region's trend before the roll-out differs from that of all others.

    Attributes
    ----------
    slope, lower, upper : ndarray of float, shape (regions,)
        Change a month beyond the mean of the others', in the outcome's unit, and its limits.
    p_value : ndarray of float, shape (regions,)
    early : ndarray of int, shape (regions,)
        Months by which each began before its plan; 0 where it did not.
    months : int
        Months that the trends are of.
    """

    slope: Floats
    lower: Floats
    upper: Floats
    p_value: Floats
    early: NDArray[np.int64]
    months: int


def own_trends(
    panel: Panel,
    regions: NDArray[np.int64],
    early: NDArray[np.int64],
    first: int,
    *,
    level: float = 0.95,
) -> OwnTrends | None:
    """Compare each region's trend with those of all others over the same months.

    Parameters
    ----------
    panel : Panel
        Of shape (units, periods).
    regions : ndarray of int, shape (units,)
        The region of each unit.
    early : ndarray of int, shape (regions,)
        Months by which each began before its plan, regions ascending.
    first : int
        The first period that does not count: that in which the role began anywhere, less
        anticipation. `WINDOW` periods before it do, fewer where the panel begins later.
    level : float
        Confidence level.

    Returns
    -------
    OwnTrends or None
        None where months or regions are too few.

    Notes
    -----
    A slope is least squares of a region's monthly means, each unit about its own mean. That of
    one region is set against the spread of the others', ``s sqrt(1 + 1/n)``, with t(n - 1):
    Crawford and Howell (1998), Clin. Neuropsychol. 12, 482-486. The spread holds whatever months
    keep of each other, which errors about one region's line would not. With ten or so regions
    only a marked trend is found.

    Examples
    --------
    >>> from workbench.statistics.evaluation.panel import checked_panel
    >>> slopes = np.array([-2.0, 0.1, -0.1, 0.0, 0.2, -0.2])
    >>> panel = checked_panel(slopes[:, None] * np.arange(8), [6, 7, 8, 8, 8, 8])
    >>> found = own_trends(panel, np.arange(6), np.zeros(6, np.int64), 6)
    >>> print(found.slope[0].round(2), found.p_value[0] < 0.001)
    -2.0 True
    """
    means = _means(panel, regions, max(first - WINDOW, 0), first)
    months = means.shape[1]
    known = np.isfinite(means).all(axis=1)
    if months < FEWEST_MONTHS or known.sum() < FEWEST_OTHERS + 1:
        return None
    place = np.arange(months) - (months - 1) / 2
    slopes = np.where(known, np.nan_to_num(means) @ place / (place @ place), np.nan)
    slope, error, freedom = np.array([_against(slopes, one) for one in range(len(means))]).T
    reach = stdtrit(freedom, (1 + level) / 2) * error
    p_value = 2 * stdtr(freedom, -np.abs(slope) / error)
    return OwnTrends(slope, slope - reach, slope + reach, p_value, early, months)


def adjusted(trends: Sequence[OwnTrends]) -> tuple[Floats, ...]:
    """Adjust the p-values of several outcomes together, by Holm.

    Parameters
    ----------
    trends : sequence of OwnTrends
        Of the same regions.

    Returns
    -------
    tuple of ndarray of float, shape (regions,)
        One an outcome. Regions that began before their plan are a family of their own: they are
        suspect before any trend is seen, so that the others do not count against them.

    Examples
    --------
    >>> some, none = np.array([0.01, 0.02, 0.5]), np.zeros(3)
    >>> one = OwnTrends(none, none, none, some, np.array([1, 0, 0]), 12)
    >>> adjusted([one])[0]
    array([0.01, 0.04, 0.5 ])
    """
    p_values = np.array([one.p_value for one in trends])
    told = np.ones(p_values.shape)
    begun = np.array([one.early > 0 for one in trends])
    for family in (begun, ~begun):
        own = family & np.isfinite(p_values)
        if own.any():
            told[own] = adjust(p_values[own], "holm")
    return tuple(told)


def _against(slopes: Floats, one: int) -> tuple[float, float, float]:
    others = np.delete(slopes, one)
    others = others[np.isfinite(others)]
    error = others.std(ddof=1) * np.sqrt(1 + 1 / others.size)
    return float(slopes[one] - others.mean()), float(error), float(others.size - 1)


def _means(panel: Panel, regions: NDArray[np.int64], opens: int, ends: int) -> Floats:
    """Weighted means of each region, of units about their own mean; NaN where none was seen."""
    values = panel.outcome[:, opens:ends]
    seen = np.isfinite(values)
    own = np.where(seen, values, 0.0).sum(axis=1) / np.maximum(seen.sum(axis=1), 1)
    holds = (regions == np.unique(regions)[:, None]) * panel.weights
    total = holds @ np.where(seen, values - own[:, None], 0.0)
    people = holds @ seen
    return np.divide(total, people, out=np.full(total.shape, np.nan), where=people > 0)


def added_by_slope(weights: Floats, of_region: Mask) -> float:
    """Return what a trend of 1 a month of one region, if it went on, adds to the simple effect.

    Parameters
    ----------
    weights : ndarray of float, shape (units, periods)
        Of outcomes in the simple effect, as `simple_weights` gives them.
    of_region : ndarray of bool, shape (units,)

    Examples
    --------
    >>> weights = np.array([[0.0, -1.0, 1.0], [0.0, 1.0, -1.0]])
    >>> added_by_slope(weights, np.array([True, False]))
    1.0
    """
    return float((weights[of_region] @ np.arange(weights.shape[1])).sum())
