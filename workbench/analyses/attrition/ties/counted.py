"""What each count of each finding counts, by its name and the keys of its cell.

``basis`` names the period where it is not the report's own; ``stratum`` is one further group, as in
"grade: PSO"; a group that puts several labels together is named in the context, or lists them
with "|" between.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from workbench.analyses.attrition.ties.learning import learners_told
from workbench.analyses.attrition.ties.presence import Events, Presence
from workbench.findings import Context
from workbench.findings.tally import Tally, tally
from workbench.vocabulary.terms import NOT_ASKED, NOT_DECLARED, NOT_RECORDED, OVERALL

SILENT = {NOT_DECLARED, NOT_ASKED, NOT_RECORDED}
CROSSED = " × "
TOGETHER = "together "
"""Before the name of a group that is several labels, in `Context.tied`."""
WITHIN = "within "
"""Before the name of a unit, in `Context.tied`, to the region that holds it."""
RESIGNED = "resigned"
OWN = (OVERALL, RESIGNED)
"""What ``basis`` may say of the report's own period."""
IN_POST, LEFT = "in_post_", "left"
NO_PEOPLE = ("at_risk", "number")
"""Counts that are of no people: months, or rows."""


@dataclass(frozen=True, slots=True)
class Counted:
    """One count: the keys of its cell, its name, and the events of the period."""

    keys: Mapping[str, str]
    name: str
    context: Context
    presence: Presence

    @property
    def side(self) -> str:
        """Return the count's name without the side it stands on."""
        return self.name.removeprefix("comparator_").removeprefix("undeclared_")

    @property
    def group(self) -> str:
        """Return the group that the side is of."""
        if self.name.startswith("comparator_"):
            return self.keys["comparator"]
        return NOT_DECLARED if self.name.startswith("undeclared_") else self.keys["group"]

    @property
    def world(self) -> str:
        """Return the period, "" for the report's own."""
        basis = self.keys["basis"]
        return "" if basis in OWN else basis

    def who(self, time: str = "") -> dict[str, frozenset[str]]:
        """Return the groups the count is of, as they are at a time."""
        told: dict[str, frozenset[str]] = {}
        if self.keys["characteristic"] and self.group:
            names = self.keys["characteristic"].split(CROSSED)
            for name, label in zip(names, self.group.split(CROSSED), strict=True):
                told |= self._labelled(name, label)
        name, is_one, label = self.keys["stratum"].partition(": ")
        told |= self._labelled(name, label) if is_one else {}
        return {f"{name} at {time}" if time else name: labels for name, labels in told.items()}

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

    def answers(self, name: str) -> frozenset[str]:
        """Return the labels of a dimension that are answers."""
        return frozenset(self.context.dimensions[name]) - SILENT


def told_of(finding: str, one: Counted) -> Tally | None:
    """Return whom a count counts; None where it counts no people."""
    if one.side in NO_PEOPLE:
        return None
    if finding.partition(":")[0] == "learners":
        return learners_told(finding, one)
    if one.name.startswith(IN_POST):
        return _in_post(one, int(one.name.removeprefix(IN_POST)))
    if one.side in ("passed", "entered"):
        return _cohort(finding, one)
    return tally(one.who("leaving"), one.presence.left(_reasons(one)), one.world)


def _reasons(one: Counted) -> Events | None:
    named = one.side.removeprefix(LEFT).removeprefix("_")
    return _listed(one, named) if named else None


def _listed(one: Counted, named: str) -> Events:
    return frozenset(one.context.tied[f"reasons {named}"].split("|"))


def _in_post(one: Counted, date: int) -> Tally:
    if one.presence.linked or date == 0:
        return tally(one.who(str(date) if date else ""), one.presence.in_post(date), one.world)
    # A date of many is a world of its own, in which everybody is in post.
    return tally(one.who(), one.presence.in_post(0), f"{one.world} date {date}")


def _cohort(finding: str, one: Counted) -> Tally:
    """Return who was in post at the opening, and who of them left, stayed or told of themselves."""
    opening = one.presence.in_post(0)
    if finding == "declaration":
        name = one.keys["characteristic"]
        asked = frozenset(one.context.dimensions[name]) - {NOT_ASKED}
        return tally({name: asked - SILENT if one.side == "passed" else asked}, opening)
    events = opening
    if one.side == "passed":
        resigned = _listed(one, RESIGNED) if one.keys["basis"] == RESIGNED else None
        left = one.presence.left(resigned)
        staying = one.presence.staying()
        events = opening & (staying if finding.startswith("stability") else left)
    return tally(one.who(), events, one.world)
