"""Clusters, calls and processes for the tests of runs on workers."""

from __future__ import annotations

import json
import os
import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from workbench.parameters.root import INSTALLED

HERE = Path(__file__).parent
ALIVE_AFTER = 10
"""Seconds after which a process that should have ended is an orphan."""


@contextmanager
def cluster(count: int, *toy_root: str, folder: Path = INSTALLED, **settings: str) -> Iterator[str]:
    """Start a scheduler with workers; give its address."""
    words = [sys.executable, str(HERE / "cluster_here.py"), str(count), *toy_root]
    process = subprocess.Popen(
        words,
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        stderr=subprocess.DEVNULL,
        text=True,
        cwd=folder,
        env={**os.environ, **settings},
    )
    try:
        yield process.stdout.readline().strip()
    finally:
        process.communicate(timeout=60)


def call(*words: object, toy: Path | None = None) -> subprocess.Popen[str]:
    """Start the command line, on the toy project or on the project itself."""
    program = [str(HERE.parent / "toy_command.py"), str(toy)] if toy else ["-m", "workbench.cli"]
    return subprocess.Popen(
        [sys.executable, *program, *map(str, words)],
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        text=True,
        cwd=INSTALLED,
    )


def ended(process: subprocess.Popen[str]) -> tuple[int, str, list[str]]:
    """Return the exit code of a call, what it printed and what it told, line by line."""
    printed, told = process.communicate(timeout=240)
    return process.returncode, printed, told.splitlines()


def copies(folder: Path, **named: str) -> list[Path]:
    """Copy parameter files of recruitment under other names; return the copies."""
    source = INSTALLED / "parameters/recruitment_funnel"
    target = folder / "recruitment_funnel"
    target.mkdir(parents=True, exist_ok=True)
    for name, of in named.items():
        (target / f"{name}.yaml").write_text((source / f"{of}.yaml").read_text())
    return [target / f"{name}.yaml" for name in named]


def kernel_at_work(reports: Path, label: str, process: subprocess.Popen[str]) -> tuple[int, ...]:
    """Wait for the kernel of a run; return the worker that holds its lock, and its own processes.

    The kernel is known by its private folder, which its companion is named.
    """
    work = str(reports / ".work" / label)
    until = time.monotonic() + 120
    while time.monotonic() < until:
        assert process.poll() is None, process.communicate()
        found = tuple(number for number, words in processes() if work in words)
        if len(found) == 2:
            holder = json.loads((reports / ".locks" / f"{label}.lock").read_text())
            return holder["process"], *found
        time.sleep(0.05)
    raise AssertionError(f"no kernel was started for {label}")


def processes() -> Iterator[tuple[int, str]]:
    """Yield the number and the words of every process."""
    for folder in Path("/proc").iterdir():
        if folder.name.isdigit():
            try:
                yield int(folder.name), (folder / "cmdline").read_text().replace("\0", " ")
            except (FileNotFoundError, ProcessLookupError, PermissionError):
                continue


def still_there(*numbers: int) -> set[int]:
    """Return which processes have not ended; of one that has only its number may be left."""
    return {number for number, words in processes() if words} & {*numbers}


def left_alive(*numbers: int) -> set[int]:
    """Return which processes are still there after a while."""
    until = time.monotonic() + ALIVE_AFTER
    while time.monotonic() < until and still_there(*numbers):
        time.sleep(0.1)
    return still_there(*numbers)
