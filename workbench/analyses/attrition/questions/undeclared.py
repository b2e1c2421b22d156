"""What if those who did not declare were different? Bounds over every group they could be of."""

from __future__ import annotations

import numpy as np
import pandas as pd

from workbench.analyses.attrition.counting import StaffCounts
from workbench.analyses.attrition.parameters import Parameters
from workbench.analyses.attrition.questions import characteristics
from workbench.analyses.attrition.questions.question import Answer, NotCovered, Question
from workbench.analyses.attrition.rows import keyed
from workbench.findings import Finding
from workbench.measures.undeclared import beside_those_who_declared, if_they_were_different
from workbench.vocabulary.terms import LEAVING, NOT_DECLARED, OVERALL

DECLARED = "Declared"
SIDES = ("passed", "entered")


def answer(parameters: Parameters, counted: StaffCounts) -> Answer:
    """State how far each ratio could move, and whether declaring goes with leaving."""
    if not parameters.characteristics:
        return NotCovered("the parameters name no characteristic")
    findings = []
    for name in parameters.characteristics:
        cells = characteristics.comparison_rows(name, parameters, counted)
        if cells.loc[cells["group"] == NOT_DECLARED, "entered"].sum():
            findings += [_bounds(name, parameters, cells), _declaring(name, parameters, cells)]
    if not findings:
        return NotCovered("everyone declared every characteristic")
    return tuple(findings)


def _bounds(name: str, parameters: Parameters, cells: pd.DataFrame) -> Finding:
    """Set beside each declared group and its comparator those who did not declare."""
    silent = cells.loc[cells["group"] == NOT_DECLARED, list(SIDES)].iloc[0]
    told = cells[cells["role"] == "declared"].reset_index(drop=True)
    beside = {f"undeclared_{side}": int(silent[side]) for side in SIDES}
    told = told.assign(family=None, **beside)
    rule = parameters.level, parameters.negligible_ratio
    measure = if_they_were_different(*rule, every_way=True)
    title = f"{parameters.title_of(name)}: if those who did not declare were different"
    return Finding(f"undeclared:{name}", "undeclared", title, told, table_measures=(measure,))


def _declaring(name: str, parameters: Parameters, cells: pd.DataFrame) -> Finding:
    """Compare those who did not declare with all who did; no count of it is shown here."""
    spoke = cells[cells["role"].isin(("declared", "comparator"))]
    silent = cells[cells["group"] == NOT_DECLARED]
    measure = beside_those_who_declared(
        {side: silent[side].to_numpy(np.int64) for side in SIDES},
        {side: spoke[side].to_numpy(np.int64)[None, :] for side in SIDES},
        parameters.level,
    )
    keys = {"characteristic": name, "group": NOT_DECLARED, "role": "undeclared"}
    told = keyed([{**keys, "comparator": DECLARED, "stage": LEAVING, "basis": OVERALL}])
    title = f"{parameters.title_of(name)}: does declaring go with leaving?"
    return Finding(f"declaring:{name}", "declaring", title, told, table_measures=(measure,))


QUESTION = Question(
    "What if those who did not declare were different?", characteristics.wanted, answer
)
