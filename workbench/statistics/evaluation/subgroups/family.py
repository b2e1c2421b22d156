"""Differences in effect between groups, adjusted over everything that was looked at."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace

import numpy as np
from numpy.typing import NDArray
from scipy.special import stdtr, stdtrit

from workbench.statistics.estimate import Estimate
from workbench.statistics.multiplicity import adjust

Floats = NDArray[np.float64]


@dataclass(frozen=True, slots=True, eq=False)
class SubgroupDifferences:
    """Each group's effect less the reference group's.

    Attributes
    ----------
    effect : Estimate
        Shape (groups,), each group's own effect. No verdict on a difference can be read off
        these: one that is clear beside one that is not need not differ.
    difference : Estimate
        Shape (groups,), NaN for the reference and where either effect is missing. Limits are
        pointwise; they are infinite where the difference rests on one cluster.
    p_value : ndarray of float, shape (groups,)
        Of no difference; NaN where there are no limits.
    p_adjusted : ndarray of float, shape (groups,)
        By Holm, over the differences of this family.
    degrees_of_freedom : ndarray of float, shape (groups,)
        Of each difference.
    reference : int
        Place of the group that the others are set against.
    family_size : int
        Number of p-values adjusted together.
    """

    effect: Estimate
    difference: Estimate
    p_value: Floats
    p_adjusted: Floats
    degrees_of_freedom: Floats
    reference: int
    family_size: int


def one_family(characteristics: Sequence[SubgroupDifferences]) -> tuple[SubgroupDifferences, ...]:
    """Adjust the differences of several characteristics together.

    Parameters
    ----------
    characteristics : sequence of SubgroupDifferences
        Every characteristic looked at, whatever was found.

    Returns
    -------
    tuple of SubgroupDifferences
        In the order given, with `p_adjusted` and `family_size` of all of them.

    Examples
    --------
    >>> from workbench.statistics.evaluation.subgroups.covariance import differences_from_covariance
    >>> pair = [
    ...     differences_from_covariance([0, gap], np.eye(2) / 2, np.inf, reference=0)
    ...     for gap in (2.0, 2.5)
    ... ]
    >>> print(*(found.p_adjusted.round(4) for found in one_family(pair)))
    [   nan 0.0455] [   nan 0.0248]
    """
    if not characteristics:
        return ()
    sizes = np.cumsum([found.p_value.size for found in characteristics])[:-1]
    together = np.concatenate([found.p_value for found in characteristics])
    adjusted, size = _adjusted(together)
    return tuple(
        replace(found, p_adjusted=part, family_size=size)
        for found, part in zip(characteristics, np.split(adjusted, sizes), strict=True)
    )


def student_limits(
    values: Floats, error: Floats, freedom: Floats, level: float, name: str
) -> tuple[Estimate, Floats]:
    """Student's limits and p-value of values with standard errors.

    Parameters
    ----------
    values, error, freedom : ndarray of float, shape (groups,)
        Values, their standard errors and degrees of freedom. An error of 0 says only that
        nothing varied, and is taken as missing.
    level : float
        Checked confidence level.
    name : str
        Of the interval's method.

    Returns
    -------
    tuple of Estimate and ndarray of float, shape (groups,)
        Infinite limits and a p-value of NaN where an error or its degrees of freedom is missing.

    Examples
    --------
    >>> one, two = np.array([1.0, 1.0]), np.array([0.4, 0.0])
    >>> estimate, p_value = student_limits(one, two, np.full(2, 11.0), 0.95, "t")
    >>> print(estimate.lower.round(4), p_value.round(4))
    [0.1196   -inf] [0.0295    nan]
    """
    bounded = np.isfinite(values) & (error > 0) & np.isfinite(error) & ~np.isnan(freedom)
    scale = np.where(bounded, error, 1.0)
    reach = np.where(bounded, stdtrit(freedom, (1 + level) / 2) * scale, np.inf)
    p_value = np.where(bounded, 2 * stdtr(freedom, -np.abs(values) / scale), np.nan)
    return Estimate(values, values - reach, values + reach, level, name), p_value


def as_family(
    effect: Estimate, difference: Estimate, p_value: Floats, freedom: Floats, reference: int
) -> SubgroupDifferences:
    """Put the differences of one characteristic together, adjusted by Holm.

    Parameters
    ----------
    effect, difference : Estimate
        Shape (groups,).
    p_value, freedom : ndarray of float, shape (groups,)
        Of the differences; NaN where there are no limits.
    reference : int
        Place of the reference group.

    Returns
    -------
    SubgroupDifferences

    Examples
    --------
    >>> values, p_value = np.array([np.nan, 2.0, 3.0]), np.array([np.nan, 0.02, 0.04])
    >>> limits, _ = student_limits(values, np.ones(3), np.full(3, 11.0), 0.95, "t")
    >>> as_family(limits, limits, p_value, np.full(3, 11.0), 0).p_adjusted
    array([ nan, 0.04, 0.04])
    """
    adjusted, size = _adjusted(p_value)
    return SubgroupDifferences(effect, difference, p_value, adjusted, freedom, reference, size)


def reference_problems(values: Floats, reference: int) -> list[str]:
    """Tell what is wrong with the place of the reference group, if anything.

    Parameters
    ----------
    values : ndarray of float, shape (groups,)
        Effects.
    reference : int
        Place of the reference group.

    Returns
    -------
    list of str

    Examples
    --------
    >>> reference_problems(np.zeros(2), 2)
    ['There is no group 2 to set the others against.']
    """
    there = values.ndim == 1 and 0 <= reference < values.size
    return [] if there else [f"There is no group {reference} to set the others against."]


def _adjusted(p_value: Floats) -> tuple[Floats, int]:
    there = ~np.isnan(p_value)
    adjusted = np.full(p_value.shape, np.nan)
    adjusted[there] = adjust(p_value[there], "holm")
    return adjusted, int(there.sum())
