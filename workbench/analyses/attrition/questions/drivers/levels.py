"""Bands and groups too small to be held apart are put together with others."""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray

from workbench.disclosure.policy import policy_named
from workbench.disclosure.rounding import shown

Codes = NDArray[np.int64]
OPEN = policy_named("open")
LEAST_EXPECTED = 20
"""Of each level so many leavers must be expected at the rate of everybody there."""
NEARLY_ALL = 0.9
"""A level that took small ones in is still told of where so much of the whole is its own."""


def joined(left: Codes, at_risk: Codes, *, bands: int, reference: int) -> Codes:
    """Put small levels of one column together, each under the number of the largest among them.

    Bands go with the next one towards the reference, so that the highest stay together; other
    levels with the next in size. A level is small by its person-months at the rate of everybody,
    or by its leavers as `open` would round them: a model of fewer would not leave.

    Parameters
    ----------
    left, at_risk : int array, shape (levels,)
        Leavers and person-months of each level.
    bands : int
        How many of the levels, the first ones, are bands that rise.
    reference : int
        The level that the others are set against.

    Returns
    -------
    int array, shape (levels,)
        For each level the one that it goes under; its own number where it stays.

    Examples
    --------
    >>> left, months = np.array([90, 80, 60, 9, 3]), np.array([9000, 9000, 5000, 700, 300])
    >>> joined(left, months, bands=4, reference=1)
    array([0, 1, 2, 2, 0])
    """
    under = np.arange(len(left))
    used = at_risk > 0
    rate = left.sum() / max(at_risk.sum(), 1)
    sides = (range(reference), range(bands - 1, reference, -1)) if bands else ()
    others = [level for level in range(bands, len(left)) if level != reference or not bands]
    in_order = [*sides, sorted(others, key=lambda level: (at_risk[level], level))]
    for levels in in_order:
        so_far: list[list[int]] = [[]]
        for level in (one for one in levels if used[one]):
            if so_far[-1] and _enough(left[so_far[-1]], at_risk[so_far[-1]], rate):
                so_far.append([])
            so_far[-1].append(level)
        last = so_far.pop()
        if last and not _enough(left[last], at_risk[last], rate):
            # What is left over is next to the reference, or the largest of the others.
            spare = so_far.pop() if so_far else [_largest(at_risk, bands, reference)]
            last = [*spare, *last]
        for group in filter(None, [*so_far, last]):
            under[group] = max(group, key=lambda level: at_risk[under[level]])
    return under[under]


def _largest(at_risk: Codes, bands: int, reference: int) -> int:
    return int(np.argmax(at_risk[:bands])) if bands else reference


def _enough(left: Codes, at_risk: Codes, rate: float) -> bool:
    events, months = np.array([left.sum()]), int(at_risk.sum())
    few = shown(events, OPEN).low < OPEN.minimum_model
    return bool(not few[0] and months * rate >= LEAST_EXPECTED)


def told_of(under: Codes, at_risk: Codes) -> NDArray[np.bool_]:
    """Tell which levels have a figure of their own: nearly all that is under them is theirs.

    Examples
    --------
    >>> told_of(np.array([0, 1, 1]), np.array([900, 800, 50]))
    array([ True,  True, False])
    """
    whole = np.bincount(under, weights=at_risk, minlength=len(under))
    own = under == np.arange(len(under))
    return own & (at_risk > 0) & (at_risk >= NEARLY_ALL * whole)
