"""Regressions with variances by cluster: any design, and two-way fixed effects."""

from __future__ import annotations

import numpy as np
from numpy.typing import ArrayLike, NDArray

from workbench.errors import EstimationError
from workbench.statistics.evaluation.effects.two_way import (
    checked_cells,
    partial_out,
    slope,
    two_way,
)
from workbench.statistics.evaluation.inference.cluster_covariance import by_cluster, crv1, crv3
from workbench.statistics.evaluation.inference.clustered import (
    KINDS,
    Clustered,
    clustered,
    clusters_of,
    jackknife,
)

Floats = NDArray[np.float64]

DEPENDENT = 1e-10
"""Share of the largest eigenvalue, columns being of length 1, below which one is 0."""


def clustered_regression(
    design: ArrayLike,
    outcome: ArrayLike,
    clusters: ArrayLike,
    *,
    weights: ArrayLike | None = None,
    kind: str = "CRV3",
    level: float = 0.95,
) -> Clustered:
    """Fit a linear regression with a variance by cluster.

    Parameters
    ----------
    design : array_like of float, shape (rows, values)
        Every column, the constant among them.
    outcome : array_like of float, shape (rows,)
    clusters : array_like of int, shape (rows,)
    weights : array_like of float, shape (rows,), optional
        Above 0; 1 where not given.
    kind : str
        "CRV1", of residuals, times ``G/(G-1) (N-1)/(N-K)``; or "CRV3", the jackknife.
    level : float
        Confidence level, above 0 and below 1.

    Returns
    -------
    Clustered
        Shape (values,). A coefficient not identified without some cluster has no CRV3.

    Raises
    ------
    EstimationError
        Shapes that do not fit, numbers that are not finite, weights not above 0, columns that
        depend on each other, fewer than two clusters, or an impossible kind or level.

    Notes
    -----
    MacKinnon, Nielsen and Webb (2023), J. Econometrics 232, 272-299: CRV3 as a jackknife about
    the full estimate, t(G-1). Of the normal equations without a cluster the solution of least
    length is taken, and only of coefficients that they determine.

    Examples
    --------
    >>> design = np.column_stack([np.ones(6), [0, 0, 1, 1, 0, 1]])
    >>> fit = clustered_regression(design, [1.0, 2, 4, 6, 3, 5], [0, 0, 1, 1, 2, 2])
    >>> print(fit.estimate.value.round(3), fit.standard_error.round(3))
    [2. 3.] [0.913 0.913]
    """
    _check_kind(kind)
    columns, told = checked_rows(design, outcome, weights)
    labels, places = clusters_of(clusters, len(told))
    scale = np.sqrt((columns**2).sum(axis=0))
    columns = columns / scale
    gram = by_cluster(columns[:, :, None] * columns[:, None, :], places, labels.size)
    moments = by_cluster(columns * told[:, None], places, labels.size)
    whole = gram.sum(axis=0)
    value = np.linalg.solve(whole, moments.sum(axis=0))
    if kind == "CRV1":
        influence = (moments - gram @ value) @ np.linalg.inv(whole) / scale
        return clustered(value / scale, crv1(influence, *columns.shape), labels, level, kind)
    left_out = _determined(whole - gram, moments.sum(axis=0) - moments) / scale
    covariance = crv3(left_out, value / scale)
    return clustered(value / scale, covariance, labels, level, kind, left_out)


def _check_kind(kind: str) -> None:
    if kind not in KINDS:
        raise EstimationError(f"kind must be {' or '.join(KINDS)}; found {kind!r}.")


