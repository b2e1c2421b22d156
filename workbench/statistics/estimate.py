"""What every interval in the workbench is returned as."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray


@dataclass(frozen=True, eq=False, slots=True)
class Estimate:
    """Values with their pointwise confidence limits.

    Attributes
    ----------
    value, lower, upper : ndarray of float
        Arrays of one shape. A NaN value is one that is not defined; an infinite upper limit
        is one on which the data set no bound.
    level : float
        Confidence level of each interval taken alone, between 0 and 1.
    method : str
        Name of the interval's method, as it is to be printed.

    Examples
    --------
    >>> half = np.array([0.5])
    >>> Estimate(value=half, lower=half - 0.1, upper=half + 0.1, level=0.95, method="none").level
    0.95
    """

    value: NDArray[np.float64]
    lower: NDArray[np.float64]
    upper: NDArray[np.float64]
    level: float
    method: str
