"""One query for all margins: people by group and exit, for each characteristic."""

from __future__ import annotations

from collections.abc import Sequence

import ibis
import pandas as pd
from ibis.expr.types import Table

from workbench.records import EXIT_COLUMNS

KEYS = ["characteristic", "group", *EXIT_COLUMNS]


def count_margins(applications: Table, characteristics: Sequence[str]) -> pd.DataFrame:
    """Count people by exit, in all and for every group of every characteristic.

    Parameters
    ----------
    applications : Table
        As `workbench.records.with_exits` returns it.
    characteristics : sequence of str
        Columns to count by; each gives one margin.

    Returns
    -------
    DataFrame
        ``characteristic`` ("" for all people), ``group`` ("" likewise), the exit, and ``people``
        (int64), one row a cell that occurs, ordered by every key.
    """
    everyone = _margin(applications, "", ibis.literal(""))
    by_group = [_margin(applications, name, applications[name]) for name in characteristics]
    cells = ibis.union(everyone, *by_group) if by_group else everyone
    return cells.order_by(KEYS).select(*KEYS, "people").to_pyarrow().to_pandas()


def _margin(applications: Table, characteristic: str, group: ibis.expr.types.StringValue) -> Table:
    exits = [applications[name] for name in EXIT_COLUMNS]
    counted = applications.group_by(group.name("group"), *exits).aggregate(
        people=applications["people"].sum().cast("int64")
    )
    return counted.mutate(characteristic=ibis.literal(characteristic)).select(*KEYS, "people")
