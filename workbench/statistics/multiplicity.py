"""P-values adjusted for the number of comparisons made together."""

from __future__ import annotations

from typing import Literal

import numpy as np
from numpy.typing import ArrayLike, NDArray

from workbench.errors import EstimationError


def adjust(
    p_values: ArrayLike, method: Literal["holm", "benjamini_hochberg"]
) -> NDArray[np.float64]:
    """Adjust the p-values of one family.

    Parameters
    ----------
    p_values : array_like of float
        The whole family, of any shape; each from 0 to 1. An empty family stays empty.
    method : {"holm", "benjamini_hochberg"}
        Holm bounds the chance of any false finding, Benjamini-Hochberg the expected share of
        false ones among the findings.

    Returns
    -------
    ndarray of float
        Adjusted p-values in the shape given, from 0 to 1.

    Raises
    ------
    EstimationError
        A p-value is missing or outside 0 to 1, or the method is unknown.

    Notes
    -----
    Holm (1979), Scand. J. Stat. 6, 65-70; Benjamini and Hochberg (1995), J. R. Stat. Soc. B 57,
    289-300.

    Examples
    --------
    >>> adjust([0.01, 0.04, 0.03], "holm")
    array([0.03, 0.06, 0.06])
    """
    if method not in METHODS:
        raise EstimationError(f"method must be one of {', '.join(METHODS)}; found {method}.")
    family = np.asarray(p_values, dtype=np.float64)
    outside = int((~((family >= 0) & (family <= 1))).sum())
    if outside:
        raise EstimationError(f"p-values must be from 0 to 1; {outside} are missing or outside.")
    return METHODS[method](family.ravel()).reshape(family.shape) if family.size else family


def _holm(family: NDArray[np.float64]) -> NDArray[np.float64]:
    # statsmodels has it too, but collects garbage at every call, which costs 0.1 s and more.
    order = np.argsort(family, kind="stable")
    stepped = family[order] * np.arange(family.size, 0, -1)
    adjusted = np.empty_like(family)
    adjusted[order] = np.minimum(np.maximum.accumulate(stepped), 1)
    return adjusted


def _benjamini_hochberg(family: NDArray[np.float64]) -> NDArray[np.float64]:
    # Imported late: a report is published, and made again, without any statistics.
    from scipy.stats import false_discovery_control

    return false_discovery_control(family)


METHODS = {"holm": _holm, "benjamini_hochberg": _benjamini_hochberg}
