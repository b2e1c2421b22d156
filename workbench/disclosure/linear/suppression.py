"""Which counts to hide so that no small one can be found out from all the others together."""

from __future__ import annotations

import numpy as np
from numpy.typing import ArrayLike, NDArray

from workbench.disclosure.linear.protecting import dangers, protect
from workbench.disclosure.linear.showing import show_again
from workbench.disclosure.linear.solving import Deadline
from workbench.disclosure.linear.system import System, checked_places
from workbench.disclosure.linear.task import task_of
from workbench.errors import DisclosureError


def suppress(
    system: System,
    exact: ArrayLike,
    *,
    published: ArrayLike,
    sensitive: ArrayLike,
    weight: ArrayLike,
    threshold: ArrayLike,
    seconds: float,
) -> NDArray[np.bool_]:
    """Choose which published counts to hide, jointly over all of them.

    Sensitive counts are hidden first. Then, for each that can still be found out, a linear
    programme finds the lightest change of the shown counts that brings it to 0, and one that brings
    it to the threshold; what moves is hidden. At the end counts are shown again, heaviest first,
    where that is safe, and all is audited once more. Safe means: for all that is shown, and though
    people are whole, every sensitive count could be 0 and could be `threshold` or more.

    Parameters
    ----------
    system : System
    exact : array_like, shape (counts,)
        True values.
    published : array_like
        Counts that a table would show, as places or one true or false a count.
    sensitive : array_like
        Counts that must not be found out, published or not.
    weight : array_like, shape (counts,) or one for all
        What it costs to hide a count, above 0: its people and a small constant, say. Infinite if it
        cannot be hidden, because it was published before.
    threshold : array_like, shape (counts,) or one for all
        How large an attacker must be able to think each sensitive count.
    seconds : float
        Time allowed.

    Returns
    -------
    bool array, shape (counts,)
        Which published counts to hide.

    Raises
    ------
    DisclosureError
        If a sensitive count cannot be protected, or time runs out. Counts are named by place.

    References
    ----------
    Kelly, Golden and Assad (1992), Cell suppression: disclosure protection for sensitive tabular
    data, Networks 22, 397–417. Fischetti and Salazar-González (2000), Models and algorithms for
    optimizing cell suppression in tabular data with linear constraints, JASA 95, 916–928.

    Examples
    --------
    A two by two table whose margins were published before; its first cell is 2. One more cell in
    its row and in its column, and the cell between them, must be hidden too:

    >>> table = System.of([[1, 0, 0, 0], [0, 1, 0, 0], [0, 0, 1, 0], [0, 0, 0, 1],
    ...                    [1, 1, 0, 0], [0, 0, 1, 1], [1, 0, 1, 0], [0, 1, 0, 1]])
    >>> exact = np.array([2, 20, 30, 40, 22, 70, 32, 60])
    >>> weight = np.append(exact[:4] + 1, np.full(4, np.inf))
    >>> suppress(table, exact, published=np.arange(8), sensitive=[0], weight=weight,
    ...          threshold=5, seconds=5).tolist()
    [True, True, True, True, False, False, False, False]
    """
    deadline = Deadline.after(seconds)
    task = task_of(
        system,
        exact,
        published=published,
        sensitive=sensitive,
        weight=weight,
        threshold=threshold,
    )
    hidden = show_again(task, protect(task, deadline), deadline)
    for unsafe in dangers(task, hidden, deadline):
        if unsafe.size:
            raise DisclosureError(
                f"Count {task.name(unsafe[0])} can still be found out after all that was hidden, "
                "so nothing is published. Please report this: it is a fault of the workbench."
            )
    asked = np.zeros(system.counts, np.bool_)
    asked[checked_places(system, published)] = True
    return hidden[task.kind] & asked
