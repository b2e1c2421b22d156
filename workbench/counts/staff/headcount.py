"""How many are in post at the ends of months, for how many days, and how many leave."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date, timedelta

import ibis
import pandas as pd
from ibis.expr.types import IntegerScalar, Table

from workbench.counts.cells import Results, named
from workbench.counts.fetching import fetched


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


def count_days(
    spells: Table,
    by: Sequence[str],
    first: int,
    last: int,
    *,
    results: Results,
    every: int | None = None,
) -> pd.DataFrame:
    """Add up the days on which people are in post in a period, or in each part of it.

    Parameters
    ----------
    spells : Table
        One row a spell, as `workbench.records.staff.with_days` makes it.
    by, results
        As for `count_headcount`.
    first, last : int
        The first and the last month of the period, both within it.
    every : int, optional
        Months of a part of the period, counted from `first`; 3 for quarters.

    Returns
    -------
    DataFrame
        A categorical column for each of `by`, ``period`` (the part, 0 where there is but one) and
        ``days`` (int64, above 0), ordered by the part and every key.
    """
    step = last - first + 1 if every is None else every
    parts = list(range(first, last + 1, step))
    days = {
        f"days_{place}": _days(spells, month, min(month + step - 1, last))
        for place, month in enumerate(parts)
    }
    rows = spells.group_by(list(by)).aggregate(**days).order_by(list(by)) if by else None
    counted = (spells.aggregate(**days) if rows is None else rows).to_pyarrow().to_pandas()
    told = [
        counted[[*by, name]].rename(columns={name: "days"}).assign(period=place)
        for place, name in enumerate(days)
    ]
    found = pd.concat(told, ignore_index=True)[[*by, "period", "days"]]
    return named(found[found["days"] > 0].reset_index(drop=True), by, results)


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
    return fetched(counted, keys)


def _days(spells: Table, first: int, last: int) -> IntegerScalar:
    """Return the days from the first of one month to the last of another that spells hold."""
    opens, ends = (ibis.literal(day) for day in (_first_day(first), _last_day(last)))
    within = ibis.least(spells["until"], ends).delta(
        ibis.greatest(spells["start"], opens), unit="day"
    )
    days = (within + 1).sum(where=within >= 0)
    return days.fill_null(0).cast("int64")


def _first_day(month: int) -> date:
    return date(month // 12, month % 12 + 1, 1)


def _last_day(month: int) -> date:
    return _first_day(month + 1) - timedelta(days=1)
