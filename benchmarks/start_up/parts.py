"""Where a report's seconds go: `python -m benchmarks.start_up.parts [PARAMETERS.yaml ...]`.

Each file once, its notebook by itself in a kernel, its analysis by itself in a process, and the
command whole. What the command takes beyond the notebook is publishing: its own imports, proof,
attack, files and index.
"""

from __future__ import annotations

import json
import subprocess
import sys
from collections.abc import Mapping
from datetime import datetime
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

import papermill

from benchmarks.start_up.__main__ import seconds
from workbench.parameters.root import INSTALLED
from workbench.publishing.plan import Run, plan

NO_CHANGE = 5
"""How often a run in vain is timed."""
ALONE = """
import json, sys, time
from pathlib import Path
began = time.monotonic()
from workbench.publishing.plan import plan
((run,), _) = plan([Path(sys.argv[1])])
import importlib
analyse = importlib.import_module(f"workbench.analyses.{run.analysis}").analyse
importlib.import_module(f"workbench.analyses.{run.analysis}.report")
from workbench.disclosure import release
from workbench.presentation import action, chart, section, summary, table
marks = [time.monotonic()]
found = analyse(run.parameters)
marks.append(time.monotonic())
release(found, run.parameters.policy)
marks.append(time.monotonic())
print(json.dumps([one - other for one, other in zip(marks, [began, *marks])]))
"""


def alone(file: Path) -> list[float]:
    """Return the seconds of imports, of reading and analysis, and of the release."""
    words = [sys.executable, "-c", ALONE, str(file)]
    done = subprocess.run(words, check=True, capture_output=True, text=True, cwd=INSTALLED)
    return json.loads(done.stdout.splitlines()[-1])


def in_a_kernel(run: Run, folder: Path) -> tuple[float, float]:
    """Return the seconds until a notebook's first cell, and of the cells after the release."""
    began = datetime.now().astimezone()
    notebook = papermill.execute_notebook(
        run.notebook,
        folder / "out.ipynb",
        parameters=run.parameters.model_dump(mode="json"),
        progress_bar=False,
        cwd=str(INSTALLED),
    )
    cells = [cell for cell in notebook.cells if cell.cell_type == "code"]
    started = datetime.fromisoformat(told(cells[0])["start_time"])
    return (started - began).total_seconds(), sum(told(cell)["duration"] for cell in cells[3:])


def told(cell: Mapping[str, Any]) -> Mapping[str, Any]:
    """Return what papermill wrote down of a cell."""
    return cell["metadata"]["papermill"]


def row(file: Path) -> list[float]:
    """Return the parts of one report, and its whole."""
    ((run,), _) = plan([file])
    with TemporaryDirectory() as name:
        kernel, shown = in_a_kernel(run, Path(name))
        words = [sys.executable, "-m", "workbench.cli", "run", "--quiet", str(file), "--reports"]
        quiet: Any = {"check": True, "stdout": subprocess.DEVNULL, "stderr": subprocess.DEVNULL}
        whole = seconds(lambda: subprocess.run([*words, name], **quiet))
        again = sorted(
            seconds(lambda: subprocess.run([*words, name], **quiet)) for _ in range(NO_CHANGE)
        )[NO_CHANGE // 2]
    parts = [kernel, *alone(file), shown]
    return [*parts, whole - sum(parts), whole, again]


def main(files: list[str]) -> None:
    """Print a table."""
    print("| Report | Kernel | Imports | Reading, analysis | Release | Tables, charts |", end="")
    print(" Command, publishing | In all | Again, unchanged |")
    print("|---" * 9 + "|")
    for name in files or sorted(
        str(path) for path in INSTALLED.glob("parameters/*/synthetic.yaml")
    ):
        path = Path(name).resolve()
        shown = " | ".join(f"{one:.1f}" for one in row(path))
        print(f"| {path.parent.name}/{path.stem} | {shown} |", flush=True)


if __name__ == "__main__":
    main(sys.argv[1:])
