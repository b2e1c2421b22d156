"""Hidden counts shown again where that gives nothing away, the heaviest first."""

from __future__ import annotations

from dataclasses import replace

import numpy as np
from scipy import sparse

from workbench.disclosure.linear.pieces import Piece, take_apart
from workbench.disclosure.linear.protecting import bounds_with
from workbench.disclosure.linear.search import WholeSearch
from workbench.disclosure.linear.solving import Deadline
from workbench.disclosure.linear.system import Floats, Places
from workbench.disclosure.linear.task import Mask, Task

TRIED = 20
"""How many hidden counts of a piece are tried: the heaviest matter most."""


def show_again(task: Task, hidden: Mask, deadline: Deadline) -> Mask:
    """Return what must stay hidden: a count is shown again if all stays safe without it."""
    hidden = hidden.copy()
    of = np.flatnonzero(hidden | task.sensitive)
    pieces, place = take_apart(task.system, *bounds_with(task, hidden), of)
    wanted = np.empty(of.size, np.intp)
    wanted[place] = of
    for piece in pieces:
        counts = wanted[piece.places]
        hidden[counts[_shown_in(piece, counts, task=task, hidden=hidden, deadline=deadline)]] = (
            False
        )
    return hidden


def _shown_in(
    piece: Piece, counts: Places, *, task: Task, hidden: Mask, deadline: Deadline
) -> list[int]:
    """Return which wanted counts of one piece can be shown again."""
    secret = task.sensitive[counts]
    down = np.where(secret, 0.0, np.inf)
    up = np.where(secret, task.threshold[counts], -np.inf)
    examples: list[Floats] = [task.exact[counts]]
    shown = []
    by_weight = np.argsort(-task.weight[counts], kind="stable")
    for one in by_weight[(hidden[counts] & ~secret)[by_weight]][:TRIED]:
        trial = _with_known(piece, one, task.exact[counts[one]])
        kept = [values for values in examples if values[one] == task.exact[counts[one]]]
        search = WholeSearch(trial, deadline, examples=kept)
        if search.soon_reach(down, up):
            piece, examples = trial, search.examples
            shown.append(int(one))
        else:
            examples += search.examples[len(kept) :]
    return shown


def _with_known(piece: Piece, one: int, value: float) -> Piece:
    """Return a piece in which one more wanted count is known."""
    known = value - piece.offset[[one]]
    return replace(
        piece,
        rows=sparse.csr_array(sparse.vstack([piece.rows, piece.wanted[[one]]])),
        low=np.append(piece.low, known),
        high=np.append(piece.high, known),
    )
