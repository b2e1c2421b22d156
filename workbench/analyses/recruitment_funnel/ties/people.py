"""Everybody a recruitment report is about, and whom of them each of its counts counts."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace

from workbench.analyses.recruitment_funnel.ties import marked
from workbench.analyses.recruitment_funnel.ties.counted import (
    PLAIN,
    Counted,
    compared,
    panels,
    reach,
    supported,
)
from workbench.analyses.recruitment_funnel.ties.exits import Exits
from workbench.errors import DisclosureError
from workbench.findings import Context
from workbench.findings.tally import People, Tally, Ties

MARKED = {"marks": marked.marks, "cuts": marked.cuts, "marking": marked.marking}
AS_COMPARED = ("gap", "undeclared", "strata_rows")


def people(context: Context) -> People:
    """Return the groups and the ways out that a campaign's people can have."""
    exits = _exits(context)
    return People(context.dimensions, exits.events, exits.alike)


def told(finding: str, keys: Mapping[str, str], name: str, context: Context) -> Tally | None:
    """Return whom one count of a finding counts."""
    kind, _, detail = finding.partition(":")
    one = Counted(keys, name, context, _exits(context))
    if finding in PLAIN or kind in ("leaving", "intersections"):
        return PLAIN[finding if finding in PLAIN else kind](one)
    if kind in MARKED:
        return MARKED[kind](one)
    if kind == "panels":
        return panels(one, detail)
    if kind == "adjustments":
        return supported(one, detail)
    if finding == "channels:reach":
        return reach(one, context.tied["channel"])
    if kind == "campaigns":
        return _of_campaign(compared(one), keys["stratum"], context)
    if kind in AS_COMPARED or finding in context.dimensions:
        return compared(one)
    raise DisclosureError(
        f"No one has said whom the counts of the finding '{finding}' count, so the report cannot "
        "be audited. Tie the finding to people in the analysis's 'ties'."
    )


def _of_campaign(tally: Tally, label: str, context: Context) -> Tally:
    return replace(tally, world="" if label == context.tied["campaign"] else label)


def _exits(context: Context) -> Exits:
    return Exits(tuple(context.stages), "exempting" in context.tied)


TIES = Ties(people, told)
