"""What a person who waits for a run is told, on the standard error stream."""

from __future__ import annotations

import sys
import threading
import time
from contextlib import suppress
from typing import Any, TextIO

from workbench.publishing.console import printable


class Progress:
    """Lines about runs; several threads may write.

    Parameters
    ----------
    stream : text file, optional
        Where to write; the standard error stream where it is not given.
    single : bool
        Whether one run at a time is under way, so that a terminal's line can be rewritten.
    quiet : bool
        Whether only trouble is told: for logs.
    """

    def __init__(
        self, stream: TextIO | None = None, *, single: bool = True, quiet: bool = False
    ) -> None:
        self._stream = stream or sys.stderr
        self.quiet = quiet
        self._rewrites = single and self._stream.isatty()
        self._open = False
        self._lock = threading.Lock()

    def say(self, label: str, message: str) -> None:
        """Write one line that stays."""
        with self._lock:
            self._write(f"{label}  {message}", "\n")

    def note(self, label: str, message: str) -> None:
        """Write one line that stays, of something that went as it should; nothing when quiet."""
        if not self.quiet:
            self.say(label, message)

    def tick(self, label: str, message: str) -> None:
        """Write one line that the next may replace; nothing when quiet."""
        if self.quiet:
            return
        with self._lock:
            self._write(f"{label}  {message}", "" if self._rewrites else "\n")

    def _write(self, text: str, ending: str) -> None:
        start = "\r\x1b[K" if self._open else ""
        # Nobody may be listening, or the disk of the log be full: no reason to fail a run.
        with suppress(OSError):
            self._stream.write(f"{start}{printable(text)}{ending}")
            self._stream.flush()
        self._open = not ending


class CellTimer:
    """Counts and times the cells of one notebook as the client tells of them."""

    def __init__(self, progress: Progress, label: str, *, cells: int) -> None:
        self._progress = progress
        self._label = label
        self.cells = cells
        self._number = 0
        self._start = time.monotonic()
        self._cell_start: float | None = None

    def begin(self, **_: Any) -> None:
        """Note that a code cell begins."""
        self._number += 1
        self._cell_start = time.monotonic()

    def end(self, **_: Any) -> None:
        """Tell that a code cell has ended and how long the notebook has taken so far."""
        self._cell_start = None
        self._progress.tick(self._label, f"cell {self._number}/{self.cells}  {self.elapsed()}")

    @property
    def begun(self) -> bool:
        """Tell whether any code cell has begun."""
        return self._number > 0

    def seconds(self) -> float:
        """Return the seconds since the notebook began, by a clock that is never set back."""
        return time.monotonic() - self._start

    def cell_seconds(self) -> float:
        """Return the seconds since the present code cell began, 0 between cells."""
        start = self._cell_start
        return 0 if start is None else time.monotonic() - start

    def elapsed(self) -> str:
        """Return the time since the notebook began."""
        return f"{self.seconds():.1f} s"

    def where(self) -> str:
        """Return where the notebook is, in words."""
        if not self.begun:
            return f"before code cell 1 of {self.cells}"
        return f"in code cell {self._number} of {self.cells}"
