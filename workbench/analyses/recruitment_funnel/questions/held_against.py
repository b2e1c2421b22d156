"""Shares held against a benchmark or against everybody, from counts as they are shown."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from functools import partial

import numpy as np
from numpy.typing import NDArray

from workbench.findings import Measure, Measured, ShownCounts
from workbench.statistics.representation.representation import expected_share
from workbench.statistics.representation.shares import ratio_to_whole

Floats = NDArray[np.float64]
WITH_WHOLE = ("passed", "entered", "comparator_passed", "comparator_entered")


@dataclass(frozen=True, slots=True, eq=False)
class Expected:
    """Shares to expect of each group, and the least and greatest that rounding leaves open."""

    value: Floats
    low: Floats
    high: Floats


def level_together(level: float, many: int) -> float:
    """Return the level at which each of so many ranges is taken for all to hold together.

    Bonferroni's: the chance that one or more of them misses is at most ``1 - level``.

    Examples
    --------
    >>> round(level_together(0.95, 10), 4)
    0.995
    """
    return 1 - (1 - level) / max(many, 1)


def expected(people: ShownCounts, shares: Floats) -> Expected:
    """Weigh a benchmark's shares by where people are.

    Parameters
    ----------
    people : ShownCounts
        Applicants of each place, shape (places,).
    shares : float array, shape (places, groups)
        The benchmark's.

    Returns
    -------
    Expected
        Shape (groups,). The ends are taken over all counts that the shown ones could stand for.
    """
    by_group = shares.T
    value = expected_share(people.value, by_group)
    if (people.low == people.high).all():
        return Expected(value, value, value)
    return Expected(value, _least(people, by_group), 1 - _least(people, 1 - by_group))


def _least(people: ShownCounts, shares: Floats) -> Floats:
    """Return the least weighted mean: as many as may be where the share is low, as few elsewhere.

    Such a mean is least with every weight at one of its ends, the high ones at the lowest shares.
    """
    order = np.argsort(shares, axis=-1, kind="stable")
    places = shares.shape[-1]
    full = np.tri(places + 1, places, -1, dtype=bool)
    weights = np.where(full, people.high[order][:, None], people.low[order][:, None])
    means = expected_share(weights, np.take_along_axis(shares, order, axis=-1)[:, None])
    return np.asarray(means.min(axis=-1))


def against_whole(names: Mapping[str, float]) -> Measure:
    """Return the measure of a rate beside that of everybody, each name at its own level.

    ``passed`` of ``entered`` are a part of ``comparator_passed`` of ``comparator_entered``.
    """
    return Measure(WITH_WHOLE, partial(_against_whole, names=names))


def _against_whole(counts: Mapping[str, np.ndarray], *, names: Mapping[str, float]) -> Measured:
    passed, entered, all_passed, all_entered = (counts[name] for name in WITH_WHOLE)
    # Counts rounded apart can make a part larger than the whole; the true ones never do.
    whole = np.maximum(all_passed, passed)
    of_whole = np.maximum(all_entered, entered + (whole - passed))
    return Measured(
        {
            name: ratio_to_whole(passed, entered, whole, of_whole, level=level)
            for name, level in names.items()
        }
    )
