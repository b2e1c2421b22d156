"""Who passes at every cut-score."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from numpy.typing import ArrayLike, NDArray

from workbench.errors import EstimationError
from workbench.statistics.inputs import Counts, whole_counts


@dataclass(frozen=True, eq=False, slots=True)
class CutScores:
    """Counts of both sides at every cut-score, as `relative_rate_index` takes them.

    Attributes
    ----------
    cuts : ndarray of float
        Scores that could be the lowest to pass, shape (scores,).
    passed, entered, comparator_passed, comparator_entered : ndarray of int
        People scored at the cut or above, and people scored, shape (..., scores).
    """

    cuts: NDArray[np.float64]
    passed: Counts
    entered: Counts
    comparator_passed: Counts
    comparator_entered: Counts


def cut_score_counts(
    scores: ArrayLike, counts: ArrayLike, comparator_counts: ArrayLike
) -> CutScores:
    """Count who would pass at every cut-score.

    Parameters
    ----------
    scores : array_like of int, shape (scores,)
        Whole numbers that rise.
    counts, comparator_counts : array_like of int, shape (..., scores)
        Broadcastable numbers of people with each score. Those who were not scored are nowhere
        in them, so they neither pass nor enter.

    Returns
    -------
    CutScores
        At the lowest score everybody passes.

    Raises
    ------
    EstimationError
        Impossible counts, scores that are not whole or do not rise, or shapes that do not fit.

    Examples
    --------
    >>> cuts = cut_score_counts([3, 4, 5], [2, 1, 1], [0, 5, 5])
    >>> print(cuts.passed, cuts.entered, cuts.comparator_passed)
    [4 2 1] [4 4 4] [10 10  5]
    """
    marks, (people, others) = checked_scores(
        scores, counts=counts, comparator_counts=comparator_counts
    )
    passed, others_passed = _at_or_above(people), _at_or_above(others)
    return CutScores(
        cuts=marks,
        passed=passed,
        entered=np.broadcast_to(passed[..., :1], passed.shape),
        comparator_passed=others_passed,
        comparator_entered=np.broadcast_to(others_passed[..., :1], others_passed.shape),
    )


def _at_or_above(people: Counts) -> Counts:
    return np.cumsum(people[..., ::-1], axis=-1)[..., ::-1]


def checked_scores(
    scores: ArrayLike, **counts: ArrayLike
) -> tuple[NDArray[np.float64], tuple[Counts, ...]]:
    """Check scores and the numbers of people who have each.

    Parameters
    ----------
    scores : array_like of int, shape (scores,)
        Whole numbers that rise.
    **counts : array_like of int, shape (..., scores)
        Numbers of people under the names that an error is to use.

    Returns
    -------
    tuple of ndarray of float and tuple of ndarray of int64
        The scores, and the counts in the order given, all of one shape.

    Raises
    ------
    EstimationError
        As `cut_score_counts`.

    Examples
    --------
    >>> checked_scores([1, 2], counts=[3, 4])
    (array([1., 2.]), (array([3, 4]),))
    """
    marks, people = np.asarray(scores), whole_counts(**counts)
    if marks.dtype.kind not in "iuf" or marks.ndim != 1 or not marks.size:
        raise EstimationError("scores must be one row of numbers.")
    numbers = marks.astype(np.float64)
    if not (np.isfinite(numbers).all() and (numbers == np.floor(numbers)).all()):
        raise EstimationError("scores must be whole numbers with none missing.")
    if not (np.diff(numbers) > 0).all():
        raise EstimationError("scores must rise.")
    if people[0].shape[-1:] != numbers.shape:
        raise EstimationError(
            f"There must be a count for each of {numbers.size} scores; found {people[0].shape}."
        )
    return numbers, people
