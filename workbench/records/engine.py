"""The local engine that reads and counts; what it keeps is on disk, in a private folder."""

from __future__ import annotations

import fcntl
import os
import shutil
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import ibis
from ibis.backends.duckdb import Backend

MEMORY = "WORKBENCH_MEMORY"
"""Environment variable: the memory the engine may use, such as ``2GB``; four fifths by default."""
PREFIX = "workbench-"
HELD = ".held"
ROWS = "rows.duckdb"


@contextmanager
def engine() -> Iterator[tuple[Backend, Path]]:
    """Yield a connection and a folder that only its owner can open; both are gone at the end.

    What a process that was killed left behind is gone with the next engine that its owner starts.
    """
    sweep_abandoned(Path(tempfile.gettempdir()))
    with tempfile.TemporaryDirectory(prefix=PREFIX) as folder, _held(Path(folder)):
        limit = {"memory_limit": os.environ[MEMORY]} if os.environ.get(MEMORY) else {}
        # A file: tables stand there compressed, so that memory does not grow with the rows.
        connection = ibis.duckdb.connect(Path(folder) / ROWS, temp_directory=folder, **limit)
        try:
            yield connection, Path(folder)
        finally:
            connection.disconnect()


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
def _held(folder: Path) -> Iterator[None]:
    """Hold a lock that ends with this process, however it ends."""
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
