"""The command line on the toy project, as a process of its own: ``toy_command.py ROOT WORDS``."""

from __future__ import annotations

import os
import signal
import sys
from pathlib import Path

import workbench.analyses
from workbench.cli import app
from workbench.publishing import key

if __name__ == "__main__":
    root = Path(sys.argv[1])
    os.environ["WORKBENCH_ROOT"] = str(root)
    workbench.analyses.__path__ = [str(root / "analyses")]
    key.code_folders = lambda _: (root / "analyses",)
    # Whoever runs the tests in the background has these ignored, and so would this process.
    signal.signal(signal.SIGINT, signal.default_int_handler)
    signal.signal(signal.SIGHUP, signal.SIG_DFL)
    app(sys.argv[2:])
