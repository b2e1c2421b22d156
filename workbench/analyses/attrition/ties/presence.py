"""What befalls staff in a period: when they are in post, and why they leave."""

from __future__ import annotations

from dataclasses import dataclass
from itertools import product

Events = frozenset[str]
STAYED, SET_ASIDE = "stayed", "set aside"
MOST_LINKED = 5
"""Of more dates than these each is a world of its own: their patterns would be too many."""


@dataclass(frozen=True, slots=True)
class Presence:
    """The events of a period: one pattern of dates in post, and one way of leaving or none.

    Attributes
    ----------
    dates : int
        On how many dates people are counted, the opening first and the end last.
    reasons : tuple of str
        Every reason for leaving.
    counted : frozenset of str
        Those that are a leaving.

    Examples
    --------
    >>> period = Presence(2, ("resignation", "transfer"), frozenset(["resignation"]))
    >>> sorted(period.left() & period.in_post(0))
    ['10 resignation', '11 resignation']
    """

    dates: int
    reasons: tuple[str, ...]
    counted: frozenset[str]

    @property
    def linked(self) -> bool:
        """Whether all dates are told of in one world."""
        return self.dates <= MOST_LINKED

    @property
    def events(self) -> tuple[str, ...]:
        """Return every event."""
        marks = ["".join(bits) for bits in product("01", repeat=self.dates if self.linked else 1)]
        # Of linked dates the last one tells who is no longer counted.
        aside = () if self.linked else (SET_ASIDE,)
        return tuple(f"{mark} {how}" for mark in marks for how in (*self.reasons, STAYED, *aside))

    def in_post(self, date: int) -> Events:
        """Return being in post on one date of those that are linked."""
        return frozenset(event for event in self.events if event[date] == "1")

    def staying(self) -> Events:
        """Return being in post at the end."""
        if self.linked:
            return self.in_post(self.dates - 1)
        return self.left(frozenset([STAYED]))

    def left(self, reasons: Events | None = None) -> Events:
        """Return leaving for any of some reasons, those counted unless given."""
        wanted = self.counted if reasons is None else reasons
        return frozenset(event for event in self.events if event.partition(" ")[2] in wanted)
