"""Groups of a circumstance too small to be held apart are put together with others."""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray

Codes = NDArray[np.int64]
LEAST_EXPECTED = 15
"""Of each group so many must be expected to pass, and not to, at the rate of everybody there.

`open` asks for 10 who did; with 15 expected, fewer than 10 are seen once in 14 times."""
NEARLY_ALL = 0.9
"""Where so many are in one group anyway, nothing is lost by putting the others together."""


def put_together(codes: Codes, passed: Codes, entered: Codes) -> tuple[Codes, bool]:
    """Put the small groups of one circumstance together, the smallest with the next in size.

    Whether a group is small is told from how many entered and from the rate of everybody, and
    never from its own rate: a group that stands out is what is to be held equal.

    Parameters
    ----------
    codes : int array, shape (cells,)
        The group of the circumstance that each cell is in.
    passed, entered : int array, shape (cells,)
        People.

    Returns
    -------
    tuple of int array and bool
        New codes, from 0; and whether the circumstance is still held apart: at least half of its
        groups are left, or nearly all people were in one of them anyway.

    Examples
    --------
    >>> codes, people = np.arange(4), np.array([100, 30, 20, 60])
    >>> put_together(codes, people // 2, people)
    (array([2, 0, 0, 1]), True)
    """
    used, place = np.unique(codes, return_inverse=True)
    people = np.bincount(place, weights=entered, minlength=len(used)).astype(np.int64)
    rate = passed.sum() / max(entered.sum(), 1)
    rarer = min(rate, 1 - rate)
    joined = _joined(people, LEAST_EXPECTED / rarer if rarer else np.inf)
    left, in_use = joined.max(initial=0) + 1, (people > 0).sum()
    alike = people.max(initial=0) >= NEARLY_ALL * people.sum()
    return joined[place], bool(alike or left >= max(2, in_use / 2))


def _joined(people: Codes, least: float) -> Codes:
    """Give those groups one number that are put together."""
    joined = np.zeros(len(people), dtype=np.int64)
    number, so_far = 0, 0
    for group in np.argsort(people, kind="stable"):
        if so_far >= least:
            number, so_far = number + 1, 0
        joined[group] = number
        so_far += people[group]
    if so_far < least and number:
        joined[joined == number] = number - 1
    return joined
