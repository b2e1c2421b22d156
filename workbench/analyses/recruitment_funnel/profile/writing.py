"""A draft as the text of a parameter file, each guess marked."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

import yaml

from workbench.analyses.recruitment_funnel.profile.characteristics import DraftCharacteristic
from workbench.analyses.recruitment_funnel.profile.draft import Draft
from workbench.analyses.recruitment_funnel.profile.stages import DraftStage
from workbench.vocabulary.characteristics import NOT_DECLARED_LABELS
from workbench.vocabulary.terms import Layout

CHECK = "  # CHECK"
TITLES = {"pre_employment_checks": "pre-employment checks"}


def written(made: Draft, data: str) -> str:
    """Return the parameter file."""
    return "\n".join(_lines(made, data)) + "\n"


def _lines(made: Draft, data: str) -> Iterator[str]:
    survey = made.survey
    yield f"# A first draft: {survey.rows:,} rows, {len(survey.columns)} columns, read as"
    yield f"# {'; '.join(survey.how)}. Lines marked CHECK are guesses."
    yield from (f"# Open: {_in_a_comment(question)}" for question in made.open_questions)
    if made.unused:
        yield "# Not used, and could be characteristics of your own:"
        yield f"#   {', '.join(map(_in_a_comment, made.unused))}"
    yield "analysis: recruitment_funnel"
    yield f"title: {_flow('Recruitment campaign')}  # CHECK: your own words"
    yield f"data: {_flow(data)}"
    if said := made.reading.model_dump(exclude_defaults=True):
        yield f"reading: {_flow(said)}{CHECK if 'dates' in said else ''}"
    yield "data_source: personal  # or synthetic, or published"
    yield "policy: open"
    yield 'population: ""  # CHECK: who applied, to what, when'
    yield from _dates(made)
    if made.campaign:
        yield f"campaign: {_flow(made.campaign[1])}{CHECK}: most rows; leave out for all"
    yield f"identifier: {_flow('application_id' if made.identifier else None)}{CHECK}"
    if made.found.layout != "wide":
        yield f"layout: {made.found.layout}{CHECK}"
    if made.count:
        yield f"count: {_flow('people')}{CHECK}"
    yield from _columns(made)
    if made.outcomes:
        yield f"outcomes:{CHECK}"
        yield from (f"  {name}: {_flow(list(labels))}" for name, labels in made.outcomes.items())
    yield f"stages:{'' if made.found.stages else ' {}'}{CHECK}: in order"
    yield from (_stage(stage, made.found.layout) for stage in made.found.stages)
    yield "characteristics:" if made.characteristics else f"characteristics: {{}}{CHECK}"
    for one in made.characteristics:
        yield from _characteristic(one)


def _dates(made: Draft) -> Iterator[str]:
    latest = [
        one.latest
        for one in made.survey.columns
        if one.latest and one.name in {stage.date for stage in made.found.stages}
    ]
    if latest:
        yield f"data_date: {_flow(max(latest))}{CHECK}: the latest day of a stage"


def _columns(made: Draft) -> Iterator[str]:
    pairs = {
        "application_id": made.identifier,
        "people": made.count,
        "campaign": made.campaign and made.campaign[0],
        **made.found.columns,
        **{one.name: one.column for one in made.characteristics},
    }
    named = {name: column for name, column in pairs.items() if column and column != name}
    if named:
        yield f"columns:{CHECK}"
        yield from (f"  {name}: {_flow(column)}" for name, column in named.items())


def _stage(stage: DraftStage, layout: Layout) -> str:
    said: dict[str, Any] = {}
    if layout == "wide":
        said |= {"column": stage.column} if stage.column != stage.name else {}
        said |= {"date": stage.date} if stage.date else {}
    said |= {outcome: list(labels) for outcome, labels in stage.labels.items()}
    said |= {"called": list(stage.called)} if stage.called else {}
    title = TITLES.get(stage.name, stage.name.replace("_", " "))
    said |= {"title": title} if title != stage.name else {}
    return f"  {stage.name}: {_flow(said)}"


def _characteristic(one: DraftCharacteristic) -> Iterator[str]:
    said: dict[str, Any] = {}
    if one.own_groups:
        said |= {"groups": list(one.own_groups), "comparator": one.own_groups[0]}
    if one.recode:
        said["recode"] = {group: list(labels) for group, labels in one.recode.items()}
    if set(one.undeclared) - set(NOT_DECLARED_LABELS):
        said["undeclared"] = list(one.undeclared)
    if one.not_asked:
        said["not_asked"] = list(one.not_asked)
    if not said:
        yield f"  {one.name}: {{}}"
        return
    yield f"  {one.name}:{CHECK}"
    for name, value in said.items():
        if isinstance(value, dict):
            yield f"    {name}:"
            yield from (f"      {_flow(group)}: {_flow(labels)}" for group, labels in value.items())
        else:
            yield f"    {name}: {_flow(value)}"


def _flow(value: Any) -> str:
    """Return a value in one line of YAML that reads back as itself."""
    text = yaml.safe_dump(value, default_flow_style=True, allow_unicode=True, width=1e9)
    return text.removesuffix("...\n").strip()


def _in_a_comment(text: str) -> str:
    return "".join(mark if mark.isprintable() else ascii(mark)[1:-1] for mark in text)
