"""Whom panels judged: those who passed or failed there."""

from __future__ import annotations

import pandas as pd

from workbench.analyses.recruitment_funnel.parameters import Parameters
from workbench.counts import stage_cells


def judged_at(
    table: pd.DataFrame, by: list[str], stage: str, parameters: Parameters
) -> pd.DataFrame:
    """Return who passed and who was judged at a stage: those who withdrew or stayed away were not.

    A panel has no part in their leaving; who passed or failed is ``entered`` here.
    """
    cells = stage_cells(table, by, list(parameters.stages))
    here = cells[cells["stage"] == stage]
    return here[by].assign(passed=here["passed"], entered=here["passed"] + here["failed"])
