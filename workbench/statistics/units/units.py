"""Panels, centres or markers: do their rates vary beyond chance."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

import numpy as np
from numpy.typing import ArrayLike
from scipy.optimize import brentq, minimize_scalar
from scipy.special import chdtrc

from workbench.errors import EstimationError
from workbench.statistics.estimate import Estimate
from workbench.statistics.inputs import Counts, critical_value, outcome_counts
from workbench.statistics.units.random_intercept import profile

LARGEST_DEVIATION = 5.0
"""On the logit scale; beyond it nearly every unit passes everyone or no one."""

FEWEST_UNITS = 3
"""Fewest units whose variation is estimated."""

TOO_FEW = "Fewer than three units were entered."
ONE_OUTCOME = "Everyone passed or no one did."
ALL_SINGLE = "No unit was entered by two or more people."
UNBOUNDED = "No standard deviation fits best: the likelihood does not fall as it grows."
NOT_CONVERGED = "The fit did not converge."


@dataclass(frozen=True, eq=False, slots=True)
class UnitVariation:
    """How much the rates of units vary beyond chance.

    Attributes
    ----------
    deviation : Estimate
        Standard deviation between units on the logit scale, at least 0, without dimensions:
        NaN with limits 0 and infinity where it cannot be estimated.
    p_value : float
        Likelihood-ratio test of 0, from 0 to 1; NaN where it cannot be estimated.
    units : int
        Units that somebody entered.
    reason : str
        Why there is no estimate; empty where there is one.
    """

    deviation: Estimate
    p_value: float
    units: int
    reason: str


def unit_variation(passed: ArrayLike, entered: ArrayLike, *, level: float = 0.95) -> UnitVariation:
    """Estimate the standard deviation between units by marginal maximum likelihood.

    Parameters
    ----------
    passed, entered : array_like of int, shape (units,)
        Counts of people. Units that nobody entered hold no information.
    level : float
        Confidence level, above 0 and below 1.

    Returns
    -------
    UnitVariation
        Units may differ because other people came to them. Where people were not assigned at
        random, variation is a question and no finding about the units.

    Raises
    ------
    EstimationError
        Impossible counts or level, or another shape.

    Notes
    -----
    Passes are binomial and logits normal around one centre; adaptive Gauss-Hermite quadrature
    with 25 nodes (Pinheiro and Bates, 1995, J. Comput. Graph. Stat. 4, 12-35). Interval and test
    are those of the profile likelihood adjusted for the centre, which is estimated too (Cox and
    Reid, 1987, J. R. Stat. Soc. B 49, 1-39): without it the interval of ten units ends too low.
    Zero may be in it. As 0 is the end of the scale, the test refers to the equal mixture of 0
    and chi-squared on 1 degree of freedom (Self and Liang, 1987, J. Am. Stat. Assoc. 82,
    605-610).

    Examples
    --------
    >>> found = unit_variation([12, 5, 9, 16, 3, 10], 20)
    >>> deviation = found.deviation
    >>> print(deviation.value.round(3), deviation.lower.round(3), deviation.upper.round(3))
    0.861 0.41 2.42
    >>> round(found.p_value, 5)
    0.00041
    """
    critical = critical_value(level)
    passed_counts, entered_counts = checked_units(passed, entered)
    reason = _reason(passed_counts, entered_counts)
    value, lower, upper, p_value = np.nan, 0.0, np.inf, np.nan
    if not reason:
        value, lower, upper, p_value, reason = _fit(passed_counts, entered_counts, critical)
    deviation = Estimate(
        value=np.asarray(value),
        lower=np.asarray(lower),
        upper=np.asarray(upper),
        level=level,
        method="adjusted profile likelihood",
    )
    return UnitVariation(deviation, float(p_value), len(entered_counts), reason)


def checked_units(passed: ArrayLike, entered: ArrayLike) -> tuple[Counts, Counts]:
    """Check the counts of units and keep those that somebody entered.

    Parameters
    ----------
    passed, entered : array_like of int, shape (units,)
        Counts of people.

    Returns
    -------
    tuple of ndarray of int64
        ``passed, entered``, shape (units kept,).

    Raises
    ------
    EstimationError
        Impossible counts or another shape.

    Examples
    --------
    >>> checked_units([3, 0], [9, 0])
    (array([3]), array([9]))
    """
    passed_counts, entered_counts = outcome_counts(passed, entered)
    if passed_counts.ndim != 1:
        raise EstimationError(f"Counts must have the shape (units,); found {passed_counts.shape}.")
    kept = entered_counts > 0
    return passed_counts[kept], entered_counts[kept]


def _reason(passed: Counts, entered: Counts) -> str:
    if len(entered) < FEWEST_UNITS:
        return TOO_FEW
    if not 0 < passed.sum() < entered.sum():
        return ONE_OUTCOME
    # Alone, a person's outcome says nothing of how alike two of the same unit are.
    return "" if (entered > 1).any() else ALL_SINGLE


def _fit(
    passed: Counts, entered: Counts, critical: float
) -> tuple[float, float, float, float, str]:
    """Value, limits, p-value and reason."""
    start = float(np.log(passed.sum() / (entered - passed).sum()))

    def plain(deviation: float) -> float:
        return profile(passed, entered, deviation, start=start).log_likelihood

    def adjusted(deviation: float) -> float:
        found = profile(passed, entered, deviation, start=start)
        return found.log_likelihood + float(np.log(found.centre_error))

    (value, height), (middle, top) = _highest(plain), _highest(adjusted)
    falls = height - plain(LARGEST_DEVIATION), top - adjusted(LARGEST_DEVIATION)
    if np.isnan(falls).any():
        return np.nan, 0.0, np.inf, np.nan, NOT_CONVERGED
    # A likelihood that never falls by a hundredth has no maximum worth the name.
    if min(falls) < 0.01:
        return np.nan, 0.0, np.inf, np.nan, UNBOUNDED
    lower, upper = _limits(lambda each: 2 * (top - adjusted(each)) - critical**2, middle)
    p_value = chdtrc(1, 2 * (top - adjusted(0.0))) / 2 if middle > 0 else 1.0
    return value, min(lower, value), upper, p_value, ""


def _highest(curve: Callable[[float], float]) -> tuple[float, float]:
    """Deviation at which a curve is highest, and its height there."""
    search = minimize_scalar(
        lambda deviation: -curve(deviation),
        bounds=(0, LARGEST_DEVIATION),
        method="bounded",
        options={"xatol": 1e-6},
    )
    # The search never reaches the end of its range, and the end may be the place.
    at_none, found = curve(0.0), -float(search.fun)
    return (0.0, at_none) if found <= at_none + 1e-9 else (float(search.x), found)


def _limits(excess: Callable[[float], float], middle: float) -> tuple[float, float]:
    """Deviations around a middle at which an excess is 0."""
    lower = brentq(excess, 0, middle, xtol=1e-6) if excess(0.0) > 0 else 0.0
    if excess(LARGEST_DEVIATION) <= 0:
        return float(lower), float("inf")
    return float(lower), float(brentq(excess, middle, LARGEST_DEVIATION, xtol=1e-6))
