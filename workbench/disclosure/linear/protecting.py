"""Which shown counts must be hidden beside the sensitive ones, one linear programme a danger."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from scipy import sparse

from workbench.disclosure.linear.reaching import Bounds, reach
from workbench.disclosure.linear.solving import (
    Deadline,
    Programme,
    is_whole,
    minimise,
    minimise_whole,
)
from workbench.disclosure.linear.system import Floats, Places
from workbench.disclosure.linear.task import Mask, Task
from workbench.errors import DisclosureError

TOGETHER = 8
"""How many counts are moved by one programme, where they can move together."""
NEARLY = 0.2
"""By what share a change may be heavier than the lightest, where whole people are hard to move."""


def bounds_with(task: Task, hidden: Mask) -> Bounds:
    """Return what an attacker knows when some of the published counts are hidden."""
    shown = task.published & ~hidden
    return np.where(shown, task.exact, 0.0), np.where(shown, task.exact, np.inf)


def dangers(task: Task, hidden: Mask, deadline: Deadline) -> tuple[Places, Places]:
    """Return the sensitive counts that could not be 0, and those that could not be large enough."""
    secret = np.flatnonzero(task.sensitive)
    goals = np.zeros(secret.size), task.threshold[secret]
    bounds = bounds_with(task, hidden)
    down, up = reach(task.system, bounds, secret, deadline=deadline, goals=goals, whole=True)
    return secret[down > goals[0]], secret[up < goals[1]]


def protect(task: Task, deadline: Deadline) -> Mask:
    """Hide the sensitive counts, then whatever must move for each to be 0 or large enough.

    Raises
    ------
    DisclosureError
        If a sensitive count cannot be hidden, or nothing that may be hidden protects it.
    """
    hidden = task.published & task.sensitive
    if (fixed := np.flatnonzero(hidden & np.isinf(task.weight))).size:
        raise DisclosureError(
            f"Count {task.name(fixed[0])} must not be found out and cannot be hidden. Merge its "
            "group with another, or drop the table it stands in."
        )
    small, large = dangers(task, hidden, deadline)
    small = small[np.argsort(-task.exact[small], kind="stable")]
    large = large[np.argsort(task.exact[large], kind="stable")]
    enough = _all_protected(task, hidden, small, large, among=task.published, deadline=deadline)
    return _all_protected(task, hidden, small, large, among=enough, deadline=deadline, together=1)


def _all_protected(
    task: Task,
    hidden: Mask,
    small: Places,
    large: Places,
    *,
    among: Mask,
    deadline: Deadline,
    together: int = TOGETHER,
) -> Mask:
    """Hide what protects these counts, nothing but what is among some."""
    change = Change.of(task, among & np.isfinite(task.weight))
    for counts, up in ((small, False), (large, True)):
        hidden = _protected(
            change, counts, up=up, hidden=hidden, deadline=deadline, together=together
        )
    return hidden


def _protected(
    change: Change,
    counts: Places,
    *,
    up: bool,
    hidden: Mask,
    deadline: Deadline,
    together: int,
) -> Mask:
    """Hide what moves when these counts move; several at once where they can move together."""
    task, most = change.task, together
    while counts.size:
        asked = counts[:together]
        values = change.to(asked, up=up, hidden=hidden, deadline=deadline)
        if values is None and asked.size == 1:
            raise DisclosureError(
                f"Count {task.name(asked[0])} can be found out from counts that cannot be hidden. "
                "Merge its group with another, or drop the table it stands in."
            )
        together = most if values is not None else asked.size // 2
        if values is not None:
            hidden = hidden | (task.published & (values != task.exact))
            there = values >= task.threshold if up else values <= 0
            counts = counts[~there[counts]]
    return hidden


@dataclass(frozen=True, slots=True, eq=False)
class Change:
    """The programme in which every published count may move up or down, at a cost.

    Attributes
    ----------
    task : Task
    forms : sparse array, shape (counts, atoms)
        All counts, in the atoms of the programme.
    rows : sparse array, shape (rows, atoms + 2 movable)
        Links first, then each movable count less its move up plus its move down, then the others.
    low, high : float array, shape (rows,)
    movable : int array
        Places of the published counts that may move.
    """

    task: Task
    forms: sparse.csr_array
    rows: sparse.csr_array
    low: Floats
    high: Floats
    movable: Places

    @classmethod
    def of(cls, task: Task, movable: Mask) -> Change:
        """Write the programme of a task in which some published counts may move."""
        system = task.system
        moved, others = np.flatnonzero(movable), np.flatnonzero(~movable)
        one_each = sparse.eye_array(moved.size)
        rows = sparse.block_array(
            [
                [system.links, None, None],
                [system.forms[moved], -one_each, one_each],
                [system.forms[others], None, None],
            ],
            format="csr",
        )
        none, exact = np.zeros(system.links.shape[0]), task.exact[moved]
        shown = task.published[others]
        low = np.concatenate([none, exact, np.where(shown, task.exact[others], 0.0)])
        high = np.concatenate([none, exact, np.where(shown, task.exact[others], np.inf)])
        return cls(task, system.forms, sparse.csr_array(rows), low, high, moved)

    def to(self, counts: Places, *, up: bool, hidden: Mask, deadline: Deadline) -> Floats | None:
        """Return all counts after the lightest change that brings some to 0, or high enough."""
        task, atoms, moves = self.task, self.forms.shape[1], 2 * self.movable.size
        cost = np.where(hidden, 0.0, task.weight)[self.movable]
        least = task.threshold[counts] if up else np.zeros(counts.size)
        most = np.full(counts.size, np.inf if up else 0.0)
        nothing = sparse.csr_array((counts.size, moves))
        target = sparse.hstack([self.forms[counts], nothing])
        programme = Programme(
            sparse.csr_array(sparse.vstack([self.rows, target])),
            np.append(self.low, least),
            np.append(self.high, most),
            np.zeros(atoms + moves),
            np.full(atoms + moves, np.inf),
            np.arange(atoms + moves) < atoms,
        )
        costs = np.concatenate([np.zeros(atoms), cost, cost])
        found = minimise(costs, programme, deadline)
        if found is not None and not is_whole(found, programme):
            found = minimise_whole(costs, programme, deadline, gap=NEARLY)
        return None if found is None else np.rint(self.forms @ found[:atoms])
