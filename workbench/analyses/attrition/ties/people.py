"""Everybody an attrition report is about, and whom of them each of its counts counts."""

from __future__ import annotations

from collections.abc import Mapping

from workbench.analyses.attrition.ties.counted import Counted, told_of
from workbench.analyses.attrition.ties.learning import LEARNERS
from workbench.analyses.attrition.ties.worlds import LEAVERS, Worlds
from workbench.findings import Context
from workbench.findings.tally import People, Tally, Ties

DATED = (LEAVERS, LEARNERS)


def people(context: Context) -> People:
    """Return the groups and the events that staff can have."""
    return People(context.dimensions, Worlds.of(context).events, dated=DATED)


def _tally(finding: str, keys: Mapping[str, str], name: str, context: Context) -> Tally | None:
    return told_of(finding, Counted(keys, name, context, Worlds.of(context)))


TIES = Ties(people, _tally)
"""What befalls staff: leaving in a month; or, in post at the opening, to stay or to leave."""
