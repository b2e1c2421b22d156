"""How far apart the assessment scores of two groups are."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from numpy.typing import ArrayLike, NDArray
from scipy.special import gammaln

from workbench.errors import EstimationError
from workbench.statistics.estimate import Estimate
from workbench.statistics.inputs import Counts, critical_value, whole_counts
from workbench.statistics.marks.cut_scores import checked_scores

Floats = NDArray[np.float64]


@dataclass(frozen=True, eq=False, slots=True)
class ScoreSummary:
    """What the standardised difference needs of one group's scores.

    Attributes
    ----------
    scored : ndarray of int
        People with a score.
    mean : ndarray of float
        Mean score; NaN where nobody was scored.
    variance : ndarray of float
        Sum of squared distances from the mean over one fewer than the people scored; NaN where
        fewer than two were.
    """

    scored: Counts
    mean: Floats
    variance: Floats


def summarise_scores(scores: ArrayLike, counts: ArrayLike) -> ScoreSummary:
    """Summarise whole-number scores from how many people have each.

    Parameters
    ----------
    scores : array_like of int, shape (scores,)
        Whole numbers that rise.
    counts : array_like of int, shape (..., scores)
        People with each score. Those who were not scored are nowhere in it.

    Returns
    -------
    ScoreSummary
        Of shape (...).

    Raises
    ------
    EstimationError
        Impossible counts, scores that are not whole or do not rise, or shapes that do not fit.

    Examples
    --------
    >>> summary = summarise_scores([1, 2, 3], [1, 0, 1])
    >>> print(summary.scored, summary.mean, summary.variance)
    2 2.0 2.0
    """
    marks, (people,) = checked_scores(scores, counts=counts)
    scored = people.sum(axis=-1)
    with np.errstate(divide="ignore", invalid="ignore"):
        mean = (people * marks).sum(axis=-1) / scored
        squares = (people * (marks - mean[..., None]) ** 2).sum(axis=-1)
        variance = np.where(scored > 1, squares / (scored - 1), np.nan)
    return ScoreSummary(scored=scored, mean=mean, variance=variance)


def hedges_g(group: ScoreSummary, comparator: ScoreSummary, *, level: float = 0.95) -> Estimate:
    """Take the comparator's mean from the group's, in pooled standard deviations.

    Parameters
    ----------
    group, comparator : ScoreSummary
        Broadcastable shapes.
    level : float
        Confidence level, above 0 and below 1.

    Returns
    -------
    Estimate
        Hedges' g: below 0 the group scores lower. Where fewer than two were scored on a side,
        or all scores of each side are equal, the value is NaN and the limits are infinite.

    Raises
    ------
    EstimationError
        An impossible level, counts that are not whole, a negative variance, a mean or a
        variance missing where there are people to have one, or shapes that do not fit.

    Notes
    -----
    Hedges (1981), J. Educ. Stat. 6, 107-128, with the exact gamma-function correction J for
    small samples; limits from the large-sample variance (Hedges and Olkin, 1985, Statistical
    Methods for Meta-Analysis, chapter 5). They hold for scores that vary alike on both sides:
    where 10 people are compared with 1,000 and the standard deviation of the 10 is half as
    large again, a 95% interval covers 81%.

    Examples
    --------
    >>> group = ScoreSummary(np.array(12), np.array(50.0), np.array(100.0))
    >>> comparator = ScoreSummary(np.array(200), np.array(55.0), np.array(100.0))
    >>> gap = hedges_g(group, comparator)
    >>> print(gap.value.round(3), gap.lower.round(3), gap.upper.round(3))
    -0.498 -1.083 0.086
    """
    critical = critical_value(level)
    people, means, variances = _checked_summaries(group, comparator)
    freedom = people.sum(axis=0) - 2
    with np.errstate(divide="ignore", invalid="ignore"):
        pooled = ((people - 1) * variances).sum(axis=0) / freedom
        value = _small_sample_factor(freedom) * (means[0] - means[1]) / np.sqrt(pooled)
        variance = (1 / people).sum(axis=0) + value**2 / (2 * people.sum(axis=0))
        reach = critical * np.sqrt(variance)
        lower, upper = value - reach, value + reach
    known = (people > 1).all(axis=0) & (pooled > 0)
    return Estimate(
        value=np.where(known, value, np.nan),
        lower=np.where(known, lower, -np.inf),
        upper=np.where(known, upper, np.inf),
        level=level,
        method="Hedges-Olkin large sample",
    )


def _checked_summaries(
    group: ScoreSummary, comparator: ScoreSummary
) -> tuple[Counts, Floats, Floats]:
    whole_counts(scored=group.scored)
    whole_counts(scored=comparator.scored)
    try:
        parts = np.broadcast_arrays(
            *(
                np.asarray(getattr(side, name), dtype=np.float64)
                for name in ("scored", "mean", "variance")
                for side in (group, comparator)
            )
        )
    except ValueError as error:
        raise EstimationError("The two summaries must have shapes that fit.") from error
    people, means, variances = (np.stack(parts[place : place + 2]) for place in (0, 2, 4))
    if not np.isfinite(means[people > 0]).all() or not (variances[people > 1] >= 0).all():
        raise EstimationError("Means and variances must be known where there are people enough.")
    return people.astype(np.int64), means, variances


def _small_sample_factor(freedom: Counts) -> Floats:
    """Hedges' J, the expectation of what the sample's deviation does to the difference."""
    half = freedom / 2
    return np.asarray(np.exp(gammaln(half) - gammaln(half - 0.5)) / np.sqrt(half))
