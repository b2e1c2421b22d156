"""People by what happened to them in one stage: how many days it took, and with what mark."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date

import ibis
import pandas as pd
from ibis.expr.types import BooleanValue, IntegerValue, Table

from workbench.counts.cells import Results, counted_by, named
from workbench.counts.fetching import MOST_CELLS
from workbench.records import PASSED, PENDING


def count_days(
    applications: Table,
    by: Sequence[str],
    stage: int,
    results: Results,
    until: date,
    *,
    most: int = MOST_CELLS,
) -> pd.DataFrame:
    """Count people by the days they spent in a stage and what became of them there.

    A stage begins on the latest day known before it, of an earlier stage or of applying, and ends
    on its own day; people who wait for a result have waited until `until`.

    Parameters
    ----------
    applications : Table
        As `workbench.records.with_exits` returns it, with ``date_<number>`` of the stage.
    by : sequence of str
        Columns to count by.
    stage : int
        The number of the stage, from 0.
    results : mapping of str to sequence of str
        The groups that the numbers of each column stand for.
    until : date
        The day on which the data were taken.
    most : int
        So many cells at most, else `TooManyCellsError`.

    Returns
    -------
    DataFrame
        A categorical column for each of `by`, ``outcome``, ``days`` (nullable Int64; missing where
        a day is not known) and ``people``.
    """
    here = applications.filter(_took(applications, stage))
    begun = ibis.coalesce(*_earlier_days(here, stage))
    ended = (_outcome(here, stage) == PENDING).ifelse(ibis.literal(until), here[f"date_{stage}"])
    timed = here.mutate(outcome=_outcome(here, stage), days=ended.delta(begun, unit="day"))
    frame = named(counted_by(timed, [*by, "outcome", "days"], most), by, results)
    return frame.assign(days=frame["days"].astype("Int64"))


def has_days(applications_columns: Sequence[str], stage: int) -> bool:
    """Tell whether the days spent in a stage can be known: its own, and one before it."""
    before = [f"date_{number}" for number in range(stage)]
    known = set(applications_columns)
    return f"date_{stage}" in known and bool(known & {*before, "day_applied"})


def count_scores(
    applications: Table,
    by: Sequence[str],
    stage: int,
    results: Results,
    *,
    most: int = MOST_CELLS,
) -> pd.DataFrame:
    """Count people by their mark at a stage and what became of them there.

    The parameters are those of `count_days`.

    Returns
    -------
    DataFrame
        A categorical column for each of `by`, ``outcome``, ``score`` (float64) and ``people``; only
        people with a mark.
    """
    score = applications[f"score_{stage}"]
    marked = score.notnull()  # noqa: PD004  ibis has no notna
    here = applications.filter(_took(applications, stage), marked)
    told = here.mutate(outcome=_outcome(here, stage), score=here[f"score_{stage}"])
    return named(counted_by(told, [*by, "outcome", "score"], most), by, results)


def _took(table: Table, stage: int) -> BooleanValue:
    """Tell who reached a stage and was not exempt from it."""
    exempt = (table["exempted"].cast("int64") // 2**stage) % 2 == 1
    return (table["exit_stage"] >= stage) & ~exempt


def _outcome(table: Table, stage: int) -> IntegerValue:
    return (table["exit_stage"] > stage).ifelse(PASSED, table["exit_outcome"]).cast("int8")


def _earlier_days(table: Table, stage: int) -> list[ibis.expr.types.DateValue]:
    names = [*(f"date_{number}" for number in reversed(range(stage))), "day_applied"]
    return [table[name] for name in names if name in table.columns]
