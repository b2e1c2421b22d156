"""Objects copied from object storage to a private folder, as they all were at one time."""

from __future__ import annotations

import os
from collections.abc import Sequence
from pathlib import Path

from workbench.errors import DataError, StorageError
from workbench.records.opening.files import shown
from workbench.storage import ObjectPath, Stored, download, matching

CHANGED = (
    "was changed, or another file came or went beside it, while it was read. Run again when "
    "whoever writes it has done."
)


def copied(path: ObjectPath, folder: Path) -> dict[str, Path]:
    """Copy an object, or those of a pattern, to a folder that only its owner can enter.

    Parameters
    ----------
    path : ObjectPath
    folder : Path
        Where the copies go, as ``object-0.csv`` and so on.

    Returns
    -------
    dict of str to Path
        Each copy by the name that messages call it.

    Raises
    ------
    DataError
        If there is none, or any cannot be read, or any was changed meanwhile.
    """
    try:
        found = matching(path)
        copies = _copies(found, folder)
        if matching(path) != found:
            raise DataError(f"{shown(path)}: {CHANGED}")
    except StorageError as error:
        raise DataError(str(error)) from error
    return dict(zip(_names(found), copies, strict=True))


def _copies(found: Sequence[Stored], folder: Path) -> list[Path]:
    problems: list[str] = []
    copies = []
    for number, one in enumerate(found):
        copies.append(folder / f"object-{number}{one.path.suffix}")
        try:
            download(one, copies[-1])
        except StorageError as error:
            problems.append(str(error))
    if len(problems) > 1:
        raise DataError.gather(f"{len(found)} objects", problems)
    if problems:
        raise DataError(problems[0])
    return copies


def _names(found: Sequence[Stored]) -> list[str]:
    """Return the names of objects, with the folders that tell those of one name apart."""
    if len(found) == 1:
        return [shown(found[0].path)]
    top = os.path.commonpath([f"/{one.path.folder}" for one in found]).strip("/")
    return [one.path.key[len(top) :].lstrip("/") for one in found]
