"""One contender in a process of its own: its seconds and its peak memory."""

from __future__ import annotations

import json
import os
import resource
import subprocess
import sys
from collections.abc import Callable, Mapping
from pathlib import Path
from time import process_time
from typing import Any

TOP = Path(__file__).resolve().parents[2]
NO_ROOM = ("MemoryError", "Unable to allocate", "cannot allocate", "bad_alloc")
"""What a contender writes that asked for more memory than it may have."""


class NotWithinError(Exception):
    """A contender did not end within what it was given."""


def tell(found: Mapping[str, Any]) -> None:
    """Print what was measured, with the processor seconds and peak memory of this process."""
    peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024**2
    print(json.dumps({"processor": process_time(), **found, "peak_gib": peak}))


def run(
    *words: str,
    program: str = sys.executable,
    seconds: float | None = None,
    gib: float | None = None,
) -> dict[str, Any]:
    """Run a contender's module or script, and return what it told.

    Raises
    ------
    NotWithinError
        It did not end within the seconds or the memory given.
    """
    try:
        done = subprocess.run(
            [program, *words],
            cwd=TOP,
            env=os.environ | {"PYTHONPATH": str(TOP)},
            capture_output=True,
            text=True,
            timeout=seconds,
            preexec_fn=_bounded(gib) if gib else None,
        )
    except subprocess.TimeoutExpired as late:
        raise NotWithinError(f"not within {(seconds or 0) / 60:g} minutes") from late
    if gib and done.returncode and any(word in done.stderr for word in NO_ROOM):
        raise NotWithinError(f"not within {gib:g} GiB")
    if done.returncode:
        print(done.stderr, file=sys.stderr)
    done.check_returncode()
    return dict(json.loads(done.stdout.splitlines()[-1]))


def _bounded(gib: float) -> Callable[[], None]:
    room = int(gib * 1024**3)
    return lambda: resource.setrlimit(resource.RLIMIT_AS, (room, room))
