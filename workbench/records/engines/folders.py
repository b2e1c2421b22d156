"""Private folders of engines, and how those are found whose process is no more."""

from __future__ import annotations

import fcntl
import os
import shutil
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

PREFIX = "workbench-"
HELD = ".held"


def sweep_abandoned(place: Path) -> None:
    """Remove the folders of engines whose process is no more."""
    for folder in place.glob(f"{PREFIX}*"):
        try:
            own = folder.lstat().st_uid == os.getuid() and not folder.is_symlink()
            if own and _is_abandoned(folder / HELD):
                shutil.rmtree(folder)
        # Another process may be removing it too.
        except (FileNotFoundError, NotADirectoryError):
            continue


@contextmanager
def held(folder: Path) -> Iterator[None]:
    """Hold the lock of a folder, which ends with this process, however it ends."""
    with (folder / HELD).open("w") as file:
        fcntl.flock(file, fcntl.LOCK_EX)
        # Only now may others try the lock: an empty file is one that is about to be held.
        file.write("held\n")
        file.flush()
        yield


def _is_abandoned(held: Path) -> bool:
    with held.open() as file:
        try:
            fcntl.flock(file, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError:
            return False
        return bool(file.read())
