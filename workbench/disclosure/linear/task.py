"""What is to be shown and what must not be found out, with equal counts taken as one."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from numpy.typing import ArrayLike, NDArray

from workbench.disclosure.linear.pieces import alike
from workbench.disclosure.linear.sparser import sparser
from workbench.disclosure.linear.system import Floats, Places, System, checked_places
from workbench.errors import DisclosureError

Mask = NDArray[np.bool_]


@dataclass(frozen=True, slots=True, eq=False)
class Task:
    """Counts with their true values; every array has one entry a count of `system`.

    Attributes
    ----------
    system : System
        Of distinct counts, with short rows.
    exact : float array
    published, sensitive : bool array
    weight : float array
        What it costs to hide a count; infinite if it cannot be hidden.
    threshold : float array
        How large an attacker must be able to think a sensitive count.
    names : int array
        The place of each count in the system it came from, for messages.
    kind : int array
        Which of these counts each count of that system is.
    """

    system: System
    exact: Floats
    published: Mask
    sensitive: Mask
    weight: Floats
    threshold: Floats
    names: Places
    kind: Places

    def name(self, count: int) -> int:
        """Return the place of a count in the system it came from."""
        return int(self.names[count])


def task_of(
    system: System,
    exact: ArrayLike,
    *,
    published: ArrayLike,
    sensitive: ArrayLike,
    weight: ArrayLike,
    threshold: ArrayLike,
) -> Task:
    """Check what is asked, and take equal counts as one.

    Raises
    ------
    DisclosureError
        If a value is missing, or equal counts have different values.

    Examples
    --------
    >>> task = task_of(System.of([[1], [1]]), [3, 3], published=[0, 1], sensitive=[0],
    ...                weight=[4, 5], threshold=5)
    >>> task.exact.tolist(), task.weight.tolist(), task.kind.tolist()
    ([3.0], [5.0], [0, 0])
    """
    values = _whole_numbers(system, exact)
    first, kind = alike(system.forms)
    if (odd := np.flatnonzero(values[first][kind] != values)).size:
        raise DisclosureError(
            f"Count {odd[0]} is the same sum of people as count {first[kind[odd[0]]]} but has "
            "another value: both must come from one count of the data."
        )
    shown, secret = (checked_places(system, of) for of in (published, sensitive))
    costs = _one_each(system, weight, "weight")
    goals = _one_each(system, threshold, "threshold")
    heaviest, greatest = np.zeros(first.size), np.zeros(first.size)
    np.maximum.at(heaviest, kind[shown], costs[shown])
    np.maximum.at(greatest, kind[secret], goals[secret])
    return Task(
        sparser(System(system.forms[first], system.links)),
        values[first],
        np.isin(np.arange(first.size), kind[shown]),
        np.isin(np.arange(first.size), kind[secret]),
        heaviest,
        greatest,
        first,
        kind,
    )


def _whole_numbers(system: System, exact: ArrayLike) -> Floats:
    values = np.asarray(exact, np.float64)
    if values.shape != (system.counts,):
        raise DisclosureError(
            f"There are {system.counts} counts but true values of shape {values.shape}: give one "
            "value a count."
        )
    if (odd := np.flatnonzero(~((values >= 0) & (values == np.rint(values))))).size:
        raise DisclosureError(f"The true value of count {odd[0]} is not a whole number of people.")
    return values


def _one_each(system: System, given: ArrayLike, name: str) -> Floats:
    values = np.asarray(given, np.float64)
    if values.shape not in ((), (system.counts,)) or not (values > 0).all():
        raise DisclosureError(
            f"`{name}` must be one number above 0, or {system.counts} of them, one a count."
        )
    return np.broadcast_to(values, (system.counts,)).copy()
