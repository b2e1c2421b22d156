"""A home made to say what its store says, by listings and small objects alone."""

from __future__ import annotations

import json
from contextlib import suppress
from hashlib import sha256
from pathlib import Path
from typing import Any

from workbench.errors import RunError, StorageError
from workbench.publishing import manifest
from workbench.publishing.files import PRIVATE_FILE, read_json, sweep, write_synced
from workbench.publishing.locks import BusyError, locked
from workbench.publishing.places import Places
from workbench.publishing.plan import SAFE_NAME
from workbench.publishing.store import pointer
from workbench.publishing.store.carrying import stands
from workbench.publishing.store.home import address_of, check_conditions, made_home
from workbench.publishing.store.pointer import Pointer
from workbench.publishing.store.sweeping import sweep_versions
from workbench.storage import ObjectPath, is_remote, look
from workbench.storage.reading import content, listed


class _SpoiltError(RunError):
    """What the store holds is not what was put there."""


def reports_folder(text: str, *, writing: bool = True) -> Path:
    """Return the folder that reports are made in: the one that is named, or the home of a store.

    Parameters
    ----------
    text : str
        A folder, or an address such as ``s3://bucket/prefix``.
    writing : bool
        Whether reports will be published there.

    Raises
    ------
    ParameterError
        If it is meant as an address and is none.
    StorageError
        If the store cannot be read, or cannot do what publishing rests on.
    """
    if not is_remote(text):
        return Path(text).absolute()
    home = made_home(ObjectPath.parse(text))
    address = address_of(home)
    assert address is not None, "it was just made"
    if writing:
        check_conditions(home, address)
    pull(home)
    return home


def pull(home: Path) -> None:
    """Bring what is known of every report to what the store says; a report in the making is left.

    Raises
    ------
    StorageError
        If the store cannot be read.
    """
    address = address_of(home)
    if address is None:
        return
    there = {
        tuple(one.path.key.removesuffix(".json").split("/")[-2:]): one.etag
        for one in listed(address / f"{pointer.POINTERS}/")
    }
    known = {path.parts[-3:-1] for path in home.glob(f"*/*/{manifest.FILE}")}
    for analysis, name in sorted({*there, *known}):
        if not SAFE_NAME.fullmatch(analysis) or not SAFE_NAME.fullmatch(name):
            continue
        places = Places(home, analysis, name)
        try:
            with locked(home, places.label, wait=False):
                seen = pointer.kept(places)
                if seen is None or seen[1] != there.get((analysis, name)) or not _agrees(places):
                    follow(places)
        except BusyError:
            continue


def follow(places: Places) -> Pointer | None:
    """Bring what is known of one report to what the store says; the caller holds its lock.

    Returns
    -------
    Pointer or None
        What stands; None where nothing does, or the folder is no home.
    """
    address = address_of(places.reports)
    if address is None:
        return None
    found = pointer.read(address, places.label)
    if found is None:
        sweep(places.final)
        pointer.drop(places)
        return None
    pointer.keep(places, found[0], found[1].etag)
    if not _agrees(places):
        sweep(places.final)
        # Of one that was spoilt nothing is known: it is made anew, and takes the pointer over.
        with suppress(_SpoiltError):
            _write_known(places, _manifest_of(address, found[0]), found[0])
    return found[0]


def recheck(places: Places) -> None:
    """Follow the store in one report, see that all of it is there, and sweep what it replaced.

    A report that was spoilt in the store is forgotten here, and so is made anew.
    """
    address = address_of(places.reports)
    if address is None:
        return
    current = follow(places)
    if current is not None and not stands(address, current):
        sweep(places.final)
    sweep_versions(address, places.label, current)


def bring(places: Places) -> None:
    """Fetch the outputs of a report of which only the manifest is here.

    Raises
    ------
    RunError
        If what the store holds is not what the manifest names.
    """
    if not (places.final / manifest.ELSEWHERE).exists():
        return
    address, found = address_of(places.reports), pointer.kept(places)
    assert address is not None, "only a home holds a manifest alone"
    assert found is not None, "it was followed"
    told = read_json(places.final / manifest.FILE) or {}
    for name, stated in told["outputs"].items():
        data = _fetched(address / f"{found[0].version}/{Path(name).name}", stated)
        write_synced(places.final / Path(name).name, data, mode=PRIVATE_FILE)
    (places.final / manifest.ELSEWHERE).unlink()


def standing(places: Places) -> dict[str, Any] | None:
    """Return the manifest of what readers see, empty where they see nothing.

    None where it is not known, because the store cannot be asked.
    """
    address = address_of(places.reports)
    if address is None:
        return read_json(places.final / manifest.FILE) or {}
    try:
        found = pointer.read(address, places.label)
        told = json.loads(_manifest_of(address, found[0])) if found else {}
    except (StorageError, RunError, ValueError):
        return None
    return told if isinstance(told, dict) else None


def report_folder(text: str) -> Path:
    """Return the folder of one report, fetched first where it is on object storage."""
    if not is_remote(text):
        return Path(text).absolute()
    address = ObjectPath.parse(text.rstrip("/"))
    *above, analysis, name = ["", *address.key.split("/")]
    if not SAFE_NAME.fullmatch(analysis) or not SAFE_NAME.fullmatch(name):
        raise RunError(f"{address}: is no report. Name s3://bucket/prefix/ANALYSIS/RUN.")
    home = reports_folder(str(ObjectPath(address.bucket, "/".join(above[1:]))), writing=False)
    places = Places(home, analysis, name)
    with locked(home, places.label):
        bring(places)
    return places.final


def _agrees(places: Places) -> bool:
    seen, path = pointer.kept(places), places.final / manifest.FILE
    if seen is None or not path.is_file():
        return False
    return sha256(path.read_bytes()).hexdigest() == seen[0].manifest


def _manifest_of(address: ObjectPath, current: Pointer) -> bytes:
    return _fetched(address / f"{current.version}/{manifest.FILE}", current.manifest)


def _fetched(path: ObjectPath, stated: str) -> bytes:
    stored = look(path)
    data = content(stored) if stored else b""
    if stored is None or sha256(data).hexdigest() != stated:
        raise _SpoiltError(
            f"{path}: is not what was published there. Run it again, which makes the report anew."
        )
    return data


def _write_known(places: Places, told: bytes, current: Pointer) -> None:
    places.final.mkdir(parents=True, mode=0o700)
    # Before the manifest: without it the manifest would promise files that are not here.
    write_synced(places.final / manifest.ELSEWHERE, current.version, mode=PRIVATE_FILE)
    write_synced(places.final / manifest.FILE, told, mode=PRIVATE_FILE)
