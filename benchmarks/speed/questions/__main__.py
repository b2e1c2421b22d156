"""Everything in one run, from the project's folder: `python -m benchmarks.speed.questions`.

Each intake is read, counted, answered, released and shown in a process of its own, and so is each
statistic beside its peer, which the workbench's own environment holds. Adjusted models have a
benchmark of their own, `benchmarks.speed.adjusted_model`.
"""

from __future__ import annotations

import argparse
import os
import sys
import tempfile
from pathlib import Path
from time import perf_counter

from benchmarks.speed.questions.intakes import make
from benchmarks.speed.told import run

HERE = "benchmarks.speed.questions"
ONE_THREAD = ("OMP_NUM_THREADS", "OPENBLAS_NUM_THREADS", "MKL_NUM_THREADS")
PROCESSOR = "processor: "


def report(small: Path, large: Path) -> None:
    """Print every step of both intakes: seconds, those of processor, and times the smaller."""
    of_small = run("-m", f"{HERE}.whole_report", str(small), str(small))
    of_large = run("-m", f"{HERE}.whole_report", str(large), str(small))
    print(f"\n{'':32}{small.name:>20}{large.name:>20}     times (of processor)")
    for step in (name for name in of_large if not name.startswith(PROCESSOR)):
        busy = PROCESSOR + step
        pairs = [(one.get(step, 0), one.get(busy)) for one in (of_small, of_large)]
        shown = "".join(f"{_shown(*pair):>20}" for pair in pairs)
        times = _times(*(pair[0] for pair in pairs))
        of_processor = f" ({_times(*(pair[1] for pair in pairs))})" if busy in of_large else ""
        print(f"{step:32}{shown}{times:>10}{of_processor}")
    told = (("nothing more", "all tables"), (of_small, of_large))
    for name, one in zip((small.name, large.name), told[1], strict=True):
        without, with_all = (one[f"count: {step}"] for step in told[0])
        busy = one[f"{PROCESSOR}count: {told[0][1]}"] / one[f"{PROCESSOR}count: {told[0][0]}"]
        print(f"{name}: all tables take {with_all / without:.2f} ({busy:.2f}) times none")


def _shown(seconds: float, busy: float | None) -> str:
    return f"{seconds:,.2f}" if busy is None else f"{seconds:.3f} ({busy:.3f})"


def _times(small: float, large: float) -> str:
    return f"{large / small:.1f}" if small > 0.002 else "-"


def peers(small: Path, large: Path) -> None:
    """Print each statistic beside its peer."""
    told = {
        "cumulative incidence": run("-m", f"{HERE}.incidence", str(large)),
        "pooled odds": run("-m", f"{HERE}.pooled", str(large)),
        f"stages apart, {small.name}": run("-m", f"{HERE}.stages_apart", str(small), "2000"),
        f"stages apart, {large.name}": run("-m", f"{HERE}.stages_apart", str(large), "10"),
    }
    for name, figures in told.items():
        print(f"\n{name}")
        for figure, value in figures.items():
            print(f"  {figure:36} {value:,.6g}")


def main() -> None:
    """Run all of it."""
    given = argparse.ArgumentParser()
    given.add_argument("--sizes", type=int, nargs=2, default=[5_600, 1_000_000])
    given.add_argument("--folder", type=Path, default=None, help="where the intakes stay")
    chosen = given.parse_args()
    os.environ.update(dict.fromkeys(ONE_THREAD, "1"))
    with tempfile.TemporaryDirectory() as folder:
        made = []
        for size in chosen.sizes:
            start = perf_counter()
            made.append(make(chosen.folder or Path(folder), size))
            print(f"{made[-1].name}: made in {perf_counter() - start:.0f} seconds", flush=True)
        report(*made)
        peers(*made)


if __name__ == "__main__":
    sys.exit(main())
