"""How far counts reach where people are whole, by examples: each serves every count at once."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np
from scipy import sparse

from workbench.disclosure.linear.bounds import EDGE
from workbench.disclosure.linear.pieces import CONTRADICTION, Piece
from workbench.disclosure.linear.solving import (
    Deadline,
    Programme,
    is_whole,
    minimise,
    minimise_whole,
)
from workbench.disclosure.linear.system import Floats, Places
from workbench.errors import DisclosureError

FEW = 2


class WholeSearch:
    """How far the wanted counts of a piece reach, by examples of whole people that meet all rows.

    Parameters
    ----------
    piece : Piece
    deadline : Deadline
    examples : sequence of float arrays, shape (wanted,), optional
        Wanted counts already known to be possible together.

    Attributes
    ----------
    examples : list of float arrays
        What was found possible, one array of all wanted counts each.
    least, greatest : float array, shape (wanted,)
        Seen so far.
    """

    def __init__(
        self, piece: Piece, deadline: Deadline, *, examples: Sequence[Floats] = ()
    ) -> None:
        self.piece, self.deadline = piece, deadline
        self.least = np.full(piece.offset.size, np.inf)
        self.greatest = np.full(piece.offset.size, -np.inf)
        self.examples: list[Floats] = []
        for values in examples:
            self._see(values)

    def refuse_contradiction(self) -> None:
        """Refuse a piece that no people meet, where no question asked so far has told."""
        if not self.examples:
            self._ask(np.ones(0), np.zeros(0, np.intp), np.zeros(0))

    def reach(self, goal: Floats, sign: float) -> Floats:
        """Return how far up (down, where `sign` is −1) counts reach, or their goals if they do.

        Many counts are asked for at once; fewer where they get in each other's way.

        Parameters
        ----------
        goal : float array, shape (wanted,)
        sign : float
            1 or −1.
        """
        goal = sign * goal
        waiting = self._short(sign, goal)
        together = waiting.size
        while waiting.size:
            asked = waiting[:together]
            self._ask(np.full(asked.size, sign), asked, goal[asked], patient=asked.size == 1)
            if asked.size == 1:
                goal[asked] = np.minimum(goal[asked], self._seen(sign)[asked])
            short = self._short(sign, goal)
            again = np.isin(short, asked)
            together = _next_size(asked.size, int(again.sum()))
            waiting = np.concatenate([short[~again], short[again]])
        return sign * goal

    def soon_reach(self, down: Floats, up: Floats) -> bool:
        """Tell whether all wanted counts are seen to reach both goals within few programmes.

        No does not mean that they cannot.
        """
        for sign, goal in ((-1.0, -down), (1.0, up)):
            for _ in range(FEW):
                short = self._short(sign, goal)
                if short.size:
                    self._ask(np.full(short.size, sign), short, goal[short], patient=False)
            if self._short(sign, goal).size:
                return False
        return True

    def _seen(self, sign: float) -> Floats:
        seen = self.greatest if sign > 0 else -self.least
        return np.floor(seen + EDGE)

    def _short(self, sign: float, goal: Floats) -> Places:
        return np.flatnonzero(self._seen(sign) < goal)

    def _see(self, values: Floats) -> None:
        self.examples.append(values)
        np.minimum(self.least, values, out=self.least)
        np.maximum(self.greatest, values, out=self.greatest)

    def _ask(self, sign: Floats, asked: Places, goal: Floats, *, patient: bool = True) -> None:
        """See an example with the greatest sum of what is asked, none counted beyond its goal.

        Fractions of people are no example: only the patient try again.

        An unknown is added for each count asked: at most the count, at most its goal.
        """
        piece = self.piece
        counts = sparse.diags_array(sign) @ piece.wanted[asked] if asked.size else None
        added = asked.size
        rows = piece.rows
        if added:
            rows = sparse.block_array(
                [[piece.rows, None], [counts, -sparse.eye_array(added)]], format="csr"
            )
        atoms = piece.least.size
        programme = Programme(
            sparse.csr_array(rows),
            np.append(piece.low, -sign * piece.offset[asked]),
            np.append(piece.high, np.full(added, np.inf)),
            np.append(piece.least, np.full(added, -np.inf)),
            np.append(piece.most, goal),
            np.arange(atoms + added) < atoms,
        )
        cost = np.append(np.zeros(atoms), np.full(added, -1.0))
        found = minimise(cost, programme, self.deadline)
        if found is not None and not is_whole(found, programme):
            if not patient:
                return
            found = minimise_whole(cost, programme, self.deadline)
        if found is None:
            raise DisclosureError(CONTRADICTION)
        values = piece.wanted @ found[:atoms] + piece.offset
        self._see(np.rint(values))


def _next_size(asked: int, still: int) -> int:
    """Ask for fewer at once if none of the last was reached, for more if most were."""
    if still == asked:
        return max(1, asked // 4)
    return asked * 4 if still * 2 < asked else asked
