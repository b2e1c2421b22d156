"""What is to be counted of staff, named so that whoever asks for it finds it again."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Literal

import pandas as pd
from ibis.expr.types import Table

from workbench.counts.cells import Results
from workbench.counts.fetching import MOST_CELLS
from workbench.counts.staff.cohort import count_cohort
from workbench.counts.staff.excess import count_excess
from workbench.counts.staff.headcount import count_days, count_headcount, count_leavers
from workbench.counts.staff.risk import Clock, count_progress, count_risk


@dataclass(frozen=True, slots=True)
class StaffWanted:
    """People or person-months by the groups of columns.

    Attributes
    ----------
    of : {"headcount", "days", "leavers", "risk", "progress", "cohort", "excess"}
        What is counted; each is explained where it is counted.
    by : tuple of str
        Columns to count by.
    only : tuple of (str, tuple of str)
        Columns and the groups of them that are counted; all unless named. People enter and go as
        they get into these groups and out of them, and neither is a joining or a leaving; those of
        a cohort are in them at the opening, and followed wherever they go.
    at : tuple of int
        Months of a headcount.
    first, last : int
        The first and the last month of days, leavers, risk, progress and excess. For a cohort
        `first` is the month of opening and `last` the month at whose end it is looked at again.
    edges : tuple of int
        Of risk and progress: the months in which bands of the clock begin.
    clock : {"service", "in_grade", "month"}
        Of risk: what the bands are of.
    every : int, optional
        Of days, leavers and risk: the months of a period to tell apart.
    folds : int, optional
        Of risk: into how many folds people are put.
    column, group : str
        Of progress: the column of the grade and the grade. Of excess: the driver is the column.
    cap : float
        Of excess: the most that would be allowed.
    """

    of: Literal["headcount", "days", "leavers", "risk", "progress", "cohort", "excess"]
    by: tuple[str, ...] = ()
    only: tuple[tuple[str, tuple[str, ...]], ...] = ()
    at: tuple[int, ...] = ()
    first: int = 0
    last: int = 0
    edges: tuple[int, ...] = (0,)
    clock: Clock = "service"
    every: int | None = None
    folds: int | None = None
    column: str = ""
    group: str = ""
    cap: float = 0.0


def count_staff(
    months: Table,
    wanted: StaffWanted,
    *,
    results: Results,
    reasons: Sequence[str],
    spells: Table | None = None,
    most: int = MOST_CELLS,
) -> pd.DataFrame:
    """Count what is wanted, as the function of `workbench.counts.staff` named for it returns it.

    Days are counted from `spells`, all else from `months`. Of risk and progress, which are counted
    by all that a model holds equal, there are `most` cells at most, else `TooManyCellsError`.
    """
    by, first, last = wanted.by, wanted.first, wanted.last
    if wanted.of == "days" and spells is not None:
        days = _only(spells, wanted, results)
        return count_days(days, by, first, last, results=results, every=wanted.every)
    rows = _only(months, wanted, results)
    if wanted.of == "headcount":
        return count_headcount(rows, by, wanted.at, results)
    if wanted.of == "leavers":
        every = wanted.every
        return count_leavers(rows, by, first, last, results=results, reasons=reasons, every=every)
    if wanted.of == "cohort":
        length = last - first
        return count_cohort(months, by, first, length, results=results, reasons=reasons, among=rows)
    if wanted.of == "excess":
        column, cap = wanted.column, wanted.cap
        return count_excess(rows, by, first, last, driver=column, cap=cap, results=results)
    return _at_risk(rows, wanted, results, reasons, most)


def _at_risk(
    rows: Table, wanted: StaffWanted, results: Results, reasons: Sequence[str], most: int
) -> pd.DataFrame:
    by, first, last, edges = wanted.by, wanted.first, wanted.last, wanted.edges
    if wanted.of == "progress":
        return count_progress(
            rows,
            by,
            first,
            last,
            grade=wanted.column,
            held=wanted.group,
            edges=edges,
            results=results,
            reasons=reasons,
            most=most,
        )
    return count_risk(
        rows,
        by,
        first,
        last,
        edges=edges,
        clock=wanted.clock,
        results=results,
        reasons=reasons,
        folds=wanted.folds,
        every=wanted.every,
        most=most,
    )


def _only(months: Table, wanted: StaffWanted, results: Results) -> Table:
    for name, groups in wanted.only:
        places = [list(results[name]).index(group) for group in groups]
        months = months.filter(months[name].isin(places))
    return months
