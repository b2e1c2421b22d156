"""Counts as they are shown: their sums, whether they are enough, and hulls over them."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from itertools import product

import numpy as np
from numpy.typing import NDArray

from workbench.disclosure.policy import policy_named
from workbench.findings import ShownCounts
from workbench.statistics.estimate import Estimate

Floats = NDArray[np.float64]
Counts = NDArray[np.int64]
ROUNDED = policy_named("open")


def by_campaign(shown: ShownCounts, campaigns: int) -> ShownCounts:
    """Return counts of shape (cells, campaigns) from rows in which campaigns run fastest."""
    shape = (-1, campaigns)
    return ShownCounts(
        shown.value.reshape(shape),
        shown.banded.reshape(shape),
        shown.low.reshape(shape),
        shown.high.reshape(shape),
    )


def of_campaigns(shown: ShownCounts, which: slice | int) -> ShownCounts:
    """Return the counts of some campaigns, or of one."""
    return shown.at((slice(None), which))  # type: ignore[arg-type]


def added_up(shown: ShownCounts) -> ShownCounts:
    """Return the sum over campaigns of counts as shown, with what it could be."""
    return ShownCounts(
        shown.value.sum(axis=1),
        np.asarray(shown.banded.any(axis=1)),
        shown.low.sum(axis=1),
        shown.high.sum(axis=1),
    )


def is_exact(*shown: ShownCounts) -> bool:
    """Tell whether every count is shown as it is."""
    return all(bool((one.low == one.high).all()) for one in shown)


def hull(
    estimate: Callable[..., Estimate], shown: tuple[ShownCounts, ...], where: NDArray[np.bool_]
) -> Estimate:
    """Estimate from counts as shown, with limits that hold at every corner of what they could be.

    `shown` holds ``passed`` and ``entered``, once or twice; the limits of a rate and of a ratio
    of rates move one way with each count, so that the corners are the ends.
    """
    kept = tuple(one.at(where) for one in shown)
    centre = estimate(*(one.value for one in kept))
    lower, upper = centre.lower, centre.upper
    if not is_exact(*kept):
        around = [estimate(*corner) for corner in _corners(kept)]
        lower = np.minimum.reduce([lower, *(one.lower for one in around)])
        upper = np.maximum.reduce([upper, *(one.upper for one in around)])
    return placed(Estimate(centre.value, lower, upper, centre.level, centre.method), where)


def _corners(shown: tuple[ShownCounts, ...]) -> Iterator[list[Counts]]:
    for ends in product(*((one.low, one.high) for one in shown)):
        # No more can have passed than entered.
        yield [
            np.minimum(end, ends[place + 1]) if place % 2 == 0 else end
            for place, end in enumerate(ends)
        ]


def placed(one: Estimate, where: NDArray[np.bool_]) -> Estimate:
    """Put estimates of some cells among all cells; the others are missing."""

    def fill(values: Floats) -> Floats:
        full = np.full(where.shape, np.nan)
        full[where] = values
        return full

    return Estimate(fill(one.value), fill(one.lower), fill(one.upper), one.level, one.method)


def in_last_rows(one: Estimate, campaigns: int) -> Estimate:
    """Put one estimate a cell into the row of its last campaign; other rows are missing."""

    def fill(values: Floats) -> Floats:
        rows = np.full((len(values), campaigns), np.nan)
        rows[:, -1] = values
        return rows.ravel()

    return Estimate(fill(one.value), fill(one.lower), fill(one.upper), one.level, one.method)


def enough(passed: ShownCounts, entered: ShownCounts) -> NDArray[np.bool_]:
    """Tell where counts are enough for a share.

    All that are exact; of rounded ones those that `open` takes a measure of.
    """
    exact = (passed.low == passed.high) & (entered.low == entered.high)
    fewest, least = ROUNDED.minimum_entered, ROUNDED.minimum_cell
    sides = (passed.value >= least) & (entered.value - passed.value >= least)
    return np.where(exact, entered.value > 0, (entered.value >= fewest) & sides)
