"""Restricted wild cluster bootstrap: every pattern of signs, and its set by exact inversion."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from workbench.errors import EstimationError
from workbench.statistics.estimate import Estimate
from workbench.statistics.evaluation.inference.cluster_scores import ClusterScores
from workbench.statistics.evaluation.inference.wild_set import TIED, accepted_effects, turned
from workbench.statistics.inputs import critical_value

Floats = NDArray[np.float64]

MOST_ENUMERATED = 13
"""Clusters up to which every pattern of signs is gone through."""


@dataclass(frozen=True, slots=True, eq=False)
class WildBootstrap:
    """Test of one effect and the effects that it does not reject.

    Attributes
    ----------
    p_value : float
        Share of patterns whose statistic is as far from 0 as the one found, ties counted.
    statistic : float
        The effect less the null, over its standard error.
    floor : float
        Smallest p-value there can be.
    enumerated : bool
        Whether every pattern was gone through.
    patterns : int
        Patterns gone through, the one found among them; a pattern and its opposite are one where
        enumerated.
    intervals : ndarray of float, shape (intervals, 2)
        Effects with a p-value above 1 - level, ascending, ends within.
    estimate : Estimate
        Shape (), the effect and the ends of the first and the last interval.
    """

    p_value: float
    statistic: float
    floor: float
    enumerated: bool
    patterns: int
    intervals: Floats
    estimate: Estimate


def wild_bootstrap(
    scores: ClusterScores,
    *,
    null: float = 0.0,
    level: float = 0.95,
    draws: int = 9999,
    seed: int = 0,
) -> WildBootstrap:
    """Test an effect by turning the signs of its clusters' restricted residuals.

    Parameters
    ----------
    scores : ClusterScores
        `two_way_scores`, `regression_scores` or `statistic_scores`.
    null : float
        The effect tested.
    level : float
        Confidence level, above 0 and below 1.
    draws, seed : int
        Patterns drawn where there are more than 13 clusters, and the seed of it.

    Returns
    -------
    WildBootstrap
        p-values are ``(1 + b) / (1 + draws)`` where drawn.

    Raises
    ------
    EstimationError
        An impossible level or number of draws, a null that is not finite, or an effect without
        variance or that no cluster moves.

    Notes
    -----
    Cameron, Gelbach and Miller (2008), Rev. Econ. Stat. 90, 414-427; WCR with signs of Rademacher,
    MacKinnon, Nielsen and Webb (2023), J. Econometrics 232, 272-299, section 5. Each pattern's
    statistic overtakes the one found where a polynomial of the fourth degree in the null changes
    sign, so the set is exact and can be several intervals. With few treated clusters it rejects
    far too seldom (MacKinnon and Webb, 2017, J. Appl. Econometrics 32, 233-254).

    Examples
    --------
    >>> from workbench.statistics.evaluation.inference.cluster_scores import regression_scores
    >>> design = np.column_stack([np.ones(8), [0, 1, 0, 1, 0, 1, 0, 1]])
    >>> outcome = [1.0, 3, 2, 5, 0, 2, 1, 2.5]
    >>> clusters = [0, 0, 1, 1, 2, 2, 3, 3]
    >>> found = wild_bootstrap(regression_scores(design, outcome, clusters, coefficient=1))
    >>> found.p_value, found.patterns, found.estimate.upper
    (0.125, 8, array(inf))
    """
    critical_value(level)
    if draws < 1 or not np.isfinite(null):
        raise EstimationError(f"draws must be 1 or more and null finite; found {draws} and {null}.")
    signs = sign_patterns(scores.numerator.shape[1], draws, seed)
    centre, intervals = accepted_effects(scores, signs, level)
    away, spread = turned(scores, signs[:1], null)
    statistic = float(away[0, 0] / np.sqrt((spread[0, 0] ** 2).sum()))
    ends = (intervals[0, 0], intervals[-1, 1]) if len(intervals) else (np.nan, np.nan)
    enumerated = scores.numerator.shape[1] <= MOST_ENUMERATED
    method = f"restricted wild cluster bootstrap, {scores.kind}"
    estimate = Estimate(np.array(centre), np.array(ends[0]), np.array(ends[1]), level, method)
    p_value = wild_p_value(scores, signs, null)
    return WildBootstrap(
        p_value, statistic, 1 / len(signs), enumerated, len(signs), intervals, estimate
    )


def sign_patterns(clusters: int, draws: int = 9999, seed: int = 0) -> Floats:
    """List patterns of signs, the one found first.

    Parameters
    ----------
    clusters : int
    draws, seed : int
        See `wild_bootstrap`.

    Returns
    -------
    ndarray of float, shape (patterns, clusters)
        1 and -1. Up to 13 clusters every pattern once, but of a pattern and its opposite, which
        have statistics of one size, only one.

    Examples
    --------
    >>> sign_patterns(2)
    array([[ 1.,  1.],
           [ 1., -1.]])
    """
    if clusters <= MOST_ENUMERATED:
        numbers = np.arange(2 ** (clusters - 1))[:, None]
        down = numbers >> np.arange(clusters - 1, -1, -1) & 1
    else:
        down = np.random.default_rng(seed).integers(0, 2, size=(draws + 1, clusters))
        down[0] = 0
    return np.where(down, -1.0, 1.0)


def wild_p_value(scores: ClusterScores, signs: Floats, null: float) -> float:
    """Share of patterns whose statistic is as far from 0 as the one found.

    Parameters
    ----------
    scores : ClusterScores
    signs : ndarray of float, shape (patterns, clusters)
        As `sign_patterns`: all 1 in the first.
    null : float
        The effect tested.

    Returns
    -------
    float
        Above 0, at most 1.

    Examples
    --------
    >>> flat = ClusterScores(np.array([[2.0, 1.0], [0.5, 0.5]]), np.ones((2, 1, 2)), "CRV1")
    >>> wild_p_value(flat, sign_patterns(2), 0.0)
    1.0
    """
    away, spread = turned(scores, signs, null)
    squares, variances = away[0] ** 2, (spread[0] ** 2).sum(axis=-1)
    theirs, found = squares * variances[0], squares[0] * variances
    return float((theirs - found >= -TIED * (theirs + found)).mean())
