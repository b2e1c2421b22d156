"""The simple effect of many panels under many deals of dates at once, as products of matrices."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from workbench.statistics.evaluation.effects.base_period import base_shares
from workbench.statistics.evaluation.inference.assignments import Assignments

Floats = NDArray[np.float64]
Whole = NDArray[np.int64]
MOST_ARRANGEMENTS = 2_000


@dataclass(frozen=True, slots=True, eq=False)
class Design:
    """Dates and what is known of the panel before an outcome is: see `effects_of`.

    Attributes
    ----------
    seen : ndarray of bool, shape (units, periods)
        Where the outcome is observed.
    weights : ndarray of float, shape (units,)
        People behind each unit.
    starts : ndarray of int, shape (arrangements, clusters)
        The dates of the test first, then other deals of them.
    cluster : ndarray of int, shape (units,)
        Column of `starts` that each unit belongs to.
    anticipation, base_months : int
        Of the estimate.
    """

    seen: NDArray[np.bool_]
    weights: Floats
    starts: Whole
    cluster: Whole
    anticipation: int
    base_months: int


def some_of(arrangements: Assignments, seed: int, most: int = MOST_ARRANGEMENTS) -> Whole:
    """Return the dates as given, and at most so many deals in all, drawn where there are more."""
    starts = arrangements.starts
    if len(starts) <= most:
        return starts
    others = np.random.default_rng(seed).choice(len(starts) - 1, most - 1, replace=False) + 1
    return np.concatenate([starts[:1], starts[np.sort(others)]])


def effects_of(design: Design, panels: Floats) -> Floats:
    """Return the simple effect of each panel under each deal of dates.

    Parameters
    ----------
    design : Design
    panels : ndarray of float, shape (panels, units, periods)
        Whatever they hold where the design sees nothing does not count.

    Returns
    -------
    ndarray of float, shape (arrangements, panels)
        NaN where no unit can be compared with another.

    Notes
    -----
    The effect of `workbench.statistics.evaluation.effects.effect_weights.simple_effects`, which is
    linear in the outcome. With a cohort's base months given, the change of each cluster in each
    month has the weight 1 if it is of the cohort, less its share of those compared with; changes of
    all clusters and months are summed for all deals and panels as one product.
    """
    member = (design.cluster == np.arange(design.starts.shape[1])[:, None]).astype(float)
    outcome = np.where(design.seen, 0.0, np.nan)
    periods = outcome.shape[1]
    total = np.zeros((len(design.starts), len(panels)))
    people = np.zeros(len(design.starts))
    for start in np.unique(design.starts[design.starts < periods]):
        base = int(start) - 1 - design.anticipation
        if base < 0:
            continue
        shares = base_shares(outcome, base, design.base_months)
        based = np.asarray(shares.any(axis=1))
        seen = design.seen[:, start:] & based[:, None]
        weight = design.weights[:, None] * seen
        share, behind = _shares(design, int(start), member @ weight)
        people += behind
        means = np.einsum("ut,put->pu", shares, panels)
        changes = member @ (weight * (panels[:, :, start:] - means[:, :, None]))
        total += share @ changes.reshape(len(panels), -1).T
    found: Floats = np.divide(
        total, people[:, None], out=np.full(total.shape, np.nan), where=people[:, None] > 0
    )
    return found


def _shares(design: Design, start: int, weight: Floats) -> tuple[Floats, Floats]:
    """Return the weight of each cluster's change in each deal, and the people of the cohort.

    Parameters
    ----------
    weight : ndarray of float, shape (clusters, periods from the start)

    Returns
    -------
    tuple of ndarray, of shape (arrangements, clusters x periods) and (arrangements,)
    """
    periods = design.seen.shape[1]
    latest = np.minimum(np.arange(start, periods) + design.anticipation, periods - 1)
    cohort = (design.starts == start).astype(float)
    untreated = design.starts[:, :, None] > latest
    treated, other = cohort @ weight, np.einsum("act,ct->at", untreated, weight)
    counted = (treated > 0) & (other > 0)
    ratio = np.divide(treated, other, out=np.zeros_like(treated), where=counted)
    shares = cohort[:, :, None] * counted[:, None, :] - untreated * ratio[:, None, :]
    return shares.reshape(len(shares), -1), np.where(counted, treated, 0.0).sum(axis=1)


def with_effect(starts: Whole, periods: int, profile: Sequence[float] = (1.0,)) -> Floats:
    """Return the share of the full effect that each unit has in each month.

    Examples
    --------
    >>> with_effect(np.array([1, 3]), 3, (0.5, 1.0)).tolist()
    [[0.0, 0.5, 1.0], [0.0, 0.0, 0.0]]
    """
    lags = np.arange(periods) - starts[:, None]
    shares = np.asarray(profile, float)
    found: Floats = np.where(lags >= 0, shares[np.clip(lags, 0, len(shares) - 1)], 0.0)
    return found
