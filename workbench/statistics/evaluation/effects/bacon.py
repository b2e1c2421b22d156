"""What two-way fixed effects average: every two-by-two comparison with its weight."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from numpy.typing import ArrayLike, NDArray

from workbench.errors import EstimationError
from workbench.statistics.evaluation.effects.two_way import checked_cells, treated_indicator

Floats = NDArray[np.float64]
Places = NDArray[np.int64]

COMPARISONS = (
    "treated v never treated",
    "earlier v later treated",
    "later v earlier treated",
    "later v always treated",
)
"""Kinds of comparison. In the last two the comparators are treated already."""


@dataclass(frozen=True, slots=True, eq=False)
class Decomposition:
    """Two-by-two comparisons whose weighted mean is the two-way coefficient.

    Attributes
    ----------
    treated, comparator : ndarray of int, shape (comparisons,)
        Starts of the two cohorts; the number of periods where never treated.
    kind : ndarray of int, shape (comparisons,)
        Place in `COMPARISONS`.
    weight : ndarray of float, shape (comparisons,)
        Above 0, together 1.
    estimate : ndarray of float, shape (comparisons,)
        Change of the treated less that of the comparator.
    coefficient : float
        Their weighted mean.
    kind_weight, kind_estimate : ndarray of float, shape (4,)
        By kind: the weights together and the weighted mean, NaN where there is none.
    """

    treated: Places
    comparator: Places
    kind: Places
    weight: Floats
    estimate: Floats
    coefficient: float
    kind_weight: Floats
    kind_estimate: Floats


def decomposition(
    outcome: ArrayLike, starts: ArrayLike, *, weights: ArrayLike | None = None
) -> Decomposition:
    """Decompose the two-way coefficient of a roll-out that never goes back.

    Parameters
    ----------
    outcome : array_like of float, shape (units, periods)
        Without gaps.
    starts : array_like of int, shape (units,)
        First treated period; 0 always treated, `periods` or more never.
    weights : array_like of float, shape (units,), optional
        Above 0, people behind each unit; 1 where not given.

    Returns
    -------
    Decomposition

    Raises
    ------
    EstimationError
        Gaps, starts that are not whole or below 0, or all units with one start; and as `two_way`.

    Notes
    -----
    Goodman-Bacon (2021), J. Econometrics 225, 254-277, theorem 1 and equation 10. With n people
    and a share D of periods treated, an earlier cohort k against a later one l weighs
    ``n_k n_l (D_k - D_l) (1 - D_k)`` before l starts, and l against k
    ``n_k n_l D_l (D_k - D_l)`` after k has.

    Examples
    --------
    >>> found = decomposition([[1.0, 2.0, 6.0], [2.0, 5.0, 4.0], [0.0, 1.0, 2.0]], [2, 1, 3])
    >>> for row in zip(found.treated, found.comparator, found.weight.round(3), found.estimate):
    ...     print(*row)
    1 2 0.167 2.0
    2 1 0.167 5.0
    1 3 0.333 1.0
    2 3 0.333 3.0
    >>> round(found.coefficient, 3)
    2.5
    """
    told, dates, people = _checked(outcome, starts, weights)
    cohorts, places = np.unique(dates, return_inverse=True)
    members = people * (places == np.arange(cohorts.size)[:, None])
    sizes = members.sum(axis=1)
    means = members @ told / sizes[:, None]
    rows = [
        row
        for late in range(cohorts.size)
        for early in range(late)
        for row in _pair(cohorts, means, sizes / sizes.sum(), early, late)
    ]
    treated, comparator, kind = (np.array(found) for found in list(zip(*rows, strict=True))[:3])
    raw, estimate = (np.array(found) for found in list(zip(*rows, strict=True))[3:])
    return _summed(treated, comparator, kind, raw / raw.sum(), estimate)


def _checked(
    outcome: ArrayLike, starts: ArrayLike, weights: ArrayLike | None
) -> tuple[Floats, Places, Floats]:
    told = np.asarray(outcome, dtype=np.float64)
    dates = np.asarray(starts)
    if told.ndim != 2 or dates.shape != told.shape[:1] or dates.dtype.kind not in "iu":
        raise EstimationError(
            "outcome must be units by periods and starts one whole number for each unit; found "
            f"shapes {told.shape} and {dates.shape} of {dates.dtype}."
        )
    gaps = int(np.isnan(told).sum())
    if gaps:
        raise EstimationError(
            f"The decomposition holds for panels without gaps; {gaps} of {told.size} outcomes are "
            "missing. Leave out units or periods until none is, or do without it."
        )
    periods = told.shape[1]
    _, _, cells = checked_cells(told, treated_indicator(dates, periods), weights)
    dates = np.minimum(dates.astype(np.int64), periods)
    inside = (dates > 0) & (dates < periods)
    if (dates < 0).any() or not inside.any() or np.unique(dates).size < 2:
        raise EstimationError(
            "Starts must not be below 0 and must differ, one of them within the panel: with all "
            "units treated at once, or none on the way, there is nothing to compare."
        )
    return told, dates, cells[:, 0]


def _pair(
    cohorts: Places, means: Floats, shares: Floats, early: int, late: int
) -> list[tuple[int, int, int, float, float]]:
    """Comparisons (treated, comparator, kind, raw weight, estimate) of two cohorts."""
    periods = means.shape[1]
    first, second = int(cohorts[early]), int(cohorts[late])
    treated = 1 - np.array([first, second]) / periods
    apart = shares[early] * shares[late] * (treated[0] - treated[1])
    gap = means[early] - means[late]
    rows = []
    if first > 0:
        change = gap[first:second].mean() - gap[:first].mean()
        kind = 0 if second == periods else 1
        rows.append((first, second, kind, apart * (1 - treated[0]), change))
    if second < periods:
        change = gap[first:second].mean() - gap[second:].mean()
        rows.append((second, first, 3 if first == 0 else 2, apart * treated[1], change))
    return rows


def _summed(
    treated: Places, comparator: Places, kind: Places, weight: Floats, estimate: Floats
) -> Decomposition:
    product = weight * estimate
    belongs = kind == np.arange(len(COMPARISONS))[:, None]
    of_kind, sums = belongs @ weight, belongs @ product
    means = np.divide(sums, of_kind, out=np.full(of_kind.size, np.nan), where=of_kind > 0)
    total = float(product.sum())
    return Decomposition(treated, comparator, kind, weight, estimate, total, of_kind, means)
