"""What a process may still reach once nothing but a release may shape what it shows."""

from __future__ import annotations

import os
import sys
import sysconfig
from collections.abc import Callable, Iterable
from pathlib import Path
from typing import Any, NoReturn

import workbench

OUTSIDE = (
    "ftplib.connect http.client.connect os.exec os.fork os.forkpty os.posix_spawn os.spawn "
    "os.startfile os.system pty.spawn smtplib.connect socket.bind socket.connect "
    "socket.getaddrinfo sqlite3.connect subprocess.Popen urllib.Request"
)
FORBIDDEN_EVENTS = frozenset(OUTSIDE.split())
READ_IN_OTHER_LANGUAGES = ("duckdb",)
"""Libraries that open files where Python cannot see it: they may not be imported."""
DEVICES = ("/dev/null", "/dev/urandom")


class Refused(Exception):  # noqa: N818  it is no error of the program
    """Something was asked for that no release holds."""


def close(told: Callable[[str], None], also: Iterable[Path] = ()) -> None:
    """From here on refuse to open anything but code, fonts and the libraries' own files.

    Parameters
    ----------
    told : callable
        Told in words of everything refused, so that catching the error hides nothing.
    also : iterable of Path
        Further folders that may be read.
    """
    for name in READ_IN_OTHER_LANGUAGES:
        sys.modules[name] = None  # type: ignore[assignment]
    roots = tuple(f"{os.path.realpath(folder)}{os.sep}" for folder in (*_code(), *also))

    def refuse(what: str) -> NoReturn:
        told(what)
        raise Refused(what)

    def hook(event: str, arguments: tuple[Any, ...]) -> None:
        if event in FORBIDDEN_EVENTS:
            refuse(f"starts or calls something outside ({event})")
        if event == "open" and not _may_open(arguments[0], roots):
            refuse(f"opens the file '{_name(arguments[0])}'")
        if event in ("os.listdir", "os.scandir", "glob.glob") and not _may_list(
            arguments[0], roots
        ):
            refuse("looks into a folder")

    sys.addaudithook(hook)


def _code() -> set[Path]:
    """Return the folders of the standard library, the libraries and the workbench."""
    named = ("stdlib", "platstdlib", "purelib", "platlib")
    paths = {Path(sysconfig.get_path(name)) for name in named}
    base = {"base": sys.base_prefix, "platbase": sys.base_exec_prefix}
    paths |= {Path(sysconfig.get_path(name, vars=base)) for name in named}
    return {*paths, Path(workbench.__file__).parent}


def _may_open(path: Any, roots: tuple[str, ...]) -> bool:
    if isinstance(path, int):
        return True
    name = os.fsdecode(path)
    return name in DEVICES or os.path.realpath(name).startswith(roots)


def _may_list(path: Any, roots: tuple[str, ...]) -> bool:
    if isinstance(path, int) or path is None:
        return False
    return f"{os.path.realpath(os.fsdecode(path))}{os.sep}".startswith(roots)


def _name(path: Any) -> str:
    return Path(os.fsdecode(path)).name
