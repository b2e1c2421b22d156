"""What cannot be asked of a campaign, and why."""

from __future__ import annotations

import re
from collections.abc import Iterator
from math import isfinite
from typing import TYPE_CHECKING

from workbench.analyses.recruitment_funnel.side_consistency import (
    adjustment_problems,
    earlier_problems,
    target_problems,
)
from workbench.parameters.stated import circumstance
from workbench.parameters.stated.intersections import intersection_problems
from workbench.vocabulary.terms import STAGE_COUNTS

if TYPE_CHECKING:
    from workbench.analyses.recruitment_funnel.parameters import Parameters

"""Cells of one set of characteristics; beyond this nearly all would be empty."""
KEPT = re.compile(
    "people|exit_stage|exit_outcome|exempted|day_applied|(date|score)_[0-9]+|support|scheme|stage"
    f"|outcome|days|score|mark|characteristic|group|{'|'.join(STAGE_COUNTS)}"
)
"""Names that the tables of counts have for columns of their own."""


def question_problems(parameters: Parameters) -> Iterator[str]:
    """Yield every problem of the questions asked, each a sentence with its mend."""
    yield from _name_problems(parameters)
    for where in ("strata", "panels"):
        for name, one in getattr(parameters, where).items():
            yield from circumstance.problems_of(where, name, one)
            if name in parameters.characteristics:
                yield f"{where}.{name} is a characteristic too. Keep it in one place."
    yield from _panel_problems(parameters)
    yield from _mark_problems(parameters)
    yield from _covariate_problems(parameters)
    yield from intersection_problems(
        parameters.intersections, tuple(parameters.characteristics), parameters.groups
    )
    yield from adjustment_problems(parameters)
    yield from _other_problems(parameters)
    yield from earlier_problems(parameters)
    yield from target_problems(parameters)


def _name_problems(parameters: Parameters) -> Iterator[str]:
    for where in ("characteristics", "strata", "panels"):
        for name in getattr(parameters, where):
            if KEPT.fullmatch(name):
                yield (
                    f"{where}.{name}: the workbench keeps the name {name!r} for itself. Choose "
                    f"another, and say what the file calls it: columns: {{my_{name}: {name}}}."
                )


def _panel_problems(parameters: Parameters) -> Iterator[str]:
    for name, panel in parameters.panels.items():
        if panel.stage not in parameters.stages:
            yield f"panels.{name}: there is no stage {panel.stage!r}. Name one of 'stages'."
        if not panel.mix:
            continue
        if len(panel.groups) != 2:
            yield f"panels.{name}: a 'mix' compares two kinds of panel. Name two groups."
        own = [n for n, p in parameters.panels.items() if (p.stage, p.mix) == (panel.stage, False)]
        if not own:
            yield (
                f"panels.{name}: a 'mix' says of what kind the panels of a stage are. Name their "
                f"own column under 'panels' too, with stage: {panel.stage}."
            )
        elif len(own) > 1:
            yield (
                f"panels.{name}: {' and '.join(own)} are both panels of the {panel.stage}, so it "
                "cannot be told whose kind this is. Take one of them out."
            )


def _mark_problems(parameters: Parameters) -> Iterator[str]:
    for name, stage in parameters.stages.items():
        mark = stage.pass_mark
        if mark is not None and not stage.score:
            yield (
                f"stages.{name} has a 'pass_mark' and no marks. Name their column: stages: "
                f"{{{name}: {{score: ..}}}}; or take it out."
            )
        if mark is not None and not (isfinite(mark) and mark > 0):
            yield f"stages.{name}.pass_mark must be a number above 0; found {mark}."


def _covariate_problems(parameters: Parameters) -> Iterator[str]:
    known = {*parameters.strata, *parameters.characteristics}
    named = parameters.adjust_for or ()
    for name in dict.fromkeys(named):
        if name not in known:
            yield (
                f"adjust_for names {name!r}, which is neither under 'strata' nor under "
                "'characteristics'. Take it out, or describe it there."
            )
        if named.count(name) > 1:
            yield f"adjust_for names {name!r} twice. Keep one."
    after = _known_only_after(parameters)
    for name in dict.fromkeys((*parameters.strata, *named)):
        if name in known and (why := after.get(parameters.column(name))):
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
