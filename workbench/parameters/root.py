"""Where relative paths start, whichever folder a notebook or a command was started in."""

from __future__ import annotations

import os
from pathlib import Path

INSTALLED = Path(__file__).resolve().parents[2]


def root() -> Path:
    """Return the project's root folder.

    It is ``WORKBENCH_ROOT`` if that is set, else the nearest folder at or above the current one
    that holds ``parameters/`` and ``notebooks/``, else the folder this package stands in.
    """
    if named := os.environ.get("WORKBENCH_ROOT"):
        return Path(named).resolve()
    here = Path.cwd()
    for folder in (here, *here.parents):
        if (folder / "parameters").is_dir() and (folder / "notebooks").is_dir():
            return folder
    return INSTALLED


def resolve(path: str) -> Path:
    """Return `path` itself if it is absolute, else the same path under the root."""
    return root() / path
