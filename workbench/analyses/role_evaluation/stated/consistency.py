"""What cannot be true of the parameters of a role's evaluation taken together."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from typing import TYPE_CHECKING

from workbench.analyses.role_evaluation.stated.columns import column_problems
from workbench.analyses.role_evaluation.stated.outcome import (
    outcome_problems,
    split_problems,
    splits_problems,
)
from workbench.analyses.role_evaluation.stated.planned import planning_problems
from workbench.analyses.role_evaluation.stated.survey import survey_problems
from workbench.analyses.role_evaluation.stated.theory import theory_problems
from workbench.analyses.role_evaluation.stated.worth import kind_problems, worth_problems
from workbench.parameters.stated.characteristic import problems_of as characteristic_problems

if TYPE_CHECKING:
    from workbench.analyses.role_evaluation.parameters import Parameters


def problems_of(parameters: Parameters) -> Iterator[str]:
    """Yield every problem, each a sentence with its mend."""
    names = tuple(parameters.outcomes)
    yield from _date_problems(parameters)
    yield from _roll_out_problems(parameters)
    yield from column_problems(parameters)
    if not names:
        # Whatever points to an outcome would be told of again, without one to name.
        yield "'outcomes' names none. Name at least one, with its unit of measurement."
        return
    for name, outcome in parameters.outcomes.items():
        yield from outcome_problems(name, outcome)
    yield from _judged_problems(parameters)
    for split in parameters.splits:
        yield from split_problems(split, names)
    yield from splits_problems(parameters.splits)
    if parameters.survey:
        yield from survey_problems(parameters.survey)
        for name, one in parameters.survey.characteristics.items():
            yield from (f"survey.{problem}" for problem in characteristic_problems(name, one))
    yield from theory_problems(parameters.theory, parameters.indicators)
    if parameters.worth:
        yield from worth_problems(parameters.worth, names)
        yield from kind_problems(parameters.worth, parameters.outcomes)
    yield from planning_problems(parameters.planning, names)
    if parameters.data_source == "published" and not parameters.citation:
        yield "published data needs a 'citation'. Add it."


def _date_problems(parameters: Parameters) -> Iterator[str]:
    taken = parameters.data_date
    if taken > date.today():
        yield f"'data_date' {taken} is yet to come. Write the day on which the data were taken."
    if not parameters.survey:
        return
    for wave, day in parameters.survey.waves.items():
        if day > taken:
            yield (
                f"survey.waves: {wave} ended on {day}, after the data date, {taken}. Mend the day."
            )


def _roll_out_problems(parameters: Parameters) -> Iterator[str]:
    if parameters.mode == "evaluate" and parameters.actual is None:
        yield (
            "'actual' must name the column of the month in which the role began. Before it has "
            "begun anywhere: mode: design."
        )
    if (
        parameters.mode == "design"
        and parameters.planned is None
        and not parameters.planning.orders
    ):
        yield (
            "mode: design needs a roll-out to look at: the column of the 'planned' month, or "
            "'planning: {orders: [..]}'."
        )
    if parameters.exchanged_within and parameters.region is None:
        yield "'exchanged_within: region' needs the column of the 'region'. Name it."


def _judged_problems(parameters: Parameters) -> Iterator[str]:
    for name in parameters.judged:
        if name not in parameters.outcomes:
            yield (
                f"{name!r} is to be judged and is no outcome. Name one of "
                f"{', '.join(parameters.outcomes)}."
            )
        elif parameters.outcomes[name].placebo:
            yield f"{name!r} is a placebo, which is not judged. Name another outcome."
    if parameters.primary in parameters.secondary:
        yield f"{parameters.primary!r} is primary and secondary. Keep one."
    secondary = parameters.secondary
    for name in sorted({name for name in secondary if secondary.count(name) > 1}):
        yield f"{name!r} stands twice in 'secondary'. Keep one."
