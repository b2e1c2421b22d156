"""What two releases give away of the people who came or left between them."""

from __future__ import annotations

import numpy as np

from workbench.disclosure.ledger.joined import Joined
from workbench.disclosure.linear.bounds import EDGE
from workbench.disclosure.linear.pieces import Piece, take_apart
from workbench.disclosure.linear.solving import Deadline
from workbench.disclosure.linear.system import Floats, Places
from workbench.disclosure.linear.warm import WarmSearch, solved
from workbench.disclosure.policy import DisclosurePolicy

AT_FIRST = 12
"""So many suspects are looked at first: one that is found out is enough to stop a report."""
MOST_LEFT = 0.8
"""Examples for many suspects at once are sought as long as no greater share of them is left."""


def examples(joined: Joined, deadline: Deadline) -> tuple[Floats, Floats]:
    """Return how many of each count came or left, in an example of few people and one of many."""
    return _examples(joined, joined.changed, deadline)


def _examples(joined: Joined, of: Places, deadline: Deadline) -> tuple[Floats, Floats]:
    pieces, place = _pieces(joined, of)
    few, many = np.zeros(int(place.max()) + 1), np.zeros(int(place.max()) + 1)
    for piece in pieces:
        ends = piece.outer
        if piece.rows.shape[0] and piece.places.size:
            ends = _example(piece, 1.0, deadline), _example(piece, -1.0, deadline)
        few[piece.places], many[piece.places] = ends
    return few[place], many[place]


def changed_found_out(
    joined: Joined, seen: tuple[Floats, Floats], policy: DisclosurePolicy, deadline: Deadline
) -> Places:
    """Return counts of the people who came or left that are found out, if not all then some.

    Those that must be somebody and can only be a few; and those that must be nobody, or nearly,
    of a group of which somebody must be.

    Parameters
    ----------
    joined : Joined
    seen : tuple of two float arrays, shape (changed,)
        What `examples` returns: what no example denies need not be looked at.
    policy : DisclosurePolicy
    deadline : Deadline
    """
    few, many = seen
    small, open_enough = float(policy.smallest_open), policy.ambiguity - 1.0
    known = few > EDGE
    among = np.searchsorted(joined.changed, joined.among)
    # What single rows settle needs no programme, and is most of what few late people give away.
    least, most = _by_single_rows(joined)
    if (certain := np.flatnonzero((least >= 1) & (most < small))).size:
        return joined.changed[certain]
    suspects = np.flatnonzero(known & (many < small - EDGE))
    suspects = _without_open(joined, suspects, small, deadline)
    for some in (suspects[:AT_FIRST], suspects[AT_FIRST:]):
        some = some[_reach(joined, some, np.zeros(some.size), -1.0, deadline) >= 1]
        goal = np.full(some.size, small)
        found = some[_reach(joined, some, goal, 1.0, deadline) < goal]
        if found.size:
            return joined.changed[found]
    nearly_nobody = among[known[among[:, 1]] & (many[among[:, 0]] < open_enough - EDGE)]
    of = np.unique(nearly_nobody[:, 1])
    somebody = of[_reach(joined, of, np.zeros(of.size), -1.0, deadline) >= 1]
    some = np.unique(nearly_nobody[np.isin(nearly_nobody[:, 1], somebody), 0])
    goal = np.full(some.size, open_enough)
    return joined.changed[some[_reach(joined, some, goal, 1.0, deadline) < goal]]


def _by_single_rows(joined: Joined) -> tuple[Floats, Floats]:
    """Return between which numbers the changed counts lie by one row after the other."""
    pieces, place = _pieces(joined, joined.changed)
    least, most = np.zeros(int(place.max()) + 1), np.zeros(int(place.max()) + 1)
    for piece in pieces:
        least[piece.places], most[piece.places] = piece.outer
    return least[place], most[place]


def _without_open(joined: Joined, suspects: Places, small: float, deadline: Deadline) -> Places:
    """Leave out suspects that examples show to be nobody, or many, as long as they show most."""
    while suspects.size:
        few, many = _examples(joined, joined.changed[suspects], deadline)
        left = suspects[(few > EDGE) & (many < small - EDGE)]
        if left.size > MOST_LEFT * suspects.size:
            return left
        suspects = left
    return suspects


def _pieces(joined: Joined, asked: Places) -> tuple[list[Piece], Places]:
    bounds = joined.audit.bounds(joined.low, joined.high)
    return take_apart(joined.audit.system, *bounds, asked)


def _example(piece: Piece, sign: float, deadline: Deadline) -> Floats:
    """Return an example in which all counts together are as few, or as many, as they can be."""
    cost = sign * np.asarray(piece.wanted.sum(axis=0)).ravel()
    return piece.wanted @ solved(piece, cost, deadline) + piece.offset


def _reach(joined: Joined, some: Places, goal: Floats, sign: float, deadline: Deadline) -> Floats:
    """Return how far up or down some of the changed counts reach, or their goals if they do."""
    if not some.size:
        return np.zeros(0)
    pieces, place = _pieces(joined, joined.changed[some])
    goals, reached = np.zeros(int(place.max()) + 1), np.zeros(int(place.max()) + 1)
    goals[place] = goal
    for piece in pieces:
        least, greatest = piece.outer
        aim = goals[piece.places]
        ends = np.minimum(aim, greatest) if sign > 0 else np.maximum(aim, least)
        if piece.rows.shape[0] and piece.places.size:
            ends = WarmSearch(piece, deadline).reach(ends, sign)
        reached[piece.places] = ends
    return reached[place]
