"""What an attacker who knows that people are whole finds out: exact, by whole-number programmes."""

from __future__ import annotations

from numpy.typing import ArrayLike

from workbench.disclosure.linear.ranges import Ranges, Unsafe, short_of
from workbench.disclosure.linear.reaching import checked_goals, reach
from workbench.disclosure.linear.solving import Deadline
from workbench.disclosure.linear.system import System, checked_bounds, checked_places


def whole_ranges(
    system: System, low: ArrayLike, high: ArrayLike, of: ArrayLike, *, seconds: float
) -> Ranges:
    """Return the least and greatest that counts can be where every atom is a whole number.

    Never wider than `ranges`, and exact; slower. Parameters and errors are those of `ranges`.

    Examples
    --------
    Three pairs of people: each two of three atoms make 1, so that halves would do, wholes not.

    >>> pairs = System.of([[1, 1, 0], [0, 1, 1], [1, 0, 1], [1, 1, 1]])
    >>> whole_ranges(pairs, [0, 0, 0, 0], [1, 1, 1, 9], [3], seconds=5).upper.tolist()
    [1.0]
    """
    places = checked_places(system, of)
    bounds = checked_bounds(system, low, high)
    lower, upper = reach(system, bounds, places, deadline=Deadline.after(seconds), whole=True)
    return Ranges(lower, upper)


def whole_unsafe(
    system: System,
    low: ArrayLike,
    high: ArrayLike,
    *,
    least: ArrayLike,
    greatest: ArrayLike,
    of: ArrayLike,
    seconds: float,
) -> Unsafe:
    """Return which counts do not reach as far as they must where every atom is whole.

    Never fewer than `unsafe`, and exact; slower. Parameters and errors are those of `unsafe`.

    Examples
    --------
    >>> pairs = System.of([[1, 1, 0], [0, 1, 1], [1, 0, 1], [1, 1, 1]])
    >>> whole_unsafe(pairs, [0, 0, 0, 0], [1, 1, 1, 9], least=0, greatest=2, of=[3],
    ...              seconds=5).counts.tolist()
    [3]
    """
    places = checked_places(system, of)
    found = reach(
        system,
        checked_bounds(system, low, high),
        places,
        goals=checked_goals(places, least, greatest),
        deadline=Deadline.after(seconds),
        whole=True,
    )
    return short_of(places, found, least=least, greatest=greatest)
