"""Everybody an attrition report is about, and whom of them each of its counts counts."""

from __future__ import annotations

from collections.abc import Mapping

from workbench.analyses.attrition.ties.counted import Counted, told_of
from workbench.analyses.attrition.ties.presence import Presence
from workbench.findings import Context
from workbench.findings.tally import People, Tally, Ties

LISTED = "|"
"""Between the items of a list in `Context.tied`; no reason and no label of a unit holds one."""


def presence(context: Context) -> Presence:
    """Return the events of the period that a context names."""
    tied = context.tied
    reasons, counted = (tuple(tied[name].split(LISTED)) for name in ("reasons", "counted"))
    return Presence(int(tied["dates"]), reasons, frozenset(counted))


def people(context: Context) -> People:
    """Return the groups and the events that staff can have.

    People change their grade, their region and what they say of themselves, so that a group on one
    day and the same group on another are different dimensions.
    """
    period = presence(context)
    times = [str(date) for date in range(1, period.dates)]
    dimensions = dict(context.dimensions)
    for name, labels in context.dimensions.items():
        dimensions |= {at_time(name, time): labels for time in [*times, "leaving"]}
    return People(dimensions, period.events)


def at_time(name: str, time: str) -> str:
    """Return what a dimension is called at another time than the opening."""
    return f"{name} at {time}"


def _tally(finding: str, keys: Mapping[str, str], name: str, context: Context) -> Tally | None:
    return told_of(finding, Counted(keys, name, context, presence(context)))


TIES = Ties(people, _tally)
