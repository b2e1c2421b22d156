"""Everything in one run, from the project's folder: `python -m benchmarks.speed.adjusted_model`.

`--peers PYTHON` names an interpreter with glum and statsmodels. The workbench counts people to
cells with numpy and fits the cells; its peers fit a row for each person.
"""

from __future__ import annotations

import argparse
import json
import subprocess
import sys
from pathlib import Path

from benchmarks.speed.adjusted_model.people import write
from benchmarks.speed.told import run
from workbench.parameters.root import INSTALLED

HERE = "benchmarks.speed.adjusted_model"


def contenders(path: Path, peers: str | None) -> dict[str, dict[str, float]]:
    """Run each contender in a process of its own, the workbench first."""
    found = {"workbench on cells": run("-m", f"{HERE}.workbench_cells", str(path))}
    found["statsmodels on rows"] = run("-m", f"{HERE}.statsmodels_rows", str(path))
    if peers:
        found["glum on rows"] = run("-m", f"{HERE}.glum_rows", str(path), program=peers)
    script = Path(__file__).with_name("glm.R")
    text = str(path.with_suffix(".csv"))
    done = subprocess.run(["Rscript", str(script), text], capture_output=True, text=True)
    if done.returncode == 0:
        found["R on rows"] = json.loads(done.stdout.splitlines()[-1])
    else:
        print("  R: not run,", done.stderr.strip().splitlines()[-1:])
    return found


def show(name: str, found: dict[str, float], own: dict[str, float]) -> None:
    """Print one contender: its time as a multiple of the workbench's, and how far it is off."""
    shared = [key for key in own if key.startswith("coefficient")]
    apart = max(abs(found[key] - own[key]) for key in shared)
    rest = {key: round(value, 3) for key, value in found.items() if key not in shared}
    times = found["seconds"] / own["seconds"]
    print(f"  {name:20} {times:7.1f} times, coefficients within {apart:.0e}  {rest}", flush=True)


def main() -> None:
    """Run all of it."""
    given = argparse.ArgumentParser()
    given.add_argument("--sizes", type=int, nargs="*", default=[1_000_000])
    given.add_argument("--campaigns", type=int, nargs="*", default=[2_000, 20_000, 1_000_000])
    given.add_argument("--peers", default=None)
    given.add_argument("--folder", type=Path, default=INSTALLED / "data/private/benchmarks")
    chosen = given.parse_args()
    for size in chosen.sizes:
        print(f"One model of {size:,} applicants")
        models = contenders(write(chosen.folder, size), chosen.peers)
        for name, figures in models.items():
            show(name, figures, models["workbench on cells"])
    for size in chosen.campaigns:
        rounded = {
            key: round(value, 2) for key, value in run("-m", f"{HERE}.campaign", str(size)).items()
        }
        print(f"Eleven characteristics by six stages, {size:,} applicants: {rounded}")


if __name__ == "__main__":
    sys.exit(main())
