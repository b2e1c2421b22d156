"""How many are in post at the ends of months, and how many leave within them."""

from __future__ import annotations

from collections.abc import Sequence

import pandas as pd
from ibis.expr.types import Table

from workbench.counts.cells import Results, named


def count_headcount(
    months: Table, by: Sequence[str], at: Sequence[int], results: Results
) -> pd.DataFrame:
    """Count people in post at the end of each of some months.

    Parameters
    ----------
    months : Table
        One row a person and month, as the reader of staff makes it.
    by : sequence of str
        Columns to count by.
    at : sequence of int
        Months, each as year × 12 + month − 1.
    results : mapping of str to sequence of str
        The groups that the numbers of each column stand for.

    Returns
    -------
    DataFrame
        A categorical column for each of `by` with all its groups as categories, ``at`` (the month)
        and ``people`` (int64), ordered by every key; combinations of nobody have no row.
    """
    there = months.filter(months["month"].isin(list(at)), ~months["leaves"])
    return named(_people(there.mutate(at=there["month"]), [*by, "at"]), by, results)


def count_leavers(
    months: Table,
    by: Sequence[str],
    first: int,
    last: int,
    *,
    results: Results,
    reasons: Sequence[str],
    every: int | None = None,
) -> pd.DataFrame:
    """Count people who left in a period, by the reason they gave.

    Parameters
    ----------
    months, by, results
        As for `count_headcount`.
    first, last : int
        The first and the last month of the period, both within it.
    reasons : sequence of str
        The reasons for leaving that the numbers of ``reason`` stand for.
    every : int, optional
        Months of a part of the period, counted from `first`; 3 for quarters.

    Returns
    -------
    DataFrame
        A categorical column for each of `by`, ``period`` (0, 1, … if `every` is given), ``reason``
        (categorical) and ``people`` (int64), ordered by every key.
    """
    left = months.filter(months["leaves"], months["month"].between(first, last))
    parts = [] if every is None else ["period"]
    if every is not None:
        left = left.mutate(period=(left["month"] - first) // every)
    counted = _people(left, [*by, *parts, "reason"])
    return named(counted, [*by, "reason"], {**results, "reason": reasons})


def _people(rows: Table, keys: Sequence[str]) -> pd.DataFrame:
    counted = rows.group_by(list(keys)).aggregate(people=rows.count().cast("int64"))
    return counted.order_by(list(keys)).to_pyarrow().to_pandas()
