"""Where one report lives, from lock to published folder, all on one file system."""

from __future__ import annotations

import fcntl
import os
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

PRIVATE = 0o700


@dataclass(frozen=True, slots=True)
class Places:
    """The folders of one report; everything but `final` is private to this machine."""

    reports: Path
    analysis: str
    name: str

    @property
    def final(self) -> Path:
        """Return the published folder."""
        return self.reports / self.analysis / self.name

    @property
    def staging(self) -> Path:
        """Return where a new report is written before it is put in place."""
        return self._hidden(".staging")

    @property
    def previous(self) -> Path:
        """Return where the old report stands for the moment between two renames."""
        return self._hidden(".previous")

    @property
    def work(self) -> Path:
        """Return where a notebook is executed."""
        return self._hidden(".work")

    @property
    def failed(self) -> Path:
        """Return where the reason and the full log of a failure are kept."""
        return self._hidden(".failed")

    def _hidden(self, kind: str) -> Path:
        return self.reports / kind / self.analysis / self.name


def make_private(folder: Path, *, reports: Path) -> Path:
    """Make a folder under a hidden one of `reports` that only its owner can enter."""
    top = reports / folder.relative_to(reports).parts[0]
    top.mkdir(mode=PRIVATE, parents=True, exist_ok=True)
    folder.mkdir(mode=PRIVATE, parents=True, exist_ok=True)
    return folder


@contextmanager
def locked(reports: Path, name: str, *, wait: bool = True) -> Iterator[bool]:
    """Hold a lock that other processes and threads respect.

    Parameters
    ----------
    reports : Path
        The folder of all reports.
    name : str
        What is locked, such as ``recruitment_funnel/synthetic``.
    wait : bool
        Whether to wait for another holder.

    Yields
    ------
    bool
        Whether the lock is held; always true where `wait` is.
    """
    path = reports / ".locks" / f"{name}.lock"
    make_private(path.parent, reports=reports)
    descriptor = os.open(path, os.O_RDWR | os.O_CREAT, 0o600)
    try:
        fcntl.flock(descriptor, fcntl.LOCK_EX | (0 if wait else fcntl.LOCK_NB))
        held = True
    except BlockingIOError:
        held = False
    try:
        yield held
    finally:
        os.close(descriptor)
