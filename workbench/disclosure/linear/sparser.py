"""The same system with shorter rows: large counts written as sums of smaller ones."""

from __future__ import annotations

import numpy as np
from scipy import sparse

from workbench.disclosure.linear.system import Places, System

SHORT = 4
"""A row of fewer atoms is left as it is."""
MOST = 8000
"""For more sums than this, finding out which is part of which takes more memory than it saves."""


def sparser(system: System) -> System:
    """Write each count as the sum of the largest other counts it is made of.

    Counts that are plain sums of atoms become atoms themselves, and a link says what each is made
    of. All answers stay the same; programmes get several times smaller.

    Examples
    --------
    A total of six is its two halves:

    >>> halves = System.of([[1, 1, 1, 0, 0, 0], [0, 0, 0, 1, 1, 1], [1, 1, 1, 1, 1, 1]])
    >>> shorter = sparser(halves)
    >>> shorter.links.toarray().astype(int).tolist()
    [[1, 1, 1, 1, 1, 1, -1]]
    """
    sums = _plain_sums(system.forms)
    if not 0 < sums.size <= MOST:
        return system
    made_of = _made_of(sparse.csr_array(system.forms[sums]))
    atoms, added = system.atoms, sums.size
    definitions = sparse.hstack(
        [made_of[:, :atoms], made_of[:, atoms:] - sparse.eye_array(added)], format="csr"
    )
    links = sparse.vstack([_wider(system.links, added), definitions], format="csr")
    as_they_are = np.ones(system.counts)
    as_they_are[sums] = 0
    kept = sparse.diags_array(as_they_are) @ _wider(system.forms, added)
    own = sparse.csr_array(
        (np.ones(added), (sums, atoms + np.arange(added))), shape=(system.counts, atoms + added)
    )
    return System.of(kept + own, links)


def _wider(matrix: sparse.csr_array, added: int) -> sparse.csr_array:
    return sparse.csr_array(
        (matrix.data, matrix.indices, matrix.indptr),
        shape=(matrix.shape[0], matrix.shape[1] + added),
    )


def _plain_sums(forms: sparse.csr_array) -> Places:
    """Return the places of counts that are sums of at least so many atoms, each once."""
    length = np.diff(forms.indptr)
    others = forms.copy()
    others.data = (others.data != 1).astype(np.float64)
    return np.flatnonzero((length >= SHORT) & (others.sum(axis=1) == 0))


def _made_of(sums: sparse.csr_array) -> sparse.csr_array:
    """Return each sum by atoms and by other sums, the largest that fit taken first."""
    length = np.diff(sums.indptr)
    shared = (sums @ sums.T).toarray().astype(np.int32)
    by_size = np.argsort(length, kind="stable")
    rows: list[int] = []
    columns: list[int] = []
    for rank, row in enumerate(by_size):
        smaller = by_size[:rank][::-1]
        left = smaller[shared[row, smaller] == length[smaller]]
        rest = np.zeros(sums.shape[1], np.bool_)
        rest[_atoms(sums, row)] = True
        while left.size:
            child = left[0]
            left = left[shared[child, left] == 0]
            rest[_atoms(sums, child)] = False
            rows.append(row)
            columns.append(sums.shape[1] + child)
        atoms = np.flatnonzero(rest)
        rows.extend([row] * atoms.size)
        columns.extend(atoms.tolist())
    shape = (sums.shape[0], sums.shape[1] + sums.shape[0])
    return sparse.csr_array((np.ones(len(rows)), (rows, columns)), shape=shape)


def _atoms(sums: sparse.csr_array, row: int) -> Places:
    return sums.indices[sums.indptr[row] : sums.indptr[row + 1]]
