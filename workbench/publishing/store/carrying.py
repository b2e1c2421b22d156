"""A staged report carried to a store: a version of its own, its manifest last, then the pointer."""

from __future__ import annotations

import json
from collections.abc import Mapping
from datetime import UTC, datetime
from hashlib import sha256
from pathlib import Path
from typing import Any

from workbench.errors import RunError
from workbench.publishing import manifest
from workbench.publishing.places import Places
from workbench.publishing.store.home import address_of
from workbench.publishing.store.pointer import Pointer, kept, point
from workbench.storage import ObjectPath
from workbench.storage.reading import listed
from workbench.storage.writing import FOR_GOOD, put

AUDIENCES = ("open", "restricted", "analyst")
"""What a version's folder begins with, so that a rule of the store can tell them apart."""


def carry(places: Places) -> None:
    """Publish what is staged to the store that this folder of reports is the home of, if it is one.

    A reader who follows the index or the pointer sees the old report until the last step, and the
    new one after it. What is left of a crash before is named by nothing and swept later.

    Raises
    ------
    RunError
        If another run published the report meanwhile, or what was put is not what is there.
    StorageError
        If the store refuses any of it.
    """
    address = address_of(places.reports)
    if address is None:
        return
    contents = {path.name: path.read_bytes() for path in sorted(places.staging.iterdir())}
    told = contents.pop(manifest.FILE)
    version = _version(json.loads(told), sha256(told).hexdigest(), places.label)
    etags = {name: _put(address / f"{version}/{name}", data) for name, data in contents.items()}
    etags[manifest.FILE] = _put(address / f"{version}/{manifest.FILE}", told)
    sizes = {name: len(data) for name, data in {**contents, manifest.FILE: told}.items()}
    objects = {name: (etag, sizes[name]) for name, etag in etags.items()}
    pointer = Pointer(version, sha256(told).hexdigest(), objects)
    if not stands(address, pointer):
        raise RunError(
            f"{places.label}: what was put into the store is not what is there, so nothing was "
            "published. Run again."
        )
    point(address, places, pointer)


def stands(address: ObjectPath, pointer: Pointer) -> bool:
    """Return whether a store holds just the objects that a pointer names; none is fetched."""
    folder = address / f"{pointer.version}/"
    there = {one.path.name: (one.etag, one.size) for one in listed(folder)}
    return there == dict(pointer.objects)


def audience(facts: Mapping[str, Any]) -> str:
    """Return who a report is for, by the word that its folder begins with.

    Examples
    --------
    >>> audience({"policy": "restricted", "data_source": "personal"})
    'restricted'
    >>> audience({"policy": "analyst", "data_source": "published"}), audience({})
    ('open', 'analyst')
    """
    if facts.get("data_source") == "published":
        return "open"
    policy = str(facts.get("policy"))
    return policy if policy in AUDIENCES else "analyst"


def _version(facts: Mapping[str, Any], digest: str, label: str) -> str:
    # The time makes it a name that was never used: what is swept can never be what is put.
    now = datetime.now(UTC)
    return f"{audience(facts)}/{label}/{now:%Y%m%dT%H%M%S%fZ}-{digest[:12]}"


def _put(path: ObjectPath, data: bytes) -> str:
    # Without a condition: an answer that is lost is asked for again, and the name is new.
    return put(path, data, cache=FOR_GOOD)


def seen_at(path: Path, home: Path | None) -> str | None:
    """Return the address of the report or index that a path of a home stands for."""
    address = address_of(home) if home else None
    if home is None or address is None or not path.is_relative_to(home):
        return None
    parts = path.relative_to(home).parts
    found = kept(Places(home, *parts[:2])) if len(parts) == 3 else None
    return str(address / (f"{found[0].version}/{parts[2]}" if found else "/".join(parts)))
