"""A draft as the text of a parameter file, each guess marked."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from workbench.analyses.recruitment_funnel.profile.draft import Draft
from workbench.analyses.recruitment_funnel.profile.stages import DraftStage
from workbench.profiling.writing import CHECK, characteristics, columns, flow, heading, opening
from workbench.vocabulary.terms import Layout

TITLES = {"pre_employment_checks": "pre-employment checks"}


def written(made: Draft, data: str) -> str:
    """Return the parameter file."""
    return "\n".join(_lines(made, data)) + "\n"


def _lines(made: Draft, data: str) -> Iterator[str]:
    yield from opening(made.survey, made.open_questions, made.unused)
    yield from heading("recruitment_funnel", "Recruitment campaign", data, made.reading)
    yield 'population: ""  # CHECK: who applied, to what, when'
    yield from _dates(made)
    if made.campaign:
        yield f"campaign: {flow(made.campaign[1])}{CHECK}: most rows; leave out for all"
    yield f"identifier: {flow('application_id' if made.identifier else None)}{CHECK}"
    if made.found.layout != "wide":
        yield f"layout: {made.found.layout}{CHECK}"
    if made.count:
        yield f"count: {flow('people')}{CHECK}"
    yield from columns(_named(made))
    if made.outcomes:
        yield f"outcomes:{CHECK}"
        yield from (f"  {name}: {flow(list(labels))}" for name, labels in made.outcomes.items())
    yield f"stages:{'' if made.found.stages else ' {}'}{CHECK}: in order"
    yield from (_stage(stage, made.found.layout) for stage in made.found.stages)
    yield from characteristics(made.characteristics)


def _dates(made: Draft) -> Iterator[str]:
    latest = [
        one.latest
        for one in made.survey.columns
        if one.latest and one.name in {stage.date for stage in made.found.stages}
    ]
    if latest:
        yield f"data_date: {flow(max(latest))}{CHECK}: the latest day of a stage"


def _named(made: Draft) -> dict[str, str | None]:
    return {
        "application_id": made.identifier,
        "people": made.count,
        "campaign": made.campaign and made.campaign[0],
        **made.found.columns,
        **{one.name: one.column for one in made.characteristics},
    }


def _stage(stage: DraftStage, layout: Layout) -> str:
    said: dict[str, Any] = {}
    if layout == "wide":
        said |= {"column": stage.column} if stage.column != stage.name else {}
        said |= {"date": stage.date} if stage.date else {}
    said |= {outcome: list(labels) for outcome, labels in stage.labels.items()}
    said |= {"called": list(stage.called)} if stage.called else {}
    title = TITLES.get(stage.name, stage.name.replace("_", " "))
    said |= {"title": title} if title != stage.name else {}
    return f"  {stage.name}: {flow(said)}"
