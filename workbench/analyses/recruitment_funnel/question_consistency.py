"""What cannot be asked of a campaign, and why."""

from __future__ import annotations

from collections.abc import Iterator
from math import prod
from typing import TYPE_CHECKING

from workbench.analyses.recruitment_funnel import circumstance

if TYPE_CHECKING:
    from workbench.analyses.recruitment_funnel.parameters import Parameters

MOST_INTERSECTIONS = 300
"""Cells of one set of characteristics; beyond this nearly all would be empty."""


def question_problems(parameters: Parameters) -> Iterator[str]:
    """Yield every problem of the questions asked, each a sentence with its mend."""
    for where in ("strata", "panels"):
        for name, one in getattr(parameters, where).items():
            yield from circumstance.problems_of(where, name, one)
            if name in parameters.characteristics:
                yield f"{where}.{name} is a characteristic too. Keep it in one place."
    for name, panel in parameters.panels.items():
        if panel.stage not in parameters.stages:
            yield f"panels.{name}: there is no stage {panel.stage!r}. Name one of 'stages'."
        if panel.mix and len(panel.groups) != 2:
            yield f"panels.{name}: a 'mix' compares two kinds of panel. Name two groups."
    yield from _covariate_problems(parameters)
    yield from _intersection_problems(parameters)
    yield from _adjustment_problems(parameters)
    yield from _other_problems(parameters)


def _covariate_problems(parameters: Parameters) -> Iterator[str]:
    known = {*parameters.strata, *parameters.characteristics}
    for name in parameters.adjust_for or ():
        if name not in known:
            yield (
                f"adjust_for names {name!r}, which is neither under 'strata' nor under "
                "'characteristics'. Take it out, or describe it there."
            )
    after = _known_only_after(parameters)
    for name in {*parameters.strata, *(parameters.adjust_for or ())} & known:
        if why := after.get(parameters.column(name)):
            yield (
                f"{name!r} cannot be held equal: the column {parameters.column(name)!r} is {why}. "
                "What happens after people apply is part of what is looked at; holding it equal "
                "would hide the disparity. Take it out."
            )


def _known_only_after(parameters: Parameters) -> dict[str, str]:
    """Return the columns that are filled only once people have applied, and what they are."""
    told = {}
    for name, stage in parameters.stages.items():
        title = parameters.stage_title(name)
        told[stage.column or parameters.column(name)] = f"the outcome of the {title}"
        told |= {stage.date: f"the day of the {title}"} if stage.date else {}
        told |= {stage.score: f"the mark at the {title}"} if stage.score else {}
    for name, panel in parameters.panels.items():
        told[parameters.column(name)] = f"the panel of the {panel.stage}"
    return told


def _intersection_problems(parameters: Parameters) -> Iterator[str]:
    for names in parameters.intersections:
        listed = ", ".join(names)
        unknown = [name for name in names if name not in parameters.characteristics]
        if unknown or not 2 <= len(set(names)) <= 3 or len(set(names)) < len(names):
            yield (
                f"intersections: [{listed}] must name two or three different characteristics of "
                "this file."
            )
            continue
        cells = prod(len(parameters.groups(name)) for name in names)
        if cells > MOST_INTERSECTIONS:
            yield (
                f"intersections: [{listed}] makes {cells:,} cells; {MOST_INTERSECTIONS} at most "
                "can be told of. Name fewer characteristics, or put groups together: 'recode'."
            )


def _adjustment_problems(parameters: Parameters) -> Iterator[str]:
    asked = parameters.adjustments
    if asked is None:
        return
    if asked.characteristic not in parameters.characteristics:
        yield (
            f"adjustments: {asked.characteristic!r} is not under 'characteristics'. Name the one "
            "adjustments are for."
        )
    elif asked.group not in parameters.groups(asked.characteristic):
        yield f"adjustments: {asked.group!r} is not a group of {asked.characteristic}. Name one."
    stages = [
        ("stage", asked.stage),
        *([("scheme_stage", asked.scheme_stage)] if asked.scheme else []),
    ]
    for what, name in stages:
        if name not in parameters.stages:
            yield f"adjustments.{what}: there is no stage {name!r}. Name one of 'stages'."
    stage = parameters.stages.get(asked.stage)
    if stage and not stage.date:
        yield (
            f"adjustments needs the day of the {asked.stage}, to tell who had theirs in time: "
            f"stages: {{{asked.stage}: {{date: ..}}}}."
        )


def _other_problems(parameters: Parameters) -> Iterator[str]:
    if parameters.layout == "long" and (
        parameters.applied
        or parameters.adjustments
        or any(stage.score for stage in parameters.stages.values())
    ):
        yield (
            "'applied', 'adjustments' and marks are read from files with a row for each "
            "application. Take them out, or write the file so."
        )
    channels = parameters.channels
    if channels and channels.circumstance not in parameters.strata:
        yield (
            f"channels: {channels.circumstance!r} is not under 'strata'. Describe it there, with "
            "its groups."
        )
    if parameters.earlier and parameters.campaign is None:
        yield "'earlier' needs a 'campaign', to tell this one from those. Name it."
    labels = [parameters.campaign, *(one.campaign for one in parameters.earlier)]
    if doubled := sorted({str(label) for label in labels if labels.count(label) > 1}):
        yield f"'earlier' names the campaign {', '.join(map(repr, doubled))} twice. Keep one."
    target = parameters.target
    if target and (
        target.characteristic not in parameters.characteristics
        or target.group not in parameters.groups(target.characteristic)
    ):
        yield f"target: no group {target.group!r} of {target.characteristic!r} here. Name one."
