"""What cannot be true of the parameters of attrition taken together."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator
from datetime import date
from itertools import pairwise
from typing import TYPE_CHECKING

from workbench.analyses.attrition.stated.driver import driver_problems
from workbench.analyses.attrition.stated.held_equal import held_equal_problems
from workbench.analyses.attrition.stated.learners import learner_problems
from workbench.analyses.attrition.stated.leaving import leaving_problems
from workbench.analyses.attrition.stated.period import month_end, period_problems
from workbench.analyses.attrition.stated.scenario import (
    cost_problems,
    published_problems,
    scenario_problems,
)
from workbench.parameters.months import month_number
from workbench.parameters.stated import characteristic
from workbench.parameters.stated.circumstance import MOST_GROUPS, Circumstance
from workbench.parameters.stated.circumstance import problems_of as circumstance_problems

if TYPE_CHECKING:
    from workbench.analyses.attrition.parameters import Parameters

DESCRIBED = ("characteristics", "circumstances", "drivers")
MOST_UNITS = 300
EARLIEST = 1950
KEPT = re.compile(
    "person|month|start|end|joined|joined_originally|service|in_grade|leaves|reason|moved_to"
    "|people|at|at_risk|band|period|fold|known|above|excess|(left|moved)_[0-9]+|.*_value"
    "|number|characteristic|group|stratum|all"
)
"""Names that the months of staff, and the tables of counts, have for columns of their own."""


def problems_of(parameters: Parameters) -> Iterator[str]:
    """Yield every problem, each a sentence with its mend."""
    if undated := list(_data_date_problems(parameters.data_date)):
        yield from undated
    else:
        yield from _date_problems(parameters)
        yield from period_problems(parameters)
    yield from _layout_problems(parameters)
    yield from leaving_problems(parameters.leaving)
    yield from _described_problems(parameters)
    yield from _role_problems(parameters)
    yield from _column_problems(parameters)
    yield from learner_problems(parameters)
    yield from held_equal_problems(parameters)
    yield from scenario_problems(parameters)
    yield from cost_problems(parameters.replacement_cost)
    yield from published_problems(parameters)
    if parameters.data_source == "published" and not parameters.citation:
        yield "published data needs a 'citation'. Add it."


def _data_date_problems(taken: date) -> Iterator[str]:
    if taken > date.today():
        yield f"'data_date' {taken} is yet to come. Write the day on which the data were taken."
    if taken.year < EARLIEST:
        yield f"'data_date' {taken} is long gone. Write the day on which the data were taken."


def _date_problems(parameters: Parameters) -> Iterator[str]:
    taken = parameters.data_date
    if parameters.data_from and parameters.data_from > taken:
        yield (
            f"'data_from' {parameters.data_from} is after the data date, {taken}. Write the day "
            "from which the file holds everyone who was in post."
        )
    since = parameters.data_from
    if parameters.layout == "month_ends" and since and since != month_end(month_number(since)):
        yield (
            f"'data_from' {since} is not the last day of a month. In a file of month ends write "
            "the day of the first: of those who left earlier in its month nothing is known."
        )
    if late := [str(day) for day in parameters.resets if day > taken]:
        yield f"'resets' names {', '.join(late)}, after the data date, {taken}. Mend the day."


def _layout_problems(parameters: Parameters) -> Iterator[str]:
    if parameters.service and parameters.layout == "spells":
        yield (
            "'service' is for files with a row a person and month (layout: months); of spells, "
            "name the column of the day people 'joined'."
        )
    elif parameters.service and parameters.joined:
        yield "'joined' and 'service' both say how long people have served. Keep one."
    if not parameters.joined:
        for name in ("joined_originally", "resets"):
            if getattr(parameters, name):
                yield (
                    f"'{name}' needs 'joined', the column of the day from which service is "
                    "counted. Name it, or take it out."
                )
    edges = parameters.service_edges
    if not edges or edges[0] != 0 or any(low >= high for low, high in pairwise(edges)):
        yield (
            f"'service_edges' must be months that rise from 0; found {list(edges)}. Write them "
            "such as [0, 12, 24, 60]."
        )
    elif len(edges) < 2:
        yield "'service_edges' makes one band, so service is not told apart. Name more."
    if not 1 <= parameters.horizon <= 480:
        yield f"'horizon' must be from 1 to 480 months; found {parameters.horizon}."


def _described_problems(parameters: Parameters) -> Iterator[str]:
    for name, one in parameters.characteristics.items():
        yield from characteristic.problems_of(name, one)
    for name, circumstance in parameters.circumstances.items():
        yield from _circumstance_problems(parameters, name, circumstance)
    for name, driver in parameters.drivers.items():
        yield from driver_problems(name, driver, parameters.data_date)
    seen: dict[str, str] = {}
    for where in DESCRIBED:
        for name in getattr(parameters, where):
            if KEPT.fullmatch(name):
                yield (
                    f"{where}.{name}: the workbench keeps the name {name!r} for itself. Choose "
                    f"another, and say what the file calls it: columns: {{my_{name}: {name}}}."
                )
            if name in seen:
                yield f"{name!r} is under '{seen[name]}' and under '{where}'. Keep it in one place."
            seen.setdefault(name, where)


def _circumstance_problems(parameters: Parameters, name: str, one: Circumstance) -> Iterator[str]:
    told = circumstance_problems("circumstances", name, one)
    if name != parameters.unit:
        yield from told
        return
    # Units are pooled and shown in a chart, so that there may be more of them than of other groups.
    yield from (text for text in told if f"; {MOST_GROUPS} at most" not in text)
    if len(one.labels_of(name)) > MOST_UNITS:
        yield (
            f"circumstances.{name} has {len(one.labels_of(name))} units; {MOST_UNITS} at most can "
            "be told apart. Put them together: 'recode'."
        )


def _role_problems(parameters: Parameters) -> Iterator[str]:
    roles = {role: getattr(parameters, role) for role in ("grade", "region", "unit")}
    named = {role: name for role, name in roles.items() if name is not None}
    for role, name in named.items():
        if name not in parameters.circumstances:
            yield (
                f"{role}: {name!r} is not under 'circumstances'. Describe it there, with its "
                "groups, or take it out."
            )
    if len(set(named.values())) < len(named):
        yield "'grade', 'region' and 'unit' must be different circumstances. Keep one each."
    for name in parameters.headlines or ():
        if name not in parameters.characteristics:
            yield f"headlines names {name!r}, which is not under characteristics. Take it out."
    for name, labels in parameters.kept.items():
        if not labels:
            yield f"kept.{name} names no labels, so that no one is counted. Name them."


def _column_problems(parameters: Parameters) -> Iterator[str]:
    known = (*parameters.named_columns, *parameters.kept)
    for name in parameters.columns:
        if name not in known:
            yield (
                f"columns names {name!r}, which is nothing this analysis reads. Write the "
                "workbench's name first, then the file's: sex: Gender."
            )
    own = [driver.column for driver in parameters.drivers.values() if driver.column]
    read = Counter([*(parameters.column(name) for name in parameters.named_columns), *own])
    start = parameters.column("start")
    for doubled in sorted(column for column, times in read.items() if times > 1):
        if doubled == start and parameters.column(parameters.joined or "") == start:
            yield (
                f"'joined' is the column {start!r}, where spells start. Take 'joined' out: without "
                "it service counts from the first day that a person is seen."
            )
        else:
            yield f"two names share the column {doubled!r}. Keep one."
