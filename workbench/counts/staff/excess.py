"""By how much a driver lies above a cap, added up over person-months."""

from __future__ import annotations

from collections.abc import Sequence

import pandas as pd
from ibis.expr.types import Table

from workbench.counts.cells import Results, named


def count_excess(
    months: Table,
    by: Sequence[str],
    first: int,
    last: int,
    *,
    driver: str,
    cap: float,
    results: Results,
) -> pd.DataFrame:
    """Add up what lies above a cap: the cases that would have to go elsewhere.

    Parameters
    ----------
    months : Table
        One row a person and month, with ``<driver>_value``: the number of the month so much
        earlier as the driver's lag.
    by : sequence of str
        Columns to count by.
    first, last : int
        The first and the last month counted, each as year × 12 + month − 1.
    driver : str
        The driver.
    cap : float
        The most that would be allowed, in the driver's unit.
    results : mapping of str to sequence of str
        The groups that the numbers of each column stand for.

    Returns
    -------
    DataFrame
        A categorical column for each of `by`, ``at_risk`` (person-months), ``known`` (those with a
        value), ``above`` (those above the cap; all int64) and ``excess`` (float64, the sum of value
        less cap over those above it), ordered by every key.
    """
    rows = months.filter(months["month"].between(first, last))
    value = rows[f"{driver}_value"].cast("float64")
    above = (value > cap).fill_null(False)
    sums = {
        "at_risk": rows.count().cast("int64"),
        "known": value.count().cast("int64"),
        "above": above.sum().fill_null(0).cast("int64"),
        "excess": above.ifelse(value - cap, 0.0).sum().fill_null(0.0),
    }
    if not by:
        return rows.aggregate(**sums).to_pyarrow().to_pandas()
    counted = rows.group_by(list(by)).aggregate(**sums).order_by(list(by))
    return named(counted.to_pyarrow().to_pandas(), by, results)
