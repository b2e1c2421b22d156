"""Whom a count counts, so that all counts of a report can be audited together."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from workbench.findings.finding import Context

Who = tuple[tuple[str, frozenset[str]], ...]
"""Groups by dimension, in the dimensions' alphabetical order."""


@dataclass(frozen=True, slots=True)
class Tally:
    """The people of some groups whom any of some events befell; a count says how many they are.

    Attributes
    ----------
    who : frozenset of Who
        The groups they are of: of all dimensions of one entry, and of one entry only. A dimension
        that is not named is left open.
    events : frozenset of str
        What became of them: any of these.
    world : str
        Which people at all; "" are those of the report's own campaign or period.
    """

    who: frozenset[Who]
    events: frozenset[str]
    world: str = ""

    @property
    def parts(self) -> list[Who]:
        """Return the entries of `who`, in an order of names."""
        return sorted(self.who, key=lambda who: [(name, sorted(labels)) for name, labels in who])

    def without(self, part: Tally) -> Tally | None:
        """Return those of this tally who are not of a part of it; None where it is no such part.

        Examples
        --------
        >>> entered = tally({"sex": "Women"}, ["passed", "failed"])
        >>> passed = tally({"sex": "Women"}, ["passed"])
        >>> sorted(entered.without(passed).events)
        ['failed']
        """
        if self.world != part.world:
            return None
        if self.who == part.who and part.events < self.events:
            return Tally(self.who, self.events - part.events, self.world)
        if self.events == part.events and len(self.who) == len(part.who) == 1:
            (mine,), (theirs,) = self.who, part.who
            rest = _without(dict(mine), dict(theirs))
            return None if rest is None else tally(rest, self.events, self.world)
        return None


def _without(
    mine: Mapping[str, frozenset[str]], theirs: Mapping[str, frozenset[str]]
) -> dict[str, frozenset[str]] | None:
    differ = [name for name in mine if mine[name] != theirs.get(name)]
    if mine.keys() != theirs.keys() or len(differ) != 1:
        return None
    (name,) = differ
    return {**mine, name: mine[name] - theirs[name]} if theirs[name] < mine[name] else None


def tally(who: Mapping[str, str | Iterable[str]], events: Iterable[str], world: str = "") -> Tally:
    """Return a tally of groups by dimension, each one label or several.

    Examples
    --------
    >>> tally({"sex": "Women", "age": "Under 25"}, ["applied"]).events
    frozenset({'applied'})
    """
    named = {
        name: frozenset([labels] if isinstance(labels, str) else labels)
        for name, labels in who.items()
    }
    return Tally(frozenset([tuple(sorted(named.items()))]), frozenset(events), world)


@dataclass(frozen=True, slots=True)
class People:
    """Everybody whom a report can be about, before any is counted.

    Attributes
    ----------
    dimensions : mapping of str to tuple of str
        The labels of every dimension; each person has exactly one of each.
    events : tuple of str
        Everything that can befall a person.
    alike : tuple of (frozenset of str, frozenset of str)
        Sets of events that befall equally many people of any group.
    dated : tuple of str
        How the names of worlds begin whose events every report calls alike, or by their date.
    """

    dimensions: Mapping[str, tuple[str, ...]]
    events: tuple[str, ...]
    alike: tuple[tuple[frozenset[str], frozenset[str]], ...] = ()
    dated: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Ties:
    """How an analysis ties its counts to people; from names alone, never from a number.

    Attributes
    ----------
    people : callable
        From the context of a release to `People`.
    tally : callable
        From the name of a finding, the keys of a cell, the name of a count and the context to its
        `Tally`; None where the count is of no people.
    """

    people: Callable[[Context], People]
    tally: Callable[[str, Mapping[str, str], str, Context], Tally | None]
