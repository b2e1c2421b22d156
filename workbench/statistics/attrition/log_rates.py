"""Leaving rates over periods on the scale of their logarithm, within strata such as grades."""

from __future__ import annotations

from dataclasses import dataclass
from warnings import catch_warnings, simplefilter

import numpy as np
import statsmodels.api as sm
from numpy.typing import ArrayLike, NDArray
from scipy.special import stdtrit
from statsmodels.tools.sm_exceptions import PerfectSeparationWarning

from workbench.errors import EstimationError
from workbench.statistics.attrition.leaving_rate import Ranged, checked_rate
from workbench.statistics.estimate import Estimate

Floats = NDArray[np.float64]
METHOD = "Poisson regression, dispersion allowed for, t"
WITHIN = "Poisson regression within strata, dispersion allowed for, t"
NO_LEAVERS = "Nobody left."
NOT_CONVERGED = "The fit did not converge."
NOT_TOLD_APART = "What is asked cannot be told apart from the strata."


@dataclass(frozen=True, slots=True, eq=False)
class LogRates:
    """What leaving rates are multiplied by for each step of some columns.

    Attributes
    ----------
    ratios : tuple of Estimate
        One a column, each a scalar array above 0; NaN where it cannot be told.
    dispersion : float
        Pearson's chi-squared of all strata together, period by period, over its degrees of
        freedom; what is above 1 widens the limits.
    reason : str
        Why there is no estimate; empty where there is one.
    """

    ratios: tuple[Estimate, ...]
    dispersion: float
    reason: str


def checked_periods(leavers: ArrayLike, headcount: ArrayLike) -> tuple[Floats, Floats]:
    """Return leavers and people in post, a row a stratum.

    Raises
    ------
    EstimationError
        As `leaving_rate`, a shape other than (periods,) or (strata, periods), or a period in which
        nobody is in post.

    Examples
    --------
    >>> checked_periods([1, 2], [10, 20])[1]
    array([[10., 20.]])
    """
    people, posts = checked_rate(
        Ranged.exact(leavers), Ranged.exact(headcount), months=12, level=0.95
    )
    left, there = (np.atleast_2d(one.value) for one in (people, posts))
    if people.value.ndim not in (1, 2) or (there.sum(axis=0) == 0).any():
        raise EstimationError(
            "Counts must have the shape (periods,) or (strata, periods), with headcount in each "
            "period."
        )
    return left, there


def log_rates(leavers: Floats, years: Floats, columns: Floats, level: float) -> LogRates:
    """Fit rates that differ between strata, and by the same factor in each for every column.

    Parameters
    ----------
    leavers, years : ndarray of float, shape (strata, periods)
        Who left, and years in post; a stratum in which nobody is in post in some period, or nobody
        leaves, tells nothing there.
    columns : ndarray of float, shape (columns, periods)
        By what rates change.
    level : float
        Confidence level, above 0 and below 1.

    Returns
    -------
    LogRates

    Notes
    -----
    Poisson regression with the logarithm of years in post as offset and a rate of its own for each
    stratum; standard errors are multiplied by the root of the dispersion where it is above 1, and
    limits are Student's t (McCullagh and Nelder, 1989, Generalized Linear Models, 2nd edition,
    section 6.2.3). A good or a bad quarter is one for all strata, so that dispersion and degrees of
    freedom are those of whole periods.

    Examples
    --------
    >>> left = np.array([[10, 20, 20], [1.0, 2, 2]])
    >>> years = np.array([[100] * 3, [20.0] * 3])
    >>> found = log_rates(left, years, np.array([[0, 1.0, 1]]), 0.95)
    >>> print(found.ratios[0].value.round(6))
    2.0
    """
    told = (years > 0) & (leavers.sum(axis=1, keepdims=True) > 0)
    stratum, period = np.nonzero(told)
    freedom = len(set(period)) - len(columns) - 1
    if not stratum.size:
        return nothing(len(columns), level, NO_LEAVERS)
    own = (np.unique(stratum)[:, None] == stratum).astype(float)
    design = np.vstack([columns[:, period], own]).T
    if np.linalg.matrix_rank(design) < design.shape[1] or freedom < 1:
        return nothing(len(columns), level, NOT_TOLD_APART)
    model = sm.GLM(leavers[told], design, family=sm.families.Poisson(), offset=np.log(years[told]))
    with catch_warnings():
        # Rates that lie on a line are no sign of separation: they are counts, not outcomes.
        simplefilter("ignore", PerfectSeparationWarning)
        fit = model.fit(tol=1e-10, tol_criterion="params")
    if not fit.converged:
        return nothing(len(columns), level, NOT_CONVERGED)
    found, mean = (np.bincount(period, each) for each in (leavers[told], fit.fittedvalues))
    dispersion = float(((found - mean)[mean > 0] ** 2 / mean[mean > 0]).sum() / freedom)
    values = fit.params[: len(columns)]
    errors = np.sqrt(np.diag(fit.cov_params())[: len(columns)] * max(dispersion, 1.0))
    reach = stdtrit(freedom, (1 + level) / 2) * errors
    method = METHOD if len(own) == 1 else WITHIN
    sides = np.exp([values, values - reach, values + reach]).T
    ratios = [
        Estimate(np.asarray(value), np.asarray(lower), np.asarray(upper), level, method)
        for value, lower, upper in sides
    ]
    return LogRates(tuple(ratios), dispersion, "")


def nothing(columns: int, level: float, reason: str) -> LogRates:
    """Return that nothing can be told, and why.

    Examples
    --------
    >>> nothing(1, 0.95, NO_LEAVERS).reason
    'Nobody left.'
    """
    unknown = np.asarray(np.nan)
    one = Estimate(unknown, unknown, unknown, level, METHOD)
    return LogRates((one,) * columns, float("nan"), reason)
