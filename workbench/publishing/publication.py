"""Putting a finished report in place so that readers see the old one or the new one, whole."""

from __future__ import annotations

import ctypes
import os
from collections.abc import Mapping
from pathlib import Path

from workbench.publishing import manifest
from workbench.publishing.files import sweep, sync_folder, to_json, write_synced
from workbench.publishing.key import digest
from workbench.publishing.places import Places, locked, make_private

AT_FDCWD = -100
RENAME_EXCHANGE = 2


def publish(places: Places, outputs: Mapping[str, str], facts: Mapping[str, object]) -> None:
    """Stage a report, its manifest last, then exchange it with the one in place.

    Parameters
    ----------
    places : Places
        Of the report, whose lock the caller holds.
    outputs : mapping of str to str
        The text of each file by its name.
    facts : mapping
        The manifest, to which the hashes of the outputs are added.
    """
    sweep(places.staging)
    make_private(places.staging, reports=places.reports)
    for name, text in outputs.items():
        write_synced(places.staging / name, text)
    hashes = {name: digest(places.staging / name) for name in outputs}
    write_synced(places.staging / manifest.FILE, to_json({**facts, "outputs": hashes}))
    sync_folder(places.staging)
    private = facts.get("policy") == "analyst" and facts.get("data_source") != "published"
    places.staging.chmod(0o700 if private else 0o755)
    put_in_place(places)


def put_in_place(places: Places) -> None:
    """Exchange the staged folder with the published one, or rename it where there is none."""
    places.final.parent.mkdir(parents=True, exist_ok=True)
    if not places.final.exists():
        os.rename(places.staging, places.final)
    elif not exchange(places.staging, places.final):
        sweep(places.previous)
        make_private(places.previous.parent, reports=places.reports)
        os.rename(places.final, places.previous)
        os.rename(places.staging, places.final)
    sync_folder(places.final.parent)
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
    else the previous one does. What is left over is swept away.
    """
    if not places.final.exists():
        staged = manifest.verifies(places.staging)
        source = places.staging if staged else places.previous
        if source.exists() and (staged or (source / manifest.FILE).exists()):
            places.final.parent.mkdir(parents=True, exist_ok=True)
            os.rename(source, places.final)
            sync_folder(places.final.parent)
    sweep(places.staging, places.previous, places.work)


def recover_all(reports: Path) -> None:
    """Recover every report that has something left over and is not being worked on now."""
    left = {
        tuple(folder.parts[-2:])
        for kind in (".staging", ".previous", ".work")
        for folder in (reports / kind).glob("*/*")
    }
    for analysis, name in sorted(left):
        with locked(reports, f"{analysis}/{name}", wait=False) as held:
            if held:
                recover(Places(reports, analysis, name))
