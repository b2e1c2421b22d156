"""The log-rank test from counts in bands of which only ranges may be known."""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray
from scipy.optimize import minimize
from scipy.special import chdtrc

from workbench.errors import EstimationError
from workbench.statistics.attrition.leaving_rate import Ranged

Floats = NDArray[np.float64]


def greatest_log_rank_p(at_risk: Ranged, exits: Ranged) -> float:
    """Find the greatest p-value of the log-rank test over all that ranges of counts allow.

    Parameters
    ----------
    at_risk : Ranged
        Person-months, shape (groups, bands). Bands with nobody at risk in a group, or none in all
        but one, say nothing of it.
    exits : Ranged
        Those that ended in leaving, of the same shape.

    Returns
    -------
    float
        From 0 to 1; NaN where there is nothing to compare. Of exact counts it is the test itself.

    Raises
    ------
    EstimationError
        Shapes that do not fit.

    Notes
    -----
    Mantel (1966) over bands, in which leavers are shared out by time at risk. The least statistic
    is searched from the counts in the middle, downhill within the ranges (L-BFGS-B): it falls
    towards equal rates everywhere.

    Examples
    --------
    >>> at_risk, exits = [[400, 300], [380, 330]], [[40, 30], [10, 12]]
    >>> exact = greatest_log_rank_p(Ranged.exact(at_risk), Ranged.exact(exits))
    >>> around = Ranged([[38, 28], [8, 10]], exits, [[42, 32], [12, 14]])
    >>> print(f"{exact:.1e}", f"{greatest_log_rank_p(Ranged.exact(at_risk), around):.1e}")
    1.5e-07 1.1e-05
    """
    if at_risk.value.shape != exits.value.shape or at_risk.value.ndim != 2:
        raise EstimationError("at_risk and exits must have one shape, (groups, bands).")
    told = (at_risk.value > 0).sum(axis=0) > 1
    there = at_risk.value[:, told].any(axis=1) if told.any() else np.zeros(0, bool)
    freedom = int(there.sum()) - 1
    if freedom < 1 or not exits.high[:, told].any():
        return float("nan")
    sides = [
        np.stack([getattr(one, side)[there][:, told] for one in (exits, at_risk)]).ravel()
        for side in ("low", "value", "high")
    ]
    shape = (2, int(there.sum()), int(told.sum()))
    statistic = _statistic(sides[1], shape)
    if (sides[0] < sides[2]).any():
        bounds = list(zip(sides[0], sides[2], strict=True))
        found = minimize(_statistic, sides[1], args=(shape,), method="L-BFGS-B", bounds=bounds)
        statistic = min(statistic, float(found.fun))
    return float(chdtrc(freedom, max(statistic, 0.0)))


def _statistic(counts: Floats, shape: tuple[int, int, int]) -> float:
    left, there = counts.reshape(shape)
    everyone, leavers = there.sum(axis=0), left.sum(axis=0)
    share = there / np.maximum(everyone, 1e-9)
    weight = leavers * np.clip((everyone - leavers) / np.maximum(everyone - 1, 1e-9), 0, 1)
    surplus = (left - share * leavers).sum(axis=1)[:-1]
    covariance = np.diag((share * weight).sum(axis=1)) - (share * weight) @ share.T
    return float(surplus @ np.linalg.pinv(covariance[:-1, :-1]) @ surplus)
