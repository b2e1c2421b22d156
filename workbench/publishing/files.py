"""Files and folders written so that a crash leaves the old or the new, never half of one."""

from __future__ import annotations

import json
import os
import shutil
from collections.abc import Sequence
from pathlib import Path
from typing import Any


def write_synced(path: Path, text: str) -> None:
    """Write a text file as UTF-8 and wait until it is on the disk."""
    with path.open("w", encoding="utf-8", newline="\n") as file:
        file.write(text)
        file.flush()
        os.fsync(file.fileno())


def replace_file(path: Path, text: str) -> None:
    """Replace a file in one step."""
    path.parent.mkdir(parents=True, exist_ok=True)
    fresh = path.with_name(f".{path.name}.new")
    write_synced(fresh, text)
    os.replace(fresh, path)
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
    """Remove folders, those that are there."""
    for folder in folders:
        if folder.exists():
            shutil.rmtree(folder)
