"""What an attacker who solves linear programmes finds out from what is published."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from numpy.typing import ArrayLike

from workbench.disclosure.linear.reaching import checked_goals, reach
from workbench.disclosure.linear.solving import Deadline
from workbench.disclosure.linear.system import (
    Floats,
    Places,
    System,
    checked_bounds,
    checked_places,
)


@dataclass(frozen=True, slots=True, eq=False)
class Ranges:
    """The least and the greatest that each count can be.

    Attributes
    ----------
    lower, upper : float array, shape (of,)
        Whole numbers; infinite where nothing bounds the count.
    """

    lower: Floats
    upper: Floats


@dataclass(frozen=True, slots=True, eq=False)
class Unsafe:
    """Counts that do not reach as far as they must, and how far they reach.

    Attributes
    ----------
    counts : int array
        Their places in the system.
    lower, upper : float array
        How far each reaches; where that is far enough, only as far as was asked.
    """

    counts: Places
    lower: Floats
    upper: Floats

    def __bool__(self) -> bool:
        """Return whether any count is unsafe."""
        return bool(self.counts.size)


def ranges(
    system: System, low: ArrayLike, high: ArrayLike, of: ArrayLike, *, seconds: float
) -> Ranges:
    """Return the least and greatest that counts can be, given what is published.

    Two linear programmes a count at most, rounded inwards as counts are whole. A fraction of a
    person is allowed in other counts, so the truth can be narrower: see `whole_ranges`.

    Parameters
    ----------
    system : System
    low, high : array_like, shape (counts,)
        What is published: 0 and infinity where nothing is, equal where exact, 8 and 12 for a 10
        that is rounded to 5, 0 and 4 for "<5".
    of : array_like
        The counts asked for: their places, or one true or false a count.
    seconds : float
        Time allowed.

    Returns
    -------
    Ranges

    Raises
    ------
    DisclosureError
        If what is published contradicts itself, or time runs out.

    References
    ----------
    The attacker's problem of Fischetti and Salazar-González (2000), Models and algorithms for
    optimizing cell suppression in tabular data with linear constraints, JASA 95, 916–928.

    Examples
    --------
    A pass count is hidden beside its shown total, 9, and a fail count shown as "<5":

    >>> system = System.of([[1, 0], [0, 1], [1, 1]])
    >>> found = ranges(system, [0, 0, 9], [np.inf, 4, 9], [0, 1], seconds=5)
    >>> found.lower.tolist(), found.upper.tolist()
    ([5.0, 0.0], [9.0, 4.0])
    """
    places = checked_places(system, of)
    lower, upper = reach(
        system, checked_bounds(system, low, high), places, deadline=Deadline.after(seconds)
    )
    return Ranges(lower, upper)


def unsafe(
    system: System,
    low: ArrayLike,
    high: ArrayLike,
    *,
    least: ArrayLike,
    greatest: ArrayLike,
    of: ArrayLike,
    seconds: float,
) -> Unsafe:
    """Return which counts cannot be thought as small, or not as large, as they must.

    Parameters
    ----------
    system : System
    low, high : array_like, shape (counts,)
        What is published, as `ranges` takes it.
    least, greatest : array_like, shape (of,) or one for all
        A count is safe if, for all that is published, it could be `least` or smaller and it could
        be `greatest` or larger.
    of : array_like
        The counts that must be safe.
    seconds : float
        Time allowed.

    Returns
    -------
    Unsafe
        Empty if all are safe.

    Raises
    ------
    DisclosureError
        If what is published contradicts itself, or time runs out.

    Examples
    --------
    A hidden fail count stands beside the passes, 7, and all who entered, 9:

    >>> system = System.of([[1, 0], [0, 1], [1, 1]])
    >>> found = unsafe(system, [7, 0, 9], [7, np.inf, 9], least=0, greatest=5, of=[1], seconds=5)
    >>> found.counts.tolist(), found.lower.tolist(), found.upper.tolist()
    ([1], [2.0], [2.0])
    """
    places = checked_places(system, of)
    found = reach(
        system,
        checked_bounds(system, low, high),
        places,
        goals=checked_goals(places, least, greatest),
        deadline=Deadline.after(seconds),
    )
    return short_of(places, found, least=least, greatest=greatest)


def short_of(
    places: Places, found: tuple[Floats, Floats], *, least: ArrayLike, greatest: ArrayLike
) -> Unsafe:
    """Return the counts that do not reach as far as they must."""
    lower, upper = found
    short = (lower > np.asarray(least)) | (upper < np.asarray(greatest))
    return Unsafe(places[short], lower[short], upper[short])
