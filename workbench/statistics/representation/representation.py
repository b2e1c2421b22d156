"""Whether applicants and starters look like a benchmark: attraction and selection, apart."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from numpy.typing import ArrayLike, NDArray
from scipy.special import betainc, betaincc, betainccinv, betaincinv

from workbench.errors import EstimationError
from workbench.statistics.comparison.rates import proportion
from workbench.statistics.estimate import Estimate
from workbench.statistics.inputs import Counts, critical_value, whole_counts
from workbench.statistics.representation.shares import (
    counts_within,
    fitted,
    known_share,
    over_known_share,
    ratio_to_whole,
)

Floats = NDArray[np.float64]


def expected_share(people: ArrayLike, benchmark: ArrayLike) -> Floats:
    """Mean of regional benchmark shares, weighted by where the people are.

    Parameters
    ----------
    people : array_like of int, shape (..., regions)
        Applicants in each region.
    benchmark : array_like of float, shape (..., regions)
        The group's share of the benchmark in each region, from 0 to 1; NaN where it is not
        known and nobody applied.

    Returns
    -------
    ndarray of float, shape (...)
        Share to expect of people drawn at random from each region's benchmark; NaN where nobody
        applied in any region.

    Raises
    ------
    EstimationError
        Impossible counts, shares outside 0 to 1, a share missing where somebody applied, or
        shapes that do not fit.

    Examples
    --------
    >>> expected_share([60, 40], [[0.05, 0.45], [0.9, 0.5]]).round(3)
    array([0.21, 0.74])
    """
    (counts,), shares = whole_counts(people=people), np.asarray(benchmark, dtype=np.float64)
    if ((shares < 0) | (shares > 1)).any():
        raise EstimationError("Benchmark shares must be from 0 to 1.")
    counts, shares = fitted(counts, shares)
    if (np.isnan(shares) & (counts > 0)).any():
        raise EstimationError("A benchmark share is missing for a region with people.")
    with np.errstate(invalid="ignore"):
        return np.asarray((counts * np.nan_to_num(shares)).sum(axis=-1) / counts.sum(axis=-1))


@dataclass(frozen=True, eq=False, slots=True)
class AgainstBenchmark:
    """A group's share of some people, against its share of a benchmark.

    Attributes
    ----------
    share : Estimate
        The group's share, with exact limits.
    index : Estimate
        The share divided by the benchmark's, with the same limits divided by it: 1 where the
        group is represented as in the benchmark.
    expected : ndarray of float
        People of the group at the benchmark's share.
    shortfall : ndarray of float
        ``expected`` less those there are, in people: positive where there are fewer.
    p_value : ndarray of float
        Exact binomial p-value of the share being the benchmark's; 1 where there is nobody.
    """

    share: Estimate
    index: Estimate
    expected: Floats
    shortfall: Floats
    p_value: Floats


def against_benchmark(
    group: ArrayLike, people: ArrayLike, benchmark_share: ArrayLike, *, level: float = 0.95
) -> AgainstBenchmark:
    """Compare a group's share of applicants, starters or staff with a benchmark.

    Parameters
    ----------
    group, people : array_like of int
        Broadcastable counts: the group, and everybody whose group is known.
    benchmark_share : array_like of float
        The group's expected share, above 0 and at most 1, taken as known exactly.
    level : float
        Confidence level, above 0 and below 1.

    Returns
    -------
    AgainstBenchmark
        Where there is nobody, shares and indices are NaN, limits included.

    Raises
    ------
    EstimationError
        Impossible counts, shares or level.

    Notes
    -----
    Limits: Clopper and Pearson (1934), Biometrika 26, 404-413. The p-value is twice the smaller
    exact tail, at most 1. The two belong together (Fay, 2010, R Journal 2(1), 53-58): p is below
    ``1 - level`` exactly when the benchmark lies outside the limits, which is not so of a p-value
    that adds up the less likely counts. Both hold their level at every number of people. Where
    the benchmark differs by region they err further on the safe side, for people drawn region
    by region vary less than a binomial count at the mean share.

    Examples
    --------
    >>> found = against_benchmark([7], [60], [0.25])
    >>> print(found.index.value.round(3), found.index.lower.round(3), found.index.upper.round(3))
    [0.467] [0.193] [0.903]
    >>> print(found.shortfall, found.p_value.round(4))
    [8.] [0.0176]
    """
    critical_value(level)
    counts = counts_within(group=group, people=people)
    seen, of, benchmark = fitted(*counts, known_share(benchmark_share))
    lower, upper = _clopper_pearson(seen, of, (1 - level) / 2)
    share = Estimate(proportion(seen, of), lower, upper, level, "Clopper-Pearson exact")
    expected = np.asarray(of * benchmark)
    return AgainstBenchmark(
        share=share,
        index=over_known_share(share, benchmark),
        expected=expected,
        shortfall=np.asarray(expected - seen),
        p_value=_binomial_p(seen, of, benchmark),
    )


def _clopper_pearson(seen: Counts, of: Counts, tail: float) -> tuple[Floats, Floats]:
    # The parameters are kept above 0 where the limit is 0 or 1 by definition.
    lower = np.where(seen > 0, betaincinv(np.maximum(seen, 1), of - seen + 1, tail), 0.0)
    upper = np.where(seen < of, betainccinv(seen + 1, np.maximum(of - seen, 1), tail), 1.0)
    return np.where(of > 0, lower, np.nan), np.where(of > 0, upper, np.nan)


def _binomial_p(seen: Counts, of: Counts, share: Floats) -> Floats:
    at_least = np.where(seen > 0, betainc(np.maximum(seen, 1), of - seen + 1, share), 1.0)
    at_most = np.where(seen < of, betaincc(seen + 1, np.maximum(of - seen, 1), share), 1.0)
    return np.minimum(2 * np.minimum(at_least, at_most), 1.0)


@dataclass(frozen=True, eq=False, slots=True)
class Representation:
    """How a group comes to be represented among those who start.

    Attributes
    ----------
    applicants : AgainstBenchmark
        Attraction: the group among applicants, against the benchmark.
    selection : Estimate
        The group's share of starters divided by its share of applicants, which is its start rate
        divided by everybody's.
    starters : AgainstBenchmark
        The whole: the group among starters, against the benchmark. Its index is the index of
        attraction times that of selection.
    shortfall_from_attraction, shortfall_from_selection : ndarray of float
        The starters' shortfall in people, as the part due to who applied, at equal start rates,
        and the part due to unequal start rates; they add up to it. NaN where nobody applied.
    """

    applicants: AgainstBenchmark
    selection: Estimate
    starters: AgainstBenchmark
    shortfall_from_attraction: Floats
    shortfall_from_selection: Floats


def representation(
    applied: ArrayLike,
    all_applied: ArrayLike,
    started: ArrayLike,
    all_started: ArrayLike,
    benchmark_share: ArrayLike,
    *,
    level: float = 0.95,
) -> Representation:
    """Split a group's representation among starters into attraction and selection.

    Parameters
    ----------
    applied, all_applied : array_like of int
        Broadcastable counts of applicants: the group, and everybody whose group is known.
    started, all_started : array_like of int
        How many of each started.
    benchmark_share : array_like of float
        The group's expected share, above 0 and at most 1, taken as known exactly. One share
        serves applicants and starters, or the indices would not multiply.
    level : float
        Confidence level, above 0 and below 1.

    Returns
    -------
    Representation
        Of the broadcast shape.

    Raises
    ------
    EstimationError
        Impossible counts, shares or level, or a group that is not inside the whole.

    Notes
    -----
    Limits of the selection index as in `ratio_to_whole`. For a test of selection see
    `fisher_mid_p`, with the group against everybody else.

    Examples
    --------
    >>> found = representation([90], [1000], [6], [100], [0.18])
    >>> print(found.applicants.index.value, found.selection.value.round(3),
    ...       found.starters.index.value.round(3))
    [0.5] [0.667] [0.333]
    >>> print(found.shortfall_from_attraction, found.shortfall_from_selection)
    [9.] [3.]
    """
    group, everybody = counts_within(applied=applied, all_applied=all_applied)
    chosen, all_chosen = counts_within(started=started, all_started=all_started)
    selection = ratio_to_whole(chosen, group, all_chosen, everybody, level=level)
    starters = against_benchmark(chosen, all_chosen, benchmark_share, level=level)
    by_selection = np.asarray(all_chosen * proportion(group, everybody) - chosen)
    return Representation(
        applicants=against_benchmark(group, everybody, benchmark_share, level=level),
        selection=selection,
        starters=starters,
        shortfall_from_attraction=np.asarray(starters.shortfall - by_selection),
        shortfall_from_selection=by_selection,
    )
