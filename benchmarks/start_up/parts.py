"""Where a report's time goes: `python -m benchmarks.start_up.parts [PARAMETERS.yaml ...]`.

In seconds of one processor, which say more than seconds that passed where others use the machine.
An empty notebook is the kernel; the analysis by itself, in a process, tells imports, reading and
release; what the whole notebook takes beyond these is presentation; what the command takes beyond
the notebook is publishing: its own imports, proof, attack, files and index.
"""

from __future__ import annotations

import json
import resource
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path
from statistics import median
from tempfile import TemporaryDirectory

import nbformat
import papermill

from benchmarks.start_up.__main__ import seconds
from workbench.parameters.root import INSTALLED
from workbench.publishing.kernels import QUIET
from workbench.publishing.plan import Run, plan

IN_VAIN = 7
"""How often a run in vain of the whole project is timed."""
COMMAND = (sys.executable, "-m", "workbench.cli", "run", "--quiet")
ALONE = """
import json, sys, time
from importlib import import_module
from pathlib import Path
from workbench.publishing.plan import plan
((run,), _) = plan([Path(sys.argv[1])])
analyse = import_module(f"workbench.analyses.{run.analysis}").analyse
import_module(f"workbench.analyses.{run.analysis}.report")
from workbench.disclosure import release
from workbench.presentation import action, chart, section, summary, table
marks = [0.0, time.process_time()]
found = analyse(run.parameters)
marks.append(time.process_time())
release(found, run.parameters.policy)
marks.append(time.process_time())
print(json.dumps([after - before for before, after in zip(marks, marks[1:])]))
"""


def processor(work: Callable[[], object]) -> float:
    """Return the processor seconds of the processes that some work starts and waits for."""
    before = resource.getrusage(resource.RUSAGE_CHILDREN)
    work()
    after = resource.getrusage(resource.RUSAGE_CHILDREN)
    return after.ru_utime + after.ru_stime - before.ru_utime - before.ru_stime


def called(*words: str) -> str:
    """Run a program in the project; return what it printed."""
    return subprocess.run(words, check=True, capture_output=True, text=True, cwd=INSTALLED).stdout


def executed(notebook: Path, folder: Path, **parameters: object) -> None:
    """Run a notebook in a kernel of its own."""
    papermill.execute_notebook(
        notebook,
        folder / "out.ipynb",
        parameters=parameters,
        progress_bar=False,
        cwd=str(INSTALLED),
        extra_arguments=list(QUIET),
    )


def kernel(folder: Path) -> float:
    """Return what a kernel takes that has nothing to do."""
    empty = nbformat.v4.new_notebook(cells=[nbformat.v4.new_code_cell("1")])
    empty.metadata["kernelspec"] = {"name": "python3", "display_name": "3", "language": "python"}
    nbformat.write(empty, folder / "empty.ipynb")
    return processor(lambda: executed(folder / "empty.ipynb", folder))


def parts(run: Run, folder: Path) -> list[float]:
    """Return kernel, imports, reading and analysis, release, presentation, publishing, and all."""
    values = run.parameters.model_dump(mode="json")
    told = called(sys.executable, "-c", ALONE, str(run.parameter_file))
    # The solver has words of its own for the same stream.
    known = [kernel(folder), *json.loads(told.splitlines()[-1])]
    notebook = processor(lambda: executed(run.notebook, folder, **values))
    reports = str(folder / "reports")
    whole = processor(lambda: called(*COMMAND, str(run.parameter_file), "--reports", reports))
    return [*known, notebook - sum(known), whole - notebook, whole]


def main(files: list[str]) -> None:
    """Print a table, and how long a run of the whole project takes that changes nothing."""
    head = "Report|Kernel|Imports|Reading, analysis|Release|Presentation|Publishing|In all"
    print(f"| {' | '.join(head.split('|'))} |", "|---" * 8 + "|", sep="\n")
    chosen = [Path(name).resolve() for name in files]
    runs, _ = plan(chosen or sorted(INSTALLED.glob("parameters/*/synthetic.yaml")))
    for run in runs:
        with TemporaryDirectory() as name:
            shown = " | ".join(f"{one:.1f}" for one in parts(run, Path(name)))
        print(f"| {run.label} | {shown} |", flush=True)
    called(*COMMAND)
    in_vain = [seconds(lambda: called(*COMMAND)) for _ in range(IN_VAIN)]
    of_one = [processor(lambda: called(*COMMAND)) for _ in range(IN_VAIN)]
    print(f"\nnothing changed: {median(in_vain):.2f} s, {median(of_one):.2f} s of one processor")


if __name__ == "__main__":
    main(sys.argv[1:])
