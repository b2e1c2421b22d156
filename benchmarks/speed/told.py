"""One contender in a process of its own: its seconds and its peak memory."""

from __future__ import annotations

import json
import os
import resource
import subprocess
import sys
from collections.abc import Mapping
from pathlib import Path

TOP = Path(__file__).resolve().parents[2]


def tell(seconds: Mapping[str, float]) -> None:
    """Print what was measured, with the peak memory of this process."""
    peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024**2
    print(json.dumps({**seconds, "peak_gib": peak}))


def run(*words: str, python: str = sys.executable) -> dict[str, float]:
    """Run a contender's module and return what it told."""
    done = subprocess.run(
        [python, *words],
        cwd=TOP,
        env=os.environ | {"PYTHONPATH": str(TOP)},
        capture_output=True,
        text=True,
        check=True,
    )
    return json.loads(done.stdout.splitlines()[-1])
