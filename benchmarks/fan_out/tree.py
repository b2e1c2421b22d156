"""The memory that a process and all that it started take together."""

from __future__ import annotations

import resource
import subprocess
import sys
import threading
import time
from collections.abc import Sequence
from contextlib import suppress
from dataclasses import dataclass

import psutil

LOOK_AGAIN = 0.5
"""Seconds between two looks; what comes and goes within is not seen."""


@dataclass(frozen=True)
class Cost:
    """Seconds that passed and of processors, the most memory that was seen, and the exit code."""

    seconds: float
    processor: float
    gib: float
    code: int


def cost(words: Sequence[str], *also: int) -> Cost:
    """Run a program of this Python; measure it with its children and those of processes `also`.

    Memory that several share is counted once (proportional set size).
    """
    began, spent = time.monotonic(), processor()
    process = subprocess.Popen(
        [sys.executable, *words], stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL
    )
    seen: list[int] = [0]
    over = threading.Event()

    def look() -> None:
        while not over.wait(LOOK_AGAIN):
            seen.append(sum(memory(root) for root in (process.pid, *also)))

    watcher = threading.Thread(target=look)
    watcher.start()
    code = process.wait()
    seconds = time.monotonic() - began
    over.set()
    watcher.join()
    return Cost(seconds, processor() - spent, max(seen) / 2**30, code)


def processor() -> float:
    """Return the processor seconds of all that this process has started and waited for."""
    used = resource.getrusage(resource.RUSAGE_CHILDREN)
    return used.ru_utime + used.ru_stime


def memory(root: int) -> int:
    """Return the bytes that a process and its descendants take now."""
    total = 0
    with suppress(psutil.Error):
        for one in [psutil.Process(root), *psutil.Process(root).children(recursive=True)]:
            # A process may end between two looks.
            with suppress(psutil.Error):
                total += one.memory_full_info().pss
    return total
