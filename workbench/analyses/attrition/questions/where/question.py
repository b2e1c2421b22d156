"""Where do more leave than expected? Units beside what chance and their usual spread allow."""

from __future__ import annotations

from functools import partial

import pandas as pd

from workbench.analyses.attrition.contract import contract_of
from workbench.analyses.attrition.counting import StaffCounts
from workbench.analyses.attrition.parameters import Parameters
from workbench.analyses.attrition.periods import own_period
from workbench.analyses.attrition.questions.question import Answer, NotCovered, Question
from workbench.analyses.attrition.questions.where.base import Base, bases
from workbench.analyses.attrition.questions.where.expected import expected_by_model
from workbench.analyses.attrition.questions.where.measure import (
    FEWEST_UNITS,
    leaving_a_year,
    units_as_shown,
)
from workbench.analyses.attrition.rows import EVERYBODY, Group, keyed
from workbench.counts.staff import StaffWanted
from workbench.findings import Finding, TableMeasure
from workbench.measures.comparison import share
from workbench.vocabulary.terms import NOT_ASKED, NOT_DECLARED, NOT_RECORDED

NO_UNIT = (NOT_RECORDED, NOT_DECLARED, NOT_ASKED)


def place_of(parameters: Parameters) -> str | None:
    """Return the column of units, or of regions where no unit is named."""
    return parameters.unit or parameters.region


def wanted(parameters: Parameters) -> tuple[StaffWanted, ...]:
    """Count the opening staff by unit, and months by unit, grade and length of service."""
    unit = place_of(parameters)
    if unit is None:
        return ()
    months = (base.at_risk(unit, parameters) for base in bases(parameters))
    return own_period(parameters).cohort(unit), *months


def answer(parameters: Parameters, counted: StaffCounts) -> Answer:
    """State how many of each unit left, how many were to be expected, and what is beyond chance."""
    unit = place_of(parameters)
    if unit is None:
        return NotCovered("the parameters name no 'unit' and no 'region'")
    groups = _groups(unit, parameters, counted)
    units = [one for one in groups if one.name not in NO_UNIT]
    if len(units) < FEWEST_UNITS:
        return NotCovered("there are fewer than three units to set beside each other")
    return tuple(_finding(unit, base, units, parameters, counted) for base in bases(parameters))


def _groups(unit: str, parameters: Parameters, counted: StaffCounts) -> list[Group]:
    """Return every unit with anybody at the opening, those of no unit last."""
    table = counted.tables[own_period(parameters).cohort(unit)]
    there = set(table.loc[table["people"] > 0, unit].astype(str))
    known = [label for label in contract_of(parameters).results[unit] if label in there]
    return [Group(label, unit, (label,)) for label in known]


def _finding(
    unit: str, base: Base, units: list[Group], parameters: Parameters, counted: StaffCounts
) -> Finding:
    others = [one for one in _groups(unit, parameters, counted) if one.name in NO_UNIT]
    cells = _cells(unit, base, [EVERYBODY, *units, *others], parameters, counted)
    level, sides = parameters.level, base.sides
    measure = partial(units_as_shown, sides=sides, units=len(units), level=level)
    # One hidden count takes away what is said of its own unit: nothing else rests on it.
    tables = [TableMeasure(sides, measure, cell_by_cell=True)]
    if not base.is_cohort:
        each = partial(leaving_a_year, sides=sides, level=level)
        tables.append(TableMeasure(sides, each, cell_by_cell=True))
    return Finding(
        base.name,
        "where",
        parameters.title_of(unit),
        cells,
        measures=(share("selection_rate", level),) if base.is_cohort else (),
        table_measures=tuple(tables),
        modelled=(expected_by_model(unit, base, cells, parameters, counted),),
    )


def _cells(
    unit: str, base: Base, groups: list[Group], parameters: Parameters, counted: StaffCounts
) -> pd.DataFrame:
    return keyed(
        [
            {
                **base.keys(),
                "characteristic": one.column,
                "group": one.name,
                **base.counts(one, unit, parameters, counted),
            }
            for one in groups
        ]
    )


QUESTION = Question("Where do more leave than expected?", wanted, answer)
