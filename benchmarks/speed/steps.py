"""Where the time of one report goes, from the command to the index, on the synthetic intake."""

from __future__ import annotations

import sys
import tempfile
from collections.abc import Callable
from pathlib import Path
from time import perf_counter
from typing import Any

from benchmarks.speed.told import tell


class Clock:
    """Seconds by name; `around` wraps a function so that its time is told apart."""

    def __init__(self) -> None:
        self.seconds: dict[str, float] = {}

    def add(self, name: str, seconds: float) -> None:
        """Count seconds towards a name."""
        self.seconds[name] = self.seconds.get(name, 0) + seconds

    def around(self, holder: Any, function: str, name: str) -> None:
        """Count the time of a function towards a name."""
        call: Callable[..., Any] = getattr(holder, function)

        def timed(*args: Any, **named: Any) -> Any:
            start = perf_counter()
            try:
                return call(*args, **named)
            finally:
                self.add(name, perf_counter() - start)

        setattr(holder, function, timed)


class CellTimer:
    """The time before the first cell, and of each cell by its first line."""

    def __init__(self, clock: Clock) -> None:
        self.clock, self.start, self.first = clock, perf_counter(), True

    def begin(self, **_: Any) -> None:
        """Note that a cell begins."""
        if self.first:
            self.clock.add("kernel start", perf_counter() - self.start)
        self.first, self.start = False, perf_counter()

    def end(self, cell: Any = None, **_: Any) -> None:
        """Count the cell that ended."""
        analyses = "from workbench.analyses" in cell["source"]
        name = "cell: imports, analysis and release" if analyses else "cells: what is shown"
        self.clock.add(name, perf_counter() - self.start)


def report() -> dict[str, float]:
    """Publish the synthetic report in a folder of its own; return the seconds of each step."""
    clock = Clock()
    start = perf_counter()
    from workbench.parameters.root import INSTALLED
    from workbench.publishing import run
    from workbench.publishing.library import rebuild
    from workbench.publishing.plan import plan

    runs, _ = plan([INSTALLED / "parameters/recruitment_funnel/synthetic.yaml"])
    clock.add("command: imports and parameters", perf_counter() - start)
    start = perf_counter()
    import nbconvert  # noqa: F401
    import papermill  # noqa: F401

    from workbench.publishing import execution, html

    clock.add("papermill and nbconvert: imports", perf_counter() - start)
    timer = CellTimer(clock)
    timer.elapsed = lambda: ""  # type: ignore[attr-defined]
    timer.cells = timer.begun = 0  # type: ignore[attr-defined]
    run.CellTimer = lambda *_, **__: timer  # type: ignore[assignment, misc]
    clock.around(html, "render", "report.html")
    clock.around(execution, "execute", "notebook, in all")
    start = perf_counter()
    with tempfile.TemporaryDirectory() as folder:
        run.run_all(runs, (), reports=Path(folder))
        clock.add("run, in all", perf_counter() - start)
        start = perf_counter()
        rebuild(Path(folder))
        clock.add("index", perf_counter() - start)
    return clock.seconds


if __name__ == "__main__":
    start = perf_counter()
    tell({**report(), "from command to index": perf_counter() - start})
    sys.stderr.flush()
