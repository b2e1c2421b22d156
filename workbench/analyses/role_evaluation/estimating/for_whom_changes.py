"""The effect in each cluster by itself, for any dates, from mean changes by start."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from workbench.statistics.evaluation.effects.base_period import changes_from
from workbench.statistics.evaluation.panel import Panel

Floats = NDArray[np.float64]
Whole = NDArray[np.int64]


@dataclass(frozen=True, slots=True, eq=False)
class Changes:
    """Mean changes of clusters from the base months of one start.

    Attributes
    ----------
    mean : ndarray of float, shape (clusters, periods)
        Of the units observed, weighted; 0 where none is.
    weight : ndarray of float, shape (clusters, periods)
        Of these.
    """

    mean: Floats
    weight: Floats


def changes_of(panel: Panel, start: int, anticipation: int, base_months: int) -> Changes:
    """Return the mean change of each cluster, were its start this one."""
    change, seen = changes_from(panel.outcome, start - 1 - anticipation, base_months)
    _, place = np.unique(panel.clusters, return_inverse=True)
    member = (place == np.arange(place.max() + 1)[:, None]) * panel.weights
    weight = member @ seen
    return Changes(
        np.divide(member @ change, weight, out=np.zeros(weight.shape), where=weight > 0), weight
    )


def effects_of_clusters(changes: Mapping[int, Changes], starts: Whole, anticipation: int) -> Floats:
    """Return the mean effect in each cluster over the periods since its start.

    Parameters
    ----------
    changes : mapping of int to Changes
        By start; clusters with another start have no effect.
    starts : ndarray of int, shape (clusters,)
    anticipation : int
        See `group_time`: comparators are those not yet given the role so many periods later.

    Returns
    -------
    ndarray of float, shape (clusters,)
        Each its own cohort of `group_time`, months weighed by those observed; NaN where there is
        none.
    """
    found = np.full(starts.size, np.nan)
    for start, one in changes.items():
        periods = one.mean.shape[1]
        since = np.arange(start, periods)
        latest = np.minimum(since + anticipation, periods - 1)
        others = np.where(starts[:, None] > latest, one.weight[:, start:], 0.0)
        total = others.sum(axis=0)
        beside = np.divide(
            (others * one.mean[:, start:]).sum(axis=0), total,
            out=np.full(since.size, np.nan), where=total > 0,
        )  # fmt: skip
        own = starts == start
        weight = np.where(np.isfinite(beside), one.weight[own, start:], 0.0)
        effect = weight * (one.mean[own, start:] - np.nan_to_num(beside))
        months = weight.sum(axis=1)
        found[own] = np.divide(
            effect.sum(axis=1), months, out=np.full(months.size, np.nan), where=months > 0
        )
    return found


def against_others(changes: Changes, start: int, followed: int) -> Floats:
    """Return the effect in each cluster against all others, over the periods from a start."""
    mean, weight = (part[:, start : start + followed] for part in (changes.mean, changes.weight))
    total, sums = weight.sum(axis=0) - weight, (weight * mean).sum(axis=0) - weight * mean
    beside = np.divide(sums, total, out=np.full(sums.shape, np.nan), where=total > 0)
    own = np.where(np.isfinite(beside), weight, 0.0)
    months = own.sum(axis=1)
    gaps = (own * (mean - np.nan_to_num(beside))).sum(axis=1)
    return np.divide(gaps, months, out=np.full(months.size, np.nan), where=months > 0)
