"""One linear programme solved again and again, each time from where the last one ended."""

from __future__ import annotations

import numpy as np
from scipy import sparse

from workbench.disclosure.linear.bounds import EDGE
from workbench.disclosure.linear.pieces import CONTRADICTION, Piece
from workbench.disclosure.linear.solving import Deadline
from workbench.disclosure.linear.system import Floats, Places
from workbench.errors import DisclosureError

MANY = 1e7
"""No cell holds more people, or more than ten times what any row tells of, so that what nothing
bounds is bounded all the same."""
AT_ONCE = 24
"""So many counts that have no row in common are asked for at once; then a quarter; then one."""

MANY_GET_THERE = 0.8
"""All counts are asked for at once again where no greater share of them was short the last time."""


class WarmSearch:
    """How far the wanted counts of a piece reach, by examples of people that meet all rows.

    Parameters
    ----------
    piece : Piece
    deadline : Deadline

    Attributes
    ----------
    least, greatest : float array, shape (wanted,)
        Seen in any example so far.
    """

    def __init__(self, piece: Piece, deadline: Deadline) -> None:
        self.piece, self.deadline = piece, deadline
        self._solver = _solver(piece)
        self.least = np.full(piece.offset.size, np.inf)
        self.greatest = np.full(piece.offset.size, -np.inf)
        self._touched = sparse.csr_array(abs(piece.wanted) @ abs(piece.rows).T)
        self._ask(np.zeros(0, np.intp), 1.0)
        # From here on a solution near the last one is wanted, not a fresh start.
        for name, value in (("solver", "simplex"), ("presolve", "off"), ("simplex_strategy", 4)):
            self._solver.setOptionValue(name, value)

    def refuse_contradiction(self) -> None:
        """Do nothing: the first example was sought at the start, and a contradiction refused."""

    def reach(self, goal: Floats, sign: float) -> Floats:
        """Return how far up (down, where `sign` is −1) counts reach, or their goals if they do.

        Parameters
        ----------
        goal : float array, shape (wanted,)
        sign : float
            1 or −1.
        """
        self._together(goal, sign)
        tried = np.zeros(goal.size, np.int64)
        settled = np.zeros(goal.size, np.bool_)
        while (short := np.flatnonzero(~settled & self._short(goal, sign))).size:
            order = short[np.argsort(tried[short], kind="stable")]
            batch = self._apart(order, max(1, AT_ONCE >> (2 * int(tried[order[0]]))))
            self._ask(batch, sign)
            tried[batch] += 1
            settled[batch] = batch.size == 1
        seen = self._seen(sign)
        return np.where(self._short(goal, sign), sign * seen, goal)

    def _together(self, goal: Floats, sign: float) -> None:
        """Ask for all that are short at once, as long as each time many of them get there."""
        short = np.flatnonzero(self._short(goal, sign))
        while short.size:
            self._ask(short, sign)
            left = np.flatnonzero(self._short(goal, sign))
            if left.size > MANY_GET_THERE * short.size:
                break
            short = left

    def _seen(self, sign: float) -> Floats:
        return np.floor((self.greatest if sign > 0 else -self.least) + EDGE)

    def _short(self, goal: Floats, sign: float) -> np.ndarray:
        return self._seen(sign) < sign * goal

    def _apart(self, order: Places, most: int) -> Places:
        """Return the first counts that have no row in common, so that none is in another's way."""
        used = np.zeros(self.piece.rows.shape[0], np.bool_)
        batch: list[int] = []
        for count in order:
            start, end = self._touched.indptr[count : count + 2]
            rows = self._touched.indices[start:end]
            if not used[rows].any():
                used[rows] = True
                batch.append(int(count))
                if len(batch) == most:
                    break
        return np.array(batch, np.intp)

    def _ask(self, counts: Places, sign: float) -> None:
        cost = -sign * np.asarray(self.piece.wanted[counts].sum(axis=0)).ravel()
        moved = np.flatnonzero(cost).astype(np.int32)
        self._solver.changeColsCost(moved.size, moved, cost[moved])
        atoms = _solution(self._solver, self.deadline)
        self._solver.changeColsCost(moved.size, moved, np.zeros(moved.size))
        values = self.piece.wanted @ atoms + self.piece.offset
        np.minimum(self.least, values, out=self.least)
        np.maximum(self.greatest, values, out=self.greatest)


def solved(piece: Piece, cost: Floats, deadline: Deadline) -> Floats:
    """Return the atoms of a piece that cost least."""
    solver = _solver(piece)
    solver.changeColsCost(cost.size, np.arange(cost.size, dtype=np.int32), cost)
    return _solution(solver, deadline)


def _solver(piece: Piece):
    import highspy

    rows = sparse.csr_array(piece.rows)
    model = highspy.HighsLp()
    model.num_row_, model.num_col_ = rows.shape
    model.col_cost_ = np.zeros(rows.shape[1])
    model.col_lower_, model.col_upper_ = piece.least, np.minimum(piece.most, _many(piece))
    model.row_lower_, model.row_upper_ = piece.low, piece.high
    model.a_matrix_.format_ = highspy.MatrixFormat.kRowwise
    model.a_matrix_.start_, model.a_matrix_.index_ = rows.indptr, rows.indices
    model.a_matrix_.value_ = rows.data
    solver = highspy.Highs()
    for name, value in (("output_flag", False), ("threads", 1), ("solver", "ipm")):
        solver.setOptionValue(name, value)
    solver.passModel(model)
    return solver


def _many(piece: Piece) -> float:
    told = np.concatenate([piece.low, piece.high, piece.least])
    return max(MANY, 10 * float(told[np.isfinite(told)].max(initial=0)))


def _solution(solver, deadline: Deadline) -> Floats:
    import highspy

    solver.setOptionValue("time_limit", solver.getRunTime() + deadline.left())
    solver.run()
    status = solver.getModelStatus()
    known = highspy.HighsModelStatus
    if status == known.kInfeasible:
        raise DisclosureError(CONTRADICTION)
    if status == known.kTimeLimit:
        Deadline(0.0, deadline.seconds).left()
    if status != known.kOptimal:
        raise DisclosureError(
            f"The solver gave no answer that can be relied on ({status}), so nothing is published. "
            "Publish fewer or coarser tables."
        )
    return np.asarray(solver.getSolution().col_value)
