"""Whom the counts of learners count: worlds of their own, since they are of all months."""

from __future__ import annotations

from typing import TYPE_CHECKING

from workbench.findings.tally import Tally, tally

if TYPE_CHECKING:
    from workbench.analyses.attrition.ties.counted import Counted

STILL = "still learning"
ENDED = {
    "completed": "completed",
    "moved": "moved elsewhere",
    "left": "left",
    "uncounted": "left, not counted",
    "aside": "set aside",
    "still": STILL,
}
LEARNERS = "learners"
"""How the names of their worlds begin."""


def learners_told(finding: str, one: Counted) -> Tally | None:
    """Return whom a count of learners counts.

    Of those of intakes that should have finished each has one outcome. Of all learners the ways of
    ending are told by how long they had been learning; who is learning in one month of their clock
    is a world for each such month, in which everybody is learning.
    """
    if finding.startswith("learners:due"):
        events = {"passed": [ENDED["completed"]], "entered": [*ENDED.values()]}
        wanted = events.get(one.side) or [ENDED[one.side]]
        return tally(one.who(), wanted, f"{LEARNERS} due")
    if one.name in ("learning", "through"):
        groups = {name: labels for name, labels in one.who().items() if name != "learning"}
        return tally(groups, [STILL], f"{LEARNERS}, {one.name} {one.keys['stratum']}")
    return tally(one.who(), [ENDED[one.name]], LEARNERS)
