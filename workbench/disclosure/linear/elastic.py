"""The published counts whose hiding lets others be what they must be able to be."""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray
from scipy import sparse

from workbench.disclosure.linear.pieces import Piece
from workbench.disclosure.linear.solving import Deadline
from workbench.disclosure.linear.system import Floats, Places, System
from workbench.disclosure.linear.warm import solved

MOVED = 1e-6


def in_the_way(
    system: System,
    low: Floats,
    high: Floats,
    *,
    of: Places,
    goals: tuple[Floats, Floats],
    weight: Floats,
    deadline: Deadline,
) -> NDArray[np.bool_]:
    """Return counts to hide so that those of `of` can reach their goals, all of them at once.

    The lightest change of what is published that lets people be so: a count that would have to lie
    outside of what is shown of it is in the way.

    Parameters
    ----------
    system : System
    low, high : float array, shape (counts,)
        What is published.
    of : int array
        Counts that must be able to lie between their goals.
    goals : tuple of two float arrays, shape (of,)
    weight : float array, shape (counts,)
        What a change by one costs; infinite where a count must stay as it is shown.

    Returns
    -------
    bool array, shape (counts,)
    """
    shown = np.flatnonzero((low > 0) | np.isfinite(high))
    loose = shown[np.isfinite(weight[shown])]
    counts, atoms = system.forms.shape
    forms = sparse.csr_array(system.forms)
    slack = sparse.csr_array(
        (np.ones(loose.size), (loose, np.arange(loose.size))), shape=(counts, loose.size)
    )
    none = sparse.csr_array((system.links.shape[0], 2 * loose.size))
    ones = sparse.csr_array((of.size, 2 * loose.size))
    rows = sparse.block_array(
        [
            [forms[shown], sparse.hstack([slack[shown], -slack[shown]])],
            [system.links, none],
            [forms[of], ones],
        ],
        format="csr",
    )
    agree = np.zeros(system.links.shape[0])
    ends = [
        np.concatenate([bound[shown], agree, goal])
        for bound, goal in zip((low, high), goals, strict=True)
    ]
    unknown = atoms + 2 * loose.size
    piece = Piece(
        sparse.csr_array(rows),
        ends[0],
        ends[1],
        np.zeros(unknown),
        np.full(unknown, np.inf),
        sparse.csr_array((0, unknown)),
        np.zeros(0),
        (np.zeros(0), np.zeros(0)),
        np.zeros(0, np.intp),
    )
    cost = np.concatenate([np.zeros(atoms), weight[loose], weight[loose]])
    found = solved(piece, cost, deadline)[atoms:]
    moved = found[: loose.size] + found[loose.size :] > MOVED
    hidden = np.zeros(counts, np.bool_)
    hidden[loose[moved]] = True
    return hidden


def apart(forms: sparse.csr_array, most: int) -> Places:
    """Return places of counts that have no atom in common, at most so many.

    Examples
    --------
    >>> apart(sparse.csr_array([[1, 1, 0], [0, 1, 1], [0, 0, 1]]), 9).tolist()
    [0, 2]
    """
    used = np.zeros(forms.shape[1], np.bool_)
    chosen = []
    for place, (start, end) in enumerate(zip(forms.indptr[:-1], forms.indptr[1:], strict=True)):
        atoms = forms.indices[start:end]
        if not used[atoms].any():
            used[atoms] = True
            chosen.append(place)
            if len(chosen) == most:
                break
    return np.array(chosen, np.intp)
