"""People by the groups of several columns at once and where they left."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence

import numpy as np
import pandas as pd
from ibis.expr.types import Table

from workbench.counts.fetching import MOST_CELLS, fetched
from workbench.counts.stages import COUNTS
from workbench.records import EXIT_COLUMNS
from workbench.vocabulary.terms import NOT_PASSED, OUTCOMES

Results = Mapping[str, Sequence[str]]


def count_cells(
    applications: Table, by: Sequence[str], results: Results, *, most: int = MOST_CELLS
) -> pd.DataFrame:
    """Count people by exit in every combination of groups that occurs.

    Parameters
    ----------
    applications : Table
        As `workbench.records.with_exits` returns it.
    by : sequence of str
        Columns to count by.
    results : mapping of str to sequence of str
        The groups that the numbers of each column stand for.
    most : int
        So many cells at most.

    Returns
    -------
    DataFrame
        A categorical column for each of `by` with all its groups as categories, the exit, and
        ``people`` (int64), ordered by every key.

    Raises
    ------
    TooManyCellsError
        If there are more cells.
    """
    return named(counted_by(applications, [*by, *EXIT_COLUMNS], most), by, results)


def counted_by(applications: Table, keys: Sequence[str], most: int) -> pd.DataFrame:
    """Count people in every combination of `keys`, ordered by them."""
    people = applications["people"].sum().cast("int64")
    return fetched(applications.group_by(list(keys)).aggregate(people=people), keys, most)


def named(frame: pd.DataFrame, by: Sequence[str], results: Results) -> pd.DataFrame:
    """Turn codes into groups, and codes of outcomes into their names."""
    groups = {
        name: pd.Categorical.from_codes(frame[name], categories=pd.Index(results[name], dtype=str))
        for name in by
    }
    outcomes = [name for name in ("exit_outcome", "outcome") if name in frame]
    named_outcomes = {name: [OUTCOMES[code] for code in frame[name]] for name in outcomes}
    return frame.assign(**groups, **named_outcomes)


def stage_cells(cells: pd.DataFrame, by: Sequence[str], stages: Iterable[str]) -> pd.DataFrame:
    """Count what happened at each stage in every combination of groups that occurs.

    Parameters
    ----------
    cells : DataFrame
        As `count_cells` returns them.
    by : sequence of str
        Columns to keep, at least one; people are added up over the others.
    stages : iterable of str
        Names of the stages, in order.

    Returns
    -------
    DataFrame
        One row a combination and stage: `by`, ``stage`` and the counts of
        `workbench.counts.stage_counts`.
    """
    keys = [cells[name] for name in by]
    frames = [
        _at(cells, number).groupby(keys, observed=True, sort=True).sum().reset_index()
        for number, _ in enumerate(stages)
    ]
    told = [frame.assign(stage=stage) for frame, stage in zip(frames, stages, strict=True)]
    return pd.concat(told, ignore_index=True)[[*by, "stage", *COUNTS]]


def _at(cells: pd.DataFrame, number: int) -> pd.DataFrame:
    """Return how many of each cell did what at one stage."""
    people = cells["people"].to_numpy(np.int64)
    exit_stage = cells["exit_stage"].to_numpy(np.int64)
    exempt = (cells["exempted"].to_numpy(np.int64) >> number) & 1 == 1
    ended = exit_stage == number
    outcome = cells["exit_outcome"].to_numpy(object)
    told: dict[str, np.ndarray] = {
        "reached": exit_stage >= number,
        "exempt": exempt,
        "pending": ended & (outcome == "pending"),
        "passed": (exit_stage > number) & ~exempt,
        **{way: ended & (outcome == way) for way in NOT_PASSED},
    }
    told["entered"] = told["reached"] & ~told["exempt"] & ~told["pending"]
    return pd.DataFrame({name: people * here for name, here in told.items()}, index=cells.index)
