"""By how much a leaving rate changes a year, over periods on end."""

from __future__ import annotations

from dataclasses import dataclass
from warnings import catch_warnings, simplefilter

import numpy as np
import statsmodels.api as sm
from numpy.typing import ArrayLike
from scipy.special import stdtrit
from statsmodels.tools.sm_exceptions import PerfectSeparationWarning

from workbench.errors import EstimationError
from workbench.statistics.attrition.leaving_rate import MONTHS_A_YEAR, Ranged, checked_rate
from workbench.statistics.estimate import Estimate

FEWEST_PERIODS = 8
"""Fewest periods of which a trend is told: quarters of two years, each season twice."""
METHOD = "Poisson regression on time, dispersion allowed for, t"
TOO_FEW = "Fewer than eight periods."
NO_LEAVERS = "Nobody left."
NOT_CONVERGED = "The fit did not converge."


@dataclass(frozen=True, slots=True, eq=False)
class LogTrend:
    """A straight trend of log rates.

    Attributes
    ----------
    ratio : Estimate
        Ratio of rates a year apart: a scalar array, above 0; NaN where it cannot be told.
    dispersion : float
        Pearson's chi-squared over its degrees of freedom; what is above 1 widens the limits.
    reason : str
        Why there is no estimate; empty where there is one.
    """

    ratio: Estimate
    dispersion: float
    reason: str


def log_trend(
    leavers: ArrayLike, headcount: ArrayLike, *, months: float = 3, level: float = 0.95
) -> LogTrend:
    """Estimate the trend of a leaving rate on the scale of its logarithm.

    Parameters
    ----------
    leavers, headcount : array_like of float, shape (periods,)
        Who left in each period, in order of time, and mean people in post in it, above 0.
    months : float
        Length of a period.
    level : float
        Confidence level, above 0 and below 1.

    Returns
    -------
    LogTrend
        NaN with fewer than eight periods, or nobody who left.

    Raises
    ------
    EstimationError
        As `leaving_rate`, another shape, or a period without headcount.

    Notes
    -----
    Poisson regression with the logarithm of years in post as offset; standard errors are
    multiplied by the root of the dispersion where it is above 1 and limits are Student's t
    (McCullagh and Nelder, 1989, Generalized Linear Models, 2nd edition, section 6.2.3).

    Examples
    --------
    >>> found = log_trend([10, 9, 11, 12, 13, 12, 15, 14], np.full(8, 500.0))
    >>> print(found.ratio.value.round(3), found.ratio.lower.round(3), found.ratio.upper.round(3))
    1.28 0.826 1.985
    """
    people, years = checked_rate(
        Ranged.exact(leavers), Ranged.exact(headcount), months=months, level=level
    )
    if people.value.ndim != 1 or (years.value == 0).any():
        raise EstimationError("Counts must have the shape (periods,), with headcount in each.")
    places = np.arange(people.value.size)
    reason = TOO_FEW if places.size < FEWEST_PERIODS else "" if people.value.any() else NO_LEAVERS
    if not reason:
        design = np.column_stack([np.ones(places.size), places * months / MONTHS_A_YEAR])
        family = sm.families.Poisson()
        model = sm.GLM(people.value, design, family=family, offset=np.log(years.value))
        with catch_warnings():
            # Rates that lie on a line are no sign of separation: they are counts, not outcomes.
            simplefilter("ignore", PerfectSeparationWarning)
            fit = model.fit(tol=1e-12)
        if fit.converged:
            dispersion = float(fit.pearson_chi2 / fit.df_resid)
            error = float(np.sqrt(fit.cov_params()[1, 1] * max(dispersion, 1.0)))
            reach = stdtrit(fit.df_resid, (1 + level) / 2) * error
            middle = float(fit.params[1])
            value, lower, upper = (np.asarray(np.exp(middle + by)) for by in (0.0, -reach, reach))
            return LogTrend(Estimate(value, lower, upper, level, METHOD), dispersion, "")
        reason = NOT_CONVERGED
    unknown = np.asarray(np.nan)
    return LogTrend(Estimate(unknown, unknown, unknown, level, METHOD), float("nan"), reason)
