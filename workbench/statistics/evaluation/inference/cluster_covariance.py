"""Covariances of coefficients from what clusters add to them, or from leaving each out."""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray

Floats = NDArray[np.float64]
Places = NDArray[np.int64]


def by_cluster(terms: Floats, places: Places, clusters: int) -> Floats:
    """Add up terms by cluster.

    Parameters
    ----------
    terms : ndarray of float, shape (rows, ...)
    places : ndarray of int, shape (rows,)
        Place of each row's cluster.
    clusters : int

    Returns
    -------
    ndarray of float, shape (clusters, ...)

    Examples
    --------
    >>> by_cluster(np.array([1.0, 2.0, 4.0]), np.array([1, 0, 1]), 2)
    array([2., 5.])
    """
    sums = np.zeros((clusters, *terms.shape[1:]))
    np.add.at(sums, places, terms)
    return sums


def crv1(influence: Floats, rows: int, parameters: int) -> Floats:
    """Covariance from each cluster's influence on the coefficients.

    Parameters
    ----------
    influence : ndarray of float, shape (clusters, values)
        Scores of each cluster times the inverse information.
    rows, parameters : int
        N and K of the factor ``G/(G-1) (N-1)/(N-K)``.

    Returns
    -------
    ndarray of float, shape (values, values)
        NaN where no degrees of freedom are left.

    Notes
    -----
    MacKinnon, Nielsen and Webb (2023), J. Econometrics 232, 272-299, section 2.

    Examples
    --------
    >>> crv1(np.array([[1.0], [-1.0]]), 5, 1)
    array([[4.]])
    """
    factor = crv1_factor(len(influence), rows, parameters)
    return np.asarray(factor * influence.T @ influence)


def crv1_factor(clusters: int, rows: int, parameters: int) -> float:
    """Correct CRV1 for few clusters: ``G/(G-1) (N-1)/(N-K)``.

    Parameters
    ----------
    clusters, rows, parameters : int
        G, at least 2, N and K.

    Returns
    -------
    float
        NaN where no degrees of freedom are left.

    Examples
    --------
    >>> crv1_factor(2, 5, 1)
    2.0
    """
    spare = rows - parameters
    return clusters / (clusters - 1) * (rows - 1) / spare if spare > 0 else float("nan")


def crv3(left_out: Floats, value: Floats) -> Floats:
    """Covariance of the jackknife over clusters, about the full value.

    Parameters
    ----------
    left_out : ndarray of float, shape (clusters, values)
        The values without each cluster.
    value : ndarray of float, shape (values,)

    Returns
    -------
    ndarray of float, shape (values, values)

    Examples
    --------
    >>> crv3(np.array([[1.0], [3.0]]), np.array([2.0]))
    array([[1.]])
    """
    away = left_out - value
    count = len(left_out)
    return np.asarray((count - 1) / count * np.einsum("gi,gj->ij", away, away))
