"""An alarm where a ratio and the same ratio within strata point in opposite directions."""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray

from workbench.errors import EstimationError
from workbench.statistics.estimate import Estimate

LEAST_RATIO = 1.1
"""How many times the larger of the two ratios must be the smaller one."""


def simpson_alarm(crude: Estimate, pooled: Estimate) -> NDArray[np.bool_]:
    """Say where a crude ratio and the ratio pooled over strata contradict each other.

    Parameters
    ----------
    crude : Estimate
        Ratios of selection rates of all people together.
    pooled : Estimate
        The same ratios pooled over strata, of a shape that fits.

    Returns
    -------
    ndarray of bool
        True where the two lie on opposite sides of 1, at least one of the two intervals
        excludes 1, and the larger is at least 1.1 times the smaller. False where either is
        not defined, 0 or infinite.

    Raises
    ------
    EstimationError
        The shapes do not fit.

    Notes
    -----
    Simpson (1951), J. R. Stat. Soc. B 13, 238-241, describes the reversal; the three conditions
    are the workbench's own. Where every stratum treats all alike, chance alone puts the two on
    opposite sides of 1 in up to a fifth of data.

    Examples
    --------
    >>> from workbench.statistics.strata.pooled_risk import pooled_risk_ratio
    >>> from workbench.statistics.comparison.relative_rate import relative_rate_index
    >>> counts = [870, 270], [1000, 400], [198, 1480], [200, 2000]
    >>> crude = relative_rate_index(*(sum(side) for side in counts))
    >>> pooled = pooled_risk_ratio(*counts).risk_ratio
    >>> print(crude.value.round(2), pooled.value.round(2), simpson_alarm(crude, pooled))
    1.07 0.9 True
    """
    try:
        np.broadcast_shapes(crude.value.shape, pooled.value.shape)
    except ValueError as error:
        shapes = f"{crude.value.shape} and {pooled.value.shape}"
        raise EstimationError(f"Ratios must have shapes that fit; found {shapes}.") from error
    usable = _has_size(crude) & _has_size(pooled)
    one, other = np.where(usable, crude.value, 1.0), np.where(usable, pooled.value, 1.0)
    opposite = ((one < 1) & (other > 1)) | ((one > 1) & (other < 1))
    apart = np.maximum(one, other) >= LEAST_RATIO * np.minimum(one, other)
    return np.asarray(opposite & apart & (_excludes_one(crude) | _excludes_one(pooled)))


def _has_size(ratio: Estimate) -> NDArray[np.bool_]:
    return np.asarray((ratio.value > 0) & np.isfinite(ratio.value))


def _excludes_one(ratio: Estimate) -> NDArray[np.bool_]:
    return np.asarray((ratio.lower > 1) | (ratio.upper < 1))
