"""How long did people wait? Days in each stage, with those who still wait as still there."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import product

import numpy as np
import pandas as pd

from workbench.analyses.recruitment_funnel.counting import CampaignCounts, Wanted
from workbench.analyses.recruitment_funnel.parameters import Parameters
from workbench.analyses.recruitment_funnel.questions.question import Answer, NotCovered, Question
from workbench.analyses.recruitment_funnel.questions.waiting.days import InStage, in_stage
from workbench.analyses.recruitment_funnel.questions.waiting.models import incidences, medians
from workbench.findings import Finding
from workbench.findings.finding import KEYS
from workbench.statistics.times.cumulative_incidence import cumulative_incidence

ROUND_DAYS = (7, 14, 30, 45, 60, 75, 90, 120, 180)
LEAST_AT_RISK = 10
"""Fewer still there at the start of a day: it and those after it are not told of."""
MOST_TOGETHER = 300
"""Combinations of groups counted at once: few queries, and far fewer rows than people."""


def wanted(parameters: Parameters) -> tuple[Wanted, ...]:
    """Return the days in each dated stage, by several headline characteristics at once."""
    return tuple(
        Wanted(names, "days", stage)
        for stage, names in product(_dated(parameters), _together(parameters))
    )


def _dated(parameters: Parameters) -> tuple[str, ...]:
    """Return the stages that have a day of their own and a day before it."""
    rows = parameters.layout == "long" and "date" in parameters.columns
    has_day = [name for name, stage in parameters.stages.items() if rows or stage.date]
    first_known = parameters.applied is not None
    return tuple(has_day if first_known else has_day[1:])


def _names(parameters: Parameters) -> tuple[str, ...]:
    """Return the headline characteristics, or all where there is none."""
    return parameters.headline_characteristics or tuple(parameters.characteristics)


def _together(parameters: Parameters) -> Iterator[tuple[str, ...]]:
    """Yield characteristics to be counted by at once."""
    together: list[str] = []
    combinations = 1
    for name in _names(parameters):
        groups = len(parameters.groups(name)) + 1
        if together and combinations * groups > MOST_TOGETHER:
            yield tuple(together)
            together, combinations = [], 1
        together.append(name)
        combinations *= groups
    if together:
        yield tuple(together)


def answer(parameters: Parameters, counted: CampaignCounts) -> Answer:
    """State how long each group took to pass each stage, and who had left or waited by then."""
    dated = _dated(parameters)
    if not dated:
        return NotCovered("no two days are named, so how long people waited cannot be known")
    tables = {
        (name, stage): counted.tables[Wanted(names, "days", stage)]
        for stage, names in product(dated, _together(parameters))
        for name in names
    }
    names = _names(parameters)
    everyone = [in_stage(tables[names[0], stage]) for stage in dated]
    if not any(one.timed for one in everyone):
        return NotCovered("for no one are both days of a stage known")
    found = [_everyone(parameters, dated, everyone)]
    days = {stage: _days_of(one) for stage, one in zip(dated, everyone, strict=True)}
    for name in names:
        stages = [in_stage(tables[name, stage], name, parameters.groups(name)) for stage in dated]
        found += _of_groups(name, parameters, dict(zip(dated, stages, strict=True)), days)
    return tuple(found)


def _days_of(everyone: InStage) -> tuple[int, ...]:
    """Return the round days at whose start enough of all people were still there."""
    at_risk = cumulative_incidence(everyone.exits, everyone.pending).at_risk[0]
    return tuple(day for day in ROUND_DAYS if day < len(at_risk) and at_risk[day] >= LEAST_AT_RISK)


def _everyone(parameters: Parameters, dated: tuple[str, ...], everyone: list[InStage]) -> Finding:
    """Return how long each stage took, and of how many people a day is missing."""
    cells = pd.DataFrame(
        {
            "stage": dated,
            "timed": [one.timed for one in everyone],
            "undated": [one.undated for one in everyone],
        }
    ).assign(characteristic="", group="", role="all", comparator="", basis="median")
    (model, _) = medians([one.passed[0] for one in everyone], np.zeros(len(dated), int), parameters)
    told = cells.assign(stratum="", family=None)[[*KEYS, "timed", "undated"]]
    return Finding("waiting", "waiting_stages", "Days in each stage", told, modelled=(model,))


def _of_groups(
    name: str,
    parameters: Parameters,
    stages: dict[str, InStage],
    days: dict[str, tuple[int, ...]],
) -> Iterator[Finding]:
    """Yield the medians of one characteristic, then the shares by round days."""
    groups, title = parameters.groups(name), parameters.characteristic_title(name)
    comparator = groups.index(parameters.comparator(name))
    places = [(group, stage) for group in range(len(groups)) for stage in stages]
    passed = [stages[stage].passed[group] for group, stage in places]
    beside = np.array([places.index((comparator, stage)) for _, stage in places])
    cells = _cells(name, parameters, [(group, stage, "") for group, stage in places], "median")
    yield Finding(
        f"waiting:{name}",
        "waiting",
        f"{title}: days in each stage",
        cells,
        modelled=medians(passed, beside, parameters),
    )
    steps = [(group, stage, day) for group, stage in places for day in days[stage]]
    strata = [(group, stage, f"within {day} days") for group, stage, day in steps]
    yield Finding(
        f"waiting_by:{name}",
        "waiting_by",
        f"{title}: who had passed, left or still waited after so many days",
        _cells(name, parameters, strata, "by days"),
        modelled=incidences(steps, stages, parameters, LEAST_AT_RISK),
    )


def _cells(
    name: str, parameters: Parameters, places: list[tuple[int, str, str]], basis: str
) -> pd.DataFrame:
    groups, comparator = parameters.groups(name), parameters.comparator(name)
    told = pd.DataFrame(places, columns=["group", "stage", "stratum"])
    told["group"] = [groups[group] for group in told["group"]]
    told["role"] = np.where(told["group"] == comparator, "comparator", "declared")
    keys = {"characteristic": name, "comparator": comparator, "basis": basis, "family": None}
    return told.assign(**keys)[list(KEYS)]


QUESTION = Question("How long did people wait?", wanted, answer)
