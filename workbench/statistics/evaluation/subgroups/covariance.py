"""Differences in effect between groups from effects with their joint covariance."""

from __future__ import annotations

import numpy as np
from numpy.typing import ArrayLike

from workbench.errors import EstimationError
from workbench.statistics.evaluation.subgroups.family import (
    Floats,
    SubgroupDifferences,
    as_family,
    reference_problems,
    student_limits,
)
from workbench.statistics.inputs import critical_value


def differences_from_covariance(
    effects: ArrayLike,
    covariance: ArrayLike,
    degrees_of_freedom: float,
    *,
    reference: int,
    level: float = 0.95,
) -> SubgroupDifferences:
    """Set effects against the reference group's, given their joint covariance.

    Parameters
    ----------
    effects : array_like of float, shape (groups,)
        The effect in each group.
    covariance : array_like of float, shape (groups, groups)
        Of the effects, symmetric; off its diagonal lies what groups of one unit share.
    degrees_of_freedom : float
        Of the t distribution, above 0; infinite for the normal.
    reference : int
        Place of the reference group, fixed in advance.
    level : float
        Confidence level, above 0 and below 1.

    Returns
    -------
    SubgroupDifferences
        Of one family, adjusted by Holm.

    Raises
    ------
    EstimationError
        Shapes that do not fit, a number missing, a covariance that is none, or no such
        reference.

    Examples
    --------
    >>> found = differences_from_covariance(
    ...     [-2.9, -1.2], [[0.2, 0.05], [0.05, 0.3]], np.inf, reference=0
    ... )
    >>> print(found.difference.lower.round(3), found.p_value.round(4))
    [  nan 0.46] [   nan 0.0072]
    """
    critical_value(level)
    values, joint = _checked_covariance(effects, covariance, degrees_of_freedom, reference)
    own = np.diag(joint)
    spread = own + own[reference] - 2 * joint[reference]
    freedom = np.full(values.size, float(degrees_of_freedom))
    name = "t"
    value = values - values[reference]
    value[reference] = np.nan
    effect, _ = student_limits(values, np.sqrt(own), freedom, level, name)
    difference, p_value = student_limits(
        value, np.sqrt(np.maximum(spread, 0)), freedom, level, name
    )
    return as_family(effect, difference, p_value, freedom, reference)


def _checked_covariance(
    effects: ArrayLike, covariance: ArrayLike, freedom: float, reference: int
) -> tuple[Floats, Floats]:
    values, joint = np.asarray(effects, np.float64), np.asarray(covariance, np.float64)
    problems = reference_problems(values, reference)
    if values.ndim != 1 or joint.shape != (values.size, values.size):
        problems.append(
            "effects must be (groups,) and covariance (groups, groups); found "
            f"{values.shape} and {joint.shape}."
        )
    elif not (np.isfinite(values).all() and np.isfinite(joint).all()):
        problems.append("An effect or a covariance is missing.")
    elif not np.allclose(joint, joint.T) or np.linalg.eigvalsh(joint)[0] < -1e-9 * joint.max():
        problems.append("The covariance is not symmetric, or not positive semidefinite.")
    if not freedom > 0:
        problems.append(f"degrees_of_freedom must be above 0; found {freedom}.")
    if problems:
        raise EstimationError.gather("Subgroups", problems)
    return values, joint
