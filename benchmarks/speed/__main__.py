"""Everything in one run, from the project's folder: `python -m benchmarks.speed`.

`--peers PYTHON` names an interpreter with fairlearn, pandas, pyarrow and statsmodels; Rscript needs
data.table. `--sizes` are the applicants of the whole scan, `--slices` those that fairlearn gets
through while one waits.
"""

from __future__ import annotations

import argparse
import json
import subprocess
import sys
from collections.abc import Sequence
from pathlib import Path

from benchmarks.speed.campaign import as_text, make
from benchmarks.speed.told import run
from workbench.parameters.root import INSTALLED


def scans(path: Path, peers: str | None) -> None:
    """Print the whole scan of one file by every contender that reads millions."""
    print(f"\n{path.stem}")
    own = run("-m", "benchmarks.speed.workbench_scan", str(path))
    show("workbench", own, own)
    if peers:
        show("pandas", run("-m", "benchmarks.speed.pandas_scan", str(path), program=peers), own)
    script = INSTALLED / "benchmarks/speed/data_table.R"
    done = subprocess.run(
        ["Rscript", str(script), str(as_text(path))], capture_output=True, text=True
    )
    if done.returncode == 0:
        show("data.table", json.loads(done.stdout.splitlines()[-1]), own)
    else:
        print("  data.table: not run,", done.stderr.strip().splitlines()[-1:])
    print("  counts alone", rounded(run("-m", "benchmarks.speed.duckdb_counts", str(path))))


def slices(folder: Path, sizes: Sequence[int], peers: str) -> None:
    """Print fairlearn beside the workbench on files it gets through."""
    for size in sizes:
        path = make(folder, size)
        print(f"\n{path.stem}")
        own = run("-m", "benchmarks.speed.workbench_scan", str(path))
        show("workbench", own, own)
        show(
            "fairlearn", run("-m", "benchmarks.speed.fairlearn_scan", str(path), program=peers), own
        )


def show(name: str, found: dict[str, float], own: dict[str, float]) -> None:
    """Print one contender, and how many times the workbench's time it took."""
    ratio = found["seconds"] / own["seconds"]
    print(f"  {name:10} {ratio:7.2f} times  {rounded(found)}", flush=True)


def rounded(found: dict[str, float]) -> dict[str, float]:
    """Return figures as they are printed."""
    return {name: round(value, 2) for name, value in found.items()}


def main() -> None:
    """Run all of it."""
    given = argparse.ArgumentParser()
    given.add_argument("--sizes", type=int, nargs="*", default=[1_000_000, 10_000_000])
    given.add_argument("--slices", type=int, nargs="*", default=[10_000, 30_000])
    given.add_argument("--peers", default=None)
    given.add_argument("--folder", type=Path, default=INSTALLED / "data/private/benchmarks")
    chosen = given.parse_args()
    print("Synthetic report, from command to index")
    for step, seconds in run("-m", "benchmarks.speed.steps").items():
        print(f"  {step:40} {seconds:6.2f}")
    if chosen.peers:
        slices(chosen.folder, chosen.slices, chosen.peers)
    for size in chosen.sizes:
        scans(make(chosen.folder, size), chosen.peers)


if __name__ == "__main__":
    sys.exit(main())
