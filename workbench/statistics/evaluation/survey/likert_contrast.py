"""Differences in one item between waves or groups, and differences of differences."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from numpy.typing import ArrayLike, NDArray
from scipy.special import stdtrit

from workbench.errors import EstimationError
from workbench.statistics.estimate import Estimate
from workbench.statistics.evaluation.survey.likert import Floats, LikertSummary

DIFFERENCE = (1.0, -1.0)
"""After less before, or a group less its comparator."""

DOUBLE_DIFFERENCE = (1.0, -1.0, -1.0, 1.0)
"""With the role after, with it before, without it after, without it before."""


@dataclass(frozen=True, slots=True, eq=False)
class LikertContrast:
    """A difference, or a difference of differences, between groups or waves of one item.

    Attributes
    ----------
    engagement : Estimate
        Shape (...,), points of the index from 0 to 100.
    positive : Estimate
        Shape (...,), difference of shares.
    suppressed : ndarray of bool, shape (...,)
        One of its parts is suppressed, and so is it.
    """

    engagement: Estimate
    positive: Estimate
    suppressed: NDArray[np.bool_]


def likert_contrast(summary: LikertSummary, contrast: ArrayLike = DIFFERENCE) -> LikertContrast:
    """Take a difference between independent groups or waves, or a difference of differences.

    Parameters
    ----------
    summary : LikertSummary
        Of shape (..., parts).
    contrast : array_like of float, shape (parts,)
        `DIFFERENCE`, `DOUBLE_DIFFERENCE` or any other numbers that sum to 0.

    Returns
    -------
    LikertContrast
        Shape (...,), at the summary's confidence level.

    Raises
    ------
    EstimationError
        The contrast does not sum to 0 or does not fit the summary.

    Notes
    -----
    Engagement: Welch's interval with Satterthwaite's degrees of freedom. Share positive:
    the limits of the parts put together as squares of their distances (Zou and Donner, 2008,
    Stat. Med. 27, 1693-1702, equation 5), which for two groups is Newcombe's hybrid. Waves are
    taken for independent samples; where the same people answer, the intervals are too wide.

    Examples
    --------
    >>> from workbench.statistics.evaluation.survey.likert import likert_summary
    >>> waves = likert_summary([[10, 15, 25, 30, 20], [15, 20, 30, 25, 10]])
    >>> change = likert_contrast(waves)
    >>> print(change.engagement.value, change.positive.value.round(2))
    10.0 0.15
    """
    parts = np.asarray(contrast, dtype=np.float64)
    shape = summary.suppressed.shape
    if parts.ndim != 1 or shape[-1:] != parts.shape or not abs(parts.sum()) < 1e-12:
        raise EstimationError(
            f"A contrast must sum to 0 and have one number for each part; found {parts} for "
            f"a summary of shape {shape}."
        )
    index, level = summary.engagement, summary.engagement.level
    variances = (parts * summary.error) ** 2
    spread = np.sqrt(variances.sum(axis=-1))
    freedom = _satterthwaite(variances, summary.effective - 1)
    value = np.asarray(index.value @ parts)
    # Where all of a part gave one answer its limits are not Student's, and are put together.
    sides = _put_together(index, parts)
    reach = stdtrit(freedom, (1 + level) / 2) * spread
    lower, upper = (
        np.where((summary.error == 0).any(axis=-1), side, usual)
        for side, usual in zip(sides, (value - reach, value + reach), strict=True)
    )
    return LikertContrast(
        Estimate(value, lower, upper, level, "Welch"),
        Estimate(
            np.asarray(summary.positive.value @ parts),
            *_put_together(summary.positive, parts),
            level,
            "Newcombe hybrid score",
        ),
        np.asarray(summary.suppressed.any(axis=-1)),
    )


def _satterthwaite(variances: Floats, freedom: Floats) -> Floats:
    with np.errstate(divide="ignore", invalid="ignore"):
        found = variances.sum(axis=-1) ** 2 / (variances**2 / freedom).sum(axis=-1)
    return np.asarray(found)


def _put_together(parts: Estimate, contrast: Floats) -> tuple[Floats, Floats]:
    value = parts.value @ contrast
    ends = np.stack([parts.lower * contrast, parts.upper * contrast])
    legs = np.abs(np.stack([ends.min(axis=0), ends.max(axis=0)]) - parts.value * contrast)
    down, up = np.sqrt((legs**2).sum(axis=-1))
    return np.asarray(value - down), np.asarray(value + up)
