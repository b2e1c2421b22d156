"""A system taken apart into pieces that know nothing of each other, without what is settled."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray
from scipy import sparse
from scipy.sparse.csgraph import connected_components

from workbench.disclosure.linear.bounds import EDGE, propagate, row_extremes
from workbench.disclosure.linear.system import Floats, Places, System
from workbench.errors import DisclosureError

CONTRADICTION = (
    "No whole numbers of people meet all that is published: it contradicts itself. Check that "
    "every number shown was tied to the counts it comes from."
)


@dataclass(frozen=True, slots=True, eq=False)
class Piece:
    """Unknown atoms, what is known of them, and the counts wanted of them.

    Attributes
    ----------
    rows : sparse array, shape (rows, atoms)
    low, high : float array, shape (rows,)
        ``low <= rows @ atoms <= high``.
    least, most : float array, shape (atoms,)
    wanted : sparse array, shape (wanted, atoms)
    offset : float array, shape (wanted,)
        What settled atoms add to each wanted count.
    outer : tuple of two float arrays, shape (wanted,)
        Whole numbers that no wanted count can lie outside of.
    places : int array, shape (wanted,)
        Which of the counts asked for these are.
    """

    rows: sparse.csr_array
    low: Floats
    high: Floats
    least: Floats
    most: Floats
    wanted: sparse.csr_array
    offset: Floats
    outer: tuple[Floats, Floats]
    places: Places


def alike(matrix: sparse.csr_array) -> tuple[Places, Places]:
    """Return the first row of each kind, and the kind of each row.

    Examples
    --------
    >>> first, kind = alike(sparse.csr_array([[1.0, 0], [0, 1], [1, 0]]))
    >>> first.tolist(), kind.tolist()
    ([0, 1], [0, 1, 0])
    """
    matrix = matrix.copy()
    matrix.sort_indices()
    kinds: dict[bytes, int] = {}
    first: list[int] = []
    kind: list[int] = []
    for row, (start, end) in enumerate(zip(matrix.indptr[:-1], matrix.indptr[1:], strict=True)):
        key = matrix.indices[start:end].tobytes() + b"|" + matrix.data[start:end].tobytes()
        kind.append(kinds.setdefault(key, len(kinds)))
        if kind[-1] == len(first):
            first.append(row)
    return np.array(first, np.intp), np.array(kind, np.intp)


def take_apart(system: System, low: Floats, high: Floats, of: Places) -> tuple[list[Piece], Places]:
    """Settle what single rows settle, and cut the rest into pieces.

    Returns
    -------
    tuple of list of Piece and int array, shape (of,)
        The pieces, and for each count asked for its place among theirs: equal counts share one.
    """
    first, kind = alike(system.forms)
    lowest = np.full(first.size, -np.inf)
    highest = np.full(first.size, np.inf)
    np.maximum.at(lowest, kind, low)
    np.minimum.at(highest, kind, high)
    chosen, place = np.unique(kind[of], return_inverse=True)
    forms = system.forms[first]
    whole = _whole(forms, lowest, highest, links=system.links, chosen=chosen)
    return _cut(_without_settled(whole)), place


def _whole(
    forms: sparse.csr_array,
    low: Floats,
    high: Floats,
    *,
    links: sparse.csr_array,
    chosen: Places,
) -> Piece:
    """Put everything into one piece, atoms that always appear together as one atom."""
    none = np.zeros(links.shape[0])
    rows = sparse.vstack([forms, links], format="csr")
    one_each, _ = alike(sparse.csr_array(rows.T))
    rows = sparse.csr_array(rows[:, one_each])
    low, high = np.append(low, none), np.append(high, none)
    atoms = rows.shape[1]
    least, most = propagate(rows, low, high, least=np.zeros(atoms), most=np.full(atoms, np.inf))
    if (least > most).any():
        raise DisclosureError(CONTRADICTION)
    wanted = sparse.csr_array(rows[chosen])
    smallest, largest = row_extremes(wanted, least, most)
    outer = np.maximum(smallest, low[chosen]), np.minimum(largest, high[chosen])
    places = np.arange(chosen.size)
    return Piece(rows, low, high, least, most, wanted, np.zeros(chosen.size), outer, places)


def _without_settled(piece: Piece) -> Piece:
    """Leave out atoms with one possible value, and rows that say no more than the atoms' bounds."""
    settled = piece.least == piece.most
    value = np.where(settled, piece.least, 0.0)
    known = piece.rows @ value
    rows = sparse.csr_array(piece.rows[:, ~settled])
    low, high = piece.low - known, piece.high - known
    least, most = piece.least[~settled], piece.most[~settled]
    smallest, largest = row_extremes(rows, least, most)
    if ((smallest > high + EDGE) | (largest < low - EDGE)).any():
        raise DisclosureError(CONTRADICTION)
    telling = np.flatnonzero((smallest < low) | (largest > high))
    return Piece(
        sparse.csr_array(rows[telling]),
        low[telling],
        high[telling],
        least,
        most,
        sparse.csr_array(piece.wanted[:, ~settled]),
        piece.offset + piece.wanted @ value,
        piece.outer,
        piece.places,
    )


def _cut(piece: Piece) -> list[Piece]:
    """Return the pieces in which atoms share no row and no wanted count."""
    joined = sparse.vstack([piece.rows, piece.wanted], format="csr")
    both = sparse.block_array([[None, joined], [joined.T, None]], format="csr")
    number, label = connected_components(both, directed=False)
    of_row, of_atom = label[: joined.shape[0]], label[joined.shape[0] :]
    rows = _by_label(of_row[: piece.rows.shape[0]], number)
    wanted = _by_label(of_row[piece.rows.shape[0] :], number)
    atoms = _by_label(of_atom, number)
    return [
        _part(piece, row, atom, some)
        for row, atom, some in zip(rows, atoms, wanted, strict=True)
        if row.size or some.size
    ]


def _by_label(label: NDArray[np.int32], number: int) -> list[Places]:
    order = np.argsort(label, kind="stable")
    return np.split(order, np.searchsorted(label[order], np.arange(1, number)))


def _part(piece: Piece, row: Places, atom: Places, wanted: Places) -> Piece:
    return Piece(
        sparse.csr_array(piece.rows[row][:, atom]),
        piece.low[row],
        piece.high[row],
        piece.least[atom],
        piece.most[atom],
        sparse.csr_array(piece.wanted[wanted][:, atom]),
        piece.offset[wanted],
        (piece.outer[0][wanted], piece.outer[1][wanted]),
        piece.places[wanted],
    )
