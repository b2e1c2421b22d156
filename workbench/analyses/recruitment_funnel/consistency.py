"""What cannot be true of a campaign's parameters taken together."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from datetime import date
from typing import TYPE_CHECKING

from workbench.analyses.recruitment_funnel.objections import objection_problems
from workbench.analyses.recruitment_funnel.question_consistency import question_problems
from workbench.parameters.stated import characteristic

if TYPE_CHECKING:
    from workbench.analyses.recruitment_funnel.parameters import Parameters

MOST_STAGES = 40


def problems_of(parameters: Parameters) -> Iterator[str]:
    """Yield every problem, each a sentence with its mend."""
    if len(parameters.stages) > MOST_STAGES:
        yield f"'stages' names {len(parameters.stages)}; {MOST_STAGES} at most can be counted."
    yield from _layout_problems(parameters)
    for name, one in parameters.characteristics.items():
        yield from characteristic.problems_of(name, one)
    yield from _column_problems(parameters)
    yield from objection_problems(parameters)
    yield from question_problems(parameters)
    for name in parameters.headlines or ():
        if name not in parameters.characteristics:
            yield f"headlines names {name!r}, which is not under characteristics. Take it out."
    if parameters.data_source == "published" and not parameters.citation:
        yield "published data needs a 'citation'. Add it."
    yield from _date_problems(parameters)


def _date_problems(parameters: Parameters) -> Iterator[str]:
    if parameters.data_date is None and _reads_dates(parameters):
        yield "dates are read, so 'data_date' is needed: no date can be later. Add it."
    if parameters.data_date and parameters.data_date > date.today():
        yield (
            f"'data_date' {parameters.data_date} is yet to come. Write the day on which the data "
            "were taken."
        )


def _reads_dates(parameters: Parameters) -> bool:
    if parameters.layout == "long":
        return "date" in parameters.columns
    dated = any(stage.date for stage in parameters.stages.values())
    return dated or bool(parameters.applied or parameters.adjustments)


def _layout_problems(parameters: Parameters) -> Iterator[str]:
    if parameters.layout == "status":
        yield from _status_problems(parameters)
        return
    without = [name for name, stage in parameters.stages.items() if not stage.passed]
    if without and not parameters.outcomes.passed:
        yield (
            f"no labels say who passed at {', '.join(without)}. Say what every label means: "
            "outcomes: {passed: [..], failed: [..], withdrew: [..], no_show: [..], expired: [..], "
            "pending: [..], exempt: [..]}, each where there are any."
        )
    if parameters.layout == "long":
        yield from _long_problems(parameters)
        return
    if parameters.ignored_stages:
        yield "'ignored_stages' is for files with a row a stage. Say layout: long, or take it out."
    for name, stage in parameters.stages.items():
        if stage.called:
            yield (
                f"stages.{name}.called is for files with a row a stage (layout: long). Take it out."
            )


def _status_problems(parameters: Parameters) -> Iterator[str]:
    if parameters.outcomes.meanings():
        yield (
            "a file of final statuses (layout: status) has its labels under each stage; take out "
            "'outcomes'."
        )
    labels = Counter(label for stage in parameters.stages.values() for label in stage.meanings())
    if doubled := sorted(label for label, times in labels.items() if times > 1):
        listed = ", ".join(map(repr, doubled))
        yield f"statuses that stand under two stages: {listed}. Keep one each."
    last, stage = list(parameters.stages.items())[-1]
    if not stage.passed:
        yield f"stages.{last} is the last and has no 'passed' statuses. Name who got through."
    for name, stage in parameters.stages.items():
        if not stage.meanings():
            yield (
                f"stages.{name} has no statuses. Say how people left there: "
                f"stages: {{{name}: {{failed: [..]}}}}."
            )
        if stage.column or stage.called:
            yield (
                f"stages.{name} has a 'column' or 'called', of no use with layout: status. Take "
                "it out."
            )


def _long_problems(parameters: Parameters) -> Iterator[str]:
    if parameters.identifier is None:
        yield "a file with a row a stage (layout: long) needs an 'identifier'. Name its column."
    if parameters.count:
        yield "a file with a row a stage (layout: long) cannot hold counts. Take out 'count'."
    for name, stage in parameters.stages.items():
        if stage.column or stage.date or stage.meanings():
            yield (
                f"stages.{name}: with layout: long a stage has nothing but what it is 'called' and "
                "its 'title'. Labels stand under 'outcomes', the columns under columns: "
                "{stage: .., outcome: .., date: ..}."
            )
    # A stage's title may be its name, and then it is called the same twice.
    called = Counter(label for name in parameters.stages for label in {*parameters.called(name)})
    called += Counter(parameters.ignored_stages)
    if doubled := sorted(label for label, times in called.items() if times > 1):
        listed = ", ".join(map(repr, doubled))
        yield f"stage labels with two meanings: {listed}. Keep one each."


def _column_problems(parameters: Parameters) -> Iterator[str]:
    known = parameters.named_columns
    for name in parameters.columns:
        if name not in known:
            yield (
                f"columns names {name!r}, which is nothing this analysis reads. Write the "
                "workbench's name first, then the file's: sex: Gender."
            )
    read = Counter([*(parameters.column(name) for name in known), *parameters.own_columns])
    for doubled in sorted(column for column, times in read.items() if times > 1):
        yield f"two names share the column {doubled!r}. Keep one."
