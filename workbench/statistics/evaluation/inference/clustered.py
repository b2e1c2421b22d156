"""Variances by cluster for few clusters, with the jackknife over clusters of any statistic."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

import numpy as np
from numpy.typing import ArrayLike, NDArray
from scipy.special import stdtrit

from workbench.errors import EstimationError
from workbench.statistics.estimate import Estimate
from workbench.statistics.evaluation.inference.cluster_covariance import Places, crv3
from workbench.statistics.inputs import critical_value

Floats = NDArray[np.float64]

KINDS = ("CRV1", "CRV3")
"""Variance of residuals by cluster, times its correction; and the jackknife over clusters."""


@dataclass(frozen=True, slots=True, eq=False)
class Clustered:
    """Values with the covariance that their clusters give them.

    Attributes
    ----------
    estimate : Estimate
        Shape (values,), limits from t with one degree of freedom fewer than clusters.
    covariance : ndarray of float, shape (values, values)
        NaN for what is not identified without some cluster.
    standard_error : ndarray of float, shape (values,)
    clusters : ndarray of int, shape (clusters,)
        Their labels, ascending.
    left_out : ndarray of float, shape (clusters, values)
        The values without each cluster, NaN where not identified; no rows for CRV1.
    """

    estimate: Estimate
    covariance: Floats
    standard_error: Floats
    clusters: Places
    left_out: Floats


def jackknife(
    statistic: Callable[[NDArray[np.bool_]], ArrayLike],
    clusters: ArrayLike,
    *,
    level: float = 0.95,
) -> Clustered:
    """Limits for any statistic by leaving out each cluster in turn.

    Parameters
    ----------
    statistic : callable
        Takes which units are kept, bool of shape (units,), and returns one value or a fixed
        number of them; NaN where what is kept cannot tell.
    clusters : array_like of int, shape (units,)
        The cluster of each unit.
    level : float
        Confidence level, above 0 and below 1.

    Returns
    -------
    Clustered
        For a coefficient of least squares, CRV3.

    Raises
    ------
    EstimationError
        Fewer than two clusters, labels that are not whole, or an impossible level.

    Notes
    -----
    ``(G-1)/G`` times the squares about the full value; t(G-1). MacKinnon, Nielsen and Webb
    (2023), J. Econometrics 232, 272-299, section 3.

    Examples
    --------
    >>> outcome = np.array([1.0, 2.0, 3.0, 6.0, 4.0, 5.0])
    >>> treated = np.array([0, 0, 0, 1, 1, 1], dtype=bool)
    >>> fit = jackknife(
    ...     lambda kept: outcome[kept & treated].mean() - outcome[kept & ~treated].mean(), range(6)
    ... )
    >>> print(fit.estimate.value, fit.standard_error.round(3))
    [3.] [0.913]
    """
    labels, places = clusters_of(clusters, np.size(clusters))
    masks = [np.ones(places.size, dtype=bool), *(places != place for place in range(labels.size))]
    values = [np.atleast_1d(np.asarray(statistic(mask), dtype=np.float64)) for mask in masks]
    value, left_out = values[0], np.array(values[1:])
    return clustered(value, crv3(left_out, value), labels, level, "CRV3", left_out)


def clusters_of(clusters: ArrayLike, units: int) -> tuple[Places, Places]:
    """Find the clusters of units.

    Parameters
    ----------
    clusters : array_like of int
        A label for each unit.
    units : int
        How many labels there must be.

    Returns
    -------
    tuple of ndarray of int
        The labels, ascending, and the place of each unit's among them.

    Raises
    ------
    EstimationError
        Not one whole label for each unit, or fewer than two different ones.

    Examples
    --------
    >>> clusters_of([7, 3, 7], 3)
    (array([3, 7]), array([1, 0, 1]))
    """
    members = np.asarray(clusters)
    if members.shape != (units,) or members.dtype.kind not in "iu":
        raise EstimationError(
            f"clusters must be {units} whole numbers; found {members.dtype} of shape "
            f"{members.shape}."
        )
    labels, places = np.unique(members, return_inverse=True)
    if labels.size < 2:
        raise EstimationError(
            "Without two clusters or more nothing can be told of chance; found "
            f"{labels.size}. Dates of roll-out must vary over at least two."
        )
    return labels, places.astype(np.int64)


def clustered(
    value: Floats,
    covariance: Floats,
    clusters: Places,
    level: float,
    kind: str,
    left_out: Floats | None = None,
) -> Clustered:
    """Put limits on values by their covariance: t, one degree of freedom fewer than clusters.

    Parameters
    ----------
    value : ndarray of float, shape (values,)
    covariance : ndarray of float, shape (values, values)
    clusters : ndarray of int
        Labels.
    level : float
        Confidence level, above 0 and below 1.
    kind : str
        Name of the variance.
    left_out : ndarray of float, shape (clusters, values), optional

    Returns
    -------
    Clustered

    Raises
    ------
    EstimationError
        An impossible level.

    Examples
    --------
    >>> found = clustered(np.array([1.0]), np.array([[4.0]]), np.arange(12), 0.95, "CRV3")
    >>> print(found.estimate.upper.round(3), found.estimate.method)
    [5.402] CRV3, t(11)
    """
    critical_value(level)
    freedom = clusters.size - 1
    error = np.sqrt(np.diag(covariance))
    half = stdtrit(freedom, (1 + level) / 2) * error
    estimate = Estimate(value, value - half, value + half, level, f"{kind}, t({freedom})")
    each = np.empty((0, value.size)) if left_out is None else left_out
    return Clustered(estimate, covariance, error, clusters, each)
