"""Who applied and who got through all stages, by the groups of several columns."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np
import pandas as pd


def at_the_end(cells: pd.DataFrame, by: Sequence[str], stages: Sequence[str]) -> pd.DataFrame:
    """Count who applied, who of them does not wait for a result, and who got through.

    Parameters
    ----------
    cells : DataFrame
        As `workbench.counts.count_cells` returns it.
    by : sequence of str
        Columns to keep.
    stages : sequence of str
        Names of the stages, in order.

    Returns
    -------
    DataFrame
        ``applied``, ``entered`` and ``passed`` (int64), one row for every combination of the
        columns' groups, also where nobody is, in their own order.
    """
    categories = [cells[name].cat.categories.astype(str) for name in by]
    shape = tuple(len(labels) for labels in categories)
    codes = tuple(cells[name].cat.codes.to_numpy(np.int64) for name in by)
    place = np.ravel_multi_index(codes, shape)
    people = cells["people"].to_numpy(np.int64)
    told = {
        "applied": people,
        "entered": people * (cells["exit_outcome"] != "pending").to_numpy(),
        # An exempt person went on, and so left later, or after the last stage.
        "passed": people * (cells["exit_stage"] == len(stages)).to_numpy(),
    }
    counted = {}
    for name, each in told.items():
        counted[name] = np.zeros(int(np.prod(shape)), dtype=np.int64)
        np.add.at(counted[name], place, each)
    return pd.DataFrame(counted, index=pd.MultiIndex.from_product(categories, names=list(by)))
