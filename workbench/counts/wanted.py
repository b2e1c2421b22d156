"""What is to be counted of a campaign, named so that whoever asks for it finds it again."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from typing import Literal

import pandas as pd
from ibis.expr.types import Table

from workbench.counts.cells import Results, count_cells
from workbench.counts.fetching import MOST_CELLS
from workbench.counts.in_stage import count_days, count_scores


@dataclass(frozen=True, slots=True)
class Wanted:
    """People by the groups of columns, and by their exit, or their days or marks in one stage."""

    by: tuple[str, ...]
    of: Literal["exits", "days", "scores"] = "exits"
    stage: str = ""


def count_wanted(
    applications: Table,
    wanted: Wanted,
    *,
    stages: Sequence[str],
    results: Results,
    until: date | None,
    most: int = MOST_CELLS,
) -> pd.DataFrame:
    """Count what is wanted, as `count_cells`, `count_days` or `count_scores` returns it."""
    if wanted.of == "exits":
        return count_cells(applications, wanted.by, results, most=most)
    number = list(stages).index(wanted.stage)
    if wanted.of == "scores":
        return count_scores(applications, wanted.by, number, results, most=most)
    assert until, "a file with days has a data date"
    return count_days(applications, wanted.by, number, results, until, most=most)
