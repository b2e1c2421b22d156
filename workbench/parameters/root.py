"""Where relative paths start, whichever folder a notebook or a command was started in."""

from __future__ import annotations

import os
from pathlib import Path

from workbench.storage import Location, ObjectPath, is_remote

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


def resolve(path: str) -> Location:
    """Return where a path of the parameters leads.

    Returns
    -------
    Path or ObjectPath
        An address on object storage as it is, an absolute path too; any other is under the root.

    Raises
    ------
    ParameterError
        If it is meant as an address on object storage, and is none.
    """
    return ObjectPath.parse(path) if is_remote(path) else root() / path
