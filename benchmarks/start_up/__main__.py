"""Start-up beside its peers, in one run: `python -m benchmarks.start_up [ANALYSIS ...]`.

Importing the package beside a bare interpreter and beside pandas, and each committed notebook
beside the same notebook of which the imports alone are left, papermill running both.
"""

from __future__ import annotations

import subprocess
import sys
import time
from collections.abc import Callable
from copy import deepcopy
from pathlib import Path
from statistics import median
from tempfile import TemporaryDirectory

import nbformat
import papermill

from workbench.parameters.root import INSTALLED
from workbench.publishing import discovery
from workbench.publishing.kernels import QUIET

REPEATS = 7
IMPORTS = ("%load_ext", "%autoreload", "from ", "import ")


def seconds(work: Callable[[], object]) -> float:
    """Return how long something takes, by a clock that is never set back."""
    start = time.monotonic()
    work()
    return time.monotonic() - start


def started(code: str) -> float:
    """Return the middle of several times of one line of Python, in a process each."""
    words = [sys.executable, "-c", code]
    return median(seconds(lambda: subprocess.run(words, check=True)) for _ in range(REPEATS))


def imports_alone(notebook: nbformat.NotebookNode) -> nbformat.NotebookNode:
    """Return a notebook of which only lines that import are left."""
    bare = deepcopy(notebook)
    for cell in bare.cells:
        if cell.cell_type == "code":
            lines = cell.source.splitlines()
            cell.source = "\n".join(line for line in lines if line.startswith(IMPORTS))
    return bare


def executed(notebook: nbformat.NotebookNode, folder: Path) -> float:
    """Return how long papermill takes over a notebook."""
    path, out = folder / "in.ipynb", folder / "out.ipynb"
    nbformat.write(notebook, path)
    return seconds(
        lambda: papermill.execute_notebook(
            path, out, progress_bar=False, cwd=str(INSTALLED), extra_arguments=list(QUIET)
        )
    )


def main(names: list[str]) -> None:
    """Print seconds, and the whole as times its imports alone."""
    for code in ("pass", "import workbench", "import workbench.cli", "import pandas"):
        print(f"{code:24} {started(code):6.3f} s")
    whole = bare = 0.0
    with TemporaryDirectory() as folder:
        for name in names or discovery.names():
            notebook = nbformat.read(INSTALLED / "notebooks" / f"{name}.ipynb", 4)
            all_of_it = executed(notebook, Path(folder))
            alone = executed(imports_alone(notebook), Path(folder))
            print(f"{name:24} {all_of_it:6.1f} s, imports alone {alone:6.1f} s")
            whole, bare = whole + all_of_it, bare + alone
    print(f"{'all':24} {whole:6.1f} s, imports alone {bare:6.1f} s: {whole / bare:.1f} times")


if __name__ == "__main__":
    main(sys.argv[1:])
