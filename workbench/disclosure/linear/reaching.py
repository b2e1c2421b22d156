"""How far counts reach over all pieces, as far as is asked."""

from __future__ import annotations

import numpy as np
from numpy.typing import ArrayLike, NDArray
from scipy import sparse

from workbench.disclosure.linear.pieces import Piece, take_apart
from workbench.disclosure.linear.search import WholeSearch
from workbench.disclosure.linear.solving import Deadline, Programme, minimise
from workbench.disclosure.linear.sparser import sparser
from workbench.disclosure.linear.system import Floats, Places, System
from workbench.disclosure.linear.warm import WarmSearch
from workbench.errors import DisclosureError

Bounds = tuple[Floats, Floats]


def checked_goals(places: Places, least: ArrayLike, greatest: ArrayLike) -> Bounds:
    """Return how far each count must reach, one pair a count, or refuse it.

    Examples
    --------
    >>> down, up = checked_goals(np.array([3, 4]), 0, [5, 7])
    >>> down.tolist(), up.tolist()
    ([0.0, 0.0], [5.0, 7.0])
    """
    goals = []
    for name, goal in (("least", least), ("greatest", greatest)):
        values = np.asarray(goal, np.float64)
        if values.shape not in ((), places.shape) or not np.isfinite(values).all():
            raise DisclosureError(
                f"`{name}` must be one number or {places.size} numbers, one for each count that "
                "must be safe, none infinite."
            )
        goals.append(np.broadcast_to(values, places.shape))
    return goals[0], goals[1]


def reach(
    system: System,
    bounds: Bounds,
    of: Places,
    *,
    deadline: Deadline,
    goals: Bounds | None = None,
    whole: bool = False,
) -> Bounds:
    """Return how far down and up counts reach, or their goals where they reach those.

    Parameters
    ----------
    system : System
    bounds : tuple of two float arrays, shape (counts,)
        Checked bounds of what is published.
    of : int array
        Places of the counts asked for.
    deadline : Deadline
    goals : tuple of two float arrays, shape (of,), optional
        How far down and up to look; all the way if not given.
    whole : bool
        Whether all people must be whole, by whole-number programmes.
    """
    pieces, place = take_apart(sparser(system), *bounds, of)
    distinct = int(place.max(initial=-1)) + 1
    down, up = np.full(distinct, np.inf), np.full(distinct, -np.inf)
    asked = (np.full(of.size, -np.inf), np.full(of.size, np.inf)) if goals is None else goals
    np.minimum.at(down, place, asked[0])
    np.maximum.at(up, place, asked[1])
    for piece in pieces:
        mine = piece.places
        down[mine], up[mine] = _reach_in(
            piece, (down[mine], up[mine]), deadline=deadline, whole=whole
        )
    return down[place] + 0.0, up[place] + 0.0


def _reach_in(piece: Piece, goals: Bounds, *, deadline: Deadline, whole: bool) -> Bounds:
    down, up = np.maximum(goals[0], piece.outer[0]), np.minimum(goals[1], piece.outer[1])
    if not piece.rows.shape[0]:
        return down, up
    search = searched(piece, deadline, whole=whole)
    endless_down = endless(piece, -1.0, np.isinf(down), deadline)
    endless_up = endless(piece, 1.0, np.isinf(up), deadline)
    down = search.reach(np.where(endless_down, np.inf, down), -1.0)
    up = search.reach(np.where(endless_up, -np.inf, up), 1.0)
    search.refuse_contradiction()
    return np.where(endless_down, -np.inf, down), np.where(endless_up, np.inf, up)


def searched(piece: Piece, deadline: Deadline, *, whole: bool) -> WarmSearch | WholeSearch:
    """Return a search of a piece, in which people must be whole or need not be."""
    return WholeSearch(piece, deadline) if whole else WarmSearch(piece, deadline)


def endless(
    piece: Piece, sign: float, asked: NDArray[np.bool_], deadline: Deadline
) -> NDArray[np.bool_]:
    """Tell which of the wanted counts asked nothing bounds in one direction.

    A count is endless if some change of the atoms can be repeated for ever and moves it. Such
    changes add up, so one linear programme finds a change that moves all endless counts.

    Examples
    --------
    >>> system = System.of([[1, 0], [1, -1]])
    >>> (piece,), _ = take_apart(system, np.zeros(2), np.array([np.inf, 9]), np.array([0]))
    >>> endless(piece, 1.0, np.array([True]), Deadline.after(5)).tolist()
    [True]
    """
    places = np.flatnonzero(asked)
    if not places.size:
        return np.zeros(asked.size, np.bool_)
    counts = sign * piece.wanted[places]
    atoms, added = piece.least.size, places.size
    rows = sparse.block_array(
        [[piece.rows, None], [counts, -sparse.eye_array(added)]], format="csr"
    )
    programme = Programme(
        sparse.csr_array(rows),
        np.append(np.where(np.isinf(piece.low), -np.inf, 0.0), np.zeros(added)),
        np.append(np.where(np.isinf(piece.high), np.inf, 0.0), np.full(added, np.inf)),
        np.append(np.zeros(atoms), np.full(added, -np.inf)),
        np.append(np.where(np.isinf(piece.most), np.inf, 0.0), np.ones(added)),
        np.zeros(atoms + added, np.bool_),
    )
    found = minimise(np.append(np.zeros(atoms), np.full(added, -1.0)), programme, deadline)
    result = np.zeros(asked.size, np.bool_)
    if found is not None:
        result[places] = found[atoms:] > 0.5
    return result
