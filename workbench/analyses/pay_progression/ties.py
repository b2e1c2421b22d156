"""Everybody the report is about, and whom of them each of its counts counts."""

from __future__ import annotations

from collections.abc import Mapping

from workbench.analyses.counted import CROSSED, SILENT, PrintedCount
from workbench.analyses.pay_progression.cells import COULD, NOT_ASSESSED, REACHED
from workbench.errors import DisclosureError
from workbench.findings import Context
from workbench.findings.tally import People, Tally, Ties, tally
from workbench.vocabulary.terms import NOT_ASKED, NOT_RECORDED

Events = frozenset[str]
COUNTED: Events = frozenset(COULD)
ASSESSED: Events = COUNTED - {NOT_ASSESSED}
PROGRESSED: Events = frozenset([REACHED])
OF_THOSE_WHO_COULD = ("strata_rows", "undeclared")


def people(context: Context) -> People:
    """Return the groups that people can be of, and what can have become of them."""
    return People(context.dimensions, (*COULD, *sorted(_apart(context))))


def told(finding: str, keys: Mapping[str, str], name: str, context: Context) -> Tally | None:
    """Return whom one count of a finding counts."""
    one = PrintedCount(keys, name, context)
    kind = finding.partition(":")[0]
    if kind == "records":
        return tally({}, _rows(keys["group"]), "rows")
    if kind == "declaration":
        asked = frozenset(context.dimensions[keys["characteristic"]]) - {NOT_ASKED}
        groups = asked - SILENT if name == "passed" else asked
        return tally({keys["characteristic"]: groups}, COUNTED | _apart(context))
    events = _events(kind, one)
    if kind == "intersections":
        return _crossed(one, events)
    if kind in ("people", "assessed", "apart", "places", *OF_THOSE_WHO_COULD, *context.dimensions):
        return tally(_who(one), events)
    raise DisclosureError(
        f"No one has said whom the counts of the finding '{finding}' count, so the report cannot "
        "be audited. Tie the finding to people in the analysis's 'ties'."
    )


def _rows(group: str) -> Events:
    """Return rows of the file: those of other years are of nobody in this one."""
    rows = {"rows counted": ["counted"], "rows of other years, set aside": ["set aside"]}
    if group == "rows read":
        return frozenset(["counted", "set aside"])
    return frozenset(rows.get(group, [group]))


def _events(kind: str, one: PrintedCount) -> Events:
    """Return what became of the people of a count, by its side and the keys of its cell."""
    keys, passed = one.keys, one.side == "passed"
    everything = COUNTED | _apart(one.context)
    if kind == "apart":
        reason = frozenset([keys["stratum"]]) if keys["stratum"] else _apart(one.context)
        return reason if passed else everything
    if keys["basis"] == "of everyone":
        return COUNTED if passed else everything
    if keys["basis"] == "assessed":
        return ASSESSED if passed else COUNTED
    if keys["basis"] == "progressed of assessed":
        return PROGRESSED if passed else ASSESSED
    return PROGRESSED if passed else COUNTED


def _who(one: PrintedCount) -> dict[str, str]:
    """Return the group of a count, and the one place in a stratum such as "region: London"."""
    name, is_place, place = one.keys["stratum"].partition(": ")
    group = {one.keys["characteristic"]: one.group} if one.keys["characteristic"] else {}
    return group | ({name: place} if is_place else {})


def _crossed(one: PrintedCount, events: Events) -> Tally:
    """Return combinations of groups, everyone, and those of whom not all is known."""
    names = one.keys["characteristic"].split(CROSSED)
    labels = {name: frozenset(one.context.dimensions[name]) for name in names}
    if one.keys["role"] == "all":
        return tally({}, events)
    if one.keys["role"] != "undeclared":
        return tally(dict(zip(names, one.group.split(CROSSED), strict=True)), events)
    parts = []
    for place, name in enumerate(names):
        told = {other: labels[other] - SILENT for other in names[:place]}
        parts.append(tally({**told, name: labels[name] & SILENT}, events))
    return Tally(frozenset(who for part in parts for who in part.who), events)


def _apart(context: Context) -> Events:
    return frozenset(filter(None, context.tied["apart"].split("|"))) | {NOT_RECORDED}


TIES = Ties(people, told)
