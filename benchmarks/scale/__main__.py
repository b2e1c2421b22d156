"""Whole reports, each in a process of its own: `python -m benchmarks.scale`.

`--applications`, `--spells` and `--months` are the sizes of the files, the last two in people ever
in post, who have about ten spells and thirty months each. `--memory` is what the engine may use,
`--policy` that of the release. With `--published` the command makes the reports, notebook, proof
and files and all, and what it and all that it starts take is told.
"""

from __future__ import annotations

import argparse
import os
import sys
from pathlib import Path
from typing import Any

import pyarrow.parquet as pq

from benchmarks.scale.files import make
from benchmarks.scale.published import published
from benchmarks.speed.told import run
from workbench.parameters.root import INSTALLED
from workbench.records.engines.local import MEMORY

MODULES = {
    "applications": "benchmarks.scale.recruitment_report",
    "spells": "benchmarks.scale.attrition_report",
    "months": "benchmarks.scale.attrition_report",
}
HEAD = "| Rows | | Seconds | Processor seconds | of them a million rows | Peak memory, GiB |"


def row(kind: str, rows: int, found: dict[str, Any]) -> str:
    """Return one line of the table.

    Examples
    --------
    >>> row("months", 2_000_000, {"seconds": 9.04, "processor": 12.0, "peak_gib": 1.5})
    '| 2,000,000 | months | 9.0 | 12.0 | 6.0 | 1.50 |'
    """
    seconds, processor = found["seconds"], found["processor"]
    each = processor / rows * 1_000_000
    peak = found["peak_gib"]
    return f"| {rows:,} | {kind} | {seconds:.1f} | {processor:.1f} | {each:.1f} | {peak:.2f} |"


def show(kind: str, path: Path, policy: str) -> None:
    """Run one report, and print its line and its steps."""
    found = run("-m", MODULES[kind], str(path), kind, policy)
    print(row(kind, pq.read_metadata(path).num_rows, found))
    for name, (seconds, processor, peak) in found["steps"].items():
        print(f"    {name:20} {seconds:8.1f} {processor:8.1f} {peak:6.2f}")
    sys.stdout.flush()


def publish(kind: str, path: Path, policy: str) -> None:
    """Make one report as users do, and print its line."""
    done = published(path, kind, policy)
    found = {"seconds": done.seconds, "processor": done.processor, "peak_gib": done.gib}
    print(row(f"{kind}, published", pq.read_metadata(path).num_rows, found), flush=True)


def main() -> None:
    """Run all of it."""
    given = argparse.ArgumentParser()
    for kind in MODULES:
        given.add_argument(f"--{kind}", type=int, nargs="*", default=[])
    given.add_argument("--memory", default="3GB")
    given.add_argument("--policy", default="analyst")
    given.add_argument("--folder", type=Path, default=INSTALLED / "data/private/benchmarks")
    given.add_argument("--published", action="store_true")
    chosen = given.parse_args()
    how = publish if chosen.published else show
    os.environ[MEMORY] = chosen.memory
    print(HEAD)
    for kind in MODULES:
        for size in getattr(chosen, kind):
            how(kind, make(chosen.folder, kind, size), chosen.policy)


if __name__ == "__main__":
    sys.exit(main())
