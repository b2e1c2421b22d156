"""The whole recruitment report on one file, timed by step."""

from __future__ import annotations

import sys
from pathlib import Path
from time import perf_counter

from benchmarks.scale.clock import Clock
from workbench.analyses.recruitment_funnel import Parameters, analysis, counting
from workbench.disclosure import release
from workbench.parameters.root import INSTALLED


def parameters(data: Path) -> Parameters:
    """Return the synthetic run's parameters for another file: every question is asked of it."""
    known = Parameters.from_file(INSTALLED / "parameters/recruitment_funnel/synthetic.yaml")
    return known.model_copy(update={"data": str(data)})


def report(path: Path, policy: str) -> Clock:
    """Read, check, count, find out and release; return the seconds of each step."""
    clock, given = Clock(), parameters(path)
    clock.entering(counting, "read")
    for name in ("check", "with_exits", "count_margins"):
        clock.around(counting, name)
    clock.around(counting, "count_wanted", of=lambda _, one, **__: f"count {one.of}")
    clock.around(analysis, "count_campaign")
    found = clock.timed("analyse", analysis.analyse, given)
    clock.timed(f"release ({policy})", release, found, policy)
    return clock


if __name__ == "__main__":
    begun = perf_counter()
    report(Path(sys.argv[1]), sys.argv[3]).tell(perf_counter() - begun)
