"""Leavers that a hazard model expects of given months, and how that moves with its coefficients."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from numpy.typing import ArrayLike

from workbench.errors import EstimationError
from workbench.statistics.attrition.hazard import HazardFit
from workbench.statistics.attrition.hazard_matrix import Floats, HazardDesign
from workbench.statistics.estimate import Estimate

DELTA = "delta method, the months taken as fixed"
DELTA_ON_LOG = "delta method on the logarithm, the months taken as fixed"


@dataclass(frozen=True, eq=False, slots=True)
class Expected:
    """Expected leavers of a set of months.

    Attributes
    ----------
    value : float
        Leavers.
    gradient : ndarray of float, shape (columns,)
        How they change with each coefficient.
    """

    value: float
    gradient: Floats

    def __sub__(self, other: Expected) -> Expected:
        """Take the difference of two expectations under one fit."""
        return Expected(self.value - other.value, self.gradient - other.gradient)


def expected_leavers(
    design: HazardDesign, fit: HazardFit, person_months: ArrayLike | None = None
) -> Expected:
    """Add up hazards over person-months.

    Parameters
    ----------
    design : HazardDesign
        Cells, as they were or given another level.
    fit : HazardFit
        A fit with the design's columns, that converged.
    person_months : array_like of float, shape (cells,), optional
        Weight of each cell; by default those at risk in it.

    Returns
    -------
    Expected

    Raises
    ------
    EstimationError
        The fit did not converge, is of other columns, or the weights do not fit.

    Examples
    --------
    >>> import pandas as pd
    >>> from workbench.statistics.attrition.hazard import fit_hazard
    >>> from workbench.statistics.attrition.hazard_design import hazard_design
    >>> cells = pd.DataFrame(
    ...     {"grade": pd.Categorical(["PO", "PSO"]), "at_risk": [900, 400], "left": [18, 20]}
    ... )
    >>> design = hazard_design(cells, ["grade"])
    >>> fit = fit_hazard(design)
    >>> print(round(expected_leavers(design.given("grade", 1), fit).value, 6))
    65.0
    """
    if not fit.converged or fit.columns != design.columns:
        raise EstimationError("Leavers can be expected only of a fit that converged, of its cells.")
    weights = design.at_risk if person_months is None else np.asarray(person_months, np.float64)
    if weights.shape != design.at_risk.shape or not np.isfinite(weights).all():
        raise EstimationError(
            f"Person-months must be numbers, one to a cell; found {weights.shape}."
        )
    value, gradient = 0.0, np.zeros(len(fit.coefficients))
    for part, matrix in design.blocks():
        linear = matrix @ fit.coefficients
        value += float(weights[part] @ fit.family.mean(linear))
        gradient += (weights[part] * fit.family.slope(linear)) @ matrix
    return Expected(value, gradient)


def plain_limits(found: Expected, fit: HazardFit, scale: float, level: float) -> Floats:
    """Return an expectation times a scale, with limits by the delta method.

    Returns
    -------
    ndarray of float, shape (3,)
        Value, lower and upper limit.
    """
    margin = fit.critical(level) * _spread(found.gradient, fit)
    return scale * np.array([found.value, found.value - margin, found.value + margin])


def log_limits(found: Expected, against: Expected | None, fit: HazardFit, level: float) -> Floats:
    """Return an expectation, or its ratio to another, with limits on the logarithm.

    Returns
    -------
    ndarray of float, shape (3,)
        Value, lower and upper limit; NaN, 0 and infinity where nobody is expected to leave.
    """
    values = [found.value] if against is None else [found.value, against.value]
    if min(values) <= 0:
        return np.array([np.nan, 0, np.inf])
    gradient, ratio = found.gradient / found.value, found.value
    if against is not None:
        gradient = gradient - against.gradient / against.value
        ratio = found.value / against.value
    factor = float(np.exp(fit.critical(level) * _spread(gradient, fit)))
    return np.array([ratio, ratio / factor, ratio * factor])


def _spread(gradient: Floats, fit: HazardFit) -> float:
    # Rounding can take the variance of what does not vary below 0.
    return float(np.sqrt(max(float(gradient @ fit.covariance @ gradient), 0.0)))


def estimate(numbers: Floats, level: float, method: str) -> Estimate:
    """Make an estimate of values and limits, shape (…, 3)."""
    value, lower, upper = np.moveaxis(np.asarray(numbers, np.float64), -1, 0)
    return Estimate(value=value, lower=lower, upper=upper, level=level, method=method)
