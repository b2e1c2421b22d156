"""Many reports in a row: `python -m benchmarks.fan_out [--files 200] [--workers 2]`.

Copies of one parameter file on a small published table, so that what is measured is what every
report costs besides its data: with one job, with two, and on the workers of a Dask scheduler; then
once more where nothing has changed. Beside them the notebook alone, as papermill runs it.
"""

from __future__ import annotations

import argparse
import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from statistics import median
from tempfile import TemporaryDirectory

import yaml

from benchmarks.fan_out.tree import Cost, cost
from workbench.parameters.root import INSTALLED
from workbench.publishing import manifest
from workbench.publishing.plan import plan

SOURCE = INSTALLED / "parameters/recruitment_funnel/teal-1978.yaml"
COMMAND = ("-m", "workbench.cli", "run", "--quiet")
ALONE = 3
"""How often the notebook is run by itself."""


def written(folder: Path, count: int) -> list[str]:
    """Write copies of one parameter file; return their paths."""
    target = folder / "recruitment_funnel"
    target.mkdir()
    paths = [target / f"teal-{number:03}.yaml" for number in range(1, count + 1)]
    for path in paths:
        path.write_text(SOURCE.read_text(encoding="utf-8"), encoding="utf-8")
    return [str(path) for path in paths]


def alone(folder: Path) -> float:
    """Return the middle of several times of the notebook by itself, in a process each."""
    ((run,), _) = plan([SOURCE])
    values = run.parameters.model_dump(mode="json")
    parameters = folder / "parameters.yaml"
    parameters.write_text(yaml.safe_dump(values, sort_keys=False), encoding="utf-8")
    words = ["-m", "papermill", str(run.notebook), str(folder / "out.ipynb"), "-f", str(parameters)]
    return median(checked(cost(words)).seconds for _ in range(ALONE))


def checked(one: Cost) -> Cost:
    """Return what something cost that went well."""
    if one.code:
        raise SystemExit(f"A program that was measured ended with {one.code}.")
    return one


@contextmanager
def cluster(workers: int) -> Iterator[tuple[str, int]]:
    """Start a scheduler with workers of one thread; give its address and its process."""
    code = (
        "import sys\nfrom distributed import LocalCluster\n"
        "if __name__ == '__main__':\n"
        f"    with LocalCluster(n_workers={workers}, threads_per_worker=1, host='127.0.0.1', "
        "dashboard_address=None) as cluster:\n"
        "        print(cluster.scheduler_address, flush=True)\n        sys.stdin.read()\n"
    )
    with TemporaryDirectory() as folder:
        program = Path(folder) / "cluster.py"
        program.write_text(code, encoding="utf-8")
        process = subprocess.Popen(
            [sys.executable, str(program)],
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            stderr=subprocess.DEVNULL,
            text=True,
        )
        try:
            yield process.stdout.readline().strip(), process.pid
        finally:
            process.communicate()


def row(name: str, one: Cost, count: int, notebook: float) -> None:
    """Print a line of the table."""
    each = one.seconds / count
    print(
        f"| {name} | {one.seconds:.0f} | {each:.2f} | {each / notebook:.2f} | {one.gib:.2f} |",
        flush=True,
    )


def ways(files: list[str], folder: Path, workers: int) -> Iterator[tuple[str, Cost, Path]]:
    """Yield each way to make all reports, with what it cost and where they are."""
    for jobs in (1, 2):
        reports = folder / f"jobs-{jobs}"
        words = (*COMMAND, *files, "--reports", str(reports), "--jobs", str(jobs))
        yield f"`--jobs {jobs}`", checked(cost(words)), reports
    if workers:
        reports = folder / "dask"
        words = (*COMMAND, *files, "--reports", str(reports), "--backend", "dask", "--scheduler")
        with cluster(workers) as (address, process):
            done = checked(cost((*words, address), process))
        yield f"Dask, {workers} workers", done, reports


def main() -> None:
    """Print a table: seconds in all and a report, times the notebook alone, peak memory."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--files", type=int, default=200)
    parser.add_argument("--workers", type=int, default=2, help="0 leaves Dask out")
    asked = parser.parse_args()
    began = time.monotonic()
    with TemporaryDirectory() as name:
        folder = Path(name)
        files = written(folder, asked.files)
        notebook = alone(folder)
        print(f"{asked.files} files; the notebook alone takes {notebook:.2f} s\n")
        print("| How | Seconds | A report | Times the notebook | Peak memory, GiB |")
        print("|---|---|---|---|---|")
        for way, done, reports in ways(files, folder, asked.workers):
            row(way, done, asked.files, notebook)
            assert all(map(manifest.verifies, reports.glob("recruitment_funnel/*")))
        words = (*COMMAND, *files, "--reports", str(folder / "jobs-1"))
        row("nothing changed", checked(cost(words)), asked.files, notebook)
    print(f"\n{time.monotonic() - began:.0f} seconds in all")


if __name__ == "__main__":
    main()
