"""One query for all margins: people by group and exit, for each characteristic."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

import ibis
import pandas as pd
from ibis.expr.types import Table

from workbench.records import EXIT_COLUMNS
from workbench.vocabulary.terms import OUTCOMES

KEYS = ["characteristic", "group", *EXIT_COLUMNS]


def count_margins(applications: Table, results: Mapping[str, Sequence[str]]) -> pd.DataFrame:
    """Count people by exit, in all and for every group of every characteristic.

    Parameters
    ----------
    applications : Table
        As `workbench.records.with_exits` returns it.
    results : mapping of str to sequence of str
        Columns to count by, each giving one margin, and the groups its numbers stand for.

    Returns
    -------
    DataFrame
        ``characteristic`` ("" for all people), ``group`` ("" likewise), the exit, and ``people``
        (int64), one row a cell that occurs, ordered by every key.
    """
    everyone = _margin(applications, "", ibis.literal(0, "int8"))
    by_group = [_margin(applications, name, applications[name]) for name in results]
    cells = ibis.union(everyone, *by_group) if by_group else everyone
    frame = cells.order_by(KEYS).select(*KEYS, "people").to_pyarrow().to_pandas()
    names = {"": ("",), **results}
    group = [names[c][g] for c, g in zip(frame["characteristic"], frame["group"], strict=True)]
    outcome = [OUTCOMES[code] for code in frame["exit_outcome"]]
    return frame.assign(group=group, exit_outcome=outcome)


def _margin(applications: Table, characteristic: str, group: ibis.expr.types.IntegerValue) -> Table:
    exits = [applications[name] for name in EXIT_COLUMNS]
    counted = applications.group_by(group.name("group"), *exits).aggregate(
        people=applications["people"].sum().cast("int64")
    )
    return counted.mutate(characteristic=ibis.literal(characteristic)).select(*KEYS, "people")
