"""What happened at each stage, from where people left."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

import numpy as np
import pandas as pd

from workbench.vocabulary.terms import NOT_PASSED, STAGE_COUNTS

COUNTS = list(STAGE_COUNTS)


def stage_counts(
    margins: pd.DataFrame, stages: Sequence[str], results: Mapping[str, Sequence[str]]
) -> pd.DataFrame:
    """Count what happened to each group at each stage.

    Parameters
    ----------
    margins : DataFrame
        As `workbench.counts.count_margins` returns it.
    stages : sequence of str
        Names of the stages, in order.
    results : mapping of str to sequence of str
        The groups of each characteristic, those without an answer last; a group nobody is in
        keeps its row.

    Returns
    -------
    DataFrame
        One row a characteristic, group and stage, with ``reached`` (passed
        or were exempt from all stages before), ``exempt``, ``pending`` (no outcome yet),
        ``entered`` (reached, less exempt and pending), ``passed`` and the ways of not passing.
    """
    wanted = {"": ("",), **results}
    cells = dict(list(margins.groupby(["characteristic", "group"], sort=False)))
    rows = [
        {"characteristic": name, "group": group, **row}
        for name, labels in wanted.items()
        for group in labels
        for row in _of_group(cells.get((name, group), margins.iloc[:0]), stages)
    ]
    columns = ["characteristic", "group", "stage", *COUNTS]
    return pd.DataFrame(rows, columns=columns).astype(dict.fromkeys(COUNTS, np.int64))


def _of_group(cells: pd.DataFrame, stages: Sequence[str]) -> list[dict[str, Any]]:
    people = cells["people"].to_numpy(np.int64)
    exit_stage = cells["exit_stage"].to_numpy(np.int64)
    exempted = cells["exempted"].to_numpy(np.int64)
    outcome = cells["exit_outcome"].to_numpy(object)
    rows = []
    for number, stage in enumerate(stages):
        ended = exit_stage == number
        skipped = (exempted >> number) & 1 == 1
        row = {
            "stage": stage,
            "reached": people[exit_stage >= number].sum(),
            "exempt": people[skipped].sum(),
            "pending": people[ended & (outcome == "pending")].sum(),
            "passed": people[(exit_stage > number) & ~skipped].sum(),
        }
        row |= {how: people[ended & (outcome == how)].sum() for how in NOT_PASSED}
        rows.append(row | {"entered": row["reached"] - row["exempt"] - row["pending"]})
    return rows
