"""What cannot be true of adjustments, of earlier campaigns and of a target, and why."""

from __future__ import annotations

from collections.abc import Iterator
from math import isfinite
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from workbench.analyses.recruitment_funnel.circumstance import Adjustments
    from workbench.analyses.recruitment_funnel.parameters import Parameters


def adjustment_problems(parameters: Parameters) -> Iterator[str]:
    """Yield why adjustments cannot be looked at, each with its mend."""
    asked = parameters.adjustments
    if asked is None:
        return
    yield from _whose_problems(asked, parameters)
    if asked.stage not in parameters.stages:
        yield f"adjustments.stage: there is no stage {asked.stage!r}. Name one of 'stages'."
    elif not parameters.stages[asked.stage].date:
        yield (
            f"adjustments needs the day of the {asked.stage}, to tell who had theirs in time: "
            f"stages: {{{asked.stage}: {{date: ..}}}}."
        )
    yield from _scheme_problems(asked, parameters)


def _whose_problems(asked: Adjustments, parameters: Parameters) -> Iterator[str]:
    name = asked.characteristic
    if name not in parameters.characteristics:
        yield (
            f"adjustments: {name!r} is not under 'characteristics'. Name the one adjustments are "
            "for."
        )
    elif asked.group not in parameters.groups(name):
        yield f"adjustments: {asked.group!r} is not a group of {name}. Name one."
    elif asked.group == parameters.comparator(name):
        yield (
            f"adjustments: {asked.group!r} is the comparison group of {name}. Name the group that "
            "adjustments are for."
        )


def _scheme_problems(asked: Adjustments, parameters: Parameters) -> Iterator[str]:
    if asked.scheme is None:
        if asked.scheme_stage:
            yield (
                "adjustments has a 'scheme_stage' and no 'scheme', the column that says who "
                "applied under it. Name it, or take the stage out."
            )
        return
    if asked.scheme_stage is None:
        yield "adjustments.scheme needs a 'scheme_stage': the one it is for. Name one of 'stages'."
    elif asked.scheme_stage not in parameters.stages:
        yield (
            f"adjustments.scheme_stage: there is no stage {asked.scheme_stage!r}. Name one of "
            "'stages'."
        )
    for name in ("scheme_yes", "scheme_no"):
        if not getattr(asked, name):
            yield f"adjustments.{name} names no label. Write at least one."
    labels = [*{*asked.scheme_yes}, *{*asked.scheme_no}, *{*asked.scheme_undeclared}]
    if both := sorted({label for label in labels if labels.count(label) > 1}):
        listed = ", ".join(map(repr, both))
        yield f"adjustments: labels with two meanings: {listed}. Keep one each."


def earlier_problems(parameters: Parameters) -> Iterator[str]:
    """Yield why earlier campaigns cannot be told from this one, each with its mend."""
    if parameters.earlier and parameters.campaign is None:
        yield "'earlier' needs a 'campaign', to tell this one from those. Name it."
    labels = [parameters.campaign, *(one.campaign for one in parameters.earlier)]
    if doubled := sorted({str(label) for label in labels if labels.count(label) > 1}):
        yield f"'earlier' names the campaign {', '.join(map(repr, doubled))} twice. Keep one."
    known = {*parameters.stages, *parameters.characteristics}
    for one in parameters.earlier:
        own = known | {*(one.stages or ())}
        if unknown := [name for name in one.without if name not in own]:
            yield (
                f"earlier, {one.campaign}: 'without' names {', '.join(map(repr, unknown))}, which "
                "is no characteristic or stage of this campaign either. Take it out."
            )


def target_problems(parameters: Parameters) -> Iterator[str]:
    """Yield why a target cannot be held against what was found, each with its mend."""
    target = parameters.target
    if target is None:
        return
    name, ratio = target.characteristic, target.measure == "relative rate index"
    if name not in parameters.characteristics or target.group not in parameters.groups(name):
        yield f"target: no group {target.group!r} of {name!r} here. Name one."
    elif ratio and target.group == parameters.comparator(name):
        yield (
            f"target: {target.group!r} is the comparison group of {name}, whose rate ratio is 1. "
            "Name another group."
        )
    if not (isfinite(target.value) and target.value > 0):
        yield f"target.value must be a number above 0; found {target.value}."
    elif not ratio and target.value > 1:
        yield f"target.value is a share, from 0 to 1: 0.105, not 10.5; found {target.value:g}."
