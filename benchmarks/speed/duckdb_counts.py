"""The counts alone: the workbench's margins beside one raw GROUPING SETS query with six sums."""

from __future__ import annotations

import sys
from pathlib import Path
from time import perf_counter

import duckdb

from benchmarks.speed.campaign import parameters
from benchmarks.speed.columns import CHARACTERISTICS, STAGES
from benchmarks.speed.told import tell
from workbench.analyses.recruitment_funnel.contract import contract_of
from workbench.counts import count_margins
from workbench.records import read, with_exits


def raw(path: Path) -> tuple[float, float]:
    """Return the seconds to load the columns as text, and those to count them."""
    connection = duckdb.connect()
    columns = ", ".join((*CHARACTERISTICS, *STAGES))
    clock = [perf_counter()]
    connection.execute(f"CREATE TABLE a AS SELECT {columns} FROM read_parquet('{path}')")
    clock.append(perf_counter())
    sums = ", ".join(f"sum(({stage} = 'Pass')::INT)" for stage in STAGES)
    sets = ", ".join(f"({name})" for name in CHARACTERISTICS)
    groups = ", ".join(CHARACTERISTICS)
    query = f"SELECT {groups}, {sums} FROM a GROUP BY GROUPING SETS ((), {sets})"
    connection.execute(query).fetchall()
    clock.append(perf_counter())
    return clock[1] - clock[0], clock[2] - clock[1]


def ours(path: Path) -> tuple[float, float]:
    """Return the seconds to read into codes, and those to find exits and count them."""
    given = parameters(path)
    contract = contract_of(given)
    clock = [perf_counter()]
    with read(path, contract, given.reading) as records:
        clock.append(perf_counter())
        count_margins(with_exits(records, contract), contract.results)
        clock.append(perf_counter())
    return clock[1] - clock[0], clock[2] - clock[1]


if __name__ == "__main__":
    of_ours = ours(Path(sys.argv[1]))
    of_raw = raw(Path(sys.argv[1]))
    tell(dict(zip(("read", "count", "raw_load", "raw_count"), of_ours + of_raw, strict=True)))
