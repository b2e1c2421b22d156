"""How far units differ beyond chance, without what rounding adds."""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray
from scipy.special import chdtrc, ndtri
from scipy.stats import norm, poisson

from workbench.statistics.attrition.leaving_rate import Ranged

Floats = NDArray[np.float64]

WINSORISED = 0.1
"""Share of units at either end whose scores count as the next one's."""

FEWEST_UNITS = 10
"""Fewest units from whose spread anything is allowed for variation beyond chance."""


def likely_counts(counts: Ranged, expected: Floats) -> Floats:
    """Return counts as shown; of "fewer than" so many, the mean that chance alone would give.

    Parameters
    ----------
    counts : Ranged
        A range that begins at 0 is one of few.
    expected : ndarray of float
        Of the same shape.

    Examples
    --------
    >>> likely_counts(Ranged([0, 8], [2, 10], [4, 12]), np.array([6.0, 9.0])).round(2)
    array([ 3.18, 10.  ])
    """
    few = (counts.low == 0) & (counts.high > 0)
    below = poisson.cdf(counts.high, expected)
    with np.errstate(invalid="ignore"):
        mean = expected * poisson.cdf(counts.high - 1, expected) / below
    return np.asarray(np.where(few & (below > 0), mean, counts.value))


def rounding_variance(counts: Ranged) -> Floats:
    """Return the variance that rounding adds, every count of a range being as likely.

    Examples
    --------
    >>> rounding_variance(Ranged([3, 8], [5, 8], [7, 8]))
    array([2., 0.])
    """
    return np.asarray(((counts.high - counts.low + 1) ** 2 - 1) / 12, dtype=np.float64)


def unit_variation_of(
    leavers: Floats, expected: Floats, *, rounding: Floats | float = 0.0
) -> tuple[float, float, float]:
    """Estimate the standard deviation of units' true ratios beyond chance.

    Parameters
    ----------
    leavers, expected : ndarray of float, shape (units,)
        Checked.
    rounding : ndarray of float, shape (units,) or float
        Variance that rounding adds to each number of leavers.

    Returns
    -------
    tuple of float
        The deviation, the winsorised mean square of scores and the p-value of Pearson's test;
        0 and NaN with fewer than ten units in which anyone is expected.

    Notes
    -----
    See `unit_funnel`; DerSimonian and Laird (1986), Control. Clin. Trials 7, 177-188. By chance
    alone the mean square of 100 units and more was 0.94 to 1.07 on average over 1,500 draws with
    1 to 3 leavers expected in each, 0.97 to 0.99 with 5 to 40.

    Examples
    --------
    >>> left, expected = np.tile([20.0, 5.0], 20), np.full(40, 12.5)
    >>> unit_variation_of(left, expected)[0] > 0.5
    True
    """
    kept = expected > 0
    units = int(kept.sum())
    if units < FEWEST_UNITS:
        return 0.0, float("nan"), float("nan")
    left, mean = leavers[kept], expected[kept]
    added = 1 + np.broadcast_to(rounding, expected.shape)[kept] / mean
    scores = (np.sqrt(left) + np.sqrt(left + 1) - np.sqrt(4 * mean + 1)) / np.sqrt(added)
    ends = np.quantile(scores, [WINSORISED, 1 - WINSORISED])
    dispersion = float((np.clip(scores, *ends) ** 2).mean() / _winsorised_square())
    # On square roots a ratio has a quarter of the variance it has itself.
    weight = 4 * mean / added
    spread = units * dispersion - (units - 1)
    variance = 4 * spread / (weight.sum() - (weight**2).sum() / weight.sum())
    p_value = float(chdtrc(units - 1, ((left - mean) ** 2 / (mean * added)).sum()))
    return float(np.sqrt(max(variance, 0.0))), dispersion, p_value


def _winsorised_square() -> float:
    """Mean square of standard normal scores of which a tenth at either end is winsorised."""
    end = -ndtri(WINSORISED)
    return float(1 - 2 * WINSORISED - 2 * end * norm.pdf(end) + 2 * WINSORISED * end**2)
