"""Were people turned down, or did they leave? Staying for a result, and passing once there."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from functools import partial

import numpy as np
import pandas as pd

from workbench.analyses.recruitment_funnel.counting import CampaignCounts
from workbench.analyses.recruitment_funnel.parameters import Parameters
from workbench.analyses.recruitment_funnel.questions.question import (
    Answer,
    NotCovered,
    Question,
    nothing_more,
)
from workbench.findings import Finding, Measure, Measured
from workbench.findings.finding import KEYS
from workbench.measures.comparison import TWO_SIDES, share
from workbench.statistics.comparison.difference import rate_difference
from workbench.statistics.comparison.relative_rate import (
    relative_nonpassing_rate,
    relative_rate_index,
)
from workbench.statistics.comparison.shortfall import shortfall_to_parity
from workbench.statistics.estimate import Estimate

ATTEMPTED, PASSED_OF_ATTEMPTED = "attempted", "passed of attempted"
WAYS = ("withdrew", "no_show", "expired")
SIDES = ["passed", "entered"]


def answer(parameters: Parameters, counted: CampaignCounts) -> Answer:
    """State who stayed for a result, how those fared, and how the others left, at each stage."""
    told = {stage: set(parameters.meanings(stage).values()) for stage in parameters.stages}
    if not any(meant & {*WAYS} for meant in told.values()):
        return NotCovered("the file does not tell people who left from people who were turned down")
    cells = _cells(_declared(parameters, counted), told)
    return tuple(
        _finding(name, parameters, cells[cells["characteristic"] == name])
        for name in parameters.characteristics
    )


def _declared(parameters: Parameters, counted: CampaignCounts) -> pd.DataFrame:
    """Return the counts of every declared group, each group with its role and comparator."""
    of_group = pd.DataFrame(
        [
            (name, group, comparator, "comparator" if group == comparator else "declared")
            for name in parameters.characteristics
            for comparator in [parameters.comparator(name)]
            for group in parameters.groups(name)
        ],
        columns=["characteristic", "group", "comparator", "role"],
    )
    return of_group.merge(counted.stages, on=["characteristic", "group"], validate="one_to_many")


def _cells(stages: pd.DataFrame, told: Mapping[str, set[str]]) -> pd.DataFrame:
    """Return counts renamed, so that every share is one of those who "passed" of "entered"."""
    attempted = stages["passed"] + stages["failed"]
    leaves = [stage for stage, meant in told.items() if meant & {*WAYS}]
    fails = [stage for stage in leaves if "failed" in told[stage]]
    renamed = {
        ATTEMPTED: (leaves, stages.assign(passed=attempted)),
        PASSED_OF_ATTEMPTED: (fails, stages.assign(entered=attempted)),
    }
    for way in WAYS:
        # One way alone is what staying leaves over; rounded apart, both would narrow each other.
        tells = [
            stage for stage, meant in told.items() if way in meant and len(meant & {*WAYS}) > 1
        ]
        renamed[way] = (tells, stages.assign(passed=stages[way]))
    blocks = [
        counts[counts["stage"].isin(where)].assign(basis=basis)
        for basis, (where, counts) in renamed.items()
    ]
    return _beside(pd.concat(blocks, ignore_index=True), list(told))


def _beside(cells: pd.DataFrame, stages: Sequence[str]) -> pd.DataFrame:
    """Put the comparator's counts beside each group's, groups together and stages in order."""
    place = ["characteristic", "stage", "basis"]
    others = cells.loc[cells["role"] == "comparator", [*place, *SIDES]]
    others = others.rename(columns={side: f"comparator_{side}" for side in SIDES})
    beside = cells.merge(others, on=place, validate="many_to_one").assign(stratum="", family=None)
    order = [beside["group"], beside["stage"].map(list(stages).index)]
    first_seen = pd.factorize(order[0])[0]
    kept = np.lexsort((order[1], first_seen))
    return beside.iloc[kept][[*KEYS, *TWO_SIDES]]


def _finding(name: str, parameters: Parameters, cells: pd.DataFrame) -> Finding:
    measures = (share("selection_rate", parameters.level), _compared(parameters.level))
    title = f"{parameters.characteristic_title(name)}: who left, and who was turned down"
    return Finding(f"leaving:{name}", "leaving", title, cells.reset_index(drop=True), measures)


def _compared(level: float) -> Measure:
    return Measure(TWO_SIDES, partial(_compare, level=level))


def _compare(counts: Mapping[str, np.ndarray], *, level: float) -> Measured:
    sides = tuple(counts[name] for name in TWO_SIDES)
    people = shortfall_to_parity(*sides)
    return Measured(
        {
            "relative_rate_index": relative_rate_index(*sides, level=level),
            "relative_nonpassing_rate": relative_nonpassing_rate(*sides, level=level),
            "rate_difference": rate_difference(*sides, level=level),
            # Its limits are itself, so that a hull can widen it.
            "shortfall": Estimate(people, people, people, level, "to parity with comparator"),
        }
    )


QUESTION = Question("Were people turned down, or did they leave?", nothing_more, answer)
