"""What cannot be true of the parameters taken together."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from datetime import date
from typing import TYPE_CHECKING

from workbench.parameters.stated import characteristic, circumstance
from workbench.parameters.stated.intersections import intersection_problems

if TYPE_CHECKING:
    from workbench.analyses.pay_progression.parameters import Parameters

NOT_ASKED_FOR = ("events",)
"""What other analyses read, and this one does not."""


def problems_of(parameters: Parameters) -> Iterator[str]:
    """Yield every problem, each a sentence with its mend."""
    if not parameters.characteristics:
        yield "no characteristic is named, so nobody can be compared: characteristics: {sex: {}}."
    for name, one in parameters.characteristics.items():
        yield from characteristic.problems_of(name, one)
    for name in parameters.headlines or ():
        if name not in parameters.characteristics:
            yield f"headlines names {name!r}, which is not under characteristics. Take it out."
    for name in NOT_ASKED_FOR:
        if getattr(parameters, name):
            yield f"'{name}' is nothing this analysis reads. Take it out."
    if parameters.data_source == "published" and not parameters.citation:
        yield "published data needs a 'citation'. Add it."
    if parameters.data_date and parameters.data_date > date.today():
        yield f"'data_date' {parameters.data_date} is yet to come. Write the day of the data."
    yield from _column_problems(parameters)
    yield from _label_problems(parameters)
    yield from _circumstance_problems(parameters)
    yield from intersection_problems(
        parameters.intersections, tuple(parameters.characteristics), parameters.declared_groups
    )


def _column_problems(parameters: Parameters) -> Iterator[str]:
    year = ("year",) if parameters.year is not None else ()
    known = (parameters.identifier, *year, *parameters.characteristics, *parameters.strata)
    for name in parameters.columns:
        if name not in known:
            yield (
                f"columns names {name!r}, which is nothing this analysis reads. Write the "
                "workbench's name first, then the file's: sex: Gender."
            )
    read = Counter([*(parameters.column(name) for name in known), parameters.outcome.column])
    for doubled in sorted(column for column, times in read.items() if times > 1):
        yield f"two names share the column {doubled!r}. Keep one."


def _label_problems(parameters: Parameters) -> Iterator[str]:
    outcome = parameters.outcome
    apart = [label for labels in outcome.apart.values() for label in labels]
    labels = Counter([*outcome.reached, *outcome.not_reached, *outcome.not_assessed, *apart])
    if doubled := sorted(label for label, times in labels.items() if times > 1):
        listed = ", ".join(map(repr, doubled))
        yield f"outcome: labels with two meanings: {listed}. Keep one each."
    for reason in outcome.apart:
        if "|" in reason:
            yield f"outcome.apart: {reason!r} holds a '|'. Name the reason without it."


def _circumstance_problems(parameters: Parameters) -> Iterator[str]:
    for name, one in parameters.strata.items():
        yield from circumstance.problems_of("strata", name, one)
        if name in parameters.characteristics:
            yield f"strata.{name} is a characteristic too. Keep it in one place."
    known = {*parameters.strata, *parameters.characteristics}
    for name, times in Counter(parameters.adjust_for or ()).items():
        if name not in known:
            yield (
                f"adjust_for names {name!r}, which is neither under 'strata' nor under "
                "'characteristics'. Take it out, or describe it there."
            )
        if times > 1:
            yield f"adjust_for names {name!r} twice. Keep one."
