"""Profile penalised likelihood intervals for the coefficients of Firth's logistic regression."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from workbench.errors import EstimationError
from workbench.statistics.adjustment.design_columns import Floats
from workbench.statistics.adjustment.firth import FirthFit
from workbench.statistics.adjustment.logistic_design import LogisticDesign
from workbench.statistics.adjustment.penalised_likelihood import maximise
from workbench.statistics.inputs import critical_value

CLOSE = 1e-8
"""How near to the critical value the root of the likelihood ratio has to come at a limit."""


@dataclass(frozen=True, eq=False, slots=True)
class ProfileLimits:
    """Ends of the profile penalised likelihood interval of one coefficient.

    Attributes
    ----------
    lower, upper : float
        Log odds ratios; NaN where an end was not found.
    at_lower, at_upper : ndarray of float, shape (columns,)
        All coefficients with that one held at the end and the others maximised again.
    """

    lower: float
    upper: float
    at_lower: Floats
    at_upper: Floats


def profile_limits(
    design: LogisticDesign, fit: FirthFit, column: int, *, level: float = 0.95
) -> ProfileLimits:
    """Find where the profile penalised likelihood has fallen by the critical amount.

    Parameters
    ----------
    design : LogisticDesign
        Cells and columns of the model.
    fit : FirthFit
        Its fit.
    column : int
        Place of the coefficient in the design's matrix.
    level : float
        Confidence level, above 0 and below 1.

    Returns
    -------
    ProfileLimits
        NaN where the fit did not converge or an end was not found.

    Raises
    ------
    EstimationError
        Impossible level, or a column that the design does not have.

    Notes
    -----
    Heinze and Schemper (2002), Stat. Med. 21, 2409-2419. By Newton's method on the signed root
    of the likelihood ratio, which is almost straight and whose slope is the penalised score.

    Examples
    --------
    >>> from workbench.statistics.adjustment.firth import fit_firth
    >>> from workbench.statistics.adjustment.logistic_design import logistic_design
    >>> design = logistic_design(
    ...     [0, 1], [[], []], [15, 0], [72, 16], group_levels=2, covariate_levels=[], comparator=0
    ... )
    >>> limits = profile_limits(design, fit_firth(design), 1)
    >>> print(round(limits.lower, 4), round(limits.upper, 4))
    -7.0541 -0.0825
    """
    critical = critical_value(level)
    if not 0 <= column < design.matrix.shape[1]:
        raise EstimationError(f"The design has no column {column}.")
    lower = _end(design, fit, column, -critical)
    upper = _end(design, fit, column, critical)
    return ProfileLimits(float(lower[column]), float(upper[column]), lower, upper)


def _end(design: LogisticDesign, fit: FirthFit, column: int, critical: float) -> Floats:
    nothing = np.full(len(fit.coefficients), np.nan)
    if not fit.converged:
        return nothing
    side, wanted = np.sign(critical), abs(critical)
    # Distances from the estimate between which the end lies.
    near, far = 0.0, np.inf
    distance = wanted * float(np.sqrt(fit.covariance[column, column]))
    # To first order the others follow the one that is held along a straight line.
    line = fit.covariance[:, column] / fit.covariance[column, column]
    for _ in range(60):
        start = fit.coefficients + side * distance * line
        point = maximise(design, start, held=column)
        if point is None:
            far, distance = distance, (near + distance) / 2
            continue
        root = float(np.sqrt(2 * max(fit.log_likelihood - point.log_likelihood, 0)))
        if abs(root - wanted) < CLOSE:
            return point.coefficients
        near, far = (distance, far) if root < wanted else (near, distance)
        distance = _next(distance, root, wanted, float(-side * point.score[column]), (near, far))
        line = (point.coefficients - fit.coefficients) / (point.coefficients - fit.coefficients)[
            column
        ]
    return nothing


def _next(
    distance: float, root: float, wanted: float, fall: float, between: tuple[float, float]
) -> float:
    near, far = between
    reached = distance + (wanted - root) * root / fall if fall > 0 else far
    if near < reached < far:
        return reached
    return 2 * distance if np.isinf(far) else (near + far) / 2