def checked_rows(
    design: ArrayLike, outcome: ArrayLike, weights: ArrayLike | None
) -> tuple[Floats, Floats]:
    """Check a regression's rows and weigh them by the root of their weights.

    Parameters
    ----------
    design, outcome, weights : array_like
        See `clustered_regression`.

    Returns
    -------
    tuple of ndarray of float
        Design and outcome, weighed.

    Raises
    ------
    EstimationError
        As `clustered_regression`.

    Examples
    --------
    >>> checked_rows([[1.0], [1.0]], [2.0, 4.0], [1, 4])[1]
    array([2., 8.])
    """
    columns, told = (np.asarray(given, dtype=np.float64) for given in (design, outcome))
    people = np.ones(len(told)) if weights is None else np.asarray(weights, dtype=np.float64)
    if columns.ndim != 2 or told.shape != columns.shape[:1] or people.shape != told.shape:
        raise EstimationError(
            "design must be rows by values, outcome and weights one for each row; found shapes "
            f"{columns.shape}, {told.shape} and {people.shape}."
        )
    bad = ~(np.isfinite(columns).all(axis=1) & np.isfinite(told) & np.isfinite(people))
    bad |= ~(people > 0)
    if bad.any() or not told.size:
        raise EstimationError(
            f"{int(bad.sum())} of {told.size} rows have numbers that are missing or infinite or a "
            "weight that is not above 0; leave such rows out."
        )
    if np.linalg.matrix_rank(columns) < columns.shape[1]:
        raise EstimationError("Columns of the design depend on each other; leave some out.")
    root = np.sqrt(people)
    return columns * root[:, None], told * root


def _determined(gram: Floats, moments: Floats) -> Floats:
    inverse = np.linalg.pinv(gram, rcond=DEPENDENT, hermitian=True)
    values = np.einsum("gij,gj->gi", inverse, moments)
    spanned = np.diagonal(inverse @ gram, axis1=-2, axis2=-1)
    # A projection's diagonal is 1 where a coefficient is determined, and only there.
    return np.where(np.isclose(spanned, 1.0, rtol=0, atol=1e-6), values, np.nan)


def two_way_clustered(
    outcome: ArrayLike,
    treatment: ArrayLike,
    clusters: ArrayLike,
    *,
    weights: ArrayLike | None = None,
    kind: str = "CRV3",
    level: float = 0.95,
) -> Clustered:
    """Limits by cluster for the coefficient of `two_way`.

    Parameters
    ----------
    outcome, treatment, weights : array_like
        See `two_way`.
    clusters : array_like of int, shape (units,)
        The cluster of each unit.
    kind : str
        "CRV1" or "CRV3"; the latter takes the effects of periods anew without each cluster.
    level : float
        Confidence level, above 0 and below 1.

    Returns
    -------
    Clustered
        Of one value. Effects of units lie within clusters and cost CRV1 no parameters.

    Raises
    ------
    EstimationError
        As `two_way` and `clustered_regression`.

    Examples
    --------
    >>> outcome = [[1.0, 2.0, 6.0], [2.0, 3.0, 4.0], [0.0, 1.0, 2.0], [1.0, 1.0, 4.0]]
    >>> treatment = [[0, 0, 1], [0, 0, 0], [0, 0, 0], [0, 0, 1]]
    >>> fit = two_way_clustered(outcome, treatment, [0, 1, 2, 3])
    >>> print(fit.estimate.value.round(3), fit.standard_error.round(3))
    [2.25] [0.919]
    """
    _check_kind(kind)
    fit = two_way(outcome, treatment, weights=weights)
    told, treated, cells = checked_cells(outcome, treatment, weights)
    labels, places = clusters_of(clusters, len(told))
    if kind == "CRV1":
        scores = np.nansum(cells * fit.treatment * fit.residuals, axis=1)
        information = np.nansum(cells * fit.treatment**2)
        influence = by_cluster(scores[:, None] / information, places, labels.size)
        parameters = 1 + int((cells.sum(axis=0) > 0).sum())
        covariance = crv1(influence, int((cells > 0).sum()), parameters)
        return clustered(np.array([fit.coefficient]), covariance, labels, level, kind)

    def without(kept: NDArray[np.bool_]) -> float:
        there = cells * kept[:, None]
        left = partial_out(np.stack([told, treated]), there)
        return slope(left[0], left[1], treated, there)

    return jackknife(without, clusters, level=level)
