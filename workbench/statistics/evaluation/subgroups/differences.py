"""For whom: differences in effect between groups, as interactions with limits of their own."""

from __future__ import annotations

import numpy as np
from numpy.typing import ArrayLike, NDArray

from workbench.errors import EstimationError
from workbench.statistics.estimate import Estimate
from workbench.statistics.evaluation.subgroups.family import (
    Floats,
    SubgroupDifferences,
    as_family,
    reference_problems,
    student_limits,
)
from workbench.statistics.inputs import critical_value


def differences_by_jackknife(
    effects: ArrayLike,
    without: ArrayLike,
    *,
    reference: int,
    present: ArrayLike | None = None,
    level: float = 0.95,
) -> SubgroupDifferences:
    """Set effects against the reference group's, with the cluster jackknife's limits.

    Parameters
    ----------
    effects : array_like of float, shape (groups,)
        The effect in each group, such as its simple ATT; NaN where it has none.
    without : array_like of float, shape (clusters, groups)
        The same estimated with each cluster left out; NaN where none is left.
    reference : int
        Place of the reference group, fixed in advance.
    present : array_like of bool, shape (clusters, groups), optional
        Whether a cluster has a part in a group's effect; all have if not given.
    level : float
        Confidence level, above 0 and below 1.

    Returns
    -------
    SubgroupDifferences
        Of one family, adjusted by Holm.

    Raises
    ------
    EstimationError
        Shapes that do not fit, fewer than two clusters, an infinite effect or no such
        reference.

    Notes
    -----
    ``(G - 1) / G`` times the squared changes of the *difference* as each cluster is left out,
    with t(G - 1), over the G clusters that have a part in it (MacKinnon, Nielsen and Webb, 2023,
    J. Econometrics 232, 272-299, CV3). Groups that share clusters move together, which the
    difference of two separate standard errors would miss. Holm (1979), Scand. J. Stat. 6, 65-70.

    Examples
    --------
    >>> found = differences_by_jackknife(
    ...     [-2.9, -1.2], [[-3.1, -1.3], [-2.8, -1.0], [-2.8, -1.3]], reference=0
    ... )
    >>> print(found.difference.value.round(2), found.difference.lower.round(2))
    [nan 1.7] [ nan 0.84]
    """
    critical_value(level)
    values, left_out, parts = _checked(effects, without, present, reference)
    shifts = left_out - values
    effect, _, _ = _limits(values, shifts, parts, level)
    gaps = shifts - shifts[:, [reference]]
    both = parts | parts[:, [reference]]
    value = values - values[reference]
    value[reference] = np.nan
    difference, p_value, freedom = _limits(value, gaps, both, level)
    return as_family(effect, difference, p_value, freedom, reference)


def leave_one_out(
    effects: ArrayLike, weights: ArrayLike
) -> tuple[Floats, Floats, NDArray[np.bool_]]:
    """Weighted means over clusters, and the same without each cluster.

    Parameters
    ----------
    effects : array_like of float, shape (clusters, groups)
        The effect in each cluster and group; anything where its weight is 0.
    weights : array_like of float, shape (clusters, groups)
        People behind each, not negative.

    Returns
    -------
    tuple of ndarray
        ``effects, without, present`` as `differences_by_jackknife` takes them.

    Raises
    ------
    EstimationError
        Shapes that do not fit, or a weight or an effect with weight missing.

    Examples
    --------
    >>> effects, without, _ = leave_one_out([[1.0, 2.0], [3.0, 4.0]], [[1, 1], [3, 1]])
    >>> print(effects, without.tolist())
    [2.5 3. ] [[3.0, 4.0], [1.0, 2.0]]
    """
    cells, people = np.asarray(effects, np.float64), np.asarray(weights, np.float64)
    if cells.ndim != 2 or cells.shape != people.shape:
        raise EstimationError(
            f"effects and weights must be (clusters, groups); found {cells.shape} and "
            f"{people.shape}."
        )
    if not (np.isfinite(people) & (people >= 0)).all() or not np.isfinite(cells[people > 0]).all():
        raise EstimationError("A weight is missing or negative, or an effect with weight missing.")
    sums = np.where(people > 0, people * cells, 0.0)
    # Summed afresh: taking one cluster from the total leaves a residue where it was the only one.
    others = 1 - np.eye(len(cells))
    with np.errstate(invalid="ignore"):
        return (
            sums.sum(axis=0) / people.sum(axis=0),
            (others @ sums) / (others @ people),
            people > 0,
        )


def _limits(
    values: Floats, shifts: Floats, parts: NDArray[np.bool_], level: float
) -> tuple[Estimate, Floats, Floats]:
    number = parts.sum(axis=0)
    squares = np.where(parts, shifts**2, 0.0).sum(axis=0)
    error = np.sqrt(squares * (number - 1) / np.maximum(number, 1))
    freedom = np.where(np.isfinite(error) & (number > 1), number - 1.0, np.nan)
    estimate, p_value = student_limits(values, error, freedom, level, "cluster jackknife, t")
    return estimate, p_value, freedom


def _checked(
    effects: ArrayLike, without: ArrayLike, present: ArrayLike | None, reference: int
) -> tuple[Floats, Floats, NDArray[np.bool_]]:
    values, left_out = np.asarray(effects, np.float64), np.asarray(without, np.float64)
    parts = np.ones(left_out.shape, bool) if present is None else np.asarray(present, bool)
    problems = []
    if values.ndim != 1 or left_out.ndim != 2 or left_out.shape[1:] != values.shape:
        problems.append(
            "effects must be (groups,) and without (clusters, groups); found "
            f"{values.shape} and {left_out.shape}."
        )
    elif len(left_out) < 2:
        problems.append("A jackknife needs at least two clusters.")
    if parts.shape != left_out.shape:
        problems.append(f"present must be {left_out.shape}; found {parts.shape}.")
    if np.isinf(values).any() or np.isinf(left_out).any():
        problems.append("An effect is infinite.")
    problems.extend(reference_problems(values, reference))
    if problems:
        raise EstimationError.gather("Subgroups", problems)
    return values, left_out, parts
