"""The workbench's own scan, timed by step."""

from __future__ import annotations

import sys
from pathlib import Path
from time import perf_counter

from benchmarks.speed.campaign import parameters
from benchmarks.speed.told import tell
from workbench.analyses.recruitment_funnel.analysis import state
from workbench.analyses.recruitment_funnel.contract import contract_of
from workbench.analyses.recruitment_funnel.counting import CampaignCounts
from workbench.counts import count_margins, stage_counts
from workbench.disclosure import release
from workbench.records import check, read, with_exits


def scan(path: Path) -> dict[str, float]:
    """Read, check, count, compare and release; return the seconds of each step."""
    given = parameters(path)
    contract = contract_of(given)
    clock = [perf_counter()]
    with read(path, contract, given.reading) as records:
        clock.append(perf_counter())
        checked = check(records, contract)
        clock.append(perf_counter())
        margins = count_margins(with_exits(records, contract), contract.results)
        clock.append(perf_counter())
        rows = records.rows_read
    stages = stage_counts(margins, list(given.stages), contract.results)
    counted = CampaignCounts(stages, rows, checked.rows_used)
    for policy in ("analyst", "open"):
        release(state(given, counted, ()), policy)
        clock.append(perf_counter())
    names = ("read", "check", "count", "analyst", "open")
    steps = {name: clock[n + 1] - clock[n] for n, name in enumerate(names)}
    return {"seconds": sum(steps.values()) - steps["open"], **steps}


if __name__ == "__main__":
    tell(scan(Path(sys.argv[1])))
