"""Two releases written in the same labels, so that both can be put into one system."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace

from workbench.disclosure.ledger.said import Said, in_order
from workbench.findings.tally import People, Tally, Who

MOST_CROSSED = 40
"""So many labels that only one release has are crossed; more are taken as another dimension."""
SECOND = " (2)"
Sets = Mapping[str, frozenset[str]]


@dataclass(frozen=True, slots=True, eq=False)
class Merged:
    """Two releases of one world in the same labels.

    Attributes
    ----------
    first, second : Said
    nobody : tuple of two tuples of (str, str)
        Dimensions and labels that the first, and the second, knows nobody of.
    """

    first: Said
    second: Said
    nobody: tuple[tuple[tuple[str, str], ...], tuple[tuple[str, str], ...]]


def merged(first: Said, second: Said, *, linked: bool) -> Merged:
    """Write two releases that know the same events in the same labels.

    Parameters
    ----------
    first, second : Said
    linked : bool
        Whether a label that both have is of the same people, though others differ. Then the
        others of the one are crossed with the others of the other; or, where only one has others,
        those are of nobody in the other. If not, such a dimension is another one of the second.
    """
    one, two = first.people.dimensions, second.people.dimensions
    dimensions: dict[str, tuple[str, ...]] = {}
    sets: tuple[dict[str, Sets], dict[str, Sets]] = ({}, {})
    nobody: tuple[list[tuple[str, str]], list[tuple[str, str]]] = ([], [])
    other_names: dict[str, str] = {}
    for name in in_order(one, two):
        mine, theirs = one.get(name, two.get(name, ())), two.get(name, one.get(name, ()))
        left, right = (
            [label for label in mine if label not in theirs],
            [label for label in theirs if label not in mine],
        )
        if not left and not right:
            dimensions[name] = mine
        elif not linked or not set(mine) & set(theirs) or len(left) * len(right) > MOST_CROSSED:
            dimensions |= {name: mine, name + SECOND: theirs}
            other_names[name] = name + SECOND
        elif left and right:
            crossed = {(a, b): f"{a} / {b}" for a in left for b in right}
            shared = [label for label in mine if label in theirs]
            dimensions[name] = (*shared, *crossed.values())
            for side, labels in enumerate((left, right)):
                sets[side][name] = {
                    label: frozenset(new for pair, new in crossed.items() if pair[side] == label)
                    for label in labels
                }
        else:
            dimensions[name] = in_order(mine, theirs)
            nobody[0].extend((name, label) for label in right)
            nobody[1].extend((name, label) for label in left)
    events = in_order(first.people.events, second.people.events)
    people = replace(first.people, dimensions=dimensions, events=events)
    return Merged(
        _renamed(first, people, sets[0], {}),
        _renamed(second, people, sets[1], other_names),
        (tuple(nobody[0]), tuple(nobody[1])),
    )


def _renamed(
    said: Said, people: People, sets: Mapping[str, Sets], names: Mapping[str, str]
) -> Said:
    if not sets and not names:
        return Said(said.bounds, said.pairs, people)

    def change(tally: Tally) -> Tally:
        whos = (tuple(sorted(_who(who, sets, names))) for who in tally.who)
        return replace(tally, who=frozenset(whos))

    return said.changed(change, people)


def _who(
    who: Who, sets: Mapping[str, Sets], names: Mapping[str, str]
) -> Iterator[tuple[str, frozenset[str]]]:
    for name, labels in who:
        known = sets.get(name, {})
        new = frozenset().union(*(known.get(label, frozenset([label])) for label in labels))
        yield names.get(name, name), new
