"""How long a cell and a notebook may take, and what ends them when they take longer."""

from __future__ import annotations

import threading
from collections.abc import Callable
from contextvars import copy_context
from dataclasses import dataclass
from types import TracebackType

from workbench.errors import RunError
from workbench.publishing import stopping
from workbench.publishing.progress import CellTimer

LOOK_AGAIN = 0.1
"""Seconds between two looks at the time."""


@dataclass(frozen=True, slots=True)
class Limits:
    """Seconds that a cell, and a whole notebook, may take."""

    cell: float = 1800
    run: float = 7200


class Watch:
    """Ends a notebook's kernel when a limit is reached or this process is asked to stop.

    A thread of its own, because a kernel that hangs tells nobody anything.

    Parameters
    ----------
    timer : CellTimer
        Knows how long the notebook and its present cell have taken.
    limits : Limits
        What they may take.
    kill : callable
        Ends the kernel at once; called again until the watch is over.
    """

    def __init__(self, timer: CellTimer, limits: Limits, *, kill: Callable[[], None]) -> None:
        self._timer = timer
        self._limits = limits
        self._kill = kill
        self._over = threading.Event()
        # In this run's context: whether it was asked to stop depends on the call it belongs to.
        look = copy_context().run
        self._thread = threading.Thread(target=look, args=(self._look,), name="watch", daemon=True)
        self._exceeded: str | None = None

    def __enter__(self) -> Watch:
        """Begin to watch."""
        self._thread.start()
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        at: TracebackType | None,
    ) -> None:
        """Watch no longer."""
        self._over.set()
        self._thread.join()

    def check(self) -> None:
        """Say why the kernel was ended, if it was ended from here.

        Raises
        ------
        RunError
            If a limit was exceeded, or this process was asked to stop.
        """
        stopping.check()
        if self._exceeded:
            raise RunError(self._exceeded)

    def _look(self) -> None:
        while not self._over.wait(LOOK_AGAIN):
            self._exceeded = self._exceeded or self._too_long()
            if self._exceeded or stopping.asked():
                self._kill()

    def _too_long(self) -> str | None:
        mend = "Find out what takes so long, or allow more with"
        where = self._timer.where()
        if self._timer.cell_seconds() > self._limits.cell:
            limit = f"{self._limits.cell:,g} seconds"
            return f"It was ended {where}: a cell may take {limit}. {mend} --cell-timeout."
        if self._timer.seconds() > self._limits.run:
            limit = f"{self._limits.run:,g} seconds"
            return f"It was ended {where}: a notebook may take {limit}. {mend} --run-timeout."
        return None
