"""What one release said of people: the part of it that a later release is audited against."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, replace

import numpy as np

from workbench.disclosure.attack import Bounds, statements
from workbench.disclosure.policy import policy_named
from workbench.disclosure.released import Release
from workbench.findings.tally import People, Tally, Ties

ANYBODY = "anything"
"""The one event of people of whom only the groups are looked at."""


@dataclass(frozen=True, slots=True, eq=False)
class Said:
    """Between which numbers each tally lies, by what a release printed.

    Attributes
    ----------
    bounds : mapping of Tally to (float, float)
    pairs : tuple of (Tally, Tally)
        Who passed, and who entered.
    people : People
        Whom it can be about.
    """

    bounds: Mapping[Tally, Bounds]
    pairs: tuple[tuple[Tally, Tally], ...]
    people: People

    @property
    def worlds(self) -> frozenset[str]:
        """Return which people it tells of."""
        return frozenset(tally.world for tally in self.bounds)

    def changed(self, change: Callable[[Tally], Tally | None], people: People) -> Said:
        """Return the same said in other words; a tally that becomes None is left out."""
        new = {tally: change(tally) for tally in self.bounds}
        bounds: dict[Tally, Bounds] = {}
        for old, tally in new.items():
            if tally is not None:
                bounds[tally] = both(bounds.get(tally, (0.0, np.inf)), self.bounds[old])
        pairs = ((new[one], new[other]) for one, other in self.pairs)
        kept = tuple((one, other) for one, other in pairs if one is not None and other is not None)
        return Said(bounds, kept, people)

    def of_world(self, world: str) -> Said:
        """Return what is said of some people."""
        own = self.changed(lambda tally: tally if tally.world == world else None, self.people)
        if not world.startswith(self.people.dated):
            return own
        events = in_order(*(sorted(tally.events) for tally in own.bounds))
        return replace(own, people=replace(self.people, events=events))

    def of_anybody(self) -> Said:
        """Return only how many people there are of each group, whatever became of them."""
        most = max((tally.events for tally in self.bounds), key=len, default=frozenset())

        def change(tally: Tally) -> Tally | None:
            whole = tally.events == most
            return replace(tally, events=frozenset([ANYBODY])) if whole else None

        return self.changed(change, People(self.people.dimensions, (ANYBODY,)))

    def knows_events_of(self, other: Said) -> bool:
        """Tell whether both call by one name what befell the same people."""
        dated = all(
            world.startswith(said.people.dated) for said in (self, other) for world in said.worlds
        )
        return dated or set(self.people.events) == set(other.people.events)

    def in_words_of(self, other: Said) -> bool:
        """Tell whether all that both know of people has the same labels."""
        mine, theirs = self.people, other.people
        return set(mine.events) == set(theirs.events) and all(
            set(labels) == set(theirs.dimensions.get(name, labels))
            for name, labels in mine.dimensions.items()
        )

    def says_no_more_than(self, other: Said) -> bool:
        """Tell whether each of these statements is one of the other's."""
        return all(other.bounds.get(tally) == ends for tally, ends in self.bounds.items())


def both(one: Bounds, other: Bounds) -> Bounds:
    """Return what two statements of one count leave open.

    Examples
    --------
    >>> both((3, 7), (5, 9))
    (5, 7)
    """
    return max(one[0], other[0]), min(one[1], other[1])


def said_by(release: Release, ties: Ties | None) -> Said:
    """Return what a release says, of its own people by the name of their campaign.

    Raises
    ------
    DisclosureError
        If its counts are not tied to people.
    """
    told = statements(release, ties, policy_named(release.policy))
    people = ties.people(release.context) if ties else People({}, ())
    campaign = campaign_of(release)

    def change(tally: Tally) -> Tally:
        return tally if tally.world else replace(tally, world=campaign)

    return Said(told.bounds, told.pairs, people).changed(change, people)


def campaign_of(release: Release) -> str:
    """Return which people a release is about; empty where its analysis knows no campaigns."""
    return release.context.tied.get("campaign", "")


def in_order(labels: Iterable[str], *more: Iterable[str]) -> tuple[str, ...]:
    """Return labels of several lists, each once, in the order of first sight.

    Examples
    --------
    >>> in_order("ab", "cb")
    ('a', 'b', 'c')
    """
    return tuple(dict.fromkeys([*labels, *(label for each in more for label in each)]))
