"""Where people leave a campaign: the events that every count of a funnel is made of."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from workbench.vocabulary.terms import NOT_PASSED

Events = frozenset[str]
THROUGH = "through"


@dataclass(frozen=True, slots=True)
class Exits:
    """The events of a campaign with these stages, in order.

    A person leaves at one stage in one way, or gets through. Where stages know exempt people, who
    pass a stage by without passing it, passing and being exempt are events too.

    Examples
    --------
    >>> exits = Exits(("sift", "offer"))
    >>> sorted(exits.passed("sift"))
    ['offer expired', 'offer failed', 'offer no_show', 'offer pending', 'offer withdrew', 'through']
    >>> sorted(exits.passed("offer"))
    ['through']
    """

    stages: Sequence[str]
    exempting: bool = False

    @property
    def all(self) -> Events:
        """Return every way out."""
        return frozenset([THROUGH]).union(*(self.at(stage) for stage in self.stages))

    @property
    def events(self) -> tuple[str, ...]:
        """Return every event."""
        told = sorted(self.all)
        if self.exempting:
            told += [f"{stage} {how}" for stage in self.stages for how in ("passed", "exempt")]
        return tuple(told)

    @property
    def alike(self) -> tuple[tuple[Events, Events], ...]:
        """Return what goes on from each stage, told in two ways, where people can be exempt."""
        if not self.exempting:
            return ()
        return tuple(
            (self.after(stage), self.passed(stage) | self.way(stage, "exempt"))
            for stage in self.stages
        )

    def way(self, stage: str, how: str) -> Events:
        """Return one event at a stage."""
        return frozenset([f"{stage} {how}"])

    def at(self, stage: str) -> Events:
        """Return all ways of leaving at a stage."""
        return self.ended(stage) | self.way(stage, "pending")

    def ended(self, stage: str) -> Events:
        """Return the ways of not passing a stage, waiting for its result not among them."""
        return frozenset(f"{stage} {how}" for how in NOT_PASSED)

    def after(self, stage: str) -> Events:
        """Return every way out for those who go on from a stage."""
        later = list(self.stages)[list(self.stages).index(stage) + 1 :]
        return frozenset([THROUGH]).union(*(self.at(one) for one in later))

    def passed(self, stage: str) -> Events:
        """Return passing a stage."""
        return self.way(stage, "passed") if self.exempting else self.after(stage)

    def entered(self, stage: str) -> Events:
        """Return having a result at a stage."""
        return self.passed(stage) | self.ended(stage)

    def took(self, stage: str) -> Events:
        """Return having reached a stage and not been exempt from it."""
        return self.entered(stage) | self.way(stage, "pending")

    def settled(self, stage: str) -> Events:
        """Return every way out but waiting for a result at a stage or at one before it."""
        upto = list(self.stages)[: list(self.stages).index(stage) + 1]
        waiting: Events = frozenset().union(*(self.way(one, "pending") for one in upto))
        return self.all - waiting
