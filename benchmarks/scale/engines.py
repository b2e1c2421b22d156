"""Both engines on the same campaigns: `python -m benchmarks.scale.engines --applications SIZE ..`.

All that a campaign's report asks for is read, checked and counted, by each engine in a process of
its own; processor seconds are of that process and of what it started.
"""

from __future__ import annotations

import argparse
import sys
from pathlib import Path
from time import perf_counter, process_time

import psutil

from benchmarks.scale.files import make
from benchmarks.scale.recruitment_report import parameters
from benchmarks.speed.told import run, tell
from workbench.analyses.recruitment_funnel.counting import count_campaign
from workbench.analyses.recruitment_funnel.questions import QUESTIONS
from workbench.parameters import Reading
from workbench.parameters.root import INSTALLED

ENGINES = ("duckdb", "spark")


def counted(path: Path, engine: str) -> None:
    """Count a campaign; tell how long it took."""
    given = parameters(path).model_copy(update={"reading": Reading(engine=engine)})
    begun, wanted = perf_counter(), [one for what in QUESTIONS for one in what.wanted(given)]
    found = count_campaign(given, wanted)
    # What Spark works in is a program of its own, that this one does not wait for.
    started = sum(sum(one.cpu_times()[:2]) for one in psutil.Process().children(recursive=True))
    tell(
        {
            "processor": process_time() + started,
            "seconds": perf_counter() - begun,
            "tables": len(found.tables),
        }
    )


def main() -> None:
    """Print a line for each size and engine."""
    given = argparse.ArgumentParser()
    given.add_argument("--applications", type=int, nargs="+", default=[100_000])
    given.add_argument("--folder", type=Path, default=INSTALLED / "data/private/benchmarks")
    chosen = given.parse_args()
    print("| Applications | Engine | Seconds | Processor seconds |\n|---|---|---|---|")
    for size in chosen.applications:
        path = make(chosen.folder, "applications", size)
        for engine in ENGINES:
            found = run("-m", "benchmarks.scale.engines", str(path), engine)
            figures = f"{found['seconds']:.1f} | {found['processor']:.1f}"
            print(f"| {size:,} | {engine} | {figures} |", flush=True)


if __name__ == "__main__":
    if sys.argv[-1] in ENGINES:
        counted(Path(sys.argv[1]), sys.argv[2])
    else:
        main()
