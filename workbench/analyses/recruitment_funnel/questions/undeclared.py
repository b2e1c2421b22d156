"""What if those who did not declare were different? Bounds over every group they could be of."""

from __future__ import annotations

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
from workbench.findings import Finding
from workbench.measures.undeclared import beside_those_who_declared, if_they_were_different
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
    declared = {
        side: spoke.pivot(index=keys, columns="group", values=side).loc[order].to_numpy(np.int64)
        for side in SIDES
    }
    own = {side: silent[side].to_numpy(np.int64) for side in SIDES}
    measure = beside_those_who_declared(own, declared, parameters.level)
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


QUESTION = Question("What if those who did not declare were different?", nothing_more, answer)
