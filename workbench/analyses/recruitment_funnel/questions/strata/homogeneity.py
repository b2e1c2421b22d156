"""Whether strata differ by more than chance and rounding could bring."""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray

from workbench.analyses.recruitment_funnel.questions.strata.stand_ins import HALF, Table
from workbench.statistics.strata.pooled_risk import pooled_risk_ratio

Floats = NDArray[np.float64]


def greatest_p(likely: Table, ratio: Floats) -> Floats:
    """Test one ratio for all strata on the table that is, within rounding, nearest to one ratio.

    Parameters
    ----------
    likely : tuple of int array, shape (rows, strata)
        The likeliest table: passed and entered of a group and of its comparator.
    ratio : float array, shape (rows,)
        Its pooled ratio.

    Returns
    -------
    float array, shape (rows,)
        The p-value of the score test; that of the likeliest table where it is larger.
    """
    x, n, x0, n0 = likely
    theta = np.where(np.isfinite(ratio) & (ratio > 0), ratio, 1.0)[..., None]
    # The rates that share out the passes of a stratum at one ratio for all.
    other = (x + x0) / np.maximum(n * theta + n0, 1)
    level = [
        np.clip(np.rint(rate * people), seen - HALF, seen + HALF).astype(np.int64)
        for rate, people, seen in ((np.minimum(theta * other, 1), n, x), (other, n0, x0))
    ]
    level = [np.clip(one, 0, people) for one, people in zip(level, (n, n0), strict=True)]
    near = pooled_risk_ratio(level[0], n, level[1], n0).score_homogeneity_p_value
    seen = pooled_risk_ratio(*likely).score_homogeneity_p_value
    return np.where(np.isnan(seen), np.nan, np.fmax(near, seen))
