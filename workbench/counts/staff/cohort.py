"""What becomes, within some months, of people who are in post on one day."""

from __future__ import annotations

from collections.abc import Sequence

import ibis
import pandas as pd
from ibis.expr.types import Table

from workbench.counts.cells import Results, named
from workbench.counts.fetching import fetched

STILL = "Still in post"
SET_ASIDE = "Set aside"
"""Of people who are no longer counted, without having left: in a break, or of another contract."""


def count_cohort(
    months: Table,
    by: Sequence[str],
    opening: int,
    length: int,
    *,
    results: Results,
    reasons: Sequence[str],
    among: Table | None = None,
) -> pd.DataFrame:
    """Count people in post at the end of a month by what became of them.

    Parameters
    ----------
    months : Table
        One row a person and month, as the reader of staff makes it.
    by : sequence of str
        Columns to count by, as they stand in the month of opening.
    opening : int
        The month at whose end people are in post, as year × 12 + month − 1.
    length : int
        For how many months they are followed.
    results : mapping of str to sequence of str
        The groups that the numbers of each column stand for.
    reasons : sequence of str
        The reasons for leaving that the numbers of ``reason`` stand for.
    among : Table, optional
        The rows of `months` whose people are followed, such as those of one grade; they are
        followed wherever they go. All unless given.

    Returns
    -------
    DataFrame
        A categorical column for each of `by`, ``reason`` (categorical: a reason for leaving within
        `length` months, `STILL` in post and counted at their end, or `SET_ASIDE`), and ``people``
        (int64), ordered by every key.
    """
    opened = _opening(months if among is None else among, by, opening)
    joined = opened.left_join(_later(months, opening, length), "person")
    became = ibis.coalesce(
        joined["left_for"],
        joined["there"].ifelse(len(reasons), len(reasons) + 1),
        # Nothing is known of them after the opening.
        len(reasons) + 1,
    )
    keys = [*by, "reason"]
    told = joined.mutate(reason=became.cast("int64"))
    counted = told.group_by(keys).aggregate(people=told.count().cast("int64"))
    groups = {**results, "reason": (*reasons, STILL, SET_ASIDE)}
    return named(fetched(counted, keys), keys, groups)


def _opening(months: Table, by: Sequence[str], opening: int) -> Table:
    return months.filter(months["month"] == opening, ~months["leaves"]).select("person", *by)


def _later(months: Table, opening: int, length: int) -> Table:
    """Return for each person seen again the reason they left for, and who is there at the end."""
    rows = months.filter(months["month"].between(opening + 1, opening + length))
    return rows.group_by("person").aggregate(
        left_for=rows["reason"].max(where=rows["leaves"]).cast("int64"),
        there=(rows["month"] == opening + length).any(),
    )
