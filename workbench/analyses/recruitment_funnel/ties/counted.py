"""What each count of each finding counts."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass

from workbench.analyses.counted import CROSSED, SILENT, PrintedCount
from workbench.analyses.recruitment_funnel.ties.exits import THROUGH, Events, Exits
from workbench.findings.tally import Tally, tally
from workbench.vocabulary.terms import NOT_ASKED, OVERALL


@dataclass(frozen=True, slots=True)
class Counted(PrintedCount):
    """One count: the keys of its cell, its name, and the campaign it is of."""

    exits: Exits

    def __getitem__(self, key: str) -> str:
        """Return a key of the cell."""
        return self.keys[key]

    def told(self, dimension: str) -> frozenset[str]:
        """Return the labels of a dimension that are answers."""
        return frozenset(self.context.dimensions[dimension]) - SILENT

    def of_group(self) -> dict[str, str]:
        """Return the one group the count is of, or nobody in particular."""
        return {self["characteristic"]: self.group} if self["characteristic"] else {}

    def of_stratum(self) -> dict[str, str]:
        """Return the one stratum of a cell such as "region: London"."""
        name, told, label = self["stratum"].partition(": ")
        return {name: label} if told else {}

    def result(self) -> Events:
        """Return who passed or entered, at one stage, up to it, or over all."""
        stage, exits = self["stage"], self.exits
        passed = self.side == "passed"
        if stage == OVERALL:
            return frozenset([THROUGH]) if passed else exits.settled(exits.stages[-1])
        if self["basis"] == "cumulative":
            return exits.after(stage) if passed else exits.settled(stage)
        return exits.passed(stage) if passed else exits.entered(stage)


def compared(one: Counted) -> Tally:
    """Return groups and strata by stage: most findings."""
    return tally({**one.of_group(), **one.of_stratum()}, one.result())


def records(one: Counted) -> Tally | None:
    """Return rows of the file, which are people of this campaign where they are counted."""
    at = {
        "people who applied": tally({}, one.exits.all),
        "people who got through": tally({}, [THROUGH]),
        # A row can stand for many people, so rows are people of a world of their own.
        "rows counted": tally({}, ["counted"], "rows"),
        "rows of other campaigns, set aside": tally({}, ["set aside"], "rows"),
        "rows read": tally({}, ["set aside", "counted"], "rows"),
    }
    return at.get(one["group"]) or tally({}, [one["group"]], "rows")


def declaration(one: Counted) -> Tally:
    """Return who was asked, and who declared."""
    name = one["characteristic"]
    asked = frozenset(one.context.dimensions[name]) - {NOT_ASKED}
    return tally({name: asked - SILENT if one.name == "passed" else asked}, one.exits.all)


def campaign(one: Counted) -> Tally:
    """Return everyone by what became of them at a stage."""
    stage = one["stage"]
    if one.name in ("passed", "entered"):
        return tally({}, one.result())
    return tally({}, one.exits.way(stage, one.name))


def leaving(one: Counted) -> Tally:
    """Return who stayed for a result, how those fared, and who left in one way."""
    stage, basis, exits = one["stage"], one["basis"], one.exits
    attempted = exits.passed(stage) | exits.way(stage, "failed")
    events = {
        ("attempted", "passed"): attempted,
        ("attempted", "entered"): exits.entered(stage),
        ("passed of attempted", "passed"): exits.passed(stage),
        ("passed of attempted", "entered"): attempted,
    }
    way = exits.way(stage, basis) if one.side == "passed" else exits.entered(stage)
    return tally(one.of_group(), events.get((basis, one.side), way))


def intersections(one: Counted) -> Tally:
    """Return combinations of groups, everyone, and those of whom not all is known."""
    names = one["characteristic"].split(CROSSED)
    events = one.result()
    if one["role"] == "all":
        return tally({}, events)
    if one["role"] != "undeclared":
        return tally(dict(zip(names, one.group.split(CROSSED), strict=True)), events)
    parts = []
    for place, name in enumerate(names):
        silent = {name: frozenset(one.context.dimensions[name]) - one.told(name)}
        parts.append({**{other: one.told(other) for other in names[:place]}, **silent})
    return Tally(
        frozenset(who for part in parts for who in tally(part, events).who), frozenset(events)
    )


def panels(one: Counted, name: str) -> Tally:
    """Return who was judged by a panel, by all of them, or by one that is not recorded."""
    stage, exits = one["stage"], one.exits
    judged = exits.passed(stage) | exits.way(stage, "failed")
    events = exits.passed(stage) if one.side == "passed" else judged
    return tally({name: one["group"] or one.told(name)}, events)


def supported(one: Counted, what: str) -> Tally:
    """Return the supported group by what came of a request, or by the scheme."""
    group = {one["characteristic"]: one["group"]}
    stage, exits, state = one["stage"], one.exits, one["stratum"]
    if what == "timely":
        states = frozenset(["Made in time", "Made too late", "Not made"])
        return tally(
            {**group, "support": state if one.side == "passed" else states}, exits.entered(stage)
        )
    other = one.name.startswith("comparator_")
    if what == "scheme":
        scheme = {"Under the scheme": "Yes", "Outside the scheme": "No"}[state]
        who = {one["characteristic"]: one["comparator"]} if other else {**group, "scheme": scheme}
        return tally(who, one.result())
    return tally({**group, "support": "Did not ask" if other else state}, one.result())


def channels(one: Counted) -> Tally:
    """Return who applied and got through by each channel, and by all that are recorded."""
    name = one["characteristic"]
    label = one["group"] if one["group"] in one.told(name) else one.told(name)
    return tally({name: label}, one.result())


def reach(one: Counted, channel: str) -> Tally:
    """Return the groups of each channel's applicants."""
    name, everyone = one["characteristic"], one.exits.all
    if name == "region":
        return tally({name: one["group"] if one.side == "passed" else one.told(name)}, everyone)
    whole = one.name.startswith("comparator_")
    by = {} if whole else one.of_stratum()
    label = by.get(channel, one.told(channel))
    group = one["group"] if one.side == "passed" else one.told(name)
    return tally({name: group, channel: label}, everyone)


def representation(one: Counted) -> Tally:
    """Return applicants, offers and starters by group, of all who declared."""
    name, basis, exits = one["characteristic"], one["basis"], one.exits
    events = {"applicants": exits.all, "starters": frozenset([THROUGH])}.get(basis)
    if events is None:
        events = exits.after(one["stage"])
    return tally({name: one["group"] if one.side == "passed" else one.told(name)}, events)


def selection(one: Counted) -> Tally:
    """Return each group's starters of its applicants, and everybody's who declared."""
    name = one["characteristic"]
    events = frozenset([THROUGH]) if one.side == "passed" else one.exits.all
    whole = one.name.startswith("comparator_")
    return tally({name: one.told(name) if whole else one["group"]}, events)


def waiting(one: Counted) -> Tally:
    """Return of how many people both days of a stage are known."""
    known = {"timed": "known", "undated": "not known"}[one.name]
    return tally({f"days of {one['stage']}": known}, one.exits.took(one["stage"]))


Telling = Callable[[Counted], Tally | None]
PLAIN: Mapping[str, Telling] = {
    "records": records,
    "declaration": declaration,
    "campaign": campaign,
    "leaving": leaving,
    "intersections": intersections,
    "channels": channels,
    "representation": representation,
    "representation:selection": selection,
    "waiting": waiting,
}
