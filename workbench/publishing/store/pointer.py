"""The one small object that says which version of a report stands; it is put in one step."""

from __future__ import annotations

import json
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any, Self

from workbench.errors import RunError, StorageError
from workbench.publishing.files import to_json
from workbench.publishing.places import Places
from workbench.publishing.store.home import forget, remember, remembered
from workbench.storage import ObjectPath, Stored, look
from workbench.storage.client import ConflictError
from workbench.storage.reading import content
from workbench.storage.writing import put

POINTERS = ".pointers"
LOOKS = 3


@dataclass(frozen=True, slots=True)
class Pointer:
    """Which version of a report stands.

    Attributes
    ----------
    version : str
        Its folder, below the address of all reports.
    manifest : str
        The SHA-256 of its manifest, by which all the rest can be checked.
    objects : mapping of str to tuple
        The ETag and the size of each of its objects, by name: what a listing tells.
    """

    version: str
    manifest: str
    objects: Mapping[str, tuple[str, int]]

    @classmethod
    def from_plain(cls, told: Mapping[str, Any]) -> Self:
        """Read what `plain` wrote."""
        objects = {name: (str(etag), int(size)) for name, (etag, size) in told["objects"].items()}
        return cls(str(told["version"]), str(told["manifest"]), objects)

    def plain(self) -> dict[str, Any]:
        """Return it as it is written."""
        objects = {name: list(one) for name, one in self.objects.items()}
        return {
            "schema": 1,
            "version": self.version,
            "manifest": self.manifest,
            "objects": objects,
        }


def place_of(address: ObjectPath, label: str) -> ObjectPath:
    """Return where the pointer of a report stands."""
    return address / f"{POINTERS}/{label}.json"


def read(address: ObjectPath, label: str) -> tuple[Pointer, Stored] | None:
    """Return the pointer that stands in the store and what the store tells of it.

    Raises
    ------
    StorageError
        If the store cannot be asked, or it is none.
    """
    path = place_of(address, label)
    for _ in range(LOOKS):
        stored = look(path)
        if stored is None:
            return None
        try:
            return _parsed(content(stored), path), stored
        except ConflictError:
            continue
    raise ConflictError(f"{path}: changes all the time. Run again.")


def _parsed(data: bytes, path: ObjectPath) -> Pointer:
    try:
        return Pointer.from_plain(json.loads(data))
    except (KeyError, TypeError, ValueError, AttributeError) as error:
        raise StorageError(
            f"{path}: is not what a run wrote there. Take it away; the report is then made anew."
        ) from error


def point(address: ObjectPath, places: Places, pointer: Pointer) -> None:
    """Let a pointer take the place of the one that was last seen, in one step.

    Raises
    ------
    RunError
        If another took its place in the meantime; nothing is changed.
    StorageError
        If it could not be put, or it is not known whether it was.
    """
    path, data = place_of(address, places.label), to_json(pointer.plain()).encode()
    known = remembered(places)
    etag = known["etag"] if known else None
    try:
        keep(places, pointer, put(path, data, fresh=etag is None, instead_of=etag))
    except StorageError as error:
        # An answer that was lost on its way is no proof that nothing was put.
        if made := _etag_if_stands(path, data):
            keep(places, pointer, made)
        elif isinstance(error, ConflictError):
            raise RunError(
                f"{places.label}: another run published it in the meantime, and that report "
                "stands. Run again."
            ) from error
        else:
            raise


def _etag_if_stands(path: ObjectPath, data: bytes) -> str | None:
    try:
        stored = look(path)
        return stored.etag if stored and content(stored) == data else None
    except StorageError:
        return None


def keep(places: Places, pointer: Pointer, etag: str) -> None:
    """Remember at home which pointer stands."""
    remember(places, {"etag": etag, "pointer": pointer.plain()})


def kept(places: Places) -> tuple[Pointer, str] | None:
    """Return the pointer that was last seen, and its ETag."""
    told = remembered(places)
    return (Pointer.from_plain(told["pointer"]), str(told["etag"])) if told else None


def drop(places: Places) -> None:
    """Remember at home that none stands."""
    forget(places)
