"""What a failure of the machine, not of the data, is called and how it is mended."""

from __future__ import annotations

import errno
from pathlib import Path

from workbench.errors import RunError, WorkbenchError

FULL = (errno.ENOSPC, errno.EDQUOT, errno.EFBIG)
FORBIDDEN = (errno.EACCES, errno.EPERM, errno.EROFS)
IN_THE_WAY = (errno.ENOTDIR, errno.EISDIR, errno.ELOOP, errno.ENOTEMPTY, errno.EEXIST)


def explained(error: Exception) -> WorkbenchError:
    """Return an error as one that a reader can act on; what is not known keeps its kind only.

    Examples
    --------
    >>> print(explained(OSError(errno.ENOSPC, "No space left on device", "/x/report.html")))
    report.html: the disk is full. Free some space, then run again.
    >>> print(explained(KeyError("a value from the data")))
    KeyError; the log says more.
    """
    if isinstance(error, WorkbenchError):
        return error
    if isinstance(error, MemoryError):
        return RunError("Memory ran out. Run fewer at a time (--jobs 1), or on a larger machine.")
    if isinstance(error, OSError) and error.errno is not None:
        return RunError(f"{_name(error)}{_sentence(error)}")
    return RunError(f"{type(error).__name__}; the log says more.")


def _sentence(error: OSError) -> str:
    if error.errno in FULL:
        return "the disk is full. Free some space, then run again."
    if error.errno in FORBIDDEN:
        return "permission denied. Make it a place this user can write to, then run again."
    if error.errno in IN_THE_WAY:
        return "something else is in the way. Move it away, then run again."
    if error.errno == errno.EXDEV:
        return "lies on another file system; the folder of reports must lie on one."
    return f"{error.strerror}. The log says more."


def _name(error: OSError) -> str:
    """Return the name of the file concerned without its folder, which is nobody else's business."""
    known = isinstance(error.filename, str | bytes)
    return f"{Path(str(error.filename)).name}: " if known and error.filename else ""
