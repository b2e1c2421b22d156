"""Generated tables, linked tables and successive tables, with what must not be found out."""

from __future__ import annotations

from dataclasses import dataclass, replace
from itertools import combinations

import numpy as np
from scipy import sparse

from workbench.disclosure.linear import System, suppress

THRESHOLD = 5


@dataclass(frozen=True, slots=True, eq=False)
class Case:
    """Counts to publish; `fixed` ones were shown before and cannot be hidden."""

    system: System
    exact: np.ndarray
    published: np.ndarray
    fixed: np.ndarray
    sensitive: np.ndarray
    threshold: np.ndarray

    def hide(self, seconds: float = 60) -> np.ndarray:
        """Return what suppression hides."""
        weight = np.where(self.fixed, np.inf, self.exact + 1.0)
        return suppress(
            self.system,
            self.exact,
            published=self.published,
            sensitive=self.sensitive,
            weight=weight,
            threshold=self.threshold,
            seconds=seconds,
        )

    def hide_small(self) -> np.ndarray:
        """Return what the plain rule hides: the small counts alone."""
        return self.published & (self.exact > 0) & (self.exact < THRESHOLD)


def margin(shape: tuple[int, ...], kept: tuple[int, ...]) -> sparse.csr_array:
    """Return the sums of a table's cells over all but the dimensions kept."""
    places = np.indices(shape).reshape(len(shape), -1)
    sizes = [shape[one] for one in kept]
    row = np.zeros(places.shape[1], np.int64)
    if kept:
        row = np.ravel_multi_index([places[one] for one in kept], sizes)
    size = int(np.prod(sizes)) if kept else 1
    ones = np.ones(row.size)
    return sparse.csr_array((ones, (row, np.arange(row.size))), shape=(size, row.size))


def people(random: np.random.Generator, shape: tuple[int, ...], size: int) -> np.ndarray:
    """Draw so many people into the cells of a table with uneven margins."""
    chance = np.ones(1)
    for one in shape:
        chance = np.multiply.outer(chance, random.dirichlet(np.full(one, 2.0)))
    return random.multinomial(size, chance.ravel() / chance.sum())


def case_of(forms: list[sparse.csr_array], atoms: np.ndarray) -> Case:
    """Publish all these sums; every one of 1 to 4 people must not be found out."""
    system = System.of(sparse.vstack(forms))
    exact = system.forms @ atoms
    every = np.ones(exact.size, np.bool_)
    small = (exact > 0) & (exact < THRESHOLD)
    return Case(system, exact, every, ~every, small, np.full(exact.size, float(THRESHOLD)))


def with_margins(shape: tuple[int, ...]) -> list[sparse.csr_array]:
    """Return a table and all its margins."""
    every = range(len(shape))
    return [margin(shape, kept) for k in range(len(shape) + 1) for kept in combinations(every, k)]


def table(random: np.random.Generator) -> Case:
    """Make one table of two or three dimensions with all its margins."""
    shape = tuple(random.integers(2, 6, random.integers(2, 4)).tolist())
    return case_of(with_margins(shape), people(random, shape, int(random.integers(40, 500))))


def linked(random: np.random.Generator) -> Case:
    """Make two to four tables of pairs of dimensions of the same people, with margins."""
    shape = tuple(random.integers(2, 5, 4).tolist())
    pairs = list(combinations(range(4), 2))
    chosen = random.choice(len(pairs), int(random.integers(2, 5)), replace=False)
    kept = {()} | {pairs[one] for one in chosen}
    kept |= {(one,) for pair in kept for one in pair}
    atoms = people(random, shape, int(random.integers(40, 400)))
    return case_of([margin(shape, one) for one in sorted(kept)], atoms)


def successive(random: np.random.Generator, *, known: bool) -> Case:
    """Make a table after 1 to 6 people were added to one that was published before.

    The attacker holds both tables, and may know how many were added. Of the added, no cell that
    has any may be known to have any.
    """
    first = table(random)
    shown = first.published & ~first.hide()
    atoms = first.system.atoms
    before = _atoms(first)
    added = random.multinomial(int(random.integers(1, 7)), np.full(atoms, 1 / atoms))
    forms = first.system.forms
    none = sparse.csr_array(forms.shape)
    total = np.ones((1, atoms))
    cells = sparse.eye_array(atoms)
    system = System.of(
        sparse.vstack(
            [
                sparse.hstack([forms, none]),
                sparse.hstack([forms, forms]),
                sparse.hstack([sparse.csr_array(cells.shape), cells]),
                sparse.hstack([sparse.csr_array(total.shape), sparse.csr_array(total)]),
            ]
        )
    )
    exact = system.forms @ np.append(before, added)
    counts = forms.shape[0]
    old, new = np.arange(exact.size) < counts, np.arange(exact.size) < 2 * counts
    last = np.arange(exact.size) == exact.size - 1
    fixed = np.zeros(exact.size, np.bool_)
    fixed[:counts] = shown
    fixed |= last & known
    threshold = np.where(new, float(THRESHOLD), 1.0)
    sensitive = (exact > 0) & (exact < threshold.clip(2)) & ~last
    sensitive |= (exact > 0) & ~new & ~last
    return Case(system, exact, fixed | (new & ~old), fixed, sensitive, threshold)


def _atoms(case: Case) -> np.ndarray:
    """Return the cells themselves: the last form of a table with all its margins."""
    return case.exact[-case.system.atoms :]


def without(case: Case, hidden: np.ndarray) -> Case:
    """Return the case with what is hidden no longer published."""
    return replace(case, published=case.published & ~hidden)
