"""Files and folders written so that a crash leaves the old or the new, never half of one."""

from __future__ import annotations

import json
import os
import shutil
from collections.abc import Sequence
from pathlib import Path
from typing import Any

SHARED_FILE = 0o644
PRIVATE_FILE = 0o600
AFRESH = os.O_WRONLY | os.O_CREAT | os.O_TRUNC | os.O_NOFOLLOW | os.O_CLOEXEC


def write_synced(path: Path, content: str | bytes, *, mode: int = SHARED_FILE) -> None:
    """Write a file and wait until it is on the disk.

    Parameters
    ----------
    path : Path
        Where; a symbolic link there is refused, not followed.
    content : str or bytes
        A text is written as UTF-8.
    mode : int
        Who may read it from its first byte on; the umask can only take away.
    """
    data = memoryview(content.encode("utf-8") if isinstance(content, str) else content)
    descriptor = os.open(path, AFRESH, mode)
    try:
        while data:
            data = data[os.write(descriptor, data) :]
        os.fsync(descriptor)
    finally:
        os.close(descriptor)


def replace_file(path: Path, text: str, *, mode: int = SHARED_FILE) -> None:
    """Replace a file in one step, or leave it as it was."""
    path.parent.mkdir(parents=True, exist_ok=True)
    fresh = path.with_name(f".{path.name}.new")
    try:
        write_synced(fresh, text, mode=mode)
        os.replace(fresh, path)
    except BaseException:
        fresh.unlink(missing_ok=True)
        raise
    sync_folder(path.parent)


def to_json(value: object) -> str:
    """Return JSON text that is the same whenever the value is.

    Raises
    ------
    ValueError
        If a number is not finite.

    Examples
    --------
    >>> print(to_json({"b": 1, "a": None}), end="")
    {
     "a": null,
     "b": 1
    }
    """
    text = json.dumps(value, sort_keys=True, indent=1, ensure_ascii=False, allow_nan=False)
    return text + "\n"


def to_json_lines(records: Sequence[object]) -> str:
    """Return a JSON list with a line a record, for lists too long to read any other way.

    Examples
    --------
    >>> print(to_json_lines([{"b": 1}, {"b": 2}]), end="")
    [
    {"b": 1},
    {"b": 2}
    ]
    """
    lines = [json.dumps(record, ensure_ascii=False, allow_nan=False) for record in records]
    return "[\n" + ",\n".join(lines) + "\n]\n"


def read_json(path: Path) -> dict[str, Any] | None:
    """Return the mapping that a JSON file holds, or None if it is not there or not readable."""
    try:
        value = json.loads(path.read_text(encoding="utf-8"))
    except (OSError, ValueError):
        return None
    return value if isinstance(value, dict) else None


def sync_folder(folder: Path) -> None:
    """Wait until the names in a folder are on the disk."""
    descriptor = os.open(folder, os.O_RDONLY)
    try:
        os.fsync(descriptor)
    finally:
        os.close(descriptor)


def sweep(*folders: Path) -> None:
    """Remove folders, those that are there; of a symbolic link only the link."""
    for folder in folders:
        if folder.is_symlink() or folder.is_file():
            folder.unlink()
        elif folder.exists():
            shutil.rmtree(folder)
