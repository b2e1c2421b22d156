"""One run of a report at a time, and who it is that runs."""

from __future__ import annotations

import fcntl
import json
import os
import socket
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from datetime import UTC, datetime
from pathlib import Path

from workbench.errors import RunError
from workbench.publishing import stopping
from workbench.publishing.files import PRIVATE_FILE, read_json
from workbench.publishing.places import make_private

LOOK_AGAIN = 0.05
"""Seconds between two looks at a lock that another holds."""

UNNAMED = "another process"

SIGNING = 2.0
"""Seconds that a holder is given to write its name before it is called another process."""


class BusyError(RunError):
    """Another run holds the lock, and this one was not to wait."""


@contextmanager
def locked(
    reports: Path, name: str, *, wait: bool = True, tell: Callable[[str], None] | None = None
) -> Iterator[None]:
    """Hold a lock that other processes and threads respect.

    The operating system gives it back when its holder ends, however that ends; what the file
    says of the holder is for people only.

    Parameters
    ----------
    reports : Path
        The folder of all reports.
    name : str
        What is locked, such as ``recruitment_funnel/synthetic``.
    wait : bool
        Whether to wait for another holder.
    tell : callable, optional
        Called once, with the holder in words, if there is one to wait for.

    Raises
    ------
    BusyError
        If another holds it and `wait` is false.
    StoppedError
        If this process was asked to stop while it waited.
    """
    path = reports / ".locks" / f"{name}.lock"
    make_private(path.parent, reports=reports)
    descriptor = os.open(path, os.O_RDWR | os.O_CREAT | os.O_NOFOLLOW | os.O_CLOEXEC, PRIVATE_FILE)
    try:
        if not _take(descriptor):
            if not wait:
                raise BusyError(
                    f"{name} is being run by {_signed(path)}; this run did not wait for it."
                )
            if tell:
                tell(_signed(path))
            while not _take(descriptor):
                stopping.check()
                time.sleep(LOOK_AGAIN)
        _sign(descriptor)
        yield
    finally:
        os.close(descriptor)


def holder(path: Path) -> str:
    """Return in words who holds a lock.

    Examples
    --------
    >>> holder(Path("no-such-file.lock"))
    'another process'
    """
    found = read_json(path) or {}
    if not {"process", "host", "since"} <= set(found):
        return UNNAMED
    return f"process {found['process']} on {found['host']} since {found['since']}"


def _signed(path: Path) -> str:
    """Return who holds a lock; whoever has taken it this moment signs it the next."""
    until = time.monotonic() + SIGNING
    while (found := holder(path)) == UNNAMED and time.monotonic() < until:
        time.sleep(LOOK_AGAIN)
    return found


def _take(descriptor: int) -> bool:
    try:
        fcntl.flock(descriptor, fcntl.LOCK_EX | fcntl.LOCK_NB)
    except BlockingIOError:
        return False
    return True


def _sign(descriptor: int) -> None:
    """Write who holds the lock; a disk too full for it is no reason to give the lock up."""
    since = datetime.now(UTC).strftime("%Y-%m-%dT%H:%M:%SZ")
    words = {"process": os.getpid(), "host": socket.gethostname(), "since": since}
    try:
        os.ftruncate(descriptor, 0)
        os.pwrite(descriptor, json.dumps(words).encode(), 0)
    except OSError:
        return
