"""Whom the counts of a survey count, so that all of them are protected together.

A wave is a world: nobody is in two, as waves are anonymous. Of each item everybody who responded
agreed, answered otherwise, or gave no answer; so that the items have equally many people in all.
Counts of officers behind other findings are rounded, and tied to nobody.
"""

from __future__ import annotations

from collections.abc import Mapping

from workbench.analyses.role_evaluation.contract import ROLE, SUPPORTED, survey_contract
from workbench.analyses.role_evaluation.parameters import Parameters
from workbench.analyses.role_evaluation.questions.survey.keys import (
    AGREEMENT,
    RESPONSE,
    SIDES,
)
from workbench.findings import Context
from workbench.findings.tally import People, Tally, Ties, tally

GIVEN = "unit given the role"
NEITHER = "not compared"
AGREED, OTHERWISE, BLANK = "agreed", "answered otherwise", "gave no answer"
SILENT = "did not respond"
ITEMS = "survey items"
LISTED = "|"
Events = tuple[str, ...]


def dimensions(parameters: Parameters) -> dict[str, tuple[str, ...]]:
    """Return the labels by which people of a survey are told apart; none without a survey."""
    if parameters.survey is None:
        return {}
    coded = survey_contract(parameters, ()).coded
    return {one.name: one.results for one in coded} | {GIVEN: (*SIDES, NEITHER)}


def tied(parameters: Parameters) -> dict[str, str]:
    """Return the items of a survey, by the name under which ties look for them."""
    survey = parameters.survey
    return {ITEMS: LISTED.join(survey.items)} if survey else {}


def people(context: Context) -> People:
    """Return the groups, and what each item and the survey itself can hear of a person."""
    items = _items(context)
    of_items = [frozenset(_answers(item)) for item in items]
    events = (*(event for item in items for event in _answers(item)), SILENT)
    alike = tuple((of_items[0], other) for other in of_items[1:])
    return People(context.dimensions, events, alike)


def _items(context: Context) -> Events:
    named = context.tied.get(ITEMS, "")
    return tuple(named.split(LISTED)) if named else ()


def _answers(item: str) -> Events:
    return tuple(f"{item}: {event}" for event in (AGREED, OTHERWISE, BLANK))


def _tally(finding: str, keys: Mapping[str, str], name: str, context: Context) -> Tally | None:
    if finding == RESPONSE:
        return _of_response(keys, name, context)
    if not finding.startswith(AGREEMENT):
        return None
    by_group = bool(keys["characteristic"])
    who = {GIVEN: keys["stratum"] if by_group else keys["group"]}
    if by_group:
        who[keys["characteristic"]] = keys["group"]
    if ROLE in context.dimensions:
        who[ROLE] = SUPPORTED if by_group else keys["stratum"] or SUPPORTED
    agreed, otherwise, _ = _answers(keys["stage"])
    events = [agreed] if name == "passed" else [agreed, otherwise]
    return tally(who, events, keys["basis"])


def _of_response(keys: Mapping[str, str], name: str, context: Context) -> Tally:
    who = {ROLE: keys["stratum"]} if keys["stratum"] else {}
    if keys["characteristic"]:
        who[keys["characteristic"]] = keys["group"]
    responded = _answers(_items(context)[0])
    return tally(who, (*responded, SILENT) if name == "entered" else responded, keys["basis"])


TIES = Ties(people, _tally)
"""What befalls those who were asked: not to respond, or to agree or not with each item."""
