"""What each count of each finding counts, by its name and the keys of its cell.

``basis`` names the period where it is not the report's own; ``stratum`` is one further group, as in
"grade: PSO"; a group that puts several labels together is named in the context, or lists them
with "|" between.
"""

from __future__ import annotations

from dataclasses import dataclass

from workbench.analyses.attrition.ties.calendar import RESIGNED, RETIRED
from workbench.analyses.attrition.ties.learning import learners_told
from workbench.analyses.attrition.ties.worlds import LEAVERS, STILL, Events, Worlds
from workbench.analyses.counted import CROSSED, SILENT, PrintedCount
from workbench.findings.tally import Tally, tally
from workbench.vocabulary.terms import NOT_ASKED

TOGETHER = "together "
"""Before the name of a group that is several labels, in `Context.tied`."""
WITHIN = "within "
"""Before the name of a unit, in `Context.tied`, to the region that holds it."""
LEFT = "left"
NO_PEOPLE = ("at_risk", "number")
"""Counts that are of no people: months, or rows."""


@dataclass(frozen=True, slots=True)
class Counted(PrintedCount):
    """One count: the keys of its cell, its name, and the events of staff."""

    worlds: Worlds

    def who(self) -> dict[str, frozenset[str]]:
        """Return the groups the count is of."""
        told: dict[str, frozenset[str]] = {}
        if self.keys["characteristic"] and self.group:
            names = self.keys["characteristic"].split(CROSSED)
            for name, label in zip(names, self.group.split(CROSSED), strict=True):
                told |= self._labelled(name, label)
        name, is_one, label = self.keys["stratum"].partition(": ")
        return told | (self._labelled(name, label) if is_one else {})

    def _labelled(self, name: str, label: str) -> dict[str, frozenset[str]]:
        tied = self.context.tied
        together = tied.get(f"{TOGETHER}{label}")
        alone = label in self.context.dimensions.get(name, ())
        labels = frozenset((together or label).split("|") if together or not alone else [label])
        if name == tied.get("region") and tied.get("unit"):
            units = self.context.dimensions[tied["unit"]]
            held = frozenset(one for one in units if tied.get(f"{WITHIN}{one}") in labels)
            return {tied["unit"]: held} if held else {name: labels}
        return {name: labels}


def told_of(finding: str, one: Counted) -> Tally | None:
    """Return whom a count counts; None where it counts no people."""
    if one.side.startswith(NO_PEOPLE):
        return None
    if finding.partition(":")[0] == "learners":
        return learners_told(finding, one)
    if one.side in ("passed", "entered"):
        return _cohort(finding, one)
    left = one.worlds.left(one.keys["basis"], _reasons(one))
    return tally(one.who(), left, LEAVERS)


def _reasons(one: Counted) -> Events | None:
    named = one.side.removeprefix(LEFT).removeprefix("_")
    return _listed(one, named) if named else None


def _listed(one: Counted, named: str) -> Events:
    return frozenset(one.context.tied[f"reasons {named}"].split("|"))


def _cohort(finding: str, one: Counted) -> Tally:
    """Return who was in post at the opening, and who of them left, stayed or told of themselves."""
    everybody, world = one.worlds.opening_staff
    if finding == "declaration":
        name = one.keys["characteristic"]
        asked = frozenset(one.context.dimensions[name]) - {NOT_ASKED}
        return tally({name: asked - SILENT if one.side == "passed" else asked}, everybody, world)
    if one.side == "entered":
        return tally(one.who(), everybody, world)
    if finding.startswith("stability"):
        return tally(one.who(), [STILL], world)
    basis = one.keys["basis"]
    some = basis in (RESIGNED, RETIRED)
    return tally(one.who(), _listed(one, basis) if some else one.worlds.counted, world)
