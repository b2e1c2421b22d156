"""Tables of strata that rounded counts could stand for: the likeliest, and the two furthest."""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray

from workbench.findings import ShownCounts

Counts = NDArray[np.int64]
Floats = NDArray[np.float64]
Sides = tuple[ShownCounts, ShownCounts, ShownCounts, ShownCounts]
Table = tuple[Counts, Counts, Counts, Counts]
HALF = 2
"""How far a count can be from the multiple of 5, or the middle of the band, it is shown as."""


def is_exact(sides: Sides) -> bool:
    """Tell whether every count is shown as it is."""
    return all(bool((one.low == one.high).all()) for one in sides)


def stand_ins(strata: Sides, whole: Sides) -> tuple[Table, Table, Table]:
    """Return the likeliest table, that with the lowest and that with the highest adjusted ratio.

    Parameters
    ----------
    strata : tuple of ShownCounts, shape (rows, strata)
        Passed and entered of a group and of its comparator.
    whole : tuple of ShownCounts, shape (rows,)
        The same over all strata.

    Returns
    -------
    tuple of tables
        The ratio within strata, beside that of all together, is lowest where the group is, as far
        as rounding allows, where the comparator passes often; and highest where it is not.
    """
    likely = _likely(strata, whole)
    easy = _rate(*likely[2:]) > _rate(*(side.sum(axis=-1, keepdims=True) for side in likely[2:]))
    shares = [n / np.maximum(n.sum(axis=-1, keepdims=True), 1) for n in likely[1::2]]
    concentrated = shares[0] > shares[1]
    return likely, _tilted(likely, easy, concentrated), _tilted(likely, ~easy, ~concentrated)


def _likely(strata: Sides, whole: Sides) -> Table:
    """Take the middle of each band, and for the largest stratum what the whole leaves over.

    Rounded parts beside their rounded sum would tell more of it than it does; what is left over
    tells nothing.
    """
    largest = [one.value.argmax(axis=-1)[..., None] for one in (strata[1], strata[3])]
    x, n, x0, n0 = (
        _filled(one, all_of, largest[side // 2])
        for side, (one, all_of) in enumerate(zip(strata, whole, strict=True))
    )
    return np.minimum(x, n), n, np.minimum(x0, n0), n0


def _filled(strata: ShownCounts, whole: ShownCounts, largest: NDArray[np.int64]) -> Counts:
    filled = np.where(strata.banded, strata.high // 2, strata.value)
    np.put_along_axis(filled, largest, 0, axis=-1)
    left = np.maximum(whole.value - filled.sum(axis=-1), 0)
    np.put_along_axis(filled, largest, left[..., None], axis=-1)
    return np.asarray(filled)


def _tilted(likely: Table, more: NDArray[np.bool_], better: NDArray[np.bool_]) -> Table:
    """Put the group where `more` says; let its comparator pass where `better` says."""
    x, n, x0, n0 = likely
    own = _kept(n, np.where(more, HALF, -HALF))
    passed = np.rint(_rate(x, n) * own).astype(np.int64)
    others = np.maximum(n0 + np.where(better, -HALF, HALF), 0)
    others_passed = np.maximum(x0 + np.where(better, HALF, -HALF), 0)
    return np.minimum(passed, own), own, np.minimum(others_passed, others), others


def _kept(likely: Counts, moved: Counts) -> Counts:
    """Scale a tilt down where it would move the number of people of all strata together."""
    up, down = np.maximum(moved, 0), np.minimum(np.maximum(-moved, 0), likely)
    # Two people more are left to either side: the whole is rounded too.
    room = np.minimum(up.sum(axis=-1), down.sum(axis=-1))[..., None] + HALF
    return np.asarray(likely + _at_most(up, room) - _at_most(down, room))


def _at_most(moved: Counts, room: Counts) -> Counts:
    """Take moves in order until there is no more room."""
    before = moved.cumsum(axis=-1) - moved
    return np.clip(room - before, 0, moved)


def _rate(passed: Counts, entered: Counts) -> Floats:
    return np.asarray(passed / np.maximum(entered, 1))
