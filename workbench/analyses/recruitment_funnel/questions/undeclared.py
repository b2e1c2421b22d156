"""What if those who did not declare were different? Bounds over every group they could be of."""

from __future__ import annotations

from collections.abc import Mapping
from functools import partial

import numpy as np
import pandas as pd

from workbench.analyses.recruitment_funnel.cells import SIDES, comparison_cells
from workbench.analyses.recruitment_funnel.counting import CampaignCounts
from workbench.analyses.recruitment_funnel.parameters import Parameters
from workbench.analyses.recruitment_funnel.questions.question import (
    Answer,
    NotCovered,
    Question,
    nothing_more,
)
from workbench.findings import Finding, ShownCounts, TableMeasure
from workbench.measures.shown import added_up, enough, hull
from workbench.measures.undeclared import if_they_were_different
from workbench.statistics.comparison.relative_rate import relative_rate_index
from workbench.statistics.estimate import Estimate
from workbench.vocabulary.terms import NOT_DECLARED

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
    measure = if_they_were_different(parameters.level, parameters.negligible_ratio)
    title = f"{parameters.characteristic_title(name)}: if those who did not declare were different"
    told = told.reset_index(drop=True)
    return Finding(f"undeclared:{name}", "undeclared", title, told, table_measures=(measure,))


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
