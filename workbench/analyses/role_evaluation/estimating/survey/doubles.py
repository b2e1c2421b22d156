"""Differences in differences of answers, with ranges by leaving out each cluster."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray
from scipy.special import stdtr, stdtrit

from workbench.analyses.role_evaluation.estimating.survey.sample import Answers, Floats
from workbench.statistics.estimate import Estimate
from workbench.statistics.evaluation.inference.clustered import jackknife
from workbench.statistics.evaluation.survey.likert import SCORES

AGREES: Floats = np.array([0.0, 0.0, 0.0, 100.0, 100.0])
SCALES: Floats = np.stack([AGREES, SCORES])
"""What each answer counts in points who agree, and in the engagement index."""
METHOD = "CRV3, t; no narrower than of independent answers"


@dataclass(frozen=True, slots=True, eq=False)
class Doubles:
    """Differences in differences on both scales.

    Attributes
    ----------
    estimate : Estimate
        Shape (scales, values); NaN where a cell has nobody.
    error : ndarray of float, shape (scales, values)
        Standard errors; NaN where they cannot be told.
    clusters : int
        Those with people.
    """

    estimate: Estimate
    error: Floats
    clusters: int

    @property
    def p_value(self) -> Floats:
        """Of no difference, two-sided, by t with a degree of freedom fewer than clusters."""
        found: Floats = 2 * stdtr(self.clusters - 1, -np.abs(self.estimate.value / self.error))
        return found

    def at(self, scale: int, value: int) -> Estimate:
        """Return one of them, of shape ()."""
        whole = self.estimate
        return Estimate(
            np.asarray(whole.value[scale, value]),
            np.asarray(whole.lower[scale, value]),
            np.asarray(whole.upper[scale, value]),
            whole.level,
            whole.method,
        )


def doubles(groups: Sequence[Answers], contrast: Floats, *, level: float) -> Doubles:
    """Estimate sums of the differences in differences of some groups.

    Parameters
    ----------
    groups : sequence of Answers
        Of two waves; nobody is in two.
    contrast : ndarray of float, shape (values, groups)
    level : float
        Confidence level.

    Notes
    -----
    The error is the cluster jackknife's (CRV3), and never less than if all answers were
    independent. With 2 of 12 regions without the role the jackknife with t(11) alone finds a change
    where there is none 11 to 12 times in 100, since two regions can be alike by chance; held to
    that floor, 2 to 5 times where regions move by up to 6 points of their own between waves, and 8
    times where they move by 10. With 4 of 12 it is 2 to 5 throughout.
    """
    weight = np.stack([one.weight for one in groups], axis=1)
    used = weight.sum(axis=(1, 2, 3, 4)) > 0
    weight, clusters = weight[used], int(used.sum())
    shape = (len(SCALES), len(contrast))

    def told(kept: NDArray[np.bool_]) -> Floats:
        return _contrasted(contrast, differences(weight[kept].sum(axis=0))).ravel()

    value = told(np.ones(clusters, np.bool_)).reshape(shape)
    if clusters < 2:
        nothing = np.full(shape, np.nan)
        return Doubles(Estimate(value, nothing, nothing, level, METHOD), nothing, clusters)
    left_out = jackknife(told, np.arange(clusters), level=level).standard_error.reshape(shape)
    floor = np.sqrt(_contrasted(contrast**2, _variances(groups)))
    # An error of 0 says only that nothing varied.
    error = np.where(left_out > 0, np.maximum(left_out, floor), np.nan)
    reach = stdtrit(clusters - 1, (1 + level) / 2) * error
    return Doubles(Estimate(value, value - reach, value + reach, level, METHOD), error, clusters)


def differences(total: Floats) -> Floats:
    """Return differences in differences: with the role less without, since less before.

    Parameters
    ----------
    total : ndarray of float, shape (..., 2, 2, 5)
        Sums of weights by side (with, without), wave (before, since) and answer.

    Returns
    -------
    ndarray of float, shape (scales, ...)

    Examples
    --------
    >>> answers = np.zeros((2, 2, 5))
    >>> answers[..., [1, 3]] = [[[6, 4], [4, 6]], [[5, 5], [5, 5]]]
    >>> print(differences(answers).round(6))
    [20. 10.]
    """
    levels = np.moveaxis(_shares(total) @ SCALES.T, -1, 0)
    change = levels[..., 1] - levels[..., 0]
    double: Floats = change[..., 0] - change[..., 1]
    return double


def _shares(total: Floats) -> Floats:
    with np.errstate(divide="ignore", invalid="ignore"):
        shares: Floats = total / total.sum(axis=-1, keepdims=True)
    return shares


def _variances(groups: Sequence[Answers]) -> Floats:
    """Return what the variances would be of independent answers, linearised for weights."""
    people, weight, squared = (
        np.stack([getattr(one, name).sum(axis=0) for one in groups])
        for name in ("people", "weight", "squared")
    )
    answered = people.sum(axis=-1)
    means = _shares(weight) @ SCALES.T
    gaps = SCALES[:, None, None, None, :] - np.moveaxis(means, -1, 0)[..., None]
    with np.errstate(divide="ignore", invalid="ignore"):
        spread = (squared * gaps**2).sum(axis=-1) / weight.sum(axis=-1) ** 2
        found: Floats = (spread * answered / (answered - 1)).sum(axis=(-1, -2))
    return found


def _contrasted(contrast: Floats, values: Floats) -> Floats:
    """Return sums of values of groups; what is in none of a sum may be missing there."""
    parts = np.where(contrast != 0, contrast * values[:, None, :], 0.0)
    total: Floats = parts.sum(axis=-1)
    return total
