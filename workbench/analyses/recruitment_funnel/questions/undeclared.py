"""What if those who did not declare were different? Bounds over every group they could be of."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from functools import partial

import numpy as np
import pandas as pd

from workbench.analyses.recruitment_funnel.cells import SIDES, comparison_cells
from workbench.analyses.recruitment_funnel.counting import CampaignCounts
from workbench.analyses.recruitment_funnel.parameters import Parameters
from workbench.analyses.recruitment_funnel.questions.campaigns.shown import added_up, hull
from workbench.analyses.recruitment_funnel.questions.held_against import enough
from workbench.analyses.recruitment_funnel.questions.question import (
    Answer,
    NotCovered,
    Question,
    nothing_more,
)
from workbench.findings import Finding, ShownCounts, TableMeasure
from workbench.statistics.comparison.relative_rate import relative_rate_index
from workbench.statistics.comparison.tipping_point import tipping_point
from workbench.statistics.comparison.undeclared_bounds import ranged_undeclared_bounds
from workbench.statistics.estimate import Estimate
from workbench.vocabulary.terms import NOT_DECLARED

COUNTS = (*SIDES, "comparator_passed", "comparator_entered", *(f"undeclared_{s}" for s in SIDES))
DECLARED = "Declared"


def answer(parameters: Parameters, counted: CampaignCounts) -> Answer:
    """State how far each ratio could move, and whether declaring goes with passing."""
    findings = []
    for name in parameters.characteristics:
        cells = _cells(name, parameters, counted)
        silent = cells[cells["group"] == NOT_DECLARED]
        if silent["entered"].sum():
            findings += [_bounds(name, parameters, cells), _declaring(name, parameters, cells)]
    if not findings:
        return NotCovered("everyone declared every characteristic")
    return tuple(findings)


def _cells(name: str, parameters: Parameters, counted: CampaignCounts) -> pd.DataFrame:
    """Return every group at each stage, then over all stages."""
    stages = counted.stages[counted.stages["characteristic"] == name]
    cells = comparison_cells(stages, parameters.comparator(name), headline=False)
    return cells[cells["basis"] != "cumulative"].assign(family=None)


def _bounds(name: str, parameters: Parameters, cells: pd.DataFrame) -> Finding:
    keys = ["stage", "basis"]
    silent = cells[cells["group"] == NOT_DECLARED].set_index(keys)[SIDES]
    told = cells[cells["role"] == "declared"].join(silent.add_prefix("undeclared_"), on=keys)
    measure = TableMeasure(COUNTS, _measure(parameters), as_compared=True)
    title = f"{parameters.characteristic_title(name)}: if those who did not declare were different"
    told = told.reset_index(drop=True)
    return Finding(f"undeclared:{name}", "undeclared", title, told, table_measures=(measure,))


def _measure(parameters: Parameters) -> Callable[..., Mapping[str, Estimate]]:
    return partial(_could_be, level=parameters.level, line=parameters.negligible_ratio)


def _could_be(
    counts: Mapping[str, ShownCounts], *, level: float, line: float
) -> dict[str, Estimate]:
    """Return the rate ratio with the lowest and highest it could be for any exact counts."""
    ranges = [np.stack([counts[name].low, counts[name].high]) for name in COUNTS]
    found = ranged_undeclared_bounds(*ranges)
    shown = ~(counts["passed"].banded | counts["comparator_passed"].banded)
    with np.errstate(divide="ignore", invalid="ignore"):
        rate = counts["passed"].value / counts["entered"].value
        other = counts["comparator_passed"].value / counts["comparator_entered"].value
        ratio = np.where(shown, rate / other, np.nan)
    method = "sharp bounds over every group the undeclared could be of"
    bounds = Estimate(ratio, found.ratio_lower, found.ratio_upper, level, method)
    return {"ratio_whoever_they_are": bounds} | _to_cross(counts, shown, level, line)


def _to_cross(
    counts: Mapping[str, ShownCounts], shown: np.ndarray, level: float, line: float
) -> dict[str, Estimate]:
    """Return how many of the undeclared would have to be of the group to change the reading."""
    values = dict(zip(COUNTS, (counts[name].value for name in COUNTS), strict=True))
    for side in ("", "comparator_", "undeclared_"):
        # Rounded apart, more could be shown to have passed than entered.
        values[f"{side}passed"] = np.minimum(values[f"{side}passed"], values[f"{side}entered"])
    found = tipping_point(*(values[name] for name in COUNTS), line=line)
    method = f"fewest to cross {line:g} or {1 / line:g}, by shown counts"

    def of(passers: np.ndarray) -> Estimate:
        people = np.where(shown & passers, found.people, np.nan)
        return Estimate(people, people, people, level, method)

    return {"passers_to_cross": of(found.passers), "others_to_cross": of(~found.passers)}


def _declaring(name: str, parameters: Parameters, cells: pd.DataFrame) -> Finding:
    """Compare those who did not declare with those who did, at each stage."""
    keys = ["stage", "basis"]
    spoke = cells[cells["role"].isin(("declared", "comparator"))]
    places = spoke[keys].drop_duplicates().reset_index(drop=True)
    order = list(places.itertuples(index=False, name=None))
    silent = cells[cells["group"] == NOT_DECLARED].set_index(keys).loc[order]
    beside = {
        f"declared_{side}": spoke.pivot(index=keys, columns="group", values=side)
        .loc[order]
        .to_numpy(np.int64)
        for side in SIDES
    }
    beside |= {side: silent[side].to_numpy(np.int64) for side in SIDES}
    measure = TableMeasure((), partial(_to_declared, level=parameters.level), beside=beside)
    told = places.assign(
        characteristic=name,
        group=NOT_DECLARED,
        role="undeclared",
        comparator=DECLARED,
        stratum="",
        family=None,
    )
    title = f"{parameters.characteristic_title(name)}: does declaring go with passing?"
    return Finding(f"declaring:{name}", "declaring", title, told, table_measures=(measure,))


def _to_declared(counts: Mapping[str, ShownCounts], *, level: float) -> dict[str, Estimate]:
    """Return the rate ratio of the undeclared to all who declared, added up as they are shown.

    All who declared are a sum of counts that stand elsewhere; rounded by itself it would narrow
    what each of them can be.
    """
    silent = [counts[side] for side in SIDES]
    spoke = [added_up(counts[f"declared_{side}"]) for side in SIDES]
    where = enough(*silent) & enough(*spoke)
    ratio = partial(relative_rate_index, level=level)
    return {"ratio_to_declared": hull(ratio, (*silent, *spoke), where)}


QUESTION = Question("What if those who did not declare were different?", nothing_more, answer)
