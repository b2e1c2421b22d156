"""What each cluster adds to an effect and to its variance, so that its sign can be turned."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

import numpy as np
from numpy.typing import ArrayLike, NDArray

from workbench.errors import EstimationError
from workbench.statistics.evaluation.effects.two_way import checked_cells, partial_out, two_way
from workbench.statistics.evaluation.inference.cluster_covariance import Places, crv1_factor
from workbench.statistics.evaluation.inference.clustered import clusters_of
from workbench.statistics.evaluation.inference.clustered_regression import checked_rows

Floats = NDArray[np.float64]


@dataclass(frozen=True, slots=True, eq=False)
class ClusterScores:
    """An effect of outcomes whose restricted residuals change sign cluster by cluster.

    Under effect `null`, with signs v (clusters,), the effect away from the null is
    ``(numerator[0] - null numerator[1]) @ v`` and its variance the sum of the squares of
    ``(deviations[0] - null deviations[1]) @ v``.

    Attributes
    ----------
    numerator : ndarray of float, shape (2, clusters)
        Of the outcome and of the treatment.
    deviations : ndarray of float, shape (2, terms, clusters)
    kind : str
        The variance: "CRV1" or "CRV3".
    """

    numerator: Floats
    deviations: Floats
    kind: str


def two_way_scores(
    outcome: ArrayLike,
    treatment: ArrayLike,
    clusters: ArrayLike,
    *,
    weights: ArrayLike | None = None,
) -> ClusterScores:
    """Scores of the coefficient of two-way fixed effects, with CRV1.

    Parameters
    ----------
    outcome, treatment, weights : array_like
        See `two_way`.
    clusters : array_like of int, shape (units,)

    Returns
    -------
    ClusterScores

    Raises
    ------
    EstimationError
        As `two_way`, or fewer than two clusters.

    Examples
    --------
    >>> outcome = [[1.0, 2.0, 6.0], [2.0, 3.0, 4.0], [0.0, 1.0, 2.0], [1.0, 1.0, 4.0]]
    >>> treatment = [[0, 0, 1], [0, 0, 0], [0, 0, 0], [0, 0, 1]]
    >>> scores = two_way_scores(outcome, treatment, [0, 1, 2, 3])
    >>> print(scores.numerator.sum(axis=1).round(3))
    [2.25 1.  ]
    """
    fit = two_way(outcome, treatment, weights=weights)
    cells = fit.weights
    labels, places = clusters_of(clusters, len(cells))
    left = np.nan_to_num(np.stack([fit.outcome, fit.treatment]))
    masks = np.broadcast_to(_masks(labels, places)[..., None], (labels.size, *cells.shape))
    parameters = 1 + int((cells.sum(axis=0) > 0).sum())
    factor = crv1_factor(labels.size, int((cells > 0).sum()), parameters)
    return _crv1_scores(left, masks, cells, lambda given: partial_out(given, cells), factor)


def regression_scores(
    design: ArrayLike,
    outcome: ArrayLike,
    clusters: ArrayLike,
    *,
    coefficient: int,
    weights: ArrayLike | None = None,
) -> ClusterScores:
    """Scores of one coefficient of a linear regression, with CRV1.

    Parameters
    ----------
    design, outcome, clusters, weights : array_like
        See `clustered_regression`.
    coefficient : int
        The column whose coefficient is tested.

    Returns
    -------
    ClusterScores

    Raises
    ------
    EstimationError
        As `clustered_regression`, or a column that there is not.

    Examples
    --------
    >>> design = np.column_stack([np.ones(6), [0, 0, 1, 1, 0, 1]])
    >>> outcome = [1.0, 2, 4, 6, 3, 5]
    >>> regression_scores(design, outcome, [0, 0, 1, 1, 2, 2], coefficient=1).numerator.round(3)
    array([[1.333, 1.   , 0.667],
           [0.333, 0.333, 0.333]])
    """
    columns, told = checked_rows(design, outcome, weights)
    if not 0 <= coefficient < columns.shape[1]:
        raise EstimationError(
            f"coefficient must be one of {columns.shape[1]} columns, from 0; found {coefficient}."
        )
    labels, places = clusters_of(clusters, len(told))
    others, _ = np.linalg.qr(np.delete(columns, coefficient, axis=1))

    def left_of(given: Floats) -> Floats:
        return np.asarray(given - given @ others @ others.T)

    left = left_of(np.stack([told, columns[:, coefficient]]))
    factor = crv1_factor(labels.size, *columns.shape)
    return _crv1_scores(left, _masks(labels, places), np.ones(len(told)), left_of, factor)


def _masks(labels: Places, places: Places) -> Floats:
    return (np.arange(labels.size)[:, None] == places).astype(np.float64)


def _crv1_scores(
    left: Floats,
    masks: Floats,
    weights: Floats,
    left_of: Callable[[Floats], Floats],
    factor: float,
) -> ClusterScores:
    count = len(masks)
    treatment = left[1] * weights
    information = float((treatment * left[1]).sum())
    of_clusters = (masks * treatment).reshape(count, -1) / information
    # Residuals of one cluster alone: the other effects take their part of it in every cluster.
    alone = left_of(left[:, None] * masks).reshape(2, count, -1)
    moved = np.einsum("gn,khn->kgh", of_clusters, alone)
    numerator = moved.sum(axis=1)
    shares = of_clusters @ left[1].ravel()
    deviations = moved - shares[:, None] * numerator[:, None, :]
    return ClusterScores(numerator, np.sqrt(factor) * deviations, "CRV1")


def statistic_scores(
    outcome: ArrayLike,
    treatment: ArrayLike,
    clusters: ArrayLike,
    statistic: Callable[[NDArray[np.bool_], Floats], float],
    *,
    weights: ArrayLike | None = None,
) -> ClusterScores:
    """Scores of any effect that is linear in the outcome, with the jackknife over clusters.

    Parameters
    ----------
    outcome, treatment, weights : array_like
        See `two_way`; null effects are constant, for one of the treatment.
    clusters : array_like of int, shape (units,)
    statistic : callable
        Takes which units are kept, bool of shape (units,), and an outcome of shape (units,
        periods), NaN where missing. Linear in the outcome, and not moved by what is added to all
        of a unit or of a period, as the simple ATT is not.

    Returns
    -------
    ClusterScores

    Raises
    ------
    EstimationError
        As `two_way`; fewer than two clusters, or a statistic not defined without one of them.

    Examples
    --------
    >>> outcome = [[1.0, 5.0], [2.0, 3.0], [0.0, 2.0], [1.0, 4.0]]
    >>> treated = np.array([1, 0, 0, 1], dtype=bool)
    >>> def change(kept, told):
    ...     gain = told[:, 1] - told[:, 0]
    ...     return gain[kept & treated].mean() - gain[kept & ~treated].mean()
    >>> scores = statistic_scores(outcome, [[0, 1], [0, 0], [0, 0], [0, 1]], range(4), change)
    >>> print(scores.numerator.sum(axis=1).round(3))
    [2. 1.]
    """
    told, treated, cells = checked_cells(outcome, treatment, weights)
    labels, places = clusters_of(clusters, len(told))
    left = partial_out(np.stack([told, treated]), cells)
    left = np.where(cells > 0, left, np.nan)
    pieces = [
        [np.where((places == place)[:, None] | np.isnan(side), side, 0.0) for side in left]
        for place in range(labels.size)
    ]
    kept = [np.ones(places.size, dtype=bool), *(places != place for place in range(labels.size))]
    found = np.array([[[statistic(k, side) for k in kept] for side in piece] for piece in pieces])
    undefined = np.isnan(found).any(axis=(0, 1))
    if undefined.any():
        without = ", ".join(str(label) for label in labels[undefined[1:]]) or "none"
        raise EstimationError(
            f"The statistic is not defined without each cluster in turn (clusters {without}), so "
            "nothing can be told of its variance."
        )
    parts = found.transpose(1, 2, 0)
    deviations = parts[:, 1:] - parts[:, :1]
    count = labels.size
    return ClusterScores(parts[:, 0], np.sqrt((count - 1) / count) * deviations, "CRV3")
