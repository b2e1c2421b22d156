"""A run that is asked to stop ends its kernels and goes, and leaves every report whole."""

from __future__ import annotations

import signal
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from contextvars import ContextVar
from types import FrameType

from workbench.errors import RunError

SIGNALS = (signal.SIGTERM, signal.SIGINT, signal.SIGHUP)
_asked: list[int] = []
_told: dict[str, int] = {}
_batch: ContextVar[str | None] = ContextVar("batch", default=None)
"""Of several calls whose runs share a process, the one that the present run belongs to."""


class StoppedError(RunError):
    """The process was asked to stop; what it had not finished is as it was before."""


def asked() -> int | None:
    """Return the number of the signal that asked this process, or this run's call, to stop."""
    return _asked[0] if _asked else _told.get(_batch.get() or "")


def ask(batch: str, number: int) -> None:
    """Ask the runs of one call to stop, those under way here and those that have yet to begin.

    Parameters
    ----------
    batch : str
        The call, as `belonging_to` was told it.
    number : int
        The signal that its own process was sent.
    """
    _told.setdefault(batch, number)


@contextmanager
def belonging_to(batch: str) -> Iterator[None]:
    """Do what follows as part of one call, which `ask` can stop without any other."""
    token = _batch.set(batch)
    try:
        yield
    finally:
        _batch.reset(token)


def check() -> None:
    """Go no further if this process was asked to stop.

    Raises
    ------
    StoppedError
        If it was.
    """
    if number := asked():
        raise StoppedError(words(number))


def words(number: int) -> str:
    """Return what is said of a run that a signal stopped.

    Examples
    --------
    >>> words(2)
    'stopped by SIGINT; the report is as it was. Run again when it suits.'
    """
    name = signal.Signals(number).name
    return f"stopped by {name}; the report is as it was. Run again when it suits."


@contextmanager
def on_signals() -> Iterator[None]:
    """Note SIGTERM, SIGINT and SIGHUP instead of ending at once; a second one ends at once.

    A report that is being put in place is put in place; kernels are ended by whoever watches them.
    """
    if threading.current_thread() is not threading.main_thread():
        yield
        return
    before = {number: signal.getsignal(number) for number in SIGNALS}

    def note(number: int, _: FrameType | None) -> None:
        _asked.append(number)
        signal.signal(number, before[signal.Signals(number)])

    # What whoever started this process had it ignore (nohup) stays ignored.
    for number in SIGNALS:
        if before[number] is not signal.SIG_IGN:
            signal.signal(number, note)
    try:
        yield
    finally:
        for number in SIGNALS:
            signal.signal(number, before[number])
