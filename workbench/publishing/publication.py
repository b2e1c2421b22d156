"""Putting a finished report in place so that readers see the old one or the new one, whole."""

from __future__ import annotations

import ctypes
import hashlib
import os
from collections.abc import Mapping
from contextlib import suppress
from pathlib import Path

from workbench.errors import RunError, StorageError
from workbench.publishing import ledger, manifest
from workbench.publishing.files import (
    PRIVATE_FILE,
    SHARED_FILE,
    sweep,
    sync_folder,
    to_json,
    write_synced,
)
from workbench.publishing.locks import locked
from workbench.publishing.places import PRIVATE, SHARED, Places, make_private, make_shared
from workbench.publishing.previous import previous_of
from workbench.publishing.store.carrying import carry
from workbench.publishing.store.following import recheck

AT_FDCWD = -100
RENAME_EXCHANGE = 2
RECIPIENTS, RECIPIENTS_FILE = 0o750, 0o640
"""For its owner and their group, to whom whoever keeps the folder adds the named recipients."""


def publish(
    places: Places, outputs: Mapping[str, str | bytes], facts: Mapping[str, object]
) -> None:
    """Stage a report, its manifest last, then exchange it with the one in place.

    Parameters
    ----------
    places : Places
        Of the report, whose lock the caller holds.
    outputs : mapping of str to str or bytes
        The content of each file by its name.
    facts : mapping
        The manifest, to which the hashes of the outputs are added.

    Raises
    ------
    RunError
        If what is on the disk is not what was written.
    """
    folder_mode, mode = access(facts)
    sweep(places.staging)
    make_private(places.staging, reports=places.reports)
    for name, content in outputs.items():
        write_synced(places.staging / name, content, mode=mode)
    # Before the manifest: a crash after it finds a report that can be put in place as it is.
    places.staging.chmod(folder_mode)
    hashes = {name: _hash(content) for name, content in outputs.items()}
    before = previous_of(places.final, facts)
    told = to_json({**facts, "outputs": hashes, "previous": before})
    write_synced(places.staging / manifest.FILE, told, mode=mode)
    sync_folder(places.staging)
    if not manifest.verifies(places.staging):
        raise RunError("What was written could not be read back as it was. Look at the disk.")
    carry(places)
    put_in_place(places)


def access(facts: Mapping[str, object]) -> tuple[int, int]:
    """Return who may enter the folder of a report, and who may read its files.

    Examples
    --------
    >>> [oct(mode) for mode in access({"policy": "restricted", "data_source": "personal"})]
    ['0o750', '0o640']
    """
    if facts.get("data_source") == "published":
        return SHARED, SHARED_FILE
    modes = {"analyst": (PRIVATE, PRIVATE_FILE), "restricted": (RECIPIENTS, RECIPIENTS_FILE)}
    return modes.get(str(facts.get("policy")), (SHARED, SHARED_FILE))


def put_in_place(places: Places) -> None:
    """Exchange the staged folder with the published one, or rename it where there is none."""
    make_shared(places.final.parent)
    if not places.final.exists():
        os.rename(places.staging, places.final)
    elif not exchange(places.staging, places.final):
        sweep(places.previous)
        make_private(places.previous.parent, reports=places.reports)
        os.rename(places.final, places.previous)
        os.rename(places.staging, places.final)
    _sync_names(places)
    sweep(places.staging, places.previous)


def exchange(one: Path, other: Path) -> bool:
    """Exchange two folders in one step; False where the system cannot (nothing is changed)."""
    rename = getattr(ctypes.CDLL(None), "renameat2", None)
    if rename is None:
        return False
    names = os.fsencode(one), os.fsencode(other)
    return rename(AT_FDCWD, names[0], AT_FDCWD, names[1], RENAME_EXCHANGE) == 0


def recover(places: Places) -> None:
    """Mend what a crash left behind; the caller holds the report's lock.

    Where the published folder is absent the staged one takes its place if its manifest verifies,
    else the previous one does. What is left over is swept away, what a store says is followed,
    and what was intended in the ledger of releases is settled by what then stands.
    """
    if not places.final.exists():
        staged = manifest.verifies(places.staging)
        source = places.staging if staged else places.previous
        if source.exists() and (staged or (source / manifest.FILE).exists()):
            make_shared(places.final.parent)
            os.rename(source, places.final)
            _sync_names(places)
    sweep(places.staging, places.previous, places.work, places.failing)
    recheck(places)
    ledger.settle(places)


def recover_all(reports: Path) -> None:
    """Recover every report that has something left over and is not being worked on now."""
    left = {
        tuple(folder.parts[-2:])
        for kind in (".staging", ".previous", ".work", ".failing")
        for folder in (reports / kind).glob("*/*")
    }
    for analysis, name in sorted(left):
        # One that cannot be mended must not stop the others; its own run says why.
        with (
            suppress(RunError, StorageError, OSError),
            locked(reports, f"{analysis}/{name}", wait=False),
        ):
            recover(Places(reports, analysis, name))


def _hash(content: str | bytes) -> str:
    data = content.encode("utf-8") if isinstance(content, str) else content
    return hashlib.sha256(data).hexdigest()


def _sync_names(places: Places) -> None:
    """Wait until the new names are on the disk, before anything that they replace is removed."""
    for folder in (places.reports, places.final.parent, places.staging.parent):
        if folder.exists():
            sync_folder(folder)
