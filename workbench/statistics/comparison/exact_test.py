"""Exact tests of whether a group and its comparator pass at one rate.

Given the margins of a 2 x 2 table, the passes in the group are hypergeometric. Tables that
share margins share the distribution, so it is computed once for each set of margins and only
where it has mass: a hypergeometric variable is a sum of independent Bernoulli variables
(Vatutin and Mikhailov, 1982, Theory Probab. Appl. 27, 734-743), to which Bernstein's
inequality applies with the hypergeometric variance.
"""

from __future__ import annotations

from collections.abc import Iterator

import numpy as np
from numpy.typing import ArrayLike, NDArray
from scipy.stats import MonteCarloMethod, chi2_contingency
from scipy.stats.contingency import expected_freq

from workbench.statistics.inputs import Counts, compared_counts, outcome_counts

Floats = NDArray[np.float64]

TIE = 1e-7
"""Relative difference within which two masses count as equal."""

SMALLEST = 1e-20
"""Smallest p-value told apart from 0; mass outside a window is below a hundredth of it."""

CHUNK = 2**18
"""Masses held at once, few enough to stay in a processor's cache."""


def fisher_mid_p(
    passed: ArrayLike,
    entered: ArrayLike,
    comparator_passed: ArrayLike,
    comparator_entered: ArrayLike,
) -> Floats:
    """Two-sided Fisher mid-p: outcomes less likely than the one seen, and half of those as likely.

    Parameters
    ----------
    passed, entered, comparator_passed, comparator_entered : array_like of int
        Broadcastable counts of people; at most as many passed as entered.

    Returns
    -------
    ndarray of float
        ``P(mass < observed mass) + P(mass = observed mass) / 2``, from 1e-20 (which stands for
        anything smaller) to 1. Exactly 1 where the margins allow one table only: nobody
        entered on a side, or no one or everyone passed on both.

    Raises
    ------
    EstimationError
        Impossible counts.

    Notes
    -----
    Lancaster (1961), J. Am. Stat. Assoc. 56, 223-234; Agresti (2013), Categorical Data
    Analysis, section 3.5.6. Masses are compared at a relative tolerance of 1e-7.

    Examples
    --------
    >>> fisher_mid_p([3, 0], [4, 0], [1, 5], [4, 9]).round(6)
    array([0.257143, 1.      ])
    """
    counts = compared_counts(passed, entered, comparator_passed, comparator_entered)
    observed, group, others_passed, others = (side.ravel() for side in counts)
    drawn = observed + others_passed
    p_values = np.ones(observed.size)
    varied = np.flatnonzero((group > 0) & (others > 0) & (drawn > 0) & (drawn < group + others))
    margins = np.stack([group, others, drawn])[:, varied]
    for part, start, width in _chunks(margins):
        places = varied[part]
        p_values[places] = _mid_p(observed[places], margins[:, part], start, width)
    return p_values.reshape(counts[0].shape)


def _chunks(margins: Counts) -> Iterator[tuple[Counts, Counts, int]]:
    """Yield tables whose windows are alike, those of one set of margins side by side."""
    start, width = _window(*margins.astype(np.float64))
    order = np.lexsort((*margins, width))
    first = 0
    while first < order.size:
        # The widths ascend, so the window of the last table decides the size of the chunk.
        last = min(first + max(CHUNK // int(width[order[first]]), 1), order.size)
        last = min(first + max(CHUNK // int(width[order[last - 1]]), 1), last)
        part = order[first:last]
        yield part, start[part], int(width[part[-1]])
        first = last


def _window(group: Floats, others: Floats, drawn: Floats) -> tuple[Counts, Counts]:
    """First count and number of counts outside which the mass is below ``SMALLEST / 100``."""
    everyone = group + others
    mean = drawn * (group / everyone)
    variance = mean * (others / everyone) * ((everyone - drawn) / np.maximum(everyone - 1, 1))
    exponent = np.log(200 / SMALLEST)
    reach = exponent / 3 + np.sqrt(exponent**2 / 9 + 2 * exponent * variance)
    start = np.maximum(np.maximum(drawn - others, 0), np.floor(mean - reach))
    end = np.minimum(np.minimum(drawn, group), np.ceil(mean + reach))
    return start.astype(np.int64), (end - start).astype(np.int64) + 1


def _mid_p(observed: Counts, margins: Counts, start: Counts, width: int) -> Floats:
    """Mid-p of tables sorted by their margins, over windows of one width."""
    is_new = np.append(True, (np.diff(margins, axis=1) != 0).any(axis=0))
    masses = _masses(margins[:, is_new], start[is_new], width)[np.cumsum(is_new) - 1]
    place = observed - start
    inside = (place >= 0) & (place < width)
    mass = masses[np.arange(observed.size), np.where(inside, place, 0)][:, None]
    less = np.einsum("ij,ij->i", masses, masses < mass * (1 - TIE))
    less_or_tied = np.einsum("ij,ij->i", masses, masses <= mass * (1 + TIE))
    return np.where(inside, np.clip((less + less_or_tied) / 2, SMALLEST, 1), SMALLEST)


def _masses(margins: Counts, start: Counts, width: int) -> Floats:
    """Hypergeometric masses of consecutive counts, from the ratio of each to the one before."""
    group, others, drawn = (side.astype(np.float64)[:, None] for side in margins)
    masses = np.ones((start.size, width))
    count = start.astype(np.float64)[:, None] + np.arange(1, width)
    # A count past the last possible one meets a factor of 0 on the way, and so has no mass.
    ratio = np.subtract(group + 1, count, out=masses[:, 1:])
    ratio *= drawn + 1 - count
    ratio /= count
    count += others - drawn
    ratio /= count
    np.cumprod(masses, axis=1, out=masses)
    masses /= masses.sum(axis=1, keepdims=True)
    return masses


def omnibus_p(passed: ArrayLike, entered: ArrayLike, *, seed: int) -> float:
    """Test whether all groups pass at one rate.

    Parameters
    ----------
    passed, entered : array_like of int, shape (groups,)
        Counts of people by group. Groups that nobody entered are left out.
    seed : int
        Seed of the random tables, drawn where an expected count is below 5.

    Returns
    -------
    float
        P-value of Pearson's chi-squared test without correction; where an expected count is
        below 5, its permutation p-value from 9,999 random tables with the same margins. 1 where
        no one or everyone passed; NaN where fewer than two groups were entered.

    Raises
    ------
    EstimationError
        Impossible counts.

    Notes
    -----
    To permute people's outcomes is to draw tables with fixed margins; the tables are drawn
    directly (Patefield, 1981, Appl. Stat. 30, 91-97).

    Examples
    --------
    >>> round(omnibus_p([48, 30, 22], [80, 60, 40], seed=1), 4)
    0.4978
    """
    passed_counts, entered_counts = (side.ravel() for side in outcome_counts(passed, entered))
    table = np.stack([passed_counts, entered_counts - passed_counts], axis=1)[entered_counts > 0]
    if len(table) < 2:
        return float("nan")
    if not table.sum(axis=0).all():
        return 1.0
    method = None
    if (expected_freq(table) < 5).any():
        method = MonteCarloMethod(n_resamples=9_999, rng=np.random.default_rng(seed))
    return float(chi2_contingency(table, correction=False, method=method).pvalue)
