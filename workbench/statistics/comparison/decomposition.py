"""The log of a cumulative rate ratio as the sum of its stages."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from numpy.random import Generator
from numpy.typing import ArrayLike, NDArray

from workbench.errors import EstimationError
from workbench.statistics.estimate import Estimate
from workbench.statistics.inputs import Counts, compared_counts, critical_value

Floats = NDArray[np.float64]

ROUNDING = 1e-12
"""Share of the summed stage magnitudes below which a total is a 0 left by rounding."""


@dataclass(frozen=True, eq=False, slots=True)
class Decomposition:
    """A cumulative rate ratio stage by stage.

    Attributes
    ----------
    log_ratio : ndarray of float, shape (..., stages)
        Natural logarithm of each stage's rate ratio; NaN from the stage in `ends_at` on.
    total : ndarray of float, shape (...)
        Their sum, the logarithm of the cumulative rate ratio; NaN where it ends at a stage.
    ends_at : ndarray of int, shape (...)
        First stage that nobody passed on a side, counted from 0; -1 where there is none.
    share : Estimate
        Shape (..., stages): each stage's part of `total`. They add up to 1; one below 0 works
        against the total. Where it ends at a stage or the total is 0: NaN with infinite limits.
    starts_gained : ndarray of float, shape (..., stages)
        More of the group who would have got through all stages, had its rate at this stage
        alone been the comparator's; below 0 where it is ahead. In people.
    """

    log_ratio: Floats
    total: Floats
    ends_at: NDArray[np.int64]
    share: Estimate
    starts_gained: Floats


def decompose(
    passed: ArrayLike,
    entered: ArrayLike,
    comparator_passed: ArrayLike,
    comparator_entered: ArrayLike,
    *,
    level: float = 0.95,
    generator: Generator,
    replicates: int = 2000,
) -> Decomposition:
    """Split the logarithm of the cumulative rate ratio over the stages.

    Parameters
    ----------
    passed, entered, comparator_passed, comparator_entered : array_like of int
        Counts of people, shape (..., stages), stages in order; those pending or exempt are in
        neither.
    level : float
        Confidence level, above 0 and below 1.
    generator : numpy.random.Generator
        Source of the draws behind the limits of `share`; advanced by the call.
    replicates : int
        Draws a side, at least 100.

    Returns
    -------
    Decomposition
        Exact but for the limits of `share`, which are infinite where the draws' own interval
        of the total holds 0: parts of what may be nothing have no bound.

    Raises
    ------
    EstimationError
        Impossible counts or level, no stages, or too few replicates.

    Notes
    -----
    ``ln(product of ratios) = sum(ln ratio)``. Limits are percentiles over binomial draws stage
    after stage, each side on its own: those who enter a stage are those who passed the draw
    before, times the observed ratio of the two, rounded to whole people (at least one); nobody
    passing in a draw counts as half a person passing, everybody in the data as half a person
    not passing (parametric bootstrap; Efron and Tibshirani, 1993, An
    Introduction to the Bootstrap, sections 6.5 and 13.3).

    With ``n`` who entered the first stage, ``starts_gained`` is ``n (p_r - p)`` of its stage
    times the product of the group's rates at the others. They do *not* add up: a stage mended
    sends more people into the rest, so all stages mended together gain another number. 0 where
    nobody passed some other stage; otherwise NaN where a rate that it needs has nobody entered.

    Examples
    --------
    >>> teal = decompose([26, 11], [48, 26], [206, 35], [259, 206],
    ...                  generator=np.random.default_rng(1))
    >>> print(teal.log_ratio.round(4), teal.total.round(4), teal.starts_gained.round(2))
    [-0.3842  0.9123] 0.5282 [ 5.15 -6.58]
    """
    critical_value(level)
    sides = compared_counts(passed, entered, comparator_passed, comparator_entered)
    if sides[0].ndim == 0 or sides[0].shape[-1] == 0:
        raise EstimationError("Counts must have at least one stage along their last axis.")
    if replicates < 100:
        raise EstimationError(f"replicates must be at least 100; found {replicates}.")
    log_ratio, ends_at = _log_ratio(*sides)
    total = log_ratio.sum(axis=-1)
    share = _parts(log_ratio, total)
    lower, upper = np.full(share.shape, -np.inf), np.full(share.shape, np.inf)
    defined = np.isfinite(share).all(axis=-1)
    if defined.any():
        kept = [counts[defined] for counts in sides]
        lower[defined], upper[defined] = _share_limits(kept, level, generator, replicates)
    method = f"percentile of {replicates:,} sequential binomial draws, approximate"
    return Decomposition(
        log_ratio=log_ratio,
        total=np.asarray(total),
        ends_at=ends_at,
        share=Estimate(value=share, lower=lower, upper=upper, level=level, method=method),
        starts_gained=_starts_gained(*sides),
    )


def _log_ratio(
    passed: Counts, entered: Counts, others_passed: Counts, others: Counts
) -> tuple[Floats, NDArray[np.int64]]:
    nobody = (passed == 0) | (others_passed == 0)
    ended = np.logical_or.accumulate(nobody, axis=-1)
    with np.errstate(divide="ignore", invalid="ignore"):
        # One division of whole numbers: two equal rates give exactly 0.
        log_ratio = np.log((passed * others) / (others_passed * entered))
    ends_at = np.where(nobody.any(axis=-1), nobody.argmax(axis=-1), -1)
    return np.where(ended, np.nan, log_ratio), ends_at


def _parts(log_ratio: Floats, total: Floats) -> Floats:
    """Divide by the total; NaN where the stages cancel out."""
    some = np.abs(total) > ROUNDING * np.abs(log_ratio).sum(axis=-1)
    return np.asarray(log_ratio / np.where(some, total, np.nan)[..., None])


def _share_limits(
    sides: list[Counts], level: float, generator: Generator, replicates: int
) -> tuple[Floats, Floats]:
    """Limits for counts of shape (rows, stages), everybody past every stage on both sides."""
    passed, entered, others_passed, others = sides
    drawn = _draw(passed, entered, generator, replicates)
    drawn -= _draw(others_passed, others, generator, replicates)
    total = drawn.sum(axis=0)
    tails = [(1 - level) / 2, (1 + level) / 2]
    low, high = np.quantile(total, tails, axis=0)
    # A draw whose stages cancel has shares without bound: a divisor this small leaves them huge
    # yet finite, so that percentiles can be taken.
    tiny = np.where(total < 0, -1e-200, 1e-200)
    drawn /= np.where(np.abs(total) > 1e-200, total, tiny)
    lower, upper = np.quantile(drawn, tails, axis=1)
    unbounded = (low <= 0) & (high >= 0)
    return np.where(unbounded, -np.inf, lower).T, np.where(unbounded, np.inf, upper).T


def _draw(passed: Counts, entered: Counts, generator: Generator, replicates: int) -> Floats:
    """Logarithms of drawn rates, shape (stages, replicates, rows)."""
    rows, stages = passed.shape
    logs = np.empty((stages, replicates, rows))
    entering = np.broadcast_to(entered[:, 0], (replicates, rows))
    for stage in range(stages):
        # Drawn at exactly 1, a rate would never vary and its stage would seem to be known.
        passing = np.minimum(passed[:, stage], entered[:, stage] - 0.5)
        rate = passing / entered[:, stage]
        through = np.maximum(generator.binomial(entering, rate), 0.5)
        logs[stage] = np.log(through / entering)
        if stage + 1 < stages:
            carried = through * (entered[:, stage + 1] / passed[:, stage])
            entering = np.maximum(np.rint(carried), 1).astype(np.int64)
    return logs


def _starts_gained(
    passed: Counts, entered: Counts, others_passed: Counts, others: Counts
) -> Floats:
    with np.errstate(divide="ignore", invalid="ignore"):
        rate = passed / entered
        # The difference of the rates is taken between whole numbers: parity gives exactly 0.
        behind = (others_passed * entered - passed * others) / (others * entered)
    elsewhere = np.stack(
        [np.delete(rate, stage, axis=-1).prod(axis=-1) for stage in range(rate.shape[-1])],
        axis=-1,
    )
    nobody = passed == 0
    none_elsewhere = (nobody & (entered > 0)).sum(axis=-1, keepdims=True) > (nobody & (entered > 0))
    return np.where(none_elsewhere, 0.0, entered[..., :1] * elsewhere * behind)
