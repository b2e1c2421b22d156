"""The role's effect on an item: a difference in differences on the scale of log odds."""

from __future__ import annotations

import numpy as np
from numpy.typing import ArrayLike

from workbench.errors import EstimationError
from workbench.statistics.adjustment.design_columns import independent
from workbench.statistics.evaluation.survey.ordered_logit import (
    Floats,
    OrderedOddsRatio,
    ordered_odds_ratio,
)
from workbench.statistics.inputs import Counts, whole_counts


def role_effect(
    counts: ArrayLike,
    role: ArrayLike,
    after: ArrayLike,
    *,
    adjustment: ArrayLike | None = None,
    clusters: ArrayLike | None = None,
    weighted: ArrayLike | None = None,
    squared: ArrayLike | None = None,
    level: float = 0.95,
) -> OrderedOddsRatio:
    """Ratio of two odds ratios of a higher answer: after to before, with the role and without.

    Parameters
    ----------
    counts : array_like of int, shape (cells, answers)
        Respondents of each cell who gave each answer, from the lowest.
    role, after : array_like of int, shape (cells,)
        1 for cells of units that had the role by the later wave, and for the later wave; else 0.
    adjustment : array_like of float, shape (cells, columns), optional
        Further columns, such as 0 or 1 for each region. Those that repeat earlier ones are
        left out.
    clusters, weighted, squared, level
        As of `ordered_odds_ratio`.

    Returns
    -------
    OrderedOddsRatio
        Columns of its model: the effect, role, after, then the adjustment's.

    Raises
    ------
    EstimationError
        As `ordered_odds_ratio`; one of the four combinations has no respondents, or the
        adjustment takes up the effect.

    Notes
    -----
    The product term of a proportional odds model: that trends would have been parallel is
    supposed of the log odds, and need not then hold of the shares (Puhani, 2012, Econ. Lett.
    115, 85-87).

    Examples
    --------
    >>> effect = role_effect([[20, 20], [20, 20], [20, 20], [10, 30]], [0, 0, 1, 1], [0, 1, 0, 1])
    >>> print(effect.model.value.round(3))
    3.0
    """
    (people,) = whole_counts(counts=counts)
    had, later = whole_counts(role=role, after=after)
    binary = not ((had > 1) | (later > 1)).any()
    if people.ndim != 2 or had.shape != people.shape[:1] or not binary:
        raise EstimationError(
            "counts must be (cells, answers), and role and after (cells,) with 0 and 1 only."
        )
    answered = people.sum(axis=1)
    missing = [
        f"{'with' if there else 'without'} the role {'after' if then else 'before'}"
        for there in (1, 0)
        for then in (1, 0)
        if not answered[(had == there) & (later == then)].sum()
    ]
    if missing:
        raise EstimationError(f"Nobody answered among those {', '.join(missing)}.")
    first = np.column_stack([had * later, had, later]).astype(np.float64)
    matrix = _adjusted(first, adjustment, answered)
    return ordered_odds_ratio(
        matrix, people, clusters=clusters, weighted=weighted, squared=squared, level=level
    )


def _adjusted(first: Floats, adjustment: ArrayLike | None, answered: Counts) -> Floats:
    if adjustment is None:
        return first
    further = np.asarray(adjustment, dtype=np.float64)
    if further.ndim != 2 or len(further) != len(first) or not np.isfinite(further).all():
        raise EstimationError(
            f"adjustment must be ({len(first)}, columns) with none missing; found {further.shape}."
        )
    whole = np.column_stack([np.ones(len(first)), first, further])
    kept, null = independent(whole[answered > 0])
    if (np.abs(null[1]) > 1e-6).any():
        raise EstimationError("The adjustment takes up the effect: leave out some of its columns.")
    return whole[:, kept][:, 1:]
