"""The home: the private folder on this machine in which the reports of a store are made.

It is a folder of reports like any other, with its locks and its ledger, and knows by a file which
address it stands for. The store holds what readers see and is right where the two differ.
"""

from __future__ import annotations

import os
import secrets
from glob import has_magic
from hashlib import sha256
from pathlib import Path

from workbench.errors import ParameterError, StorageError
from workbench.parameters.root import root
from workbench.publishing.files import PRIVATE_FILE, read_json, replace_file, to_json
from workbench.publishing.places import Places, make_private
from workbench.storage import ObjectPath
from workbench.storage.client import ConflictError
from workbench.storage.writing import put, remove

HOMES = "WORKBENCH_HOMES"
"""Environment variable: the folder of all homes; ``reports/.homes`` of the project by default."""
FOLDER = ".store"
PLACE = "place.json"
IDENTITY = "identity.json"
PAGE = "page.json"
NO_CONDITIONS = (
    "the store does not keep conditions (If-None-Match, If-Match), so two runs at once could "
    "spoil each other's reports. Use a store that does; docs/object_storage.md names some."
)


def made_home(address: ObjectPath) -> Path:
    """Make the home of an address, which only its owner can enter; return it.

    Raises
    ------
    ParameterError
        If the address is a pattern.
    """
    if has_magic(address.key):
        raise ParameterError(f"{address}: is a pattern. Name one place for reports.")
    place = ObjectPath(address.bucket, address.key.strip("/"))
    named = os.environ.get(HOMES)
    top = Path(named).absolute() if named else root() / "reports"
    name = f"{place.bucket}-{sha256(str(place).encode()).hexdigest()[:12]}"
    home = make_private((top if named else top / ".homes") / name, reports=top)
    make_private(home / FOLDER, reports=home)
    if address_of(home) is None:
        _write(home / FOLDER / PLACE, {"address": str(place)})
    if not (home / FOLDER / IDENTITY).exists():
        _write(home / FOLDER / IDENTITY, {"home": secrets.token_hex(16)})
    return home


def address_of(reports: Path) -> ObjectPath | None:
    """Return the address that a folder of reports is the home of, None where it is of none."""
    told = read_json(reports / FOLDER / PLACE)
    return ObjectPath.parse(told["address"]) if told else None


def identity_of(home: Path) -> str:
    """Return the name of a home, which no other has."""
    return str((read_json(home / FOLDER / IDENTITY) or {})["home"])


def check_conditions(home: Path, address: ObjectPath) -> None:
    """Try once for each home whether the store does what publishing rests on.

    Raises
    ------
    StorageError
        If it cannot be written to, or puts an object in place against a condition.
    """
    told = read_json(home / FOLDER / PLACE) or {}
    if told.get("conditions"):
        return
    probe = address / f".probe-{secrets.token_hex(8)}"
    etag = put(probe, b"1", fresh=True)
    try:
        kept = _refuses(probe, fresh=True) and _refuses(probe, instead_of=f'"{"0" * 32}"')
        put(probe, b"2", instead_of=etag)
    finally:
        remove([probe])
    if not kept:
        raise StorageError(f"{address}: {NO_CONDITIONS}")
    _write(home / FOLDER / PLACE, {**told, "conditions": True})


def _refuses(probe: ObjectPath, *, fresh: bool = False, instead_of: str | None = None) -> bool:
    try:
        put(probe, b"1", fresh=fresh, instead_of=instead_of)
    except ConflictError:
        return True
    return False


def remember_page(home: Path, etag: str) -> None:
    """Keep the ETag of the index that was put last."""
    _write(home / FOLDER / PAGE, {"etag": etag})


def remembered_page(home: Path) -> str | None:
    """Return the ETag of the index that was put last."""
    return (read_json(home / FOLDER / PAGE) or {}).get("etag")


def remember(places: Places, told: object) -> None:
    """Keep what the store said of a report when it was last looked at."""
    path = _memory(places)
    make_private(path.parent, reports=places.reports)
    _write(path, told)


def forget(places: Places) -> None:
    """Keep nothing of a report that the store does not hold."""
    _memory(places).unlink(missing_ok=True)


def remembered(places: Places) -> dict | None:
    """Return what the store said of a report when it was last looked at."""
    return read_json(_memory(places))


def _memory(places: Places) -> Path:
    return places.reports / FOLDER / "pointers" / places.analysis / f"{places.name}.json"


def _write(path: Path, told: object) -> None:
    replace_file(path, to_json(told), mode=PRIVATE_FILE)
