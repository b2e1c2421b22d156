"""Covariance that allows the cells of a cluster to be alike."""

from __future__ import annotations

from typing import Any

import numpy as np
from numpy.typing import NDArray
from scipy.sparse import csr_array

from workbench.errors import EstimationError
from workbench.statistics.attrition.hazard_likelihood import Family
from workbench.statistics.attrition.hazard_matrix import Floats, HazardDesign


def clustered_covariance(
    design: HazardDesign,
    family: Family,
    coefficients: Floats,
    model_covariance: Floats,
    clusters: NDArray[Any],
) -> tuple[Floats, int]:
    """Take the sandwich covariance of coefficients over clusters of cells.

    Parameters
    ----------
    design : HazardDesign
        Cells and columns of the model.
    family : Family
        How events depend on the linear predictor.
    coefficients : ndarray of float, shape (columns,)
        At the maximum.
    model_covariance : ndarray of float, shape (columns, columns)
        Inverse of the Fisher information there.
    clusters : ndarray, shape (cells,)
        Any labels.

    Returns
    -------
    tuple
        The covariance, and the number of clusters.

    Raises
    ------
    EstimationError
        Labels that do not fit the cells, or fewer than two clusters.

    Notes
    -----
    Liang and Zeger (1986), Biometrika 73, 13-22, times G/(G - 1) for G clusters. Its rank is less
    than G, so with 12 regions only a few coefficients can be tested together. Limits take
    Student's distribution with G - 1 degrees of freedom.
    """
    if clusters.shape != design.at_risk.shape:
        raise EstimationError(
            f"Clusters must be one to a cell; found {clusters.shape} for {design.at_risk.shape}."
        )
    names, codes = np.unique(clusters, return_inverse=True)
    if len(names) < 2:
        raise EstimationError("Clusters must be two or more; found one.")
    scores = np.zeros((len(names), len(coefficients)))
    for part, matrix in design.blocks():
        linear = matrix @ coefficients
        slopes = family.terms(linear, design.at_risk[part], design.left[part])[1]
        sizes = len(names), len(slopes)
        own = csr_array((slopes, (codes[part], np.arange(sizes[1]))), shape=sizes)
        scores += own @ matrix
    spread = scores.T @ scores * len(names) / (len(names) - 1)
    return model_covariance @ spread @ model_covariance, len(names)
