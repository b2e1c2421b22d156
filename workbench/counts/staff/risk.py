"""Person-months at risk, by a clock that starts for each person or for all, and how they ended."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Literal

import ibis
import pandas as pd
from ibis.expr.types import IntegerScalar, IntegerValue, Table

from workbench.counts.cells import Results, named
from workbench.counts.fetching import MOST_CELLS, fetched

Clock = Literal["service", "in_grade", "month"]
"""Completed months of service, completed months in the grade, or months since the first one."""
NOT_KNOWN = -1
"""The band of months whose clock is not known."""
_MIXING = 2_654_435_761
"""Knuth's multiplier, the golden ratio of 32 bits: it scatters codes that follow one another."""


def left_name(place: int) -> str:
    """Return the column of those who left for the reason of this place."""
    return f"left_{place}"


def moved_name(place: int) -> str:
    """Return the column of those who moved to the grade of this place."""
    return f"moved_{place}"


def count_risk(
    months: Table,
    by: Sequence[str],
    first: int,
    last: int,
    *,
    edges: Sequence[int],
    clock: Clock,
    results: Results,
    reasons: Sequence[str],
    folds: int | None = None,
    every: int | None = None,
    most: int = MOST_CELLS,
) -> pd.DataFrame:
    """Count person-months at risk and those that ended in leaving, by band of a clock.

    People are at risk from the month they are first seen, so that late entry needs no more.

    Parameters
    ----------
    months : Table
        One row a person and month, as the reader of staff makes it.
    by : sequence of str
        Columns to count by; bands of drivers too.
    first, last : int
        The first and the last month counted, each as year × 12 + month − 1.
    edges : sequence of int
        The months in which bands of the clock begin, rising from 0; the last band has no end.
    clock : {"service", "in_grade", "month"}
        What the bands are of.
    results : mapping of str to sequence of str
        The groups that the numbers of each column stand for.
    reasons : sequence of str
        The reasons for leaving that the numbers of ``reason`` stand for.
    folds : int, optional
        Count by ``fold`` too, a number below `folds` that all months of a person share.
    every : int, optional
        Count by ``period`` too, each of so many months from `first`.
    most : int
        So many cells at most, else `TooManyCellsError`.

    Returns
    -------
    DataFrame
        A categorical column for each of `by`, ``band`` (the place of its edge; −1 where the clock
        is not known), ``fold`` and ``period`` where asked for, ``at_risk`` (person-months, int64)
        and ``left_0``, ``left_1``, … for the reasons; ordered by every key.
    """
    rows = months.filter(months["month"].between(first, last))
    keys, rows = _keyed(rows, first, folds=folds, every=every)
    ends = {left_name(place): _ended(rows, place) for place, _ in enumerate(reasons)}
    counted = _counted(_banded(rows, clock, edges, first), [*by, "band", *keys], ends)
    return named(fetched(counted, [*by, "band", *keys], most), by, results)


def count_progress(
    months: Table,
    by: Sequence[str],
    first: int,
    last: int,
    *,
    grade: str,
    held: str,
    edges: Sequence[int],
    results: Results,
    reasons: Sequence[str],
    most: int = MOST_CELLS,
) -> pd.DataFrame:
    """Count people in one grade by the months since they entered it, and what came next.

    Leaving and moving to each other grade compete: with edges a month apart, completion,
    non-completion and leaving of learners follow as cumulative incidences.

    Parameters
    ----------
    months, by, first, last, edges, results, reasons, most
        As for `count_risk`, of the clock "in_grade".
    grade : str
        The column of the grade.
    held : str
        The grade looked at, one of its groups.

    Returns
    -------
    DataFrame
        As `count_risk`, and ``moved_0``, ``moved_1``, … for the grades that people of this one held
        in the next month; ``still`` are those who stay in the grade at the end of `last`, and
        ``aside`` those who are not seen in it after an earlier month and neither left nor moved.
    """
    code = list(results[grade]).index(held)
    rows = months.filter(months["month"].between(first, last), months[grade] == code)
    rows = rows.mutate(seen_last=rows["month"].max().over(group_by="person"))
    ends = {left_name(place): _ended(rows, place) for place, _ in enumerate(reasons)}
    ends |= {
        moved_name(place): _times(rows["moved_to"] == place)
        for place, _ in enumerate(results[grade])
    }
    stays = ~rows["leaves"] & (rows["moved_to"] < 0) & (rows["month"] == rows["seen_last"])
    ends["still"] = _times(stays & (rows["month"] == last))
    ends["aside"] = _times(stays & (rows["month"] < last))
    counted = _counted(_banded(rows, "in_grade", edges, first), [*by, "band"], ends)
    return named(fetched(counted, [*by, "band"], most), by, results)


def _counted(rows: Table, keys: list[str], ends: dict[str, IntegerScalar]) -> Table:
    return rows.group_by(keys).aggregate(at_risk=rows.count().cast("int64"), **ends)


def _times(condition: ibis.expr.types.BooleanValue) -> IntegerScalar:
    return condition.sum().fill_null(0).cast("int64")


def _ended(rows: Table, place: int) -> IntegerScalar:
    return _times(rows["leaves"] & (rows["reason"] == place))


def _keyed(
    rows: Table, first: int, *, folds: int | None, every: int | None
) -> tuple[list[str], Table]:
    keys = []
    if folds is not None:
        mixed = (rows["person"].cast("int64") * _MIXING) % 2**32
        rows = rows.mutate(fold=(mixed // 2**16 % folds).cast("int64"))
        keys.append("fold")
    if every is not None:
        rows = rows.mutate(period=((rows["month"] - first) // every).cast("int64"))
        keys.append("period")
    return keys, rows


def _banded(rows: Table, clock: Clock, edges: Sequence[int], first: int) -> Table:
    value = rows["month"] - first if clock == "month" else rows[clock]
    return rows.mutate(band=_band(value, edges).cast("int64"))


def _band(value: IntegerValue, edges: Sequence[int]) -> IntegerValue:
    if list(edges) == list(range(len(edges))):
        # A band a month, of which there can be hundreds: no need to try each.
        return ibis.least(value, len(edges) - 1)
    at_least = [(value >= edge).cast("int64") for edge in edges]
    return sum(at_least[1:], start=at_least[0]) - 1
