"""Counts of people, and how they hang together."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from numpy.typing import ArrayLike, NDArray
from scipy import sparse

from workbench.errors import DisclosureError

Floats = NDArray[np.float64]
Places = NDArray[np.intp]


@dataclass(frozen=True, slots=True, eq=False)
class System:
    """What is known of how counts hang together.

    Atoms are unknown whole numbers of people, each at least 0.

    Attributes
    ----------
    forms : sparse array, shape (counts, atoms)
        Each count of interest is ``forms @ atoms``; small whole coefficients, also negative ones.
    links : sparse array, shape (links, atoms)
        ``links @ atoms`` is 0 always: margins agree, people flow from stage to stage.

    Raises
    ------
    DisclosureError
        If the shapes disagree or a coefficient is not a whole number.

    Examples
    --------
    Passed, failed, and both together:

    >>> system = System.of([[1, 0], [0, 1], [1, 1]])
    >>> system.counts, system.atoms, system.links.shape
    (3, 2, (0, 2))
    """

    forms: sparse.csr_array
    links: sparse.csr_array

    def __post_init__(self) -> None:
        if self.forms.shape[1] != self.links.shape[1]:
            raise DisclosureError(
                f"The forms have {self.forms.shape[1]} atoms and the links {self.links.shape[1]}: "
                "both must be written in the same atoms."
            )
        for name, matrix in (("forms", self.forms), ("links", self.links)):
            if not np.array_equal(matrix.data, np.rint(matrix.data)):
                raise DisclosureError(
                    f"The {name} have coefficients that are not whole numbers: counts of people "
                    "are sums and differences of people."
                )

    @classmethod
    def of(cls, forms: ArrayLike | sparse.sparray, links: object = None) -> System:
        """Make a system from any two matrices, dense or sparse; no links if none are given."""
        counts = _tidy(forms)
        nothing = sparse.csr_array((0, counts.shape[1]))
        return cls(counts, nothing if links is None else _tidy(links))

    @property
    def counts(self) -> int:
        """Return how many counts there are."""
        return int(self.forms.shape[0])

    @property
    def atoms(self) -> int:
        """Return how many unknown whole numbers there are."""
        return int(self.forms.shape[1])


def _tidy(matrix: object) -> sparse.csr_array:
    tidy = sparse.csr_array(matrix, dtype=np.float64)
    tidy.sum_duplicates()
    tidy.eliminate_zeros()
    return tidy


def checked_bounds(system: System, low: ArrayLike, high: ArrayLike) -> tuple[Floats, Floats]:
    """Return what is published of each count as whole numbers, or refuse it.

    Raises
    ------
    DisclosureError
        If a bound is missing or not a number, or a count would have to be above itself.

    Examples
    --------
    >>> low, high = checked_bounds(System.of([[1], [1]]), [0, 2.5], [np.inf, 7.5])
    >>> low.tolist(), high.tolist()
    ([0.0, 3.0], [inf, 7.0])
    """
    least, most = np.array(low, np.float64), np.array(high, np.float64)
    if least.shape != (system.counts,) or most.shape != (system.counts,):
        raise DisclosureError(
            f"There are {system.counts} counts, but bounds of shapes {least.shape} and "
            f"{most.shape}: give one lower and one upper bound a count."
        )
    if np.isnan(least).any() or np.isnan(most).any():
        raise DisclosureError(
            "A bound is not a number: where nothing is published it is 0 and infinity."
        )
    least, most = np.ceil(least), np.floor(most)
    if (above := np.flatnonzero(least > most)).size:
        raise DisclosureError(
            f"No whole number lies between the bounds of count {above[0]} "
            f"({above.size} such counts): what is published contradicts itself."
        )
    return least, most


def checked_places(system: System, of: ArrayLike) -> Places:
    """Return the places of the counts asked for, or refuse them.

    Examples
    --------
    >>> checked_places(System.of([[1], [1]]), [1]).tolist()
    [1]
    """
    places = np.asarray(of)
    if places.dtype == np.bool_ and places.shape == (system.counts,):
        return np.flatnonzero(places)
    if places.size == 0:
        return np.zeros(0, np.intp)
    whole = np.issubdtype(places.dtype, np.integer) and places.ndim == 1
    if not whole or places.min() < 0 or places.max() >= system.counts:
        raise DisclosureError(
            f"The counts asked for must be places from 0 to {system.counts - 1}, "
            "or one true or false a count."
        )
    return places.astype(np.intp)
