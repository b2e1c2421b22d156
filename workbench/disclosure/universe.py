"""All counts of a report as sums over the same people: the system that an audit solves."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from itertools import combinations, product

import numpy as np
from scipy.sparse import csr_array

from workbench.disclosure.linear import System
from workbench.findings.tally import People, Tally

Dimensions = tuple[str, ...]
Events = frozenset[str]


@dataclass(frozen=True, slots=True, eq=False)
class Universe:
    """The system of some tallies, one form a tally, in their order."""

    tallies: tuple[Tally, ...]
    system: System


@dataclass(frozen=True, slots=True)
class _Table:
    """People by some dimensions of one world, and by classes of events."""

    world: str
    by: Dimensions
    classes: tuple[Events, ...]


def universe(tallies: Sequence[Tally], people: People) -> Universe:
    """Return the system that ties tallies together.

    Parameters
    ----------
    tallies : sequence of Tally
        Each once.
    people : People
        Whom they can count.

    Returns
    -------
    Universe
        An atom is the number of people of one label of each dimension of a table, whom one class
        of events befell: as fine as the tallies can tell apart and no finer. Tables that share
        people are linked by their common margins, those that no tally tells of too.
    """
    atoms = _Atoms(people, list(_tables(tallies, people)))
    forms = _matrix([atoms.of(tally) for tally in tallies], atoms.many)
    links = _matrix(list(_links(atoms, people)), atoms.many)
    return Universe(tuple(tallies), System(forms, links))


def _tables(tallies: Iterable[Tally], people: People) -> Iterable[_Table]:
    told: dict[tuple[str, Dimensions], set[Events]] = {}
    for tally in tallies:
        for who in tally.who:
            place = (tally.world, tuple(name for name, _ in who))
            told.setdefault(place, set()).add(tally.events)
    # In an order of names: the same counts give the same system, and the same ones are withheld.
    for world in sorted({world for world, _ in told}):
        here = {by: sets for (one, by), sets in told.items() if one == world}
        for by in _with_common_margins(here):
            finer = [one for one in here if set(by) <= set(one)]
            sets = set().union(*(here[one] for one in finer))
            yield _Table(world, by, _classes(sets, people))


def _with_common_margins(tables: Iterable[Dimensions]) -> list[Dimensions]:
    """Return tables, every margin that two of them have in common, and everybody."""
    found = {*tables, ()}
    while True:
        common = {
            tuple(name for name in one if name in other) for one, other in combinations(found, 2)
        }
        if common <= found:
            return sorted(found, key=lambda by: (len(by), by))
        found |= common


def _classes(sets: Iterable[Events], people: People) -> tuple[Events, ...]:
    """Return the finest classes of events that any of these sets tells apart."""
    sets = sorted(sets, key=sorted)
    if len(sets) > 1:
        # One set alone is told apart from nothing that goes on.
        sets += [side for pair in people.alike for side in pair]
    named: dict[tuple[bool, ...], set[str]] = {}
    every = dict.fromkeys([*people.events, *(event for one in sets for event in sorted(one))])
    for event in every:
        named.setdefault(tuple(event in one for one in sets), set()).add(event)
    return tuple(frozenset(events) for events in named.values())


class _Atoms:
    """The numbers of all atoms, table by table."""

    def __init__(self, people: People, tables: Sequence[_Table]) -> None:
        self.tables = {(table.world, table.by): table for table in tables}
        self._labels = people.dimensions
        self._first: dict[tuple[str, Dimensions], int] = {}
        self.many = 0
        for place, table in self.tables.items():
            self._first[place] = self.many
            self.many += int(np.prod(self._shape(table)))

    def _shape(self, table: _Table) -> tuple[int, ...]:
        return (*(len(self._labels[name]) for name in table.by), len(table.classes))

    def numbers(self, table: _Table) -> np.ndarray:
        """Return the numbers of a table's atoms, one axis a dimension and the last the classes."""
        shape = self._shape(table)
        first = self._first[table.world, table.by]
        return np.arange(first, first + int(np.prod(shape))).reshape(shape)

    def of(self, tally: Tally) -> np.ndarray:
        """Return the atoms that a tally adds up."""
        parts = []
        for who in tally.parts:
            table = self.tables[tally.world, tuple(name for name, _ in who)]
            chosen = [
                [place for place, label in enumerate(self._labels[name]) if label in labels]
                for name, labels in who
            ]
            events = [place for place, one in enumerate(table.classes) if one <= tally.events]
            parts.append(self.numbers(table)[np.ix_(*chosen, events)].ravel())
        return np.concatenate(parts)


def _links(atoms: _Atoms, people: People) -> Iterable[tuple[np.ndarray, np.ndarray]]:
    for table in atoms.tables.values():
        numbers = atoms.numbers(table)
        for margin in _margins(table, atoms):
            yield from _summed(table, numbers, margin, atoms.numbers(margin))
        for one, other in people.alike if len(table.classes) > 2 else ():
            sides = [
                [place for place, each in enumerate(table.classes) if each <= side]
                for side in (one - other, other - one)
            ]
            for place in product(*map(range, numbers.shape[:-1])):
                yield numbers[place][sides[0]], numbers[place][sides[1]]


def _margins(table: _Table, atoms: _Atoms) -> list[_Table]:
    """Return the largest tables that are a margin of this one."""
    smaller = [
        other
        for other in atoms.tables.values()
        if other.world == table.world and set(other.by) < set(table.by)
    ]
    return [one for one in smaller if not any(set(one.by) < set(other.by) for other in smaller)]


def _summed(
    table: _Table, numbers: np.ndarray, margin: _Table, whole: np.ndarray
) -> Iterable[tuple[np.ndarray, np.ndarray]]:
    """Yield, for each atom of a table summed to its margin, both sides of the sum."""
    kept = [table.by.index(name) for name in margin.by]
    summed = [axis for axis in range(len(table.by)) if axis not in kept]
    by_margin = np.transpose(numbers, [*kept, numbers.ndim - 1, *summed])
    for place, events in enumerate(table.classes):
        finer = [number for number, one in enumerate(margin.classes) if one <= events]
        for at in product(*map(range, whole.shape[:-1])):
            yield whole[at][finer], by_margin[(*at, place)].ravel()


def _matrix(rows: Sequence[np.ndarray | tuple[np.ndarray, np.ndarray]], many: int) -> csr_array:
    """Return rows of ones; the second side of a pair counts against the first."""
    pairs = [row if isinstance(row, tuple) else (row, np.empty(0, int)) for row in rows]
    columns = [np.concatenate(pair) for pair in pairs]
    values = [np.repeat([1.0, -1.0], [len(one), len(other)]) for one, other in pairs]
    lengths = np.cumsum([0, *(len(row) for row in columns)])
    if not rows:
        return csr_array((0, many))
    return csr_array(
        (np.concatenate(values), np.concatenate(columns), lengths), shape=(len(rows), many)
    )
