"""The whole attrition report on one file of spells or of months, timed by step."""

from __future__ import annotations

import sys
from pathlib import Path
from time import perf_counter

from benchmarks.scale.clock import Clock
from workbench.analyses.attrition import Parameters, analysis, counting
from workbench.disclosure import release
from workbench.parameters.root import INSTALLED


def parameters(data: Path, layout: str) -> Parameters:
    """Return the synthetic run's parameters for another file: every question is asked of it."""
    known = Parameters.from_file(INSTALLED / "parameters/attrition/synthetic.yaml")
    return known.model_copy(update={"data": str(data), "layout": layout})


def report(path: Path, layout: str, policy: str) -> Clock:
    """Read, check, split into months, count, find out and release; return each step's seconds."""
    clock, given = Clock(), parameters(path, layout)
    clock.entering(counting, "read_staff")
    for name in ("check_staff", "with_months"):
        clock.around(counting, name)
    clock.around(counting, "count_staff", of=lambda _, one, **__: f"count {one.of}")
    clock.around(analysis, "count_file")
    found = clock.timed("analyse", analysis.analyse, given)
    clock.timed(f"release ({policy})", release, found, policy)
    return clock


if __name__ == "__main__":
    begun = perf_counter()
    report(Path(sys.argv[1]), sys.argv[2], sys.argv[3]).tell(perf_counter() - begun)
