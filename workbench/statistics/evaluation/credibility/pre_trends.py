"""Whether regions moved alike before a roll-out: a joint test, and one of equivalence."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from numpy.typing import ArrayLike, NDArray
from scipy.stats import f as f_distribution
from scipy.stats import t as t_distribution

from workbench.errors import EstimationError
from workbench.statistics.estimate import Estimate

Floats = NDArray[np.float64]

LEAST_EIGENVALUE = 1e-10
"""Share of the largest eigenvalue below which one is a rounding error of 0."""


@dataclass(frozen=True, slots=True, eq=False)
class JointTest:
    """Test that every coefficient before the roll-out is 0.

    Attributes
    ----------
    wald : float
        Wald statistic, 0 and up: coefficients in the metric of their covariance.
    f_statistic : float
        The same on the scale of F.
    numerator_df, denominator_df : int
        Degrees of freedom of F.
    p_value : float
        From 0 to 1. A large one does not show that trends were alike: see `equivalence_test`.
    """

    wald: float
    f_statistic: float
    numerator_df: int
    denominator_df: int
    p_value: float


@dataclass(frozen=True, slots=True, eq=False)
class EquivalenceTest:
    """Two one-sided tests that each coefficient lies within a bound that would not matter.

    Attributes
    ----------
    interval : Estimate
        Shape (coefficients,), of level ``1 - 2 alpha``: within the bound where equivalent.
    bound : float
        In the units of the outcome, above 0.
    p_values : ndarray of float, shape (coefficients,)
        Of each coefficient alone.
    largest_p_value : float
        For the largest coefficient, and so for all together.
    least_bound : float
        The smallest bound within which all would have been found to lie at `alpha`.
    equivalent : bool
        Whether all lie within the bound at `alpha`.
    """

    interval: Estimate
    bound: float
    p_values: Floats
    largest_p_value: float
    least_bound: float
    equivalent: bool


def joint_test(coefficients: ArrayLike, covariance: ArrayLike, *, clusters: int) -> JointTest:
    """Test the coefficients of an event study before the roll-out against 0, all at once.

    Parameters
    ----------
    coefficients : array_like of float, shape (coefficients,)
        Of the periods before the roll-out, without the base period, none missing.
    covariance : array_like of float, shape (coefficients, coefficients)
        Theirs, robust to clustering.
    clusters : int
        Clusters that the covariance was estimated from, more than there are coefficients.

    Returns
    -------
    JointTest

    Raises
    ------
    EstimationError
        Shapes that do not fit, values missing, a covariance that is none, as many coefficients as
        clusters or more, or a covariance of short rank.

    Notes
    -----
    Hotelling (1931), Ann. Math. Stat. 2, 360-378: a covariance from G clusters has G - 1 degrees
    of freedom and a rank of at most that, so with K coefficients ``F = W (G - K) / (K (G - 1))``
    on K and G - K; exact for means of normal clusters. The usual ``W / K`` on K and G - 1 takes
    the covariance's off-diagonal as known, and finds a trend too often when K is near G.

    Examples
    --------
    >>> found = joint_test([0.2, -0.1], [[0.04, 0.01], [0.01, 0.02]], clusters=12)
    >>> round(found.wald, 3), found.numerator_df, found.denominator_df, round(found.p_value, 3)
    (2.286, 2, 10, 0.389)
    """
    values, spread = _checked_joint(coefficients, covariance, clusters)
    count = len(values)
    # In units of each coefficient's own error, so that the rank does not depend on theirs.
    error = np.sqrt(np.diag(spread))
    roots, directions = np.linalg.eigh(spread / np.outer(error, error))
    rank = int((roots > LEAST_EIGENVALUE * roots[-1]).sum())
    if rank < count:
        raise EstimationError(
            f"The covariance of {count} coefficients has rank {rank}: they cannot be tested "
            "together. Pool months into quarters, or test fewer coefficients."
        )
    wald = float((((values / error) @ directions) ** 2 / roots).sum())
    left = clusters - count
    statistic = wald * left / (count * (clusters - 1))
    return JointTest(wald, statistic, count, left, float(f_distribution.sf(statistic, count, left)))


def _checked_joint(
    coefficients: ArrayLike, covariance: ArrayLike, clusters: int
) -> tuple[Floats, Floats]:
    values = np.asarray(coefficients, dtype=np.float64)
    spread = np.asarray(covariance, dtype=np.float64)
    problems = _coefficient_problems(values)
    if spread.shape != values.shape * 2:
        problems.append(f"covariance must have shape {values.shape * 2}; found {spread.shape}.")
    elif not np.isfinite(spread).all():
        problems.append("covariance must have no value missing or infinite.")
    elif not problems:
        problems.extend(_covariance_problems(spread))
    if values.ndim == 1 and clusters <= values.size:
        problems.append(
            f"{values.size} coefficients need more than {values.size} clusters; found {clusters}. "
            "Pool months into quarters, or test fewer coefficients."
        )
    if problems:
        raise EstimationError(" ".join(problems))
    return values, spread


def _coefficient_problems(values: Floats) -> list[str]:
    if values.ndim != 1 or not values.size:
        return [f"coefficients must be one row of at least one; found shape {values.shape}."]
    missing = int((~np.isfinite(values)).sum())
    return [f"coefficients must be finite; {missing} are not."] if missing else []


def _covariance_problems(spread: Floats) -> list[str]:
    variance = np.diag(spread)
    if not (variance > 0).all():
        return [
            "covariance must have variances above 0: a coefficient without error is no estimate."
        ]
    scaled = spread / np.sqrt(np.outer(variance, variance))
    # Products of roundings: 1e-8 is far above them and far below any correlation of note.
    if not np.allclose(scaled, scaled.T, rtol=0, atol=1e-8):
        return ["covariance must be symmetric."]
    if np.linalg.eigvalsh(scaled)[0] < -1e-8:
        return ["covariance has a negative eigenvalue: no data have such a covariance."]
    return []


def equivalence_test(
    coefficients: ArrayLike,
    standard_errors: ArrayLike,
    *,
    bound: float,
    clusters: int,
    alpha: float = 0.05,
) -> EquivalenceTest:
    """Test that coefficients before the roll-out are too small to matter.

    Parameters
    ----------
    coefficients, standard_errors : array_like of float, shape (coefficients,)
        Of the periods before the roll-out; errors above 0, from clusters.
    bound : float
        Largest difference that would not matter, in the units of the outcome, above 0.
    clusters : int
        Clusters that the errors were estimated from, at least 2.
    alpha : float
        Level of each one-sided test, above 0 and below 0.5.

    Returns
    -------
    EquivalenceTest

    Raises
    ------
    EstimationError
        Shapes that do not fit, values missing, errors that are not above 0, or a bound, clusters
        or alpha outside their range.

    Notes
    -----
    Schuirmann (1987), J. Pharmacokinet. Biopharm. 15, 657-680, with t on G - 1. The largest of
    several is within the bound when each is, and needs no correction: an intersection-union test
    (Berger, 1982, Technometrics 24, 295-300); for trends before treatment Dette and Schumann
    (2024), J. Bus. Econ. Stat. 42, 1289-1301.

    Examples
    --------
    >>> found = equivalence_test([0.1, -0.2], [0.1, 0.15], bound=0.5, clusters=12)
    >>> print(found.p_values.round(4), round(found.least_bound, 3), found.equivalent)
    [0.001  0.0354] 0.469 True
    """
    values, errors = _checked_equivalence(coefficients, standard_errors, bound, clusters, alpha)
    freedom = clusters - 1
    p_values = np.asarray(t_distribution.sf((bound - np.abs(values)) / errors, freedom))
    reach = t_distribution.isf(alpha, freedom) * errors
    interval = Estimate(values, values - reach, values + reach, 1 - 2 * alpha, f"t({freedom})")
    largest = float(p_values.max())
    least = float((np.abs(values) + reach).max())
    return EquivalenceTest(interval, bound, p_values, largest, least, largest <= alpha)


def _checked_equivalence(
    coefficients: ArrayLike, standard_errors: ArrayLike, bound: float, clusters: int, alpha: float
) -> tuple[Floats, Floats]:
    values = np.asarray(coefficients, dtype=np.float64)
    errors = np.asarray(standard_errors, dtype=np.float64)
    problems = _coefficient_problems(values)
    if errors.shape != values.shape:
        problems.append(f"standard_errors must have shape {values.shape}; found {errors.shape}.")
    elif not ((errors > 0) & np.isfinite(errors)).all():
        problems.append("standard_errors must be above 0 and finite.")
    if not 0 < bound < np.inf:
        problems.append(f"bound must be above 0 and finite; found {bound}.")
    if clusters < 2:
        problems.append(f"clusters must be at least 2; found {clusters}.")
    if not 0 < alpha < 0.5:
        problems.append(f"alpha must be above 0 and below 0.5; found {alpha}.")
    if problems:
        raise EstimationError(" ".join(problems))
    return values, errors
